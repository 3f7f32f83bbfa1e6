"""links.not-as-briefed: the brief's table of destinations against the mail."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preflight.checks.links import _compare
from preflight.checks.links.not_as_briefed import not_as_briefed
from preflight.facts.send import Brief, WantedLink
from preflight.finding import Location

from .made import judged, link, said, send


def briefed(wanted, *links, **options):
    brief = Brief(Location(), links=tuple(WantedLink(url) for url in wanted))
    return judged(not_as_briefed, send(*links, brief=brief), **options)


MAY = "https://shop.test/offers/may-2026"


@pytest.mark.parametrize(
    "url",
    [
        MAY, f"{MAY}?utm_source=news&utm_medium=email", f"{MAY}/", MAY.replace("https", "http"), f"{MAY}#prices",
        "https://www.shop.test/offers/may-2026", f"{MAY}?mc_cid=1",
    ],
)  # fmt: skip
def test_spellings_of_the_wanted_page(url):
    assert briefed([MAY], url).outcome == "passed"


def test_the_table_may_be_typed_by_hand():
    assert (
        briefed(["shop.test/offers/may-2026", " WWW.Shop.test/about "], MAY, "https://shop.test/about").outcome
        == "passed"
    )


def test_an_absent_page_blocks():
    result = briefed([MAY, "https://shop.test/about-us/team"], MAY)
    assert said(result) == ["the brief wants https://shop.test/about-us/team, which the mail does not link to"]
    assert result.severities() == ["blocker"]
    assert result.summary == "1 of 2 destinations of the brief are linked to, 0 others are"


def test_a_near_miss_is_told_as_one_fault():
    (words,) = said(briefed([MAY], "https://shop.test/offers/may-2025"))
    assert words.endswith("a link to https://shop.test/offers/may-2025 may be meant")


def test_a_page_that_nobody_wanted_warns():
    result = briefed([MAY], MAY, "https://elsewhere.test/something")
    assert said(result) == ["https://elsewhere.test/something stands in the mail, and the brief does not name it"]
    assert result.severities() == ["warning"]


@pytest.mark.parametrize(
    "other",
    [
        link("https://shop.test/unsubscribe?id=1", "unsubscribe"),
        link("https://shop.test/view", "view"),
        link("https://shop.test/privacy", text="Privacy"),
        link("https://shop.test/impressum", text="Impressum"),
        link("https://www.linkedin.com/company/shop", text="LinkedIn"),
        link("mailto:hello@shop.test", "contact"),
        link("#top", "fragment"),
        link("https://shop.test/", text="Home"),
    ],
    ids=lambda one: one.raw,
)
def test_what_stands_in_every_mail(other):
    assert briefed([MAY], MAY, other).outcome == "passed"


def test_behind_click_tracking_nothing_is_known():
    result = briefed([MAY], link("https://click.shop.test/ls/click?upn=u001.abc", "tracking"))
    assert (result.outcome, result.findings) == ("unknown", [])


def test_without_a_table_it_is_not_given():
    assert judged(not_as_briefed, send(MAY)).outcome == "skipped"


@given(st.text(max_size=60))
def test_comparing_any_address_never_fails(text):
    url = f"https://shop.test/{text}"
    assert _compare.page(url) == _compare.page(url)
    assert isinstance(_compare.normal(text), str)
