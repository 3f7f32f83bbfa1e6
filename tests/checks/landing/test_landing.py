"""The family landing on facts: landing.utm-lost, landing.no-analytics, landing.unexpected."""

from __future__ import annotations

import pytest

from preflight.checks.landing.no_analytics import no_analytics
from preflight.checks.landing.unexpected import unexpected
from preflight.checks.landing.utm_lost import utm_lost
from preflight.facts import Clock, Facts
from preflight.testing import NOW, facts_from, judge_check

START = "https://shop.test/a?utm_source=news&utm_medium=email"
FROM = "News <news@shop.test>"


def lost(*to: str, start: str = START, sender: str = FROM, **more):
    html = f'<a href="{start.replace("&", "&amp;")}">Shop</a>'
    web = {start: {"status": 200, "to": list(to), **more}}
    return judge_check(utm_lost, facts_from({"html": html, "from": sender, "web": web}))


def said(result):
    return [str(found.text) for found in result.findings]


def test_the_hop_that_loses_them_is_named():
    result = lost(
        "https://www.shop.test/a?utm_source=news&utm_medium=email", "https://www.shop.test/b", "https://www.shop.test/c"
    )
    assert said(result) == [
        "https://shop.test/a?… loses utm_source, utm_medium at hop 2 (https://www.shop.test/a?…) and arrives at "
        "https://www.shop.test/c without"
    ]
    assert result.outcome == "failed"
    assert [one["hop"] for one in result.findings[0].evidence["lost"]] == [2, 2]
    assert str(result.summary) == "1 of 1 links lose UTM parameters on the way to their page"


def test_changed_and_doubled_values_are_losses():
    changed = lost("https://shop.test/b?utm_source=site&utm_medium=email")
    assert said(changed) == ["https://shop.test/a?…: utm_source is changed to “site” at hop 1"]
    doubled = lost("https://shop.test/b?utm_source=news&utm_source=site&utm_medium=email")
    assert "utm_source is doubled" in said(doubled)[0]


@pytest.mark.parametrize(
    "to",
    [
        (),
        ("https://shop.test/b?utm_medium=email&utm_source=news",),
        ("https://shop.test/login?next=1", "https://shop.test/a?utm_source=news&utm_medium=email"),
        ("https://shop.test/b?utm_source=news&utm_medium=email&utm_content=added#x",),
    ],
)
def test_what_arrives_is_fine(to):
    assert lost(*to).outcome == "passed"


def test_encodings_of_one_value_are_the_same():
    start = "https://shop.test/?utm_campaign=spring%20sale"
    assert lost("https://shop.test/b?utm_campaign=spring+sale", start=start).outcome == "passed"


def test_other_peoples_sites_warn():
    assert lost("https://shop.test/b").findings[0].severity in {None, "blocker"}
    assert lost("https://shop.test/b", sender="News <n@other.test>").severity == "warning"


def test_a_broken_link_is_told_by_links_broken_alone():
    assert lost("https://shop.test/b", status=404).outcome == "passed"


def test_what_could_not_be_had_is_unknown_once():
    html = f'<a href="{START}">A</a><a href="{START}&amp;x=1">B</a>'
    facts = facts_from({"html": html, "from": FROM, "web": {START: "offline", f"{START}&x=1": "offline"}})
    result = judge_check(utm_lost, facts)
    assert (result.outcome, len(result.unknowns)) == ("unknown", 1)


@pytest.mark.parametrize("url", ["https://shop.test/", "https://www.facebook.com/acme?utm_source=a"])
def test_links_without_parameters_and_social_networks_are_left_alone(url):
    assert judge_check(utm_lost, facts_from({"html": f'<a href="{url}">A</a>', "from": FROM})).outcome == "skipped"


def analytics(page, options=None, **more):
    web = {"https://shop.test/": {"page": page, **more}}
    example = {"html": '<a href="https://shop.test/">Shop</a>', "from": FROM, "web": web}
    return judge_check(no_analytics, facts_from(example), options)


def test_a_page_without_a_known_tag_is_a_note():
    result = analytics({"words": 150, "complete": True})
    assert said(result) == ["no known analytics tag stands in the HTML that shop.test served"]
    assert (result.severity, result.outcome) == ("note", "failed")


@pytest.mark.parametrize("page", [{"tags": ["Matomo"]}, {"held": ["Google tag"]}, {"scripts": ["/own.js"]}])
def test_tags_count_even_those_that_wait_for_consent(page):
    assert analytics({"complete": True, **page}, {"scripts": ["/own.js"]}).outcome == "passed"


def test_a_page_that_was_not_read_to_its_end_is_unknown():
    assert analytics({"words": 150, "complete": False}).outcome == "unknown"


def test_pages_that_are_none_are_not_judged():
    assert analytics({"complete": True}, status=404).outcome == "passed"
    assert analytics({"complete": True}, content_type="application/pdf").outcome == "passed"


def test_other_peoples_pages_are_not_judged():
    example = {"html": '<a href="https://other.test/">Shop</a>', "from": FROM}
    assert judge_check(no_analytics, facts_from(example)).outcome == "skipped"
    assert analytics({"complete": True}, {"exempt": ["shop.test"]}).outcome == "skipped"


def test_the_tags_are_asked_for():
    facts = facts_from({"html": '<a href="https://shop.test/#x">Shop</a>', "from": FROM})
    (ask,) = no_analytics.asks(
        facts.send, no_analytics.options(scripts=frozenset({"/m.js"})), Facts(facts.send, Clock(NOW))
    )
    assert (ask.url, ask.tags, ask.scripts) == ("https://shop.test/", True, frozenset({"/m.js"}))


WANTED = {"wanted": {"https://shop.test/*": ["20 % off", "#form"]}}


def wanted(page, options=None):
    web = {"https://shop.test/offer?x=1": {"page": {"complete": True, **page}}}
    example = {"html": '<a href="https://shop.test/offer?x=1">Offer</a>', "web": web}
    return judge_check(unexpected, facts_from(example), options or WANTED)


def test_what_is_wanted_and_absent_is_a_finding_each():
    assert said(wanted({"texts": ["20 % off"]})) == ["“#form” does not stand on https://shop.test/offer?x=1"]
    assert len(wanted({}).findings) == 2
    assert wanted({"texts": ["20 % off"], "anchors": ["form"]}).outcome == "passed"


def test_a_page_built_by_scripts_is_unknown():
    assert wanted({"marks": ["app"]}).outcome == "unknown"


def test_nothing_wanted_is_skipped():
    assert wanted({}, {"wanted": {"https://other.test/*": ["x"]}}).outcome == "skipped"
