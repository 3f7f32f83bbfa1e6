"""tls-rpt and bimi, on facts."""

from __future__ import annotations

import pytest

from preflight.checks.authentication.bimi import bimi
from preflight.checks.authentication.tls_rpt import tls_rpt
from preflight.facts import Dns, Lookup
from preflight.facts.dns import DmarcPolicy, Records
from tests.checks.authentication.made import SILENT, Judged, message, send

TLS = "_smtp._tls.acme.test"
LOGO = "default._bimi.acme.test"
SOUND = "v=BIMI1; l=https://acme.test/logo.svg; a=https://acme.test/vmc.pem"


@pytest.mark.parametrize(
    ("records", "found"),
    [
        (("v=TLSRPTv1; rua=mailto:tls@acme.test",), 0),
        (("v=TLSRPTv1;rua=https://r.test/x,mailto:t@acme.test;", "other"), 0),
        ((), 1),
        (("other",), 1),
        (("v=TLSRPTv1;",), 1),
        (("v=TLSRPTv1; rua=tls@acme.test",), 1),
        (("v=TLSRPTv1; rua=mailto:a@b.test", "v=TLSRPTv1; rua=mailto:c@d.test"), 1),
    ],
)
def test_tls_rpt(records: tuple[str, ...], found: int) -> None:
    judged = Judged(tls_rpt, send(), Dns({f"TXT {TLS}": Records(TLS, "TXT", records)}))
    assert len(judged.findings) == found
    assert judged.asked == [Lookup(TLS, "TXT")]


def answers(*records: str, p: str = "reject", domain: str = "acme.test") -> Dns:
    policy = DmarcPolicy(
        domain, found_at="_dmarc.acme.test", records=("v=DMARC1",), tags={"p": p}, organizational="acme.test"
    )
    return Dns({f"TXT {LOGO}": Records(LOGO, "TXT", records), f"DMARC {domain}": policy})


@pytest.mark.parametrize(
    ("records", "policy", "said"),
    [
        ((SOUND,), "reject", ""),
        ((SOUND,), "quarantine", ""),
        ((SOUND,), "none", "not enforced"),
        (("v=BIMI1; l=; a=;",), "none", ""),
        (("v=BIMI1; l=http://acme.test/logo.svg",), "reject", "https://"),
        (("v=BIMI1; a=https://acme.test/vmc.pem",), "reject", "https://"),
        ((SOUND, SOUND + ";"), "reject", "more than one"),
        ((), "reject", "no BIMI record"),
    ],
)
def test_bimi(records: tuple[str, ...], policy: str, said: str) -> None:
    findings = Judged(bimi, send(), answers(*records, p=policy)).findings
    assert [said in str(one.message) for one in findings] == ([True] if said else [])


def test_the_organizations_logo_serves_its_subdomains() -> None:
    below = "default._bimi.mail.acme.test"
    known = answers(SOUND, domain="mail.acme.test")
    given = send(message("a@mail.acme.test"))
    judged = Judged(bimi, given, Dns({**known.answers, f"TXT {below}": Records(below, "TXT", nxdomain=True)}))
    assert not judged.findings
    assert {ask.name for ask in judged.asked} == {"mail.acme.test", below, LOGO}


def test_silence_and_no_domain() -> None:
    for check, key in ((tls_rpt, f"TXT {TLS}"), (bimi, f"TXT {LOGO}")):
        assert len(Judged(check, send(), Dns({key: SILENT})).unknowns) == 1
        assert Judged(check, send(message("")), Dns()).skip is not None
