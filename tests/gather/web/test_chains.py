"""Redirects, refreshes and cookies: where a chain leads, and how it may end."""

from __future__ import annotations

import asyncio
from http.cookies import SimpleCookie

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preflight.gather.web import onward

from .site import HOST, Site, answer, ask, serving, visit

HERE = f"http://{HOST}"


def moved(to: str | bytes, status: int = 302, **headers: str) -> bytes:
    octets = to if isinstance(to, bytes) else to.encode()
    return answer(status, b"", **headers).replace(b"\r\n\r\n", b"\r\nLocation: " + octets + b"\r\n\r\n", 1)


def paths(found) -> list[str]:
    return [hop.url.removeprefix(HERE) for hop in found.hops]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed(status):
    found, site = visit({"/": moved("/b?x=1#frag", status), "/b": answer()})
    assert (found.status, paths(found)) == (200, ["/", "/b?x=1"])
    assert [hop.how for hop in found.hops] == ["redirect", ""]
    assert found.final_url == f"{HERE}/b?x=1"
    assert site.asked == ["GET /", "GET /b?x=1"]


@pytest.mark.parametrize("status", [300, 304, 305])
def test_other_threes_are_an_end(status):
    found, _ = visit({"/": answer(status, b"", Location="/b")})
    assert (found.status, found.fault, len(found.hops)) == (status, "", 1)


def test_a_redirect_to_a_dead_page_is_told_with_all_hops():
    found, _ = visit({"/": moved("/a"), "/a": moved("/gone", 301)})
    assert (found.status, paths(found)) == (404, ["/", "/a", "/gone"])
    assert [hop.status for hop in found.hops] == [302, 301, 404]


def test_ten_redirects_are_followed_and_the_eleventh_is_not():
    routes = {f"/{i}": moved(f"/{i + 1}") for i in range(20)}
    found, _ = visit({**routes, "/10": answer()}, "/0")
    assert (found.status, len(found.hops)) == (200, 11)
    found, site = visit(routes, "/0")
    assert (found.kind, len(site.asked), len(found.hops)) == ("limit", 11, 11)
    assert found.reason == "after 11 redirects: we follow 10; browsers give up after twenty"


def test_a_circle_is_a_loop():
    found, site = visit({"/": moved("/b"), "/b": moved("/")})
    assert found.fault == "loop"
    assert len(site.asked) == 2


def test_a_redirect_to_itself_is_a_loop():
    found, _ = visit({"/": moved("/")})
    assert found.fault == "loop"


def test_a_redirect_to_itself_with_a_cookie_is_none():
    async def door(writer, target, headers):
        writer.write(answer() if "seen=1" in headers.get("cookie", "") else moved("/", Set_Cookie="seen=1; Path=/"))

    found, _ = visit({"/": door})
    assert (found.status, len(found.hops)) == (200, 2)


def test_cookies_stay_within_a_chain_and_their_host():
    async def story():
        routes = {
            "/set": moved("http://other.test/out", Set_Cookie="a=1"),
            "/out": moved(f"{HERE}/back"),
            "/back": answer(),
            "/plain": answer(),
        }
        async with serving(Site(routes)) as site:
            await ask(site, f"{HERE}/set", f"{HERE}/plain", per_host=1)
            return site

    site = asyncio.run(story())
    sent = dict(zip((line.split()[1] for line in site.asked), (h.get("cookie") for h in site.headers), strict=True))
    assert sent == {"/set": None, "/out": None, "/back": "a=1", "/plain": None}
    assert SimpleCookie(sent["/back"])["a"].value == "1"


@pytest.mark.parametrize("headers", [{"Set_Cookie": "a=" + "x" * 5000}, {"Set_Cookie": "=;;\x01=\xff"}])
def test_unusable_cookies_are_no_obstacle(headers):
    found, _ = visit({"/": moved("/b", **headers), "/b": answer()})
    assert found.status == 200


def test_a_redirect_that_says_nothing_is_told():
    found, _ = visit({"/": answer(302, b"")})
    assert (found.fault, found.status) == ("no-location", 302)


@pytest.mark.parametrize(
    "to", ["http://", "https://exa mple.test/", "market://details?id=1", "mailto:a@b.test", "http://[::1"]
)
def test_a_redirect_to_what_is_no_page_is_told(to):
    found, _ = visit({"/": moved(to)})
    assert (found.fault, found.status) == ("bad-location", 302)


@pytest.mark.parametrize(
    ("location", "asked"),
    [
        ("/größe".encode(), "/gr%C3%B6%C3%9Fe"),
        ("/größe".encode("latin-1"), "/gr%C3%B6%C3%9Fe"),
        (b"/a b", "/a%20b"),
        (b"../up", "/up"),
        (b"//site.test/x", "/x"),
        (b"?only=query", "/deep/page?only=query"),
        (b"HTTP://SITE.TEST:80/x", "/x"),
        (b"/x?a=1&region=2|3", "/x?a=1&region=2|3"),
        (b"/pre%2Dencoded%zz", "/pre%2Dencoded%zz"),
    ],
)
def test_locations_are_read_as_browsers_read_them(location, asked):
    found, site = visit({"/deep/page": [moved(location), answer()]}, "/deep/page")
    assert site.asked[1] == f"GET {asked}"
    assert found.hops[1].url == f"{HERE}{asked}"


@pytest.mark.parametrize(
    "meta",
    [
        b'<meta http-equiv="refresh" content="0; url=/b">',
        b"<META HTTP-EQUIV=Refresh CONTENT='0;URL=\"/b\"'>",
        b'<meta content="0,/b" http-equiv="REFRESH">',
        b'<!-- <meta http-equiv=refresh content="0;/no"> --><meta http-equiv=refresh content=0;url=/b>',
        b'<base href="http://site.test/"><meta http-equiv="refresh" content="0;url=b">',
        b'<meta http-equiv="refresh" content="0.9; url=/b">',
        b'<meta http-equiv="refresh" content="0; url=&#47;b">',
    ],
)
def test_a_refresh_at_once_is_a_redirect(meta):
    found, _ = visit({"/": answer(200, b"<html><head>" + meta), "/b": answer()})
    assert (paths(found), found.hops[0].how) == (["/", "/b"], "meta-refresh")


def test_a_refresh_header_is_one_too():
    found, _ = visit({"/": answer(200, Refresh="0; url=/b")})
    assert (found.status, paths(found)) == (404, ["/", "/b"])


@pytest.mark.parametrize(
    "page",
    [
        b'<meta http-equiv="refresh" content="5; url=/b">',
        b'<meta http-equiv="refresh" content="0">',
        b'<meta http-equiv="refresh" content="0; url=/">',
        b'<noscript><meta http-equiv="refresh" content="0; url=/b"></noscript>',
        b'<script>"<meta http-equiv=refresh content=0;url=/b>"</script>',
        b'<!--<meta http-equiv="refresh" content="0; url=/b">-->',
        b'<template><meta http-equiv="refresh" content="0; url=/b"></template>',
        b'<p title="<meta http-equiv=refresh content=0;url=/b>">',
    ],
)
def test_what_is_no_refresh_at_once_is_none(page):
    found, _ = visit({"/": answer(200, page)})
    assert (found.status, len(found.hops)) == (200, 1)


def test_a_refresh_keeps_its_ampersands():
    found, site = visit(
        {"/": answer(200, b'<meta http-equiv="refresh" content="0;url=/b?a=1&region=2&amp;c=3">'), "/b": answer()}
    )
    assert site.asked[1] == "GET /b?a=1&region=2&c=3"
    assert found.status == 200


def test_a_refresh_of_an_error_page_is_not_followed():
    found, _ = visit({"/": answer(404, b'<meta http-equiv="refresh" content="0;url=/b">')})
    assert (found.status, len(found.hops)) == (404, 1)


def test_a_time_out_after_a_redirect_says_so():
    async def silent(writer, target, headers):
        await asyncio.sleep(60)

    found, _ = visit({"/": moved("/slow"), "/slow": silent}, timeout=0.1)
    assert found.kind == "timeout"
    assert found.reason.startswith("after 1 redirect: ")


@given(st.text(max_size=80))
def test_targets_are_read_or_refused(url):
    try:
        found = onward.target(url, "http://site.test/")
    except onward.Unusable:
        return
    assert found.scheme in {"http", "https"}
    assert "#" not in found.url


@given(st.text(max_size=40))
def test_retry_after_is_a_wait_or_nothing(value):
    wait = onward.retry_after(value)
    assert wait is None or wait >= 0
