"""What the values say: tracking.utm-inconsistent, .utm-typo, .utm-case, .utm-unwanted."""

from __future__ import annotations

import pytest

from preflight.checks.tracking.utm_case import utm_case
from preflight.checks.tracking.utm_inconsistent import utm_inconsistent
from preflight.checks.tracking.utm_typo import utm_typo
from preflight.checks.tracking.utm_unwanted import utm_unwanted
from preflight.facts.send import Brief
from preflight.finding import Location
from tests.checks.links.made import judged, link, said, send

SHOP = "https://shop.test/"


def test_several_campaigns_are_one_finding_at_the_odd_ones():
    links = [f"{SHOP}{n}?utm_campaign=may" for n in range(3)]
    result = judged(utm_inconsistent, send(*links, f"{SHOP}old?utm_campaign=april", f"{SHOP}x?utm_campaign=april&a=1"))
    assert said(result) == ["utm_campaign has 2 values in this mail: may (3), april (2)"]
    assert result.findings[0].evidence["url"] == f"{SHOP}old?utm_campaign=april"
    assert result.tally.measures == {"links": 5, "inconsistent": 1}


@pytest.mark.parametrize(
    "urls",
    [
        [f"{SHOP}?utm_campaign=may", f"{SHOP}b?utm_campaign=may"],
        [f"{SHOP}?utm_campaign=may", f"{SHOP}b?utm_campaign=May"],
        [f"{SHOP}?utm_content=a", f"{SHOP}b?utm_content=b"],
        [f"{SHOP}?utm_term=a&utm_campaign=x", f"{SHOP}b?utm_term=b&utm_campaign=x"],
        [f"{SHOP}?utm_campaign=may", f"{SHOP}b?utm_campaign={{{{campaign}}}}"],
        [f"{SHOP}?utm_campaign=may", f"{SHOP}b?utm_campaign="],
    ],
)
def test_what_is_consistent(urls):
    assert judged(utm_inconsistent, send(*urls)).outcome == "passed"


def test_no_parameters_nothing_to_judge():
    assert judged(utm_inconsistent, send(SHOP)).outcome == "skipped"


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("utm_sorce", "utm_source"),
        ("utm-medium", "utm_medium"),
        ("utmsource", "utm_source"),
        ("utm_campain", "utm_campaign"),
        ("UTM_Source", "utm_source"),
        ("utm_Medium", "utm_medium"),
        ("utm.campaign", "utm_campaign"),
        ("utm_ids", "utm_id"),
        ("umt_source", "utm_source"),
        ("utm__source", "utm_source"),
        ("utm_meduim", "utm_medium"),
    ],
)
def test_misspelt_names(name, meant):
    result = judged(utm_typo, send(f"{SHOP}?{name}=x&utm_medium=email"))
    assert said(result) == [f"{name} is no UTM parameter; did you mean {meant}?"]


@pytest.mark.parametrize(
    "name",
    ["utm_source", "utm_id", "utm_source_platform", "mtm_campaign", "pk_kwd", "source", "medium", "ut", "pk", "utmost",
     "utm_klaviyo_id", "utm_team", "utility", "campaign", "utm_x"],
)  # fmt: skip
def test_names_that_are_right_or_another_matter(name):
    assert judged(utm_typo, send(f"{SHOP}?{name}=x")).outcome == "passed"


def test_capitals_are_told_by_value():
    result = judged(utm_case, send(f"{SHOP}?utm_medium=Email&utm_content=Hero", f"{SHOP}b?utm_medium=Email"))
    assert said(result) == ["utm_medium is “Email”, with capitals (2 places)"]
    assert result.summary == "2 of 2 links have UTM values with capitals"


@pytest.mark.parametrize("value", ["email", "2026-11_emea", "{{Campaign.Name}}", "größe", "%C3%B6l"])
def test_no_capitals(value):
    assert judged(utm_case, send(f"{SHOP}?utm_campaign={value}")).outcome == "passed"


def test_capitals_that_were_briefed_are_left_alone():
    brief = Brief(Location(), utm={"campaign": "May_EMEA"})
    assert judged(utm_case, send(f"{SHOP}?utm_campaign=May_EMEA", brief=brief)).outcome == "passed"


def test_capitals_that_the_platform_adds():
    result = judged(utm_case, send(SHOP, added_by_platform={"utm_medium": "Email"}))
    assert said(result) == ["the platform adds utm_medium as “Email”, with capitals"]


@pytest.mark.parametrize("role", ["unsubscribe", "preference", "view", "contact"])
def test_parameters_where_nobody_counts(role):
    url = "mailto:hello@shop.test?utm_source=news" if role == "contact" else f"{SHOP}leave?utm_source=news"
    result = judged(utm_unwanted, send(link(url, role), link(f"{SHOP}other", role)))
    assert len(result.findings) == 1
    assert result.summary == "1 of 2 links that nobody counts carry UTM parameters"


def test_content_links_may_carry_them():
    assert judged(utm_unwanted, send(f"{SHOP}?utm_source=a")).outcome == "skipped"
    assert judged(utm_unwanted, send(link(f"{SHOP}leave?id=1", "unsubscribe"))).outcome == "passed"


def test_what_the_brief_names_is_told_once():
    brief = Brief(Location(), utm={"campaign": "may"})
    links = [f"{SHOP}{n}?utm_campaign=may" for n in range(3)]
    one = send(*links, f"{SHOP}old?utm_campaign=April", brief=brief)
    assert judged(utm_inconsistent, one).outcome == "passed"
    assert judged(utm_case, one).outcome == "passed"


def test_other_peoples_links_make_no_rows_in_our_reports():
    one = send(f"{SHOP}?utm_campaign=may", "https://partner.test/?utm_campaign=theirs")
    assert judged(utm_inconsistent, one).outcome == "passed"
