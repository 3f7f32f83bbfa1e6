"""tracking.utm-missing, .utm-not-as-briefed, .utm-malformed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from preflight.checks.tracking import _links
from preflight.checks.tracking.utm_malformed import utm_malformed
from preflight.checks.tracking.utm_missing import utm_missing
from preflight.checks.tracking.utm_not_as_briefed import utm_not_as_briefed
from preflight.facts.send import Brief, WantedLink
from preflight.finding import Location
from tests.checks.links.made import judged, link, open_, said, send

FULL = "utm_source=news&utm_medium=email&utm_campaign=may"


def brief(**more) -> Brief:
    return Brief(Location(), **more)


def missing(*urls, sender: str = "News <news@shop.test>", **options):
    return judged(utm_missing, send(*urls, sender=sender), **options)


def test_compliance_is_told_with_its_denominator():
    good = [f"https://shop.test/{i}?{FULL}" for i in range(27)]
    result = missing(*good, *(f"https://shop.test/{i}" for i in range(4)))
    assert result.summary == "27 of 31 links carry their UTM parameters, 87 %"
    assert result.tally.measures == {"links": 31, "compliant": 27, "rate": 87, "hidden": 0}
    assert said(result) == ["4 links to your own pages lack utm_source, utm_medium, utm_campaign"]


def test_what_is_lacking_is_named_one_finding_a_set():
    result = missing(
        f"https://shop.test/?{FULL}",
        "https://shop.test/a?utm_source=x&utm_medium=y",
        "https://shop.test/b?utm_source=x&utm_medium=z",
        "https://shop.test/c",
    )
    assert said(result) == [
        "2 links to your own pages lack utm_campaign",
        "https://shop.test/c lacks utm_source, utm_medium, utm_campaign",
    ]
    assert result.findings[0].evidence["urls"] == [
        "https://shop.test/a?utm_source=x&utm_medium=y", "https://shop.test/b?utm_source=x&utm_medium=z",
    ]  # fmt: skip
    assert result.severities() == ["blocker", "blocker"]


def test_forms_are_not_counted():
    """A form replaces the parameters of its address by its fields: none could be added."""
    assert missing(replace(link("https://shop.test/search"), element="form")).outcome == "skipped"


def test_other_peoples_sites_are_one_warning():
    result = missing("https://a.test/", "https://b.test/", f"https://c.test/?{FULL}", sender="x@mail.shop.test")
    assert said(result) == ["2 links to sites that are not yours lack UTM parameters"]
    assert result.severities() == ["warning"]
    assert missing("https://a.test/", every_link=True).severities() == ["blocker"]


def test_where_nobody_says_who_sends_no_site_is_said_to_be_anothers():
    result = missing("https://a.test/", "https://b.test/", sender="")
    assert said(result) == ["2 links lack UTM parameters"]
    assert result.severities() == ["warning"]
    assert said(missing("https://a.test/", sender="")) == ["https://a.test/ lacks utm_source, utm_medium, utm_campaign"]


def test_what_other_peoples_links_lack_along_with_our_own_is_one_finding():
    result = missing("https://shop.test/a", "https://b.test/", "https://shop.test/c", "https://d.test/?utm_source=x")
    assert said(result) == [
        "3 links lack utm_source, utm_medium, utm_campaign (1 to sites that are not yours)",
        "https://d.test/?utm_source=x (not one of your own domains) lacks utm_medium, utm_campaign",
    ]
    assert result.severities() == ["blocker", "warning"]
    assert result.findings[0].evidence["urls"] == ["https://shop.test/a", "https://shop.test/c", "https://b.test/"]


@pytest.mark.parametrize("url", ["https://shop.test/", "https://www.shop.test/", "https://a.b.shop.test/"])
def test_the_registrable_domain_of_from_is_tracked(url):
    assert missing(url, sender="x@mail.shop.test").severities() == ["blocker"]


@pytest.mark.parametrize("url", ["https://notshop.test/", "https://shop.test.evil.org/"])
def test_look_alikes_are_not(url):
    assert missing(url, sender="x@mail.shop.test").severities() == ["warning"]


def test_a_public_suffix_is_nobodys_domain():
    assert missing("https://other.co.uk/", sender="x@news.shop.co.uk").severities() == ["warning"]
    assert missing("https://www.shop.co.uk/", sender="x@news.shop.co.uk").severities() == ["blocker"]


def test_the_checklist_and_the_brief_name_further_domains():
    assert missing("https://events.test/", domains=frozenset({"events.test"})).severities() == ["blocker"]
    wanted = brief(links=(WantedLink("https://www.hub.test/x"),))
    assert judged(utm_missing, send("https://go.hub.test/", brief=wanted)).severities() == ["blocker"]


@pytest.mark.parametrize(
    "one",
    [
        link("https://shop.test/u", "unsubscribe"), link("https://shop.test/p", "preference"),
        link("https://shop.test/v", "view"), link("mailto:a@shop.test", "contact"), "https://www.linkedin.com/company/x",
        "https://x.com/shop", "https://wa.me/49", "https://example.com/", "http://localhost/", "#", "htp://shop.test/",
    ],
)  # fmt: skip
def test_what_needs_no_parameters(one):
    assert missing(one).outcome == "skipped"


def test_hosts_can_be_exempted():
    assert missing("https://maps.test/", exempt=frozenset({"maps.test"})).outcome == "skipped"


def test_what_the_platform_adds_is_there():
    added = {"utm_source": "hubspot", "utm_medium": "email"}
    mail = send("https://shop.test/?utm_campaign=may", "https://shop.test/b", added_by_platform=added)
    result = judged(utm_missing, mail)
    assert said(result) == ["https://shop.test/b lacks utm_campaign"]
    assert result.summary == "1 of 2 links carry their UTM parameters, 50 %"


def test_hidden_behind_click_tracking_is_unknown_and_one():
    mail = send(
        link("https://t.test/1", "tracking"),
        link("https://t.test/2", "tracking"),
        f"https://shop.test/?{FULL}",
        state="proof",
    )
    result = judged(utm_missing, mail)
    assert open_(result) == [
        "hidden by click tracking: the parameters behind it cannot be seen; judge the draft (2 places)"
    ]
    assert result.summary == "1 of 1 links carry their UTM parameters, 100 %"
    alone = judged(utm_missing, send(link("https://t.test/1", "tracking")))
    assert (alone.outcome, alone.summary) == ("unknown", "no link shows its parameters (1 are hidden)")


def test_tokens_that_hide_the_parameters_are_unknown():
    result = missing(link("{{my.link}}", "token"), link("https://shop.test/?{{my.utm}}", "token"))
    assert result.outcome == "unknown"
    assert len(result.unknowns) == 2


def test_tokens_in_other_values_hide_nothing():
    assert missing(link("https://shop.test/?id={{id}}", "token")).outcome == "failed"
    assert missing(link(f"https://shop.test/?{FULL}&id={{{{id}}}}", "token")).outcome == "passed"


def test_required_parameters_are_an_option():
    assert missing("https://shop.test/?utm_source=a", required=("utm_source",)).outcome == "passed"
    matomo = "https://shop.test/?mtm_source=a&pk_medium=b&utm_campaign=c"
    assert missing(matomo).outcome == "failed"
    assert missing(matomo, matomo=True).outcome == "passed"


def test_misplaced_parameters_are_no_second_finding_but_no_compliance_either():
    result = missing(f"https://shop.test/#{FULL}")
    assert result.outcome == "passed"
    assert result.summary == "0 of 1 links carry their UTM parameters, 0 %"


def test_names_are_exact_and_empty_values_are_anothers_business():
    assert missing(f"https://shop.test/?{FULL.upper()}").outcome == "failed"
    assert missing("https://shop.test/?utm_source=&utm_medium=&utm_campaign=").outcome == "passed"


def test_a_mail_without_web_links_is_skipped():
    assert missing(link("mailto:a@b.test", "contact")).outcome == "skipped"


# --- not as briefed


def briefed(url, utm=None, **options):
    wanted = brief(utm=utm) if utm else None
    return judged(utm_not_as_briefed, send(url, brief=wanted), **options)


@pytest.mark.parametrize("name", ["campaign", "utm_campaign"])
def test_another_value_than_briefed(name):
    result = briefed("https://shop.test/?utm_campaign=april", {name: "may"})
    assert said(result) == ["utm_campaign is “april”, the brief says “may”"]
    assert result.findings[0].evidence["url"] == "https://shop.test/?utm_campaign=april"
    assert result.summary == "1 of 1 links have a UTM value that was not briefed"


def test_a_slip_in_capitals_is_named_as_such():
    result = briefed("https://shop.test/?utm_campaign=May", {"campaign": "may"})
    assert said(result) == ["utm_campaign is “May”, the brief spells it “may”"]


@pytest.mark.parametrize(
    "query",
    ["utm_campaign=spring+sale", "utm_campaign=spring%20sale", "utm_medium=x", "utm_campaign=", "utm_campaign={{c}}"],
)
def test_what_is_as_briefed_or_not_ours(query):
    assert briefed(f"https://shop.test/?{query}", {"campaign": "spring sale"}).outcome == "passed"


def test_vocabulary_and_patterns():
    words = {"vocabulary": {"utm_medium": ("email",)}, "patterns": {"utm_campaign": r"\d{4}-\d\d_.+"}}
    assert briefed("https://shop.test/?utm_medium=email&utm_campaign=2026-11_x", **words).outcome == "passed"
    assert said(briefed("https://shop.test/?utm_medium=mail&utm_campaign=x", **words)) == [
        "utm_medium is “mail”, which is none of: email", "utm_campaign is “x”, which is not of the agreed form",
    ]  # fmt: skip


def test_a_pattern_that_is_none_is_refused_with_the_options():
    with pytest.raises(ValueError, match="patterns: utm_campaign: not a regular expression"):
        utm_not_as_briefed.options(patterns={"utm_campaign": "("})


def test_one_wrong_value_is_one_finding():
    wanted = brief(utm={"campaign": "may"})
    links = [f"https://shop.test/{i}?utm_campaign=april" for i in range(3)]
    result = judged(utm_not_as_briefed, send(*links, brief=wanted))
    assert said(result) == ["utm_campaign is “april”, the brief says “may” (3 places)"]


def test_what_the_platform_adds_must_be_as_briefed_too():
    mail = send("https://shop.test/", brief=brief(utm={"source": "news"}), added_by_platform={"utm_source": "hubspot"})
    assert said(judged(utm_not_as_briefed, mail)) == ["utm_source is “hubspot”, the brief says “news”"]


def test_without_a_brief_nothing_is_judged():
    result = briefed("https://shop.test/?utm_campaign=x")
    assert result.outcome == "skipped"
    assert result.items[0].not_given == "brief.utm"


# --- malformed


def faults(raw: str, state: str = "draft", role: str = "content"):
    return judged(utm_malformed, send(link(raw, role), state=state))


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("https://shop.test/#top?utm_source=a", "UTM parameters stand after the # of a link, where nobody counts them"),
        ("https://shop.test/?a=1#utm_source=a", "UTM parameters stand after the # of a link, where nobody counts them"),
        (
            "https://shop.test/#/route?x=1&utm_source=a",
            "UTM parameters stand after the # of a link, where nobody counts them",
        ),
        ("https://shop.test/?a=1?utm_source=a", "a link has a second ?, so that utm_source is lost"),
        ("https://shop.test/?utm_source=a&utm_source=b", "utm_source stands in a link more than once"),
        ("https://shop.test/?utm_source=a&utm_source=a", "utm_source stands in a link more than once"),
        ("https://shop.test/?utm_source=&b=1", "utm_source is empty"),
        ("https://shop.test/?utm_source", "utm_source is empty"),
        ("https://shop.test/?utm_source=%20", "utm_source is empty"),
        ("https://shop.test/?utm_source=a%20", "utm_source begins or ends with a blank"),
        ("https://shop.test/?utm_campaign=spring sale&x=1", "a UTM value has a blank inside that is not encoded"),
        (
            "https://shop.test/?a=1&amp;utm_source=b",
            "“&amp;” stands in the address itself, so that parameters are lost",
        ),
        ("https://shop.test/?mtm_campaign=", "mtm_campaign is empty"),
    ],
)
def test_malformed(raw, words):
    result = faults(raw)
    assert said(result) == [words]
    assert result.severities() == ["blocker"]
    assert result.findings[0].evidence["url"].startswith("https://shop.test/")


def test_an_encoded_blank_inside_is_a_warning():
    assert faults("https://shop.test/?utm_campaign=spring+sale").severities() == ["warning"]


@pytest.mark.parametrize(
    "raw",
    [
        f"https://shop.test/?{FULL}#top",
        "https://shop.test/",
        "https://shop.test/?q=a?b&utm_source=x",
        "https://shop.test/?u=https://b.test/?utm_source=x",
        "https://shop.test/#utm",
        "https://shop.test/?source=",
        "https://www.linkedin.com/x?utm_source=",
    ],
)
def test_well_formed(raw):
    assert faults(raw).outcome in {"passed", "skipped"}


def test_a_token_is_unknown_in_a_draft_and_malformed_in_a_proof():
    raw = "https://shop.test/?utm_campaign={{campaign.name}}"
    draft = faults(raw, role="token")
    assert open_(draft) == ["utm_campaign is a token: give its value under tokens:, or judge a delivered proof"]
    proof = faults(raw, "proof", "token")
    assert said(proof) == ["utm_campaign still holds a token in the delivered mail"]


def test_the_same_fault_on_many_links_is_one_finding():
    result = judged(
        utm_malformed, send(*(f"https://shop.test/{i}?utm_source=" for i in range(3)), "https://shop.test/")
    )
    assert said(result) == ["utm_source is empty (3 places)"]
    assert result.summary == "3 of 4 links have malformed UTM parameters"


@given(st.text(alphabet="?&=#utm_source{}% amp;:/", max_size=60))
def test_no_query_crashes_a_check(query):
    for check in (utm_malformed, utm_missing, utm_not_as_briefed):
        assert judged(check, send(link(f"https://shop.test/{query}"), brief=brief(utm={"source": "x"}))).outcome


def test_many_links_take_no_square_time():
    many = send(*(f"https://shop.test/{i}" for i in range(3000)))
    assert len(said(judged(utm_missing, many))) == 1


def test_pairs_are_decoded_as_browsers_do():
    assert list(_links.pairs("https://a.test/?a=1&b=%C3%B6+x&c&=d#e=f")) == [
        ("a", "1"),
        ("b", "ö x"),
        ("c", ""),
        ("", "d"),
    ]
