"""What a server may answer, and what we make of it."""

from __future__ import annotations

import asyncio
import tracemalloc
import zlib

import pytest

from preflight.facts.web import Fetch, Unanswered
from preflight.gather.web import gather_web
from preflight.gather.web.body import Body
from preflight.gather.web.picture import Octets

from .site import HOST, Site, answer, ask, serving, settings, visit


@pytest.mark.parametrize("status", [200, 204, 206, 400, 401, 403, 404, 410, 418, 451, 999])
def test_a_status_is_told_as_it_is_and_asked_for_once(status):
    found, site = visit({"/": answer(status)})
    assert (found.status, found.fault) == (status, "")
    assert site.asked == ["GET /"]


def test_the_request_names_us_and_nothing_of_the_environment(monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    found, site = visit({"/": answer()})
    assert found.status == 200
    assert site.headers[0]["user-agent"].startswith("preflight/")
    assert site.headers[0]["accept-encoding"] == "gzip, deflate"
    assert site.headers[0]["host"] == HOST


def test_one_request_for_a_url_whatever_its_fragments_and_askers():
    async def story():
        async with serving(Site({"/": answer()})) as site:
            web = await ask(site, f"http://{HOST}/#a", f"http://{HOST}/#b", f"http://{HOST}/")
            return web, site

    web, site = asyncio.run(story())
    assert site.asked == ["GET /"]
    assert web[f"http://{HOST}/#c"].status == 200


def test_a_server_error_that_goes_away_is_fine():
    found, site = visit({"/": [answer(500), answer(200)]})
    assert found.status == 200
    assert len(site.asked) == 2


def test_a_server_error_that_stays_is_told_after_two_tries():
    found, site = visit({"/": answer(502)})
    assert found.status == 502
    assert len(site.asked) == 2


def test_retry_after_is_obeyed():
    found, site = visit({"/": [answer(429, Retry_After="0"), answer(200)]})
    assert found.status == 200
    assert len(site.asked) == 2


def test_retry_after_as_a_date_is_obeyed():
    found, _ = visit({"/": [answer(503, Retry_After="Tue, 01 Jan 2019 00:00:00 GMT"), answer(200)]})
    assert found.status == 200


@pytest.mark.parametrize("wait", ["86400", "never", ""])
def test_too_many_requests_without_a_wait_that_fits_is_left_alone(wait):
    found, site = visit({"/": answer(429, Retry_After=wait)})
    assert found.status == 429
    assert len(site.asked) == 1


def test_a_reset_is_tried_again():
    async def reset(writer, target, headers):
        writer.transport.abort()

    found, site = visit({"/": reset})
    assert found.fault in {"reset", "empty"}
    assert len(site.asked) == 2


def test_an_empty_answer_is_tried_again_and_told():
    async def empty(writer, target, headers):
        return

    found, site = visit({"/": empty})
    assert found.fault == "empty"
    assert len(site.asked) == 2


@pytest.mark.parametrize("octets", [b"SSH-2.0-OpenSSH_9\r\n\r\n", b"HTTP/1.1 abc Huh\r\n\r\n", b"\x00\x01\x02\r\n\r\n"])
def test_what_is_not_http_is_malformed(octets):
    found, site = visit({"/": octets})
    assert found.fault == "malformed"
    assert len(site.asked) == 2


def test_endless_headers_are_a_limit():
    found, _ = visit({"/": b"HTTP/1.1 200 OK\r\n" + b"X-A: " + b"a" * 200_000 + b"\r\n\r\n"})
    assert isinstance(found, Unanswered)
    assert found.kind == "limit"


def test_http_1_0_is_http():
    found, _ = visit({"/": b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n<title>Old</title>"})
    assert (found.status, found.page.title, found.page.complete) == (200, "Old", True)


def test_informational_answers_are_passed_over():
    found, _ = visit({"/": b"HTTP/1.1 103 Early\r\nLink: </a.css>\r\n\r\n" + answer(200)})
    assert found.status == 200


def test_chunked_bodies_are_read():
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
    found, _ = visit({"/": head + b"5\r\n<titl\r\n8\r\ne>A</tit\r\n3\r\nle>\r\n0\r\n\r\n"})
    assert found.page.title == "A"


async def breaking_off(writer, target, headers):
    writer.write(answer(200, b"<title>Cut</title>", Content_Length="9000"))


def test_a_body_that_breaks_off_is_an_answer_all_the_same():
    found, _ = visit({"/": breaking_off})
    assert (found.status, found.page.title, found.page.complete) == (200, "Cut", False)


def gzipped(data: bytes, bits: int = 31) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, bits)
    return packer.compress(data) + packer.flush()


@pytest.mark.parametrize(("coding", "bits"), [("gzip", 31), ("deflate", 15), ("deflate", -15)])
def test_compressed_pages_are_read(coding, bits):
    found, _ = visit({"/": answer(200, gzipped(b"<title>Packed</title>", bits), Content_Encoding=coding)})
    assert (found.page.title, found.page.complete, found.page.unreadable) == ("Packed", True, "")


def test_a_bomb_is_unfolded_no_further_than_needed():
    bomb = gzipped(b"<title>Boom</title>" + b"\0" * 60_000_000)
    tracemalloc.start()
    found, _ = visit({"/": answer(200, bomb, Content_Encoding="gzip")})
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (found.status, found.page.title, found.page.complete) == (200, "Boom", False)
    assert peak < 5_000_000


def test_a_coding_nobody_asked_for_is_an_answer_without_a_page_text():
    found, _ = visit({"/": answer(200, b"\x0b\x02\x80", Content_Encoding="br")})
    assert (found.status, found.page.title, found.page.unreadable) == (200, "", "br")


def test_a_damaged_compression_is_an_answer():
    found, _ = visit({"/": answer(200, b"no gzip at all", Content_Encoding="gzip")})
    assert (found.status, found.page.complete, found.page.unreadable) == (200, False, "gzip")


def test_an_endless_page_is_read_to_its_limit_only():
    async def endless(writer, target, headers):
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<title>Long</title>")
        while not writer.is_closing():
            writer.write(b"x" * 65536)
            await writer.drain()

    found, _ = visit({"/": endless})
    assert (found.status, found.page.title, found.page.complete) == (200, "Long", False)


async def silent(writer, target, headers):
    await asyncio.sleep(60)


async def dripping(writer, target, headers):
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<title>")
    while not writer.is_closing():
        writer.write(b"x")
        await asyncio.sleep(0.02)


@pytest.mark.parametrize("handler", [silent, dripping])
def test_a_server_that_does_not_come_to_an_end_is_no_verdict(handler):
    found, site = visit({"/": handler}, timeout=0.2)
    assert isinstance(found, Unanswered)
    assert found.kind == "timeout"
    assert len(site.asked) == 2


@pytest.mark.parametrize("handler", [silent, dripping])
def test_the_time_budget_ends_everything(handler):
    async def story():
        async with serving(Site({"/slow": handler, "/": answer()})) as site:
            deadline = asyncio.get_running_loop().time() + 0.5
            urls = [f"http://{HOST}/", *(f"http://{HOST}/slow?{i}" for i in range(20))]
            return await ask(site, *urls, deadline=deadline, per_host=4)

    web = asyncio.run(story())
    assert web[f"http://{HOST}/"].status == 200
    late = [web[f"http://{HOST}/slow?{i}"] for i in range(20)]
    assert {one.kind for one in late} == {"budget"}


def test_a_deadline_that_is_past_asks_nothing():
    found, site = visit({"/": answer()}, deadline=0.0)
    assert found.kind == "budget"
    assert site.asked == []


@pytest.mark.parametrize(
    ("status", "headers", "body", "vendor"),
    [
        (403, {"cf_mitigated": "challenge"}, b"", "Cloudflare"),
        (503, {}, b"<title>Just a moment...</title>", "Cloudflare"),
        (202, {"x_amzn_waf_action": "challenge"}, b"", "AWS WAF"),
        (405, {"x_amzn_waf_action": "captcha"}, b"", "AWS WAF"),
        (403, {"x_datadome": "protected"}, b"", "DataDome"),
        (200, {}, b"<body>Request unsuccessful. Incapsula incident ID: 7", "Imperva"),
        (200, {"x_datadome": "protected", "cf_ray": "8"}, b"<title>Shop</title>", ""),
        (200, {"Content_Security_Policy": "script-src captcha-delivery.com"}, b"<title>Shop</title>", ""),
        (503, {}, b"<title>Maintenance</title>", ""),
    ],
)
def test_bot_walls_are_known_by_decisive_marks(status, headers, body, vendor):
    found, _ = visit({"/": answer(status, body, **headers)})
    assert found.challenge == vendor


def test_a_challenge_is_not_asked_twice():
    _, site = visit({"/": answer(503, b"<title>Just a moment...</title>")})
    assert len(site.asked) == 1


def test_no_such_host_and_refused_are_faults():
    async def story():
        server = await asyncio.start_server(lambda r, w: None, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        server.close()
        await server.wait_closed()
        gone, shut = "http://gone.test/", "http://shut.test/"
        web = await ask(None, gone, shut, connect_to=(("shut.test", 80, "127.0.0.1", port),))
        return web[gone], web[shut]

    gone, shut = asyncio.run(story())
    assert (gone.fault, gone.status) == ("no-such-host", 0)
    assert (shut.fault, shut.hops[0].url) == ("refused", "http://shut.test/")


def test_known_answers_are_not_asked_again():
    async def story():
        async with serving(Site({"/": answer()})) as site:
            url = f"http://{HOST}/"
            first = await gather_web([Fetch(url)], settings=settings(site), acting=frozenset())
            again = await gather_web([Fetch(url)], settings=settings(site), acting=frozenset(), known=first)
            return first, again, site

    first, again, site = asyncio.run(story())
    assert first is again
    assert site.asked == ["GET /"]


def test_connections_are_used_again_and_no_more_than_allowed_are_open():
    async def story():
        async with serving(Site({"/": answer()})) as site:
            web = await ask(site, *(f"http://{HOST}/?{i}" for i in range(60)), per_host=3)
            return web, site

    web, site = asyncio.run(story())
    assert {found.status for found in web.answers.values()} == {200}
    assert site.connections == 3
    assert len(site.asked) == 60


def test_the_limit_for_all_hosts_holds():
    async def story():
        async with serving(Site({"/": answer()}, latency=0.01)) as site:
            await ask(site, *(f"http://h{i}.test/" for i in range(30)), concurrency=4)
            return site

    site = asyncio.run(story())
    assert len(site.asked) == 30


def test_progress_is_told():
    told = []
    visit({"/": answer()}, on_progress=lambda *what: told.append(what))
    assert told == [(1, 1, HOST)]


def test_a_bug_of_ours_is_told_by_its_class_alone(monkeypatch):
    from preflight.gather.web import chain

    monkeypatch.setattr(chain.Chain, "_settled", lambda self, reply: {}["secret"])
    found, _ = visit({"/": answer()})
    assert (found.kind, found.reason) == ("error", "our link checker stumbled (KeyError)")


PNG = b"\x89PNG\r\n\x1a\n" + b"x" * 3_000


@pytest.mark.parametrize(
    ("body", "kind", "picture"),
    [
        (PNG, "image/png", "png"),
        (PNG, "text/html", "png"),
        (PNG, "application/octet-stream", "png"),
        (b"<html><title>Login</title>", "image/png", ""),
        (b"\xff\x0a some new format", "image/jxl", "unknown"),
        (b"", "image/png", ""),
        (b"hello", "text/plain", ""),
    ],
)
def test_a_picture_is_told_by_its_octets(body, kind, picture):
    found, _ = visit({"/": answer(200, body, Content_Type=kind)})
    assert found.picture == picture
    assert found.size == len(body)


def test_a_picture_without_a_length_is_weighed_where_somebody_wants_to_know():
    head = b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nConnection: close\r\n\r\n"

    async def story():
        async with serving(Site({"/": head + PNG * 100})) as site:
            url = f"http://{HOST}/"
            web = await gather_web([Fetch(url), Fetch(url, weigh=True)], settings=settings(site), acting=frozenset())
            return web[url], site

    found, site = asyncio.run(story())
    assert (found.size, found.picture) == (len(PNG) * 100, "png")
    assert site.asked == ["GET /"]


@pytest.mark.parametrize(
    ("size", "status", "kind", "kept"),
    [
        (90_000, 200, "image/png", True),
        (110_000, 200, "image/png", False),
        (9_000, 404, "image/png", False),
        (9_000, 200, "image/svg+xml", False),
        (9_000, 200, "text/html", False),
    ],
)
@pytest.mark.parametrize("length", [True, False])
def test_a_small_picture_that_is_fetched_anyway_is_kept(size, status, kind, kept, length):
    body = PNG + bytes(size - len(PNG))
    head = f"HTTP/1.1 {status} OK\r\nContent-Type: {kind}\r\nConnection: close\r\n"
    head += f"Content-Length: {size}\r\n" if length else ""

    async def story():
        async with serving(Site({"/": head.encode() + b"\r\n" + body})) as site:
            url = f"http://{HOST}/"
            return (await gather_web([Fetch(url, weigh=True)], settings=settings(site), acting=frozenset()))[url]

    assert asyncio.run(story()).body == (body if kept else b"")


def test_a_picture_that_nobody_weighs_is_not_kept():
    found, _ = visit({"/": answer(200, PNG, Content_Type="image/png")})
    assert (found.picture, found.body) == ("png", b"")


def test_half_a_picture_is_not_whole():
    sink = Octets(weigh=False, keep=True)
    body = Body(sink, "", 9_000)
    body.take(PNG)
    assert not body.end(whole=False)


@pytest.mark.parametrize(("room", "kept"), [(250_000, 2), (10_000_000, 3)])
def test_pictures_are_kept_up_to_a_limit_for_all(monkeypatch, room, kept):
    """Three have room in the facts; while they come in there is a limit as well, for mails of a thousand pictures."""
    monkeypatch.setattr("preflight.gather.web.request._ROOM", room)

    async def story():
        pages = {f"/{n}": answer(200, PNG + bytes(90_000), Content_Type="image/png") for n in range(5)}
        async with serving(Site(pages)) as site:
            asks = [Fetch(f"http://{HOST}/{n}", weigh=True) for n in range(5)]
            web = await gather_web(asks, settings=settings(site), acting=frozenset())
            return [web[ask.url] for ask in asks]

    found = [bool(one.body) for one in asyncio.run(story())]
    assert sum(found) == kept
    assert kept == 2 or found == [True, True, True, False, False], "in the order of the asks"


def test_a_page_that_nobody_wants_to_know_of_is_not_read_but_followed():
    async def story():
        page = b'<title>T</title><meta http-equiv="refresh" content="0;url=/b">'
        async with serving(Site({"/": answer(200, page), "/b": answer()})) as site:
            url = f"http://{HOST}/"
            web = await gather_web([Fetch(url)], settings=settings(site), acting=frozenset())
            return web[url], site

    found, site = asyncio.run(story())
    assert (found.page, site.asked) == (None, ["GET /", "GET /b"])


def test_all_wishes_for_one_page_are_granted_by_one_request():
    async def story():
        async with serving(Site({"/": answer(200, b"<title>T</title><p id=a>Hello</p>")})) as site:
            url = f"http://{HOST}/"
            asks = [Fetch(url), Fetch(url, anchors=frozenset({"a"})), Fetch(f"{url}#x", texts=frozenset({"hello"}))]
            return (await gather_web(asks, settings=settings(site), acting=frozenset()))[url], site

    found, site = asyncio.run(story())
    assert (found.page.anchors, found.page.texts, len(site.asked)) == (("a",), ("hello",), 1)
