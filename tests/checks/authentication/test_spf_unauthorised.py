"""spf-unauthorised, on facts and over a name server."""

from __future__ import annotations

import pytest

from preflight.checks.authentication.spf_unauthorised import spf_unauthorised
from preflight.facts import Dns
from preflight.facts.dns import SpfVerdict
from preflight.finding import Severity
from tests.checks.authentication.made import SILENT, Judged, dns, send, tree
from tests.checks.authentication.test_reach import over_dns

ZONE = """
    bounce.acme.test     TXT  "v=spf1 include:_spf.acme.test exists:%{i}._ok.acme.test ptr:mail.acme.test -all"
    _spf.acme.test       TXT  "v=spf1 ip4:192.0.2.0/28 ip6:2001:db8::/64 ~all"
    198.51.100.7._ok.acme.test A 127.0.0.2
    8.100.51.198.in-addr.arpa PTR mail.acme.test.
    mail.acme.test       A    198.51.100.8
    down.test            TXT  "v=spf1 include:silent.test -all"
    silent.test          !servfail
"""


@pytest.mark.parametrize(
    ("ip", "said"),
    [
        ("192.0.2.1", ""), ("2001:db8::7", ""), ("198.51.100.7", ""), ("198.51.100.8", ""),
        ("203.0.113.1", "203.0.113.1 (fail)"), ("2001:DB8:1::1", "2001:db8:1::1 (fail)"),
    ],
)  # fmt: skip
def test_each_address_is_evaluated(ip: str, said: str) -> None:
    judged, server = over_dns(spf_unauthorised, send(return_path="bounce.acme.test", ips=(ip,)), ZONE)
    assert not judged.unknowns
    assert [said in str(one.message) for one in judged.findings] == ([True] if said else [])
    assert len(server.asked) == len(set(server.asked)), "no name is asked for twice"


def test_a_failure_of_dns_is_unknown() -> None:
    judged, _server = over_dns(spf_unauthorised, send(return_path="down.test", ips=("192.0.2.1",)), ZONE)
    assert not judged.findings
    assert len(judged.unknowns) == 1


def verdicts(*found: tuple[str, str]) -> Dns:
    answers = {f"SPFTEST {ip} b.test": SpfVerdict(ip, "b.test", result) for ip, result in found}  # type: ignore[arg-type]
    return Dns({**dns(tree("b.test")).answers, **answers})


@pytest.mark.parametrize(("result", "found"), [("softfail", 1), ("neutral", 1), ("fail", 1), ("pass", 0), ("none", 0)])
def test_results(result: str, found: int) -> None:
    judged = Judged(spf_unauthorised, send(return_path="b.test", ips=("192.0.2.1",)), verdicts(("192.0.2.1", result)))
    assert len(judged.findings) == found


def test_several_addresses_are_one_finding() -> None:
    given = send(return_path="b.test", ips=("192.0.2.1", "192.0.2.2", "192.0.2.3"))
    found = verdicts(("192.0.2.1", "fail"), ("192.0.2.2", "pass"), ("192.0.2.3", "softfail"))
    (one,) = Judged(spf_unauthorised, given, found).findings
    assert "2 of 3 sending addresses" in str(one.message)
    assert one.severity is None


def test_what_others_tell_is_left_to_them() -> None:
    given = send(return_path="b.test", ips=("192.0.2.1",))
    broken = {**verdicts(("192.0.2.1", "permerror")).answers, **dns(tree("b.test", result="permerror")).answers}
    assert not Judged(spf_unauthorised, given, Dns(broken)).findings
    silent = {"SPF b.test": tree("b.test"), "SPFTEST 192.0.2.1 b.test": SILENT}
    assert len(Judged(spf_unauthorised, given, Dns(silent)).unknowns) == 1


def test_not_given() -> None:
    nothing = Judged(spf_unauthorised, send(return_path="b.test"), Dns()).skip
    assert nothing is not None
    assert nothing.not_given == "sender.ips"


def test_a_from_domain_in_place_of_the_return_path_weighs_less() -> None:
    answers = {
        "SPF acme.test": tree("acme.test"),
        "SPFTEST 192.0.2.1 acme.test": SpfVerdict("192.0.2.1", "acme.test", "fail"),
    }
    (one,) = Judged(spf_unauthorised, send(ips=("192.0.2.1",)), Dns({**answers})).findings
    assert one.severity is Severity.WARNING
