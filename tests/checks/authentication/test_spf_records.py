"""spf-near-limit, spf-permissive and spf-no-all, on facts."""

from __future__ import annotations

import pytest

from preflight.check import Check
from preflight.checks.authentication.spf_near_limit import spf_near_limit
from preflight.checks.authentication.spf_no_all import spf_no_all
from preflight.checks.authentication.spf_permissive import spf_permissive
from preflight.facts import Dns, Lookup
from preflight.facts.dns import SpfNode, SpfTree
from preflight.finding import Severity
from tests.checks.authentication.made import SILENT, Judged, dns, message, send, tree

GIVEN = send(return_path="bounce.acme.test")
ALL = (spf_near_limit, spf_no_all, spf_permissive)


def of(record: str, *children: SpfNode, **fields: object) -> Dns:
    root = SpfNode("bounce.acme.test", records=(record,), children=children)
    return dns(tree("bounce.acme.test", root=root, **fields))


def included(record: str, term: str = "include:esp.test", **fields: int) -> SpfNode:
    return SpfNode("esp.test", term, (record,), **fields)


@pytest.mark.parametrize("check", ALL)
def test_what_others_tell_is_left_to_them(check: Check) -> None:
    broken = tree("bounce.acme.test", result="permerror", problem="syntax", lookups=9)
    for answer in (tree("bounce.acme.test", result="none"), broken):
        judged = Judged(check, GIVEN, dns(answer))
        assert judged.skip is not None
        assert not judged.skip.not_given
    nothing = Judged(check, send(message("")), Dns()).skip
    assert nothing is not None
    assert nothing.not_given == "sender.return_path"


@pytest.mark.parametrize("check", ALL)
def test_silence_is_unknown_and_the_tree_is_asked_for(check: Check) -> None:
    judged = Judged(check, GIVEN, dns(spf_bounce_acme_test=SILENT))
    assert len(judged.unknowns) == 1
    assert judged.asked == [Lookup("bounce.acme.test", "SPF")]


@pytest.mark.parametrize(("lookups", "found"), [(0, 0), (7, 0), (8, 1), (9, 1), (10, 1)])
def test_near_the_limit(lookups: int, found: int) -> None:
    judged = Judged(spf_near_limit, GIVEN, of("v=spf1 include:esp.test -all", lookups=lookups))
    assert len(judged.findings) == found
    assert judged.tally is not None
    assert judged.tally.measures["lookups"] == lookups


def test_headroom_and_the_dearest_are_named() -> None:
    dear, cheap = included("v=spf1 -all", total=5, lookups=5), SpfNode("b.test", "include:b.test", ("v=spf1 -all",))
    (nine,) = Judged(spf_near_limit, GIVEN, of("v=spf1 include:b.test", cheap, dear, lookups=9)).findings
    assert "needs 9 of the 10" in str(nine.message)
    assert "1 left" in str(nine.message)
    assert "include:esp.test (6), include:b.test (1)" in str(nine.fix)
    assert nine.evidence["tree"]["children"][1]["total"] == 5
    (ten,) = Judged(spf_near_limit, GIVEN, of("v=spf1 include:b.test", cheap, lookups=10)).findings
    assert "one more include makes 11" in str(ten.message)


@pytest.mark.parametrize(
    ("record", "terms"),
    [
        ("v=spf1 +all", ["+all"]),
        ("v=spf1 all", ["all"]),
        ("v=spf1 ALL", ["ALL"]),
        ("v=spf1 ip4:0.0.0.0/0 -all", ["ip4:0.0.0.0/0"]),
        ("v=spf1 ip4:128.0.0.0/7 -all", ["ip4:128.0.0.0/7"]),
        ("v=spf1 a:mail.test/1 mx/2//64 -all", ["a:mail.test/1", "mx/2//64"]),
        ("v=spf1 ip4:10.0.0.0/8 -all", []),
        ("v=spf1 -ip4:0.0.0.0/0 -all", []),
        ("v=spf1 ip6:2000::/3 ~all", []),
        ("v=spf1 ?all", []),
        ("v=spf1 -all +all", []),
        ("v=spf1 a:all.test mx -all", []),
    ],
)
def test_permissive(record: str, terms: list[str]) -> None:
    assert [one.evidence["term"] for one in Judged(spf_permissive, GIVEN, of(record)).findings] == terms


@pytest.mark.parametrize(
    ("term", "found"), [("include:esp.test", 1), ("redirect=esp.test", 1), ("-include:esp.test", 0), ("?include:x", 0)]
)
def test_an_open_record_of_others_counts_where_its_match_lets_in(term: str, found: int) -> None:
    findings = Judged(spf_permissive, GIVEN, of(f"v=spf1 {term}", included("v=spf1 +all", term))).findings
    assert len(findings) == found
    for one in findings:
        assert "esp.test, which it includes, says +all" in str(one.message)


@pytest.mark.parametrize(
    ("record", "keys"),
    [
        ("v=spf1 a", ["open"]),
        ("v=spf1", ["open"]),
        ("v=spf1 a ?all", ["neutral"]),
        ("v=spf1 a ptr -all", ["ptr"]),
        ("v=spf1 ptr:acme.test", ["open", "ptr"]),
        ("v=spf1 a ~all", []),
        ("v=spf1 a all", []),
        ("v=spf1 redirect=_spf.acme.test", []),
        ("v=spf1 a:ptr.acme.test -ALL", []),
    ],
)
def test_no_all(record: str, keys: list[str]) -> None:
    findings = Judged(spf_no_all, GIVEN, of(record)).findings
    assert [one.key.partition(":")[2] for one in findings] == keys


def test_what_a_record_redirects_to_ends_it() -> None:
    target = included("v=spf1 a ?all", "redirect=esp.test")
    (one,) = Judged(spf_no_all, GIVEN, of("v=spf1 redirect=esp.test", target)).findings
    assert "?all" in str(one.message)


def test_what_includes_say_at_their_end_does_not_matter() -> None:
    assert not Judged(spf_no_all, GIVEN, of("v=spf1 include:esp.test -all", included("v=spf1 ptr ?all"))).findings


def test_a_from_domain_in_place_of_the_return_path_weighs_less() -> None:
    answer = SpfTree("acme.test", SpfNode("acme.test", records=("v=spf1 +all",)), lookups=9)
    assert Judged(spf_permissive, send(), dns(answer)).findings[0].severity is Severity.WARNING
    assert Judged(spf_near_limit, send(), dns(answer)).findings[0].severity is Severity.NOTE
