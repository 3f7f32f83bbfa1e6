"""links.soft-404 and links.fragment-missing: what a page says of itself."""

from __future__ import annotations

import pytest

from preflight.checks.links.fragment_missing import fragment_missing
from preflight.checks.links.soft_404 import soft_404
from preflight.facts import Clock, Facts
from preflight.testing import NOW, facts_from, judge_check

URL = "https://shop.test/blog/offer"
LONG = {"words": 150, "complete": True}


def soft(page, options=None, **answer):
    web = {URL: {"page": page, **answer}}
    return judge_check(soft_404, facts_from({"html": f'<a href="{URL}">Offer</a>', "web": web}), options)


def said(result):
    return [str(found.text) for found in result.findings]


@pytest.mark.parametrize(
    "title",
    [
        "Page not found | Shop",
        "404",
        "404 Not Found",
        "Error 404: Page Not Found",
        "Shop – Seite nicht gefunden",
        "Oops! That page can’t be found. - Shop",
        "Page introuvable · Boutique",
        "ページが見つかりません",
        "Not Found",
        "This offer has expired",
    ],
)
def test_titles_and_headings_that_say_so(title):
    assert said(soft({"title": title, **LONG})) == [f"{URL} answers, but the page says “{title}”"]
    assert soft({"title": "Shop", "heading": title, **LONG}).outcome == "failed"
    assert soft({"title": "Shop", "shared_title": title, **LONG}).outcome == "failed"


@pytest.mark.parametrize(
    "title",
    [
        "How to fix 404 page not found errors in WordPress",
        "Lost and not found: a novel about letters",
        "The 404 club's summer programme",
        "Peugeot 404 coupé for collectors",
        "Shop",
        "",
        "What to do when your domain is no longer available to you, a guide",
    ],
)
def test_titles_that_only_speak_of_it(title):
    assert soft({"title": title, **LONG}).outcome == "passed"


def test_long_text_is_not_searched_short_text_is():
    text = "Sorry, the page you are looking for has been moved."
    assert said(soft({"title": "Shop", "text": text, "words": 10, "complete": True}))
    assert soft({"title": "Shop", "text": "", **LONG}).outcome == "passed"


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ({"title": "shop.test is for sale", **LONG}, "parked or for sale"),
        ({"title": "x", "text": "Diese Domain steht zum Verkauf", "words": 5, "complete": True}, "parked or for sale"),
        ({"marks": ["parked"], "words": 3, "complete": True}, "parked or for sale"),
        ({"title": "Welcome to nginx!", "words": 40, "complete": True}, "nobody has put a page"),
        ({"title": "Index of /", "words": 40, "complete": True}, "nobody has put a page"),
        ({"title": "", "words": 0, "complete": True}, "nothing is to be seen"),
        ({"title": "Shop", "marks": ["error-page"], **LONG}, "marked as an error page"),
    ],
)
def test_pages_that_are_none(page, words):
    (found,) = said(soft(page))
    assert words in found


@pytest.mark.parametrize(
    "page",
    [
        {"words": 3, "marks": ["app", "script"], "complete": True},
        {"words": 3, "marks": ["form"], "complete": True},
        {"words": 0, "marks": ["picture"], "complete": True},
        {"words": 5, "heading": "Thank you!", "complete": True},
        {"title": "Houses for sale in Leeds", **LONG},
        {"title": "Coming soon: our autumn range", **LONG},
    ],
)
def test_pages_that_are_pages(page):
    assert soft(page).outcome == "passed"


def test_where_the_redirect_ends_tells_too():
    assert "redirected to an error page" in said(soft({"title": "Shop", **LONG}, to=["https://shop.test/404"]))[0]
    assert "parked or for sale" in said(soft(None, to=["https://www.hugedomains.com/domain_profile.cfm?d=shop"]))[0]
    home = soft({"title": "Shop", **LONG}, to=["https://www.shop.test/"])
    assert (home.severity, "home page" in said(home)[0]) == ("note", True)
    assert soft({"title": "Shop", **LONG}, to=["https://www.shop.test/blog/offer-2"]).outcome == "passed"


def test_errors_and_bot_walls_are_told_by_links_broken_alone():
    assert soft({"title": "404 Not Found", **LONG}, status=404).outcome == "passed"
    assert soft({"title": "404 Not Found", **LONG}, challenge="Cloudflare").outcome == "passed"


def test_a_page_that_never_ends_is_unknown():
    result = soft({"words": 0, "complete": False})
    assert (result.outcome, result.findings) == ("unknown", ())


def test_options():
    assert soft({"title": "Ausverkauft!", **LONG}, {"phrases": ["ausverkauft"]}).outcome == "failed"
    assert soft({"title": "404", **LONG}, {"allow": ["shop.test"]}).outcome == "passed"


def fragments(html, web=None):
    return judge_check(fragment_missing, facts_from({"html": html, "web": web or {}}))


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ('<a href="#agenda">A</a>', 1),
        ('<a href="#agenda">A</a><h2 id="agenda">x</h2>', 0),
        ('<a href="#agenda">A</a><a name="agenda"></a>', 0),
        ('<a href="#top">A</a>', 0),
        ('<a href="#s%C3%BC">A</a><p id="sü">', 0),
    ],
)
def test_places_in_the_mail(html, found):
    assert len(fragments(html).findings) == found


def test_a_gallery_whose_places_are_gone_is_one_finding():
    (one,) = fragments("".join(f'<a href="#{n}">{n}</a>' for n in range(1, 6))).findings
    assert str(one.text) == "5 links jump to places that the mail does not have (“1”, “2”, “3” …)"
    assert one.evidence["urls"] == ["#1", "#2", "#3", "#4", "#5"]


PAGE = "https://shop.test/faq"


def on_page(name, page, **answer):
    return fragments(f'<a href="{PAGE}#{name}">A</a>', {PAGE: {"page": page, **answer}})


def test_places_on_a_page():
    assert said(on_page("returns", LONG)) == [f"{PAGE}#returns jumps to “returns”, which the page does not have"]
    assert on_page("returns", {"anchors": ["returns"]}).outcome == "passed"
    assert on_page("returns", {"words": 9, "complete": False}).outcome == "unknown"
    assert on_page("returns", {"marks": ["app"], "complete": True}).outcome == "unknown"
    assert on_page("returns", LONG, status=404).outcome == "passed"


@pytest.mark.parametrize("name", ["top", "", ":~:text=word", "/route", "!x", "a=1"])
def test_fragments_that_name_no_place(name):
    assert on_page(name, LONG).outcome == "skipped"


def test_the_names_are_asked_for():
    facts = facts_from({"html": f'<a href="{PAGE}#a%20b">A</a>'})
    (ask,) = fragment_missing.asks(facts.send, fragment_missing.options(), Facts(facts.send, Clock(NOW)))
    assert (ask.url, ask.anchors) == (PAGE, frozenset({"a b"}))


def test_a_coding_that_cannot_be_undone_is_no_long_page():
    found = soft({"words": 0, "complete": False, "unreadable": "br"})
    assert found.outcome == "unknown"
    assert [str(one.text) for one in found.unknowns] == [
        "the server packed the page (br) in a way that we did not ask for or that is damaged: it could not be read"
    ]
    anchor = judge_check(
        fragment_missing,
        facts_from({"html": f'<a href="{URL}#faq">FAQ</a>', "web": {URL: {"page": {"unreadable": "gzip"}}}}),
    )
    assert "packed the page (gzip)" in str(anchor.unknowns[0].text)
