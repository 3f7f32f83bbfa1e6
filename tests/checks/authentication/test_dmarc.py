"""dmarc-missing, on facts; and what "stays below 5,000" means."""

from __future__ import annotations

import pytest

from preflight.checks.authentication.dmarc_missing import dmarc_missing
from preflight.data.consumer_domains import at_providers, provider_of
from preflight.facts import Audience, Dns, Lookup, bulk
from preflight.facts.audience import Measured, Table
from preflight.facts.dns import DmarcPolicy
from preflight.facts.send import AudienceSpec, Counts, Source
from preflight.facts.web import Unanswered
from preflight.finding import Location, Severity
from tests.checks.authentication.made import SILENT, Judged, dns, message, send

NONE = DmarcPolicy("acme.test", asked=("_dmarc.acme.test", "_dmarc.test"), organizational="acme.test")
LISTED = AudienceSpec(Location(), members=Source(files=("audience.csv",)))


def test_none() -> None:
    judged = Judged(dmarc_missing, send(), dns(NONE))
    (finding,) = judged.findings
    assert finding.severity is None
    assert "acme.test" in str(finding.message)
    assert "v=DMARC1; p=none; rua=mailto:YOUR-MAILBOX" in str(finding.fix)
    assert finding.evidence["asked"] == ["_dmarc.acme.test", "_dmarc.test"]
    assert judged.asked == [Lookup("acme.test", "DMARC")]


def test_several() -> None:
    two = DmarcPolicy("acme.test", found_at="_dmarc.acme.test", records=("v=DMARC1; p=none", "v=DMARC1; p=reject"))
    (finding,) = Judged(dmarc_missing, send(), dns(two)).findings
    assert "2 DMARC records" in str(finding.message)
    assert "Delete all but one" in str(finding.fix)


def test_one_is_enough() -> None:
    one = DmarcPolicy("acme.test", found_at="_dmarc.acme.test", records=("v=DMARC1; p=none",), tags={"p": "none"})
    judged = Judged(dmarc_missing, send(), dns(one))
    assert not judged.findings
    assert str(judged.tally and judged.tally.summary) == "0 of 1 From domains have no DMARC policy"


def test_the_record_is_proposed_where_it_holds_for_all() -> None:
    (finding,) = Judged(dmarc_missing, send(message("a@news.acme.test")), dns(DmarcPolicy("news.acme.test"))).findings
    assert finding.evidence["publish"]["name"] == "_dmarc.acme.test"


def test_every_from_domain_is_judged_once() -> None:
    given = send(message("a@one.test"), message("b@two.test"), message("c@ONE.test"))
    judged = Judged(dmarc_missing, given, dns(DmarcPolicy("one.test"), DmarcPolicy("two.test")))
    assert [finding.key for finding in judged.findings] == ["one.test", "two.test"]


def test_no_from() -> None:
    judged = Judged(dmarc_missing, send(message("")), Dns())
    assert judged.skip is not None


def test_silence_is_unknown() -> None:
    judged = Judged(dmarc_missing, send(), dns(dmarc_acme_test=SILENT))
    assert not judged.findings
    assert judged.unknowns


@pytest.mark.parametrize(
    ("rows", "groups", "severity"),
    [
        (4_999, None, Severity.WARNING),
        (5_000, None, None),
        (90_000, (("gmail.com", 4_000), ("yahoo.de", 4_000), ("acme.test", 80_000)), Severity.WARNING),
        (90_000, (("gmail.com", 4_000), ("googlemail.com", 1_000)), None),
        (90_000, (("hotmail.com", 2_000), ("outlook.de", 2_000), ("live.co.uk", 1_500)), None),
        (90_000, (("gmail.com", 4_000), ("other", 1_500)), None),
        (90_000, (("acme.test", 89_000), ("other", 1_000)), Severity.WARNING),
        (90_000, (), None),
    ],
)
def test_the_audience_decides_the_severity(
    rows: int, groups: tuple[tuple[str, int], ...] | None, severity: Severity | None
) -> None:
    measures: dict[str, Measured | Unanswered] = {} if groups is None else {bulk.DOMAINS.name: Measured(rows, groups)}
    audience = Audience(members=Table("audience", rows), measures=measures)
    judged = Judged(dmarc_missing, send(audience=LISTED), dns(NONE), audience)
    assert judged.findings[0].severity is severity
    assert bulk.DOMAINS in judged.asked


def test_the_platforms_number_will_do_and_no_number_is_bulk() -> None:
    small = send(audience=AudienceSpec(Location(), counts=Counts(final=4_000)))
    assert Judged(dmarc_missing, small, dns(NONE)).findings[0].severity is Severity.WARNING
    unread = Audience(members=Unanswered("error", "unreadable"))
    assert Judged(dmarc_missing, send(audience=LISTED), dns(NONE), unread).findings[0].severity is None


def test_whose_mailboxes_are_where() -> None:
    assert [provider_of(d) for d in ("GMAIL.com", "yahoo.co.jp", "yahoo.co.uk", "aol.com", "hotmail.fr", "acme.test")] == [
        "gmail", "", "yahoo", "yahoo", "microsoft", "",
    ]  # fmt: skip
    assert at_providers([("gmail.com", 2), ("googlemail.com", 3), ("x.test", 9)]) == {
        "gmail": 5,
        "yahoo": 0,
        "microsoft": 0,
    }
