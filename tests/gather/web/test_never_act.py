"""A checker must not unsubscribe anybody, nor click or open in somebody's name: proven from the server's log."""

from __future__ import annotations

import asyncio
import time

import pytest

from preflight.facts.web import Fetch
from preflight.gather.settings import Outside
from preflight.gather.web import gather_web
from preflight.gather.web.acting import Acting
from preflight.run import RunOptions, run

from .site import HOST, Site, answer, ask, serving, settings
from .test_chains import moved
from .test_tls import authority, issued

HERE = f"http://{HOST}"


@pytest.mark.parametrize(
    "url",
    [
        f"{HERE}/leave?id=7",
        f"{HERE}/leave?id=7#now",
        f"https://{HOST}/leave?id=7",
        "http://SITE.test:80/leave?id=7",
        f"{HERE}/x/../leave?id=7",
    ],
)
def test_a_link_that_acts_is_not_requested_in_any_spelling(url):
    async def story():
        async with serving(Site({"/leave": answer()})) as site:
            web = await ask(site, url, acting=frozenset({f"{HERE}/leave?id=7"}))
            return web[url], site

    found, site = asyncio.run(story())
    assert found.kind == "acting"
    assert site.connections == 0


ACTING = [
    f"{HERE}/unsubscribe",
    f"{HERE}/news/Unsubscribe.aspx?u=1",
    f"{HERE}/abmelden/7",
    f"{HERE}/a?action=unsubscribe",
    f"{HERE}/%75nsubscribe",
    f"{HERE}/opt-out",
    f"{HERE}/email-preferences?u=1",
    f"{HERE}/preference-center",
    f"{HERE}/ls/click?upn=u001.abc",
    f"{HERE}/track/click?u=1&id=2",
    f"{HERE}/e3t/Ctc/GC+113/abc",
    f"{HERE}/wf/open?upn=1",
    f"{HERE}/track/open.php?u=1",
    f"{HERE}/tr/op/abc",
    f"{HERE}/asm/unsubscribe/?user_id=1&data=x",
    "https://acme.us1.list-manage.com/track/click?u=1",
    "https://click.pstmrk.it/3s/acme.test%2F/x",
    "https://u1.ct.sendgrid.net/anything",
    f"{HERE}/?qs=0123456789abcdef0123456789abcdef",
    f"{HERE}/f/a/abc~~/def~/g",
    f"{HERE}/x?u={{{{contact.id}}}}",
    f"{HERE}/x?u=%7B%7Bcontact.id%7D%7D",
    f"{HERE}/*|FNAME|*",
    f"{HERE}/?e=%%email%%",
    f"{HERE}/[[id]]",
    f"{HERE}/?x=${{id}}",
    f"{HERE}/<%= id %>",
    f"{HERE}/%%email%%",
    "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fsite.test&data=05%7C01%7Cjane",
    "https://urldefense.com/v3/__https://site.test/__;!!abc!xyz$",
]
PLAIN = [
    f"{HERE}/",
    f"{HERE}/blog/how-to-lower-unsubscribe-rates",
    f"{HERE}/profile",
    f"{HERE}/track/42",
    f"{HERE}/open-day",
    f"{HERE}/%20%20",
    f"{HERE}/50%25-off",
    f"{HERE}/?q=100%25&x=%%",
    f"{HERE}/products/click-frame",
    f"{HERE}/asm/intro",
    f"{HERE}/sitecore/{{3F2504E0-4F89-41D3-9A0C-0305E82C3301}}",
    f"{HERE}/subscribe",
    f"{HERE}/events?utm_source=a",
]


@pytest.mark.parametrize("url", ACTING)
def test_shapes_that_act(url):
    assert Acting(()).why(url)


@pytest.mark.parametrize("url", PLAIN)
def test_shapes_that_do_not(url):
    assert Acting(()).why(url) == ""


def test_redirects_never_reach_what_acts():
    async def story():
        routes = {f"/{i}": moved(url) for i, url in enumerate(ACTING)}
        routes["/own"] = moved("/leave?id=7")
        async with serving(Site(routes)) as site:
            urls = [f"{HERE}{path}" for path in routes]  # each leads to what acts
            web = await ask(site, *urls, acting=frozenset({f"{HERE}/leave?id=7"}))
            return [web[url] for url in urls], site, list(routes)

    found, site, paths = asyncio.run(story())
    assert {one.kind for one in found} == {"acting"}
    assert {one.reason.partition(":")[0] for one in found} == {"after 1 redirect"}
    assert sorted(site.asked) == sorted(f"GET {path}" for path in paths)


def test_hosts_that_the_checklist_names_are_never_requested():
    async def story():
        async with serving(Site({"/a": moved("http://go.track.test/x"), "/x": answer()})) as site:
            urls = ["http://go.track.test/x", f"{HERE}/a"]
            asks = [Fetch(url) for url in urls]
            found = await gather_web(asks, settings=settings(site), acting=frozenset(), never=frozenset({"track.test"}))
            return [found[url].kind for url in urls], site

    kinds, site = asyncio.run(story())
    assert (kinds, site.asked) == (["acting", "acting"], ["GET /a"])


def test_a_refresh_never_reaches_what_acts():
    async def story():
        page = b'<meta http-equiv="refresh" content="0;url=/unsubscribe?u=1">'
        async with serving(Site({"/": answer(200, page)})) as site:
            return (await ask(site, f"{HERE}/"))[f"{HERE}/"], site

    found, site = asyncio.run(story())
    assert found.kind == "acting"
    assert site.asked == ["GET /"]


def test_a_mail_of_thirty_secure_links_is_quick(tmp_path):
    """A hang guard of several times what it takes (0.3 s), not a measurement."""

    async def story():
        hosts = ["a.test", "b.test", "c.test"]
        authority().cert_pem.write_to_path(str(tmp_path / "ca.pem"))
        async with serving(Site({"/": answer()}, latency=0.1), issued(*hosts)) as site:
            urls = [f"https://{hosts[i % 3]}/?{i}" for i in range(30)]
            begin = time.perf_counter()
            web = await ask(site, *urls, ca_file=tmp_path / "ca.pem")
            return web, time.perf_counter() - begin

    web, seconds = asyncio.run(story())
    assert {found.status for found in web.answers.values()} == {200}
    assert seconds < 10


def test_a_whole_run_asks_for_what_can_be_seen_and_for_nothing_that_acts(tmp_path):
    """The server's log after `run`: the links and pictures of the content, once each."""
    mail = f"""<!doctype html><html lang="en"><head><title>x</title></head><body>
      <a href="{HERE}/page?utm_source=a#b">Page</a> <a href="{HERE}/page?utm_source=a">again</a>
      <img src="{HERE}/hero.png" width="600" alt="Hero"><img src="{HERE}/o.gif?u=1" width="1" height="1" alt="">
      <img src="{HERE}/seen?u=7" style="display:none" alt=""><img src="{HERE}/wf/open?upn=7" alt="">
      <a href="{HERE}/hidden-leave?u=7">Unsubscribe</a> <a href="{HERE}/leads-away">Offer</a>
      <a href="{HERE}/ls/click?upn=u001.abcdefghijklmnopqrst">Tracked</a> <a href="{HERE}/u/{{{{contact.id}}}}">Token</a>
      <a href="{HERE}/settings?u=7">Manage your preferences</a>
    </body></html>"""
    (tmp_path / "mail.html").write_text(mail, "utf-8")

    async def story():
        routes = {"/page": answer(), "/hero.png": answer(), "/leads-away": moved("/unsubscribe?u=7")}
        async with serving(Site(routes)) as site:
            outside = Outside(connect_to=(f":80:127.0.0.1:{site.port}",))
            await asyncio.to_thread(run, tmp_path / "mail.html", RunOptions(outside=outside))
            return site.asked

    asked = asyncio.run(story())
    assert sorted(asked) == ["GET /hero.png", "GET /leads-away", "GET /page?utm_source=a"]
