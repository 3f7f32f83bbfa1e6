"""What stands in a DMARC record: dmarc-invalid, -obsolete-tags, -monitoring-only and -no-reports, on facts."""

from __future__ import annotations

import pytest

from preflight.check import Check
from preflight.checks.authentication.dmarc_invalid import dmarc_invalid
from preflight.checks.authentication.dmarc_monitoring_only import dmarc_monitoring_only
from preflight.checks.authentication.dmarc_no_reports import dmarc_no_reports
from preflight.checks.authentication.dmarc_obsolete_tags import dmarc_obsolete_tags
from preflight.facts import Dns, Lookup
from preflight.facts.dns import DmarcPolicy, Records
from preflight.gather.dns.dmarc import tags_of
from tests.checks.authentication.made import SILENT, Judged, dns, message, send

ALL = (dmarc_invalid, dmarc_monitoring_only, dmarc_no_reports, dmarc_obsolete_tags)


def policy(record: str, domain: str = "acme.test", at: str = "acme.test") -> DmarcPolicy:
    tags, fault, ignored = tags_of(record)
    return DmarcPolicy(
        domain, found_at=f"_dmarc.{at}", records=(record,), tags=tags, organizational=at, fault=fault, ignored=ignored
    )


def keys(check: Check, record: str) -> list[str]:
    return [one.key.partition(":")[2] or "found" for one in Judged(check, send(), dns(policy(record))).findings]


@pytest.mark.parametrize("check", ALL)
def test_a_missing_or_doubled_record_is_told_elsewhere(check: Check) -> None:
    doubled = DmarcPolicy("acme.test", found_at="_dmarc.acme.test", records=("v=DMARC1; p=none", "v=DMARC1"))
    for answer in (DmarcPolicy("acme.test"), doubled):
        assert Judged(check, send(), dns(answer)).skip is not None
    assert len(Judged(check, send(), dns(dmarc_acme_test=SILENT)).unknowns) == 1
    nobody = Judged(check, send(message("")), Dns()).skip
    assert nobody is not None
    assert nobody.not_given == "from"


@pytest.mark.parametrize(
    ("record", "found"),
    [
        ("v=DMARC1; p=none", 0),
        ("v=DMARC1; p=reject; unknown=1;", 0),
        ("v=DMARC1; rua=mailto:d@acme.test", 0),
        ("v=DMARC1", 1),
        ("v=DMARC1; sp=none", 1),
        ("v=DMARC1; p=nothing; rua=mailto:d@acme.test", 1),
        ("v=DMARC1; p none", 1),
        ("v=DMARC1; p=none; p=reject", 1),
    ],
)
def test_invalid(record: str, found: int) -> None:
    assert len(keys(dmarc_invalid, record)) == found


@pytest.mark.parametrize(
    ("record", "tags"),
    [
        ("v=DMARC1; p=none; pct=100; ri=86400; rf=afrf", ["pct=", "rf=", "ri="]),
        ("v=DMARC1; p=none; rua=mailto:d@acme.test!10m,mailto:e@acme.test", ["!size in rua="]),
        ("v=DMARC1; p=none; ruf=mailto:d@acme.test!500", ["!size in ruf="]),
        ("v=DMARC1; p=none; t=y; np=reject; psd=n; fo=1", []),
    ],
)
def test_obsolete_tags(record: str, tags: list[str]) -> None:
    findings = Judged(dmarc_obsolete_tags, send(), dns(policy(record))).findings
    assert [tag for one in findings for tag in one.evidence["tags"]] == tags
    assert len(findings) <= 1


@pytest.mark.parametrize(
    ("record", "at", "found"),
    [
        ("v=DMARC1; p=none", "mail.acme.test", True),
        ("v=DMARC1; rua=mailto:d@acme.test", "mail.acme.test", True),
        ("v=DMARC1; p=reject", "mail.acme.test", False),
        ("v=DMARC1; p=reject; sp=none", "mail.acme.test", False),
        ("v=DMARC1; p=reject; sp=none", "acme.test", True),
        ("v=DMARC1; p=none; sp=reject", "acme.test", False),
        ("v=DMARC1; p=none", "acme.test", True),
        ("v=DMARC1; p=reject; t=y", "acme.test", True),
        ("v=DMARC1; p=oops", "acme.test", False),
        ("v=DMARC1; p=oops; rua=mailto:d@acme.test", "acme.test", False),
    ],
)
def test_monitoring_only(record: str, at: str, found: bool) -> None:
    given = send(message("a@mail.acme.test"))
    findings = Judged(dmarc_monitoring_only, given, dns(policy(record, "mail.acme.test", at))).findings
    assert bool(findings) is found


@pytest.mark.parametrize(
    ("record", "found"),
    [
        ("v=DMARC1; p=none", ["none"]),
        ("v=DMARC1; p=none; rua=", ["none"]),
        ("v=DMARC1; p=none; rua=https://acme.test/d", ["no-mailto"]),
        ("v=DMARC1; p=none; rua=mailto:d@acme.test", []),
        ("v=DMARC1; p=none; rua=mailto:d@reports.acme.test!10m", []),
        ("v=DMARC1; sp=none", []),
    ],
)
def test_no_reports(record: str, found: list[str]) -> None:
    assert keys(dmarc_no_reports, record) == found


def test_reports_to_others_need_their_consent() -> None:
    given = policy("v=DMARC1; p=none; rua=mailto:d@agg.reports.example")
    place = "acme.test._report._dmarc.agg.reports.example"
    asked = Judged(dmarc_no_reports, send(), dns(given)).asked
    assert asked == [Lookup("acme.test", "DMARC"), Lookup(place, "TXT")]

    def judged(answer: object) -> Judged:
        return Judged(dmarc_no_reports, send(), Dns({"DMARC acme.test": given, f"TXT {place}": answer}))  # type: ignore[dict-item]

    assert not judged(Records(place, "TXT", ("v=DMARC1;",))).findings
    (one,) = judged(Records(place, "TXT", ("hello",))).findings
    assert place in str(one.fix)
    assert len(judged(Records(place, "TXT", nxdomain=True)).findings) == 1
    assert len(judged(SILENT).unknowns) == 1


@pytest.mark.parametrize(
    ("record", "at", "words", "fix"),
    [
        ("v=DMARC1; p=none", "mail.acme.test",
         "the DMARC policy for mail.acme.test only watches (p=none): forged mail is delivered",
         "write p=quarantine, then p=reject, at _dmarc.mail.acme.test."),
        ("v=DMARC1; p=reject; sp=none", "acme.test",
         "the DMARC policy that mail.acme.test has from _dmarc.acme.test only watches (sp=none): forged mail is delivered",
         "write sp=quarantine, then sp=reject, at _dmarc.acme.test."),
        ("v=DMARC1; p=reject; t=y", "mail.acme.test",
         "the DMARC policy for mail.acme.test (p=reject) is only tried out (t=y): receivers act one step milder",
         "take t=y out of the record at _dmarc.mail.acme.test."),
    ],
)  # fmt: skip
def test_monitoring_only_names_the_tag_and_the_place(record: str, at: str, words: str, fix: str) -> None:
    given = send(message("a@mail.acme.test"))
    (finding,) = Judged(dmarc_monitoring_only, given, dns(policy(record, "mail.acme.test", at))).findings
    assert str(finding.message) == words
    assert str(finding.fix) == f"Once the reports show that all your mail passes, {fix}"
