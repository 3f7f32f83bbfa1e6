"""spf-missing and spf-invalid, on facts."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from preflight.checks.authentication import _spf
from preflight.checks.authentication.spf_invalid import spf_invalid
from preflight.checks.authentication.spf_missing import spf_missing
from preflight.facts import Clock, Dns, Facts, Lookup
from preflight.facts.dns import SpfNode, SpfProblem
from preflight.facts.web import Unanswered
from preflight.finding import Severity
from tests.checks.authentication.made import SILENT, Judged, dns, message, send, tree
from tests.gather.dns.asked import ask
from tests.servers.dns import NameServer


def test_the_return_path_is_judged() -> None:
    given = send(return_path="bounce.acme.test")
    judged = Judged(spf_missing, given, dns(tree("bounce.acme.test", result="none")))
    (finding,) = judged.findings
    assert finding.severity is None
    assert "bounce.acme.test" in str(finding.message)
    assert "2026-03-11" in str(finding.message)
    assert finding.evidence["publish"]["name"] == "bounce.acme.test"
    assert judged.asked == [Lookup("bounce.acme.test", "SPF")]
    assert str(judged.tally and judged.tally.summary) == "1 of 1 sending domains have no SPF record"


def test_a_record_is_enough() -> None:
    given = send(return_path="bounce.acme.test")
    for result in ("ok", "permerror"):
        assert not Judged(spf_missing, given, dns(tree("bounce.acme.test", result=result))).findings


def test_the_return_path_is_read_off_the_proof() -> None:
    proof = message(headers={"Return-Path": "<bounce+7=x@em.ACME.test>"})
    judged = Judged(spf_missing, send(proof), dns(tree("em.acme.test", result="none")))
    assert judged.findings[0].severity is None
    assert judged.asked == [Lookup("em.acme.test", "SPF")]


def test_a_null_return_path_is_none() -> None:
    judged = Judged(spf_missing, send(message(headers={"Return-Path": "<>"})), dns(tree("acme.test", result="none")))
    assert judged.findings[0].severity is Severity.NOTE


def test_without_a_return_path_the_from_domain_gives_a_note() -> None:
    judged = Judged(spf_missing, send(), dns(tree("acme.test", result="none")))
    (finding,) = judged.findings
    assert finding.severity is Severity.NOTE
    assert "acme.test" in str(finding.message)


def test_nothing_known_is_skipped() -> None:
    for check in (spf_missing, spf_invalid):
        for sender in ("", "nobody", "{{ from }}", "x@[192.0.2.1]", "x@localhost"):
            judged = Judged(check, send(message(sender)), Dns())
            assert judged.skip is not None
            assert judged.skip.not_given == "sender.return_path"
            assert judged.asked == []


def test_a_known_address_is_proposed() -> None:
    given = send(return_path="b.acme.test", ips=("192.0.2.10", "2001:db8::1"))
    (finding,) = Judged(spf_missing, given, dns(tree("b.acme.test", result="none"))).findings
    assert "v=spf1 ip4:192.0.2.10 ip6:2001:db8::1 -all" in str(finding.fix)


def test_silence_is_unknown_with_its_reason() -> None:
    for check in (spf_missing, spf_invalid):
        judged = Judged(check, send(return_path="b.acme.test"), dns(spf_b_acme_test=SILENT))
        assert not judged.findings
        assert "did not answer within 5 s" in str(judged.unknowns[0].reason)


def test_offline_is_one_unknown() -> None:
    offline = Unanswered("offline", "offline")
    proofs = (message(headers={"Return-Path": "a@a.test"}), message(headers={"Return-Path": "b@b.test"}))
    judged = Judged(spf_missing, send(*proofs), dns(spf_a_test=offline, spf_b_test=offline))
    assert {unknown.key for unknown in judged.unknowns} == {"offline"}


def test_an_international_domain_is_asked_in_its_ascii_form() -> None:
    assert Judged(spf_missing, send(return_path="bücher.test"), Dns()).asked == [Lookup("xn--bcher-kva.test", "SPF")]


def test_too_many_lookups_with_the_tree() -> None:
    children = (
        SpfNode("a.test", "include:a.test", ("v=spf1 a mx -all",), 2, 2),
        SpfNode("b.test", "include:b.test", ("v=spf1 include:c.test -all",), 1, 7, children=(
            SpfNode("c.test", "include:c.test", ("v=spf1 a a a a a a -all",), 6, 6),)),
    )  # fmt: skip
    root = SpfNode(
        "b.acme.test", records=("v=spf1 include:a.test include:b.test -all",), lookups=2, total=11, children=children
    )
    limit = tree(
        "b.acme.test", root=root, result="permerror", problem="lookup-limit", culprit="a (in c.test)", lookups=11
    )
    (finding,) = Judged(spf_invalid, send(return_path="b.acme.test"), dns(limit)).findings
    assert "11 DNS lookups" in str(finding.message)
    assert "a (in c.test)" in str(finding.message)
    assert "include:b.test (8), include:a.test (3)" in str(finding.fix)
    shown = json.loads(json.dumps(finding.evidence["tree"]))
    assert {"domain", "term", "lookups", "total", "error", "children"} <= set(shown)
    assert shown["children"][1]["children"][0]["term"] == "include:c.test"


def test_each_problem_has_its_words() -> None:
    for problem in ("several-records", "syntax", "void-limit", "mx-limit", "include-missing", "loop", "something-new"):
        bad = tree("b.acme.test", result="permerror", problem=problem, culprit="x", detail=f"because of {problem}")
        (finding,) = Judged(spf_invalid, send(return_path="b.acme.test"), dns(bad)).findings
        assert f"because of {problem}" in str(finding.message)
        assert str(finding.fix)


def test_further_problems_are_findings_of_their_own() -> None:
    further = (SpfProblem("syntax", "x", "second"), SpfProblem("syntax", "y", "third"))
    bad = tree("b.acme.test", result="permerror", problem="loop", culprit="z", detail="first", further=further)
    findings = Judged(spf_invalid, send(return_path="b.acme.test"), dns(bad)).findings
    assert len({finding.key for finding in findings}) == 3


def test_at_the_from_domain_it_is_a_warning() -> None:
    bad = tree("acme.test", result="permerror", problem="syntax", culprit="x", detail="x")
    assert Judged(spf_invalid, send(), dns(bad)).findings[0].severity is Severity.WARNING


def test_no_record_is_for_the_other_check_to_tell() -> None:
    judged = Judged(spf_invalid, send(return_path="b.acme.test"), dns(tree("b.acme.test", result="none")))
    assert judged.skip is not None
    assert not judged.skip.not_given


def test_the_tree_counts_as_a_receiver_does() -> None:
    zone = (
        'b.acme.test TXT "v=spf1 a include:one.test mx:none.test include:two.test ~all"\nb.acme.test A 192.0.2.1\n'
        'one.test TXT "v=spf1 include:deep.test exists:%{i}.x.test -all"\ndeep.test TXT "v=spf1 a -all"\n'
        "deep.test A 192.0.2.2\n" + 'two.test TXT "v=spf1 ' + " ".join(f"a:h{n}.test" for n in range(6)) + ' -all"\n'
        + "\n".join(f"h{n}.test A 192.0.2.3" for n in range(6))
    )  # fmt: skip
    given = send(return_path="b.acme.test", ips=("192.0.2.2", "203.0.113.1"))
    asked = [
        (one.name, one.kind)
        for one in _spf.tree_asks(given, spf_invalid.options(), Facts(given, Clock(datetime(2026, 11, 24, tzinfo=UTC))))
    ]
    with NameServer(zone) as server:
        finding = Judged(spf_invalid, given, ask(server, *asked)).findings[0]
    tree = finding.evidence["tree"]
    rows: list[tuple[int, str, int, int]] = []

    def walk(node: dict[str, Any], depth: int) -> None:
        rows.append((depth, node["term"] or node["domain"], node["cost"], node["running"]))
        assert node["over"] is (node["term"] == "a:h3.test")
        for child in node["children"]:
            walk(child, depth + 1)

    walk(tree, 0)
    assert rows == [
        (0, "b.acme.test", 13, 13), (1, "a", 1, 1), (1, "include:one.test", 4, 5), (2, "include:deep.test", 2, 4),
        (3, "a", 1, 4), (2, "exists:%{i}.x.test", 1, 5), (1, "mx:none.test", 1, 6), (1, "include:two.test", 7, 13),
        *((2, f"a:h{n}.test", 1, 8 + n) for n in range(6)),
    ]  # fmt: skip
    assert tree["children"][2]["note"] == "finds nothing"
    assert (finding.evidence["culprit"], finding.evidence["lookups"]) == ("a:h3.test (in two.test)", 13)
    assert finding.evidence["actual"] == [
        {"ip": "192.0.2.2", "lookups": 4, "voids": 0, "result": "pass"},
        {"ip": "203.0.113.1", "lookups": 11, "voids": 2, "result": "permerror"},
    ]
