"""links.redirect-chain: too many steps, or one over http."""

from __future__ import annotations

from preflight.checks.links.broken import broken
from preflight.checks.links.redirect_chain import redirect_chain
from preflight.facts import Clock, Facts

from .made import NOW, answered, judged, link, open_, said, send, web

SHOP = "https://shop.test/"


def led(*to, url=SHOP, **more):
    return judged(redirect_chain, send(url), web({url: answered(url, 200, to=to, **more)}))


def test_three_redirects_are_fine_and_four_are_not():
    steps = [f"https://shop.test/{n}?secret=1" for n in range(4)]
    assert led(*steps[:3]).outcome == "passed"
    result = led(*steps)
    assert said(result)[0].startswith(
        "https://shop.test/ is redirected 4 times: https://shop.test/ → https://shop.test/0"
    )
    assert "secret" not in said(result)[0]
    assert result.findings[0].evidence["hops"] == [SHOP, *steps]
    assert redirect_chain.severity == "warning"


def test_the_limit_is_an_option():
    answers = web({SHOP: answered(SHOP, 200, to=("https://b.test/",))})
    assert judged(redirect_chain, send(SHOP), answers, most=0).outcome == "failed"


def test_a_step_over_http_is_told_once_for_a_site():
    urls = [f"{SHOP}{n}" for n in range(3)]
    answers = {url: answered(url, 200, to=("http://www.shop.test/x", "https://www.shop.test/x")) for url in urls}
    result = judged(redirect_chain, send(*urls), web(answers))
    assert said(result) == ["3 links to shop.test are led from https to http on the way (www.shop.test)"]
    assert result.summary == "3 of 3 links are redirected too often or over http"


def test_from_http_to_https_is_how_it_should_be():
    assert led("https://shop.test/", url="http://shop.test/").outcome == "passed"


def test_a_dead_end_is_told_by_others():
    assert led(*(f"https://{n}.test/" for n in range(9)), fault="loop").outcome == "passed"


def test_what_gave_no_answer_is_one_unknown():
    urls = [f"{SHOP}{n}" for n in range(3)]
    silent = judged(redirect_chain, send(*urls), web(dict.fromkeys(urls, "timeout")))
    assert open_(silent) == ["the server gave no answer, so its redirects were not seen (3 places)"]
    assert len(open_(judged(redirect_chain, send(*urls)))) == 1


def test_it_asks_for_what_others_ask_for_and_never_for_what_acts():
    mail = send(SHOP, link("https://shop.test/u", "unsubscribe"), link("https://t.test/", "tracking"))
    known = Facts(mail, Clock(NOW))
    asked = list(redirect_chain.asks(mail, redirect_chain.options(), known))
    assert asked == list(broken.asks(mail, broken.options(), known))
    assert [ask.url for ask in asked] == [SHOP]


def test_without_links_it_is_skipped():
    assert judged(redirect_chain, send(link("#"))).outcome == "skipped"
