"""What the checks ask, answered from a file in which each fault stands once or twice: the SQL means what it says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from preflight.gather.settings import Outside
from preflight.judge import Selection
from preflight.run import RunOptions, run

PEOPLE: list[tuple[str, str, str, str, str, str, str, str]] = [
    # address, first name, country, stage, status, basis, date, source
    ("ann@acme.test", "Ann", "DE", "Lead", "yes", "doi", "2026-10-01", "fair"),
    ("bob@gmial.com", "Bob", "Germany", "lead", "yes", "doi", "2026-10-01", "fair"),
    ("cem@kunde.con", "Cem", "AT", "Lead", "yes", "doi", "2026-10-01", "fair"),
    ("www@www.kunde.test", "Dee", "ch", "Lead", "yes", "doi", "2026-10-01", "fair"),
    ("info+x@kunde.test", "", "DE", "Lead", "yes", "doi", "2026-10-01", "fair"),
    ("no-reply@kunde.test", "\u00a0", "DE", "Lead", "yes", "doi", "2026-10-01", "fair"),
    ("Abuse@kunde.test", "Fay", "DE", "Lead", "yes", "doi", "2026-10-01", "fair"),
    ("test@kunde.test", "Gus", "DE", "Lead", "yes", "doi", "2026-10-01", "fair"),
    ("jo@example.com", "Hal", "DE", "Lead", "yes", "doi", "2026-10-01", "fair"),
    ("test@mail.sender.test", "Ida", "DE", "Lead", "yes", "doi", "2026-10-01", "fair"),  # the sender's own
    ("seed@partner.example", "Jim", "DE", "Lead", "yes", "doi", "2026-10-01", "fair"),  # a seed
    ("kay@mailinator.com", "Kay", "DE", "Lead", "yes", "doi", "2026-10-01", "fair"),
    ("lea@kunde", "Lea", "DE", "Lead", "yes", "doi", "2026-10-01", "fair"),
    ("mia..x@kunde.test", "Mia", "DE", "Lead", "yes", "doi", "2026-10-01", "fair"),
    ("n/a", "Nia", "DE", "Lead", "yes", "doi", "2026-10-01", "fair"),
    ("o" * 65 + "@kunde.test", "Ole", "DE", "Lead", "yes", "doi", "2026-10-01", "fair"),
    ("", "Pia", "DE", "Lead", "yes", "doi", "2026-10-01", "fair"),
    ("quin@kunde.test", "Quin", "US", "Customer ", "yes", "legitimate interest", "2026-10-01", "fair"),
    ("rob@kunde.test", "Rob", "DE", "", "yes", "legitimate interest", "2026-10-01", ""),
    ("sam@kunde.test", "Sam", "CA", "Lead", "yes", "inquiry", "2026-05-24T21:00:00Z", "fair"),  # lapsed the day before
    ("tess@kunde.test", "Tess", "CA", "Lead", "yes", "inquiry", "2026-05-25", "fair"),  # on the very day
    ("uwe@kunde.test", "Uwe", "CA", "Lead", "yes", "purchase", "", "fair"),
    ("vera@kunde.test", "Vera", "", "Lead", "yes", "inquiry", "2026-01-01", "fair"),
    ("wim@kunde.test", "Wim", "DE", "Lead", "no", "doi", "2026-10-01", "fair"),
    ("xia@kunde.test", "Xia", "DE", "Lead", "yes", "hearsay", "someday", "fair"),
    ("yve@kunde.test", "Yve", "DE", "Lead", "yes", "doi", "2030-01-01", "fair"),
    ("zoe@kunde.test", "Zoe", "DE", "Lead", "yes", "doi", "1900-01-01", "fair"),
]
MANIFEST: dict[str, Any] = {
    "name": "x", "timezone": "Europe/Berlin", "scheduled_at": "2026-11-25T09:00:00", "platform": "hubspot",
    "message": {"html": "email.html", "subject": "News", "from": "Acme <news@sender.test>"},
    "brief": {"recipients": {"country": {"only": ["DE", "Austria", "CH", "CA"]}, "stage": {"never": ["customer"]}}},
    "audience": {
        "members": "audience.csv", "stage": "segment", "seeds": ["Seed@partner.example", "gone@partner.example"],
        "counts": {"suppressed": 2}, "columns": {"email": "mail", "first_name": "Vorname", "country": "Land"},
    },
    "suppression": [
        {"name": "unsubscribed", "members": "out.csv", "applied_by": "platform"},
        {"name": "bounced", "members": "bounced.csv", "applied_by": "platform"},
    ],
    "consent": {"columns": {"status": "status", "basis": "basis", "at": "at", "source": "source", "country": "Land"}},
}  # fmt: skip


@pytest.fixture
def report(tmp_path: Path, spill: Path) -> dict[str, Any]:
    header = "mail,Vorname,Land,stage,status,basis,at,source"
    rows = [",".join(row) for row in PEOPLE]
    (tmp_path / "audience.csv").write_text("\n".join([header, *rows]) + "\n", "utf-8")
    (tmp_path / "out.csv").write_text("email\nANN@acme.test\nbob@gmial.com\n", "utf-8")
    (tmp_path / "bounced.csv").write_text("email\nbob@gmial.com\ncem@kunde.con\n", "utf-8")
    (tmp_path / "email.html").write_text("<p>Hello {{ contact.firstname }}, {{ contact.shoesize }}</p>", "utf-8")
    (tmp_path / "send.yaml").write_text(json.dumps(MANIFEST), "utf-8")
    families = ("audience.*", "suppression.*", "consent.*", "tokens.*")
    options = RunOptions(outside=Outside(offline=True), selection=Selection(only=families))
    return {check["id"]: check for check in run(tmp_path, options).report["checks"]}


def test_each_fault_is_counted(report: dict[str, Any]) -> None:
    measures = {
        "audience.invalid-addresses": {"invalid": 4, "empty": 1},
        "audience.misspelt-domains": {"misspelt": 3},
        "audience.role-addresses": {"roles": 4, "never": 1},
        "audience.disposable-domains": {"disposable": 1},
        "audience.test-addresses": {"made_up": 2},
        "audience.seeds-missing": {"seeds": 2, "missing": 1},
        "audience.outside-brief": {"rules": 2, "broken": 2, "outside": 2},
        "audience.missing-fields": {"columns": 2, "wrong": 0},
        "suppression.not-applied": {"proven": 3, "suppressed": 2},
        "consent.basis-insufficient": {"insufficient": 1, "unread": 1},
        "consent.expired": {"expired": 1, "undated": 1},
        "consent.expiring": {"expiring": 1},
        "consent.in-the-future": {"future": 1, "ancient": 1, "undated": 1},
        "consent.unproven": {"need": 25, "without at": 2, "without source": 1, "without basis": 0, "tied": 0},
        "consent.withdrawn": {"withdrawn": 1},
        "tokens.blank-for-recipients": {"fields": 1, "blank": 1},
        "tokens.unknown-field": {"absent": 1},
    }
    for id, wanted in measures.items():
        assert report[id]["measures"].items() >= wanted.items(), (id, report[id]["measures"])


def test_what_a_marketer_reads(report: dict[str, Any]) -> None:
    said = {id: [finding["message"] for finding in check["findings"]] for id, check in report.items()}
    assert said["audience.misspelt-domains"] == [
        "1 of 27 recipients has a misspelt domain: gmial.com (1, meant gmail.com)",
        "2 of 27 recipients have a domain that cannot be: it ends in .con or the like, or begins with www.",
    ]
    assert said["audience.outside-brief"] == [
        "1 of 27 recipients has another country than the brief wants, which is only DE, Austria, CH, CA",
        "1 of 27 recipients has the stage customer, which the brief never wants",
    ]
    assert said["suppression.not-applied"] == [
        "the platform drops 2 people, but 3 of the 27 in the segment are on the lists that it applies (unsubscribed, bounced)"
    ]
    assert said["tokens.blank-for-recipients"] == [
        "{{ contact.firstname }} is blank for 2 of 27 recipients, who read “Hello , {{ contact.shoesize }}”"
    ]
    assert said["audience.seeds-missing"] == ["the seed gone@partner.example is not in the audience"]
    unsure = {id: [unknown["reason"] for unknown in check["unknowns"]] for id, check in report.items()}
    assert unsure["audience.outside-brief"] == [
        "1 of 27 recipients has no readable country, though the brief asks for it"
    ]
    assert len(unsure["consent.expired"]) == 2  # no date; and no country, where it may have lapsed
    assert not any("@kunde" in text for text in str(report).split("'"))
