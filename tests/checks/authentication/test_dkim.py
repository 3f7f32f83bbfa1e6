"""dkim-missing and dkim-revoked, on facts."""

from __future__ import annotations

import pytest

from preflight.checks.authentication.dkim_missing import dkim_missing
from preflight.checks.authentication.dkim_revoked import dkim_revoked
from preflight.facts import Dns, Lookup
from preflight.facts.dns import DkimKey
from tests.checks.authentication.made import SILENT, Judged, dns, message, send

NAME = "hs1._domainkey.acme.test"
SIGNED = {
    "DKIM-Signature": "v=1; a=rsa-sha256; c=relaxed/relaxed; d=Acme.test;\t s= hs1 ; h=from:to;  bh=abc=; b=d ef=="
}
GIVEN = send(dkim=(("acme.test", "HS1"),))
SOUND = DkimKey(NAME, ("v=DKIM1; p=MII",), key_type="rsa", bits=2048)


def test_no_selector_is_not_given() -> None:
    for check in (dkim_missing, dkim_revoked):
        for nothing in (send(), send(dkim=(("", "x"), ("acme.test", "a b"))), send(message(headers={}))):
            judged = Judged(check, nothing, Dns())
            assert judged.skip is not None
            assert judged.skip.not_given == "sender.dkim"


def test_selectors_are_given_or_read_off_signatures_each_once() -> None:
    both = send(message(headers=SIGNED), dkim=(("acme.test", "hs1"), ("esp.test", "k2")))
    for check in (dkim_missing, dkim_revoked):
        assert Judged(check, both, Dns()).asked == [Lookup(NAME, "DKIM"), Lookup("k2._domainkey.esp.test", "DKIM")]
        assert Judged(check, send(message(headers=SIGNED)), Dns()).asked == [Lookup(NAME, "DKIM")]


def test_a_sound_key() -> None:
    for check in (dkim_missing, dkim_revoked):
        judged = Judged(check, GIVEN, dns(SOUND))
        assert not judged.findings
        assert judged.tally is not None


def test_missing() -> None:
    (finding,) = Judged(dkim_missing, GIVEN, dns(DkimKey(NAME, nxdomain=True))).findings
    assert NAME in str(finding.message)
    assert finding.key == NAME


def test_missing_behind_aliases_shows_them() -> None:
    (finding,) = Judged(dkim_missing, GIVEN, dns(DkimKey(NAME, chain=("k.esp.test", "gone.esp.test")))).findings
    assert f"{NAME} → k.esp.test → gone.esp.test" in str(finding.message)


def test_another_text_is_shown() -> None:
    (finding,) = Judged(dkim_missing, GIVEN, dns(DkimKey(NAME, others=("v=spf1 -all",)))).findings
    assert "v=spf1 -all" in str(finding.message)


def test_a_missing_key_is_told_by_one_check_alone() -> None:
    judged = Judged(dkim_revoked, GIVEN, dns(DkimKey(NAME, nxdomain=True)))
    assert judged.skip is not None


@pytest.mark.parametrize(
    "problem",
    [
        "several-records",
        "revoked",
        "no-key",
        "base64",
        "key",
        "key-type",
        "version",
        "syntax",
        "sha1-only",
        "not-for-mail",
    ],
)
def test_useless_keys(problem: str) -> None:
    key = DkimKey(NAME, ("v=DKIM1; p=",), problem=problem, detail="for this reason")
    judged = Judged(dkim_revoked, GIVEN, dns(key))
    (finding,) = judged.findings
    assert NAME in str(finding.message)
    assert "{" not in str(finding.message)
    assert str(finding.fix)
    assert not Judged(dkim_missing, GIVEN, dns(key)).findings


def test_silence_is_unknown() -> None:
    for check in (dkim_missing, dkim_revoked):
        judged = Judged(check, GIVEN, Dns({f"DKIM {NAME}": SILENT}))
        assert not judged.findings
        assert "did not answer" in str(judged.unknowns[0].reason)
