"""dkim-weak-key, dkim-testing and dkim-not-given, on facts."""

from __future__ import annotations

import pytest

from preflight.checks.authentication.dkim_not_given import dkim_not_given
from preflight.checks.authentication.dkim_testing import dkim_testing
from preflight.checks.authentication.dkim_weak_key import dkim_weak_key
from preflight.facts import Dns, Lookup
from preflight.facts.dns import DkimKey
from preflight.finding import Severity
from tests.checks.authentication.made import SILENT, Judged, dns, message, send

NAME = "hs1._domainkey.acme.test"
GIVEN = send(dkim=(("acme.test", "hs1"),))


def key(kind: str = "rsa", bits: int = 2048, **more: object) -> Dns:
    return dns(DkimKey(NAME, ("v=DKIM1; p=MII",), key_type=kind, bits=bits, **more))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "bits", "severity"),
    [
        ("rsa", 512, "blocker"), ("rsa", 1023, "blocker"), ("rsa", 1024, "warning"), ("rsa", 2047, "warning"),
        ("rsa", 2048, ""), ("rsa", 4096, ""), ("ed25519", 256, ""),
    ],
)  # fmt: skip
def test_weak_keys(kind: str, bits: int, severity: str) -> None:
    findings = Judged(dkim_weak_key, GIVEN, key(kind, bits)).findings
    assert [(one.severity or Severity.BLOCKER).value for one in findings] == ([severity] if severity else [])
    for one in findings:
        assert f"{bits:,} bits" in str(one.message)
        assert one.evidence["bits"] == bits


@pytest.mark.parametrize(("flags", "found"), [("y", 1), ("s:y", 1), (" Y : s", 1), ("s", 0), ("", 0), ("yes", 0)])
def test_testing(flags: str, found: int) -> None:
    assert len(Judged(dkim_testing, GIVEN, key(tags={"t": flags})).findings) == found


def test_keys_that_are_missing_or_useless_are_told_elsewhere() -> None:
    for check in (dkim_weak_key, dkim_testing):
        for answer in (DkimKey(NAME), DkimKey(NAME, ("v=DKIM1; p=",), problem="revoked", tags={"t": "y"}, bits=512)):
            assert Judged(check, GIVEN, dns(answer)).skip is not None
        assert Judged(check, send(), Dns()).skip is not None
        silent = Judged(check, GIVEN, dns(dkim_hs1__domainkey_acme_test=SILENT))
        assert silent.asked == [Lookup(NAME, "DKIM")]
        assert len(silent.unknowns) == 1


def test_no_selector_is_unknown_and_never_passes() -> None:
    judged = Judged(dkim_not_given, send(), Dns())
    assert len(judged.unknowns) == 1
    assert not judged.findings
    assert not Judged(dkim_not_given, GIVEN, Dns()).unknowns
    signed = send(message(headers={"DKIM-Signature": "v=1; d=acme.test; s=hs1; b=x"}))
    assert not Judged(dkim_not_given, signed, Dns()).unknowns
    nobody = Judged(dkim_not_given, send(message("")), Dns()).skip
    assert nobody is not None
    assert nobody.not_given == "from"
