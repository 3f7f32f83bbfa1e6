"""links.not-as-briefed, and when two addresses are one page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preflight.checks.links import _compare
from preflight.checks.links.not_as_briefed import not_as_briefed
from preflight.facts.send import Brief, WantedLink
from preflight.finding import Location

from .made import judged, link, open_, said, send

MAY = "https://shop.test/may"


def told(wanted, *links, **more):
    table = tuple(WantedLink(*((one, "") if isinstance(one, str) else one)) for one in wanted)
    return judged(not_as_briefed, send(*links, brief=Brief(Location(), links=table)), **more)


@pytest.mark.parametrize(
    "url",
    [
        "https://shop.test/may?utm_source=a&mc_cid=b",
        "http://www.shop.test/may/",
        "HTTPS://SHOP.TEST:443/may",
        "https://shop.test/may#top",
        "https://shop.test/may?pk_campaign=x#utm_source=y",
        "https://shop.test/%6Day",
    ],
)
def test_one_page_in_other_spellings(url):
    result = told([MAY], url)
    assert (result.outcome, result.summary) == (
        "passed",
        "1 of 1 destinations of the brief are linked to, 0 others are",
    )


def test_what_is_absent_blocks_and_what_nobody_ordered_warns():
    result = told([(MAY, "Offer")], "https://elsewhere.test/partners/page", line := "https://elsewhere.test/other")
    assert said(result) == [
        f"the brief wants {MAY} (Offer), which the mail does not link to",
        "https://elsewhere.test/partners/page stands in the mail, and the brief does not name it",
        f"{line} stands in the mail, and the brief does not name it",
    ]
    assert result.severities() == ["blocker", "warning", "warning"]
    assert result.findings[0].evidence["url"] == MAY


def test_a_near_miss_is_one_finding():
    result = told([MAY, "https://shop.test/"], "https://shop.test/mai", "https://shop.test/")
    assert said(result) == [
        f"the brief wants {MAY}, which the mail does not link to; a link to https://shop.test/mai may be meant"
    ]
    assert "may be meant" in said(told(["https://shop.test/x?id=1"], "https://shop.test/x?id=2"))[0]


@pytest.mark.parametrize(
    "one",
    [
        link("https://shop.test/u", "unsubscribe"),
        link("https://shop.test/p", "preference"),
        link("https://shop.test/v", "view"),
        link("mailto:a@shop.test", "contact"),
        link("#top", "fragment"),
        link("https://www.linkedin.com/company/acme"),
        link("https://www.shop.test/"),
        link("https://shop.test/en/privacy-policy"),
        link("https://shop.test/x1", text="Datenschutzerklärung"),
        link("https://shop.test/x2", text="Terms & Conditions »"),
        link("https://shop.test/impressum.html"),
        link("https://play.google.com/store/apps/details?id=x"),
    ],
)
def test_what_stands_in_every_mail_is_never_unwanted(one):
    assert told([MAY], MAY, one).outcome == "passed"


def test_hosts_can_be_named_that_are_always_fine():
    assert told([MAY], MAY, "https://cdn.test/a", always=frozenset({"cdn.test"})).outcome == "passed"


def test_the_table_is_written_by_people():
    assert told([" shop.test/may ", "", "mailto:a@shop.test"], MAY).outcome == "passed"


def test_a_token_in_a_parameter_hides_nothing():
    assert told([MAY], link(f"{MAY}?id={{{{id}}}}", "token")).outcome == "passed"


def test_behind_click_tracking_it_is_unknown():
    result = told([MAY, "https://shop.test/b"], link("https://click.test/abc", "tracking"))
    assert (result.outcome, len(open_(result))) == ("unknown", 1)
    assert told([MAY], link("{{my.link}}", "token")).outcome == "unknown"


def test_without_a_table_it_is_skipped():
    for brief in (None, Brief(Location()), Brief(Location(), links=())):
        (skip,) = judged(not_as_briefed, send(MAY, brief=brief)).items
        assert skip.not_given == "brief.links"


def test_a_page_within_an_application_counts_where_the_brief_names_it():
    assert told(["https://app.test/#/a"], "https://app.test/#/b").outcome == "failed"
    assert told(["https://app.test/"], "https://app.test/#/b").outcome == "passed"


def test_thousands_of_links_are_no_trouble():
    result = told([f"https://a.test/{n}" for n in range(3_000)], *(f"https://b.test/{n}" for n in range(3_000)))
    assert result.tally.measures == {"wanted": 3000, "absent": 3000, "unwanted": 3000}


words = st.text("abcdefghijklmnop", min_size=1, max_size=8)


@given(st.lists(words, max_size=3), st.lists(st.tuples(words, words), max_size=4, unique=True), st.randoms())
def test_order_case_and_campaigns_do_not_count(path, query, random):
    plain = "https://shop.test/" + "/".join(path)
    pieces = [f"{name}={value}" for name, value in query if not _compare.counts(name)]
    mixed = [*pieces, "utm_source=x", "mkt_tok=y"]
    random.shuffle(mixed)
    one = _compare.page(f"{plain}?{'&'.join(pieces)}")
    assert one == _compare.page(f"http://WWW.shop.test:80/{'/'.join(path)}/?{'&'.join(mixed)}#place")
    assert _compare.page(f"{plain}/more") != one


@given(st.text(max_size=80))
def test_any_text_can_be_compared(text):
    assert _compare.page(text) is None or text.lower().startswith("http")
    assert isinstance(_compare.normal(text), str)
    _compare.page(f"https://{text}")
