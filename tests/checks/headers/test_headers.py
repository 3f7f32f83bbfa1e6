"""headers.duplicated, headers.missing, headers.line-too-long."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preflight.checks.headers.duplicated import SINGLE, duplicated
from preflight.checks.headers.line_too_long import line_too_long
from preflight.checks.headers.missing import missing
from preflight.checks.sender.missing import missing as sender_missing
from preflight.testing import facts_from, judge_check
from tests.checks.headers.made import eml, judged, told

ALL = (duplicated, missing, line_too_long)


@pytest.mark.parametrize("check", ALL)
def test_a_sound_mail_passes_and_a_draft_is_skipped(check) -> None:
    assert judged(check, eml()).outcome == "passed"
    assert judge_check(check, facts_from({"html": "<p>x</p>"})).outcome == "skipped"
    own = judge_check(check, facts_from({"html": "<p>x</p>", "headers": {"Subject": "a", "subject": "b"}}))
    assert own.outcome == "skipped"
    assert str(own.reason) == "there is no raw message; add a proof"


@pytest.mark.parametrize("name", sorted(SINGLE))
def test_each_header_that_may_stand_once(name: str) -> None:
    value = "text/plain" if name == "content-type" else "x"
    raw = f"{name}: {value}\r\n{name.upper()}: {value}\r\n\r\nSale!"
    found = judged(duplicated, raw)
    assert told(found) == ("failed", "blocker", [f"{name} stands 2 times, each time with the same words"])
    assert [found.findings[0].location.line, *(one.line for one in found.findings[0].places)] == [1, 2]


def test_two_subjects_are_one_finding_with_all_places() -> None:
    found = judged(duplicated, eml(None, "Subject: Winter", "Subject: Sale", "To: bob@x.test"))
    assert told(found)[2] == ["To stands 2 times, with different words", "Subject stands 3 times, with different words"]
    assert found.findings[0].evidence["values"] == []
    assert found.findings[1].evidence["values"] == ["Sale", "Winter", "Sale"]
    assert len(found.findings[1].places) == 2


def test_headers_that_may_stand_often() -> None:
    often = ("Received: x", "Received: y", "DKIM-Signature: a", "DKIM-Signature: b", "Delivered-To: a@x.test",
             "Delivered-To: b@x.test", "X-Mailer: a", "X-Mailer: b", "Authentication-Results: a", "Resent-To: c",
             "Resent-To: d", "Comments: a", "Comments: b", "Keywords: a", "Keywords: b")  # fmt: skip
    assert judged(duplicated, eml(None, *often)).outcome == "passed"


def test_headers_of_the_parts_are_no_second_ones() -> None:
    raw = eml(
        {"Content-Type": 'multipart/alternative; boundary="b"'},
        body="--b\r\nContent-Type: text/plain\r\n\r\nx\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>x\r\n--b--",
    )
    assert judged(duplicated, raw).outcome == "passed"


@pytest.mark.parametrize("name", ["Date", "Message-ID"])
def test_what_every_mail_has(name: str) -> None:
    assert told(judged(missing, eml({name: None}))) == ("failed", "blocker", [f"the delivered mail has no {name}"])
    sent_later = eml({name: None, "Received": None})
    assert told(judged(missing, sent_later)) == (
        "failed",
        "warning",
        [f"the message has no {name} yet; most platforms add it when they send"],
    )


def test_from_is_told_once() -> None:
    alone = facts_from({"eml": eml({"From": None})})
    assert judge_check(missing, alone).outcome == "passed"
    assert judge_check(sender_missing, alone).outcome == "failed"
    files = {"proof.eml": eml({"From": None})}
    beside = facts_from(
        {"html": "x", "from": "a@shop.test", "send": {"message": {"proof": "proof.eml"}}, "files": files}
    )
    assert told(judge_check(missing, beside))[2] == ["the delivered mail has no From"]
    assert judge_check(sender_missing, beside).outcome == "passed"


@pytest.mark.parametrize(
    "date",
    [
        "Tue, 24 Nov 2026 08:00:00 +0000", "24 Nov 2026 08:00:00 GMT", "Tue, 24 Nov 26 08:00 EST",
        "Tue, 24 Nov 2026 08:00:00 +0000 (UTC)", "Tue, 24 Nov 2026 08:00:00 -0000", "Tue,24 Nov 2026 08:00:60 +0100",
        "\r\n Tue, 24 Nov 2026 08:00:00 +0000",
    ],
)  # fmt: skip
def test_dates_that_can_be_read(date: str) -> None:
    assert judged(missing, eml({"Date": date})).outcome == "passed"


@pytest.mark.parametrize("date", ["", "now", "{{ date }}", "24.11.2026 ", "Tue, 44 Nov 2026 08:00:00 +0000", "0"])
def test_dates_that_cannot(date: str) -> None:
    assert told(judged(missing, eml({"Date": date}))) == (
        "failed",
        "warning",
        [f"Date cannot be read: “{date.strip()}”"],
    )


@pytest.mark.parametrize(
    "number",
    [
        "<1@shop.test>",
        "<a.b+c=d@[192.0.2.1]>",
        "<x@y@shop.test>",
        '<"a b"@shop.test>',
        " <1@shop> (ours) ",
        "\r\n <1@shop.test>",
    ],
)
def test_numbers_that_can_be_read(number: str) -> None:
    assert judged(missing, eml({"Message-ID": number})).outcome == "passed"


@pytest.mark.parametrize(
    "number", ["", "1@shop.test", "<1>", "<@>", "<1@shop.test", "<1@a.test> <2@a.test>", "<a b@c.test>"]
)
def test_numbers_that_cannot(number: str) -> None:
    found = told(judged(missing, eml({"Message-ID": number})))
    assert found == ("failed", "warning", [f"Message-ID cannot be read: “{number}”"])


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_long_lines_in_header_and_body(end: str) -> None:
    raw = end.join(("From: a@shop.test", "X-Long: " + "x" * 991, "", "y" * 998, "é" * 500, "z"))
    found = judged(line_too_long, raw)
    assert told(found)[:2] == ("failed", "note")
    assert told(found)[2] == ["2 lines are longer than the 998 octets that mail allows; one has 1,000"]
    first = found.findings[0]
    assert (first.location.line, [one.line for one in first.places], first.evidence["octets"]) == (2, [5], [999, 1000])
    assert judged(line_too_long, "From: a@shop.test\n\n" + "y" * 998).outcome == "passed"
    assert told(judged(line_too_long, "\n" + "y" * 999))[2] == ["a line has 999 octets; mail allows 998"]


def test_thousands_of_long_lines_are_one_finding() -> None:
    found = judged(line_too_long, "\n" + ("y" * 1_000 + "\n") * 3_000)
    assert told(found)[2] == ["3,000 lines are longer than the 998 octets that mail allows; one has 1,000"]
    assert len(found.findings[0].places) == 19
    assert found.measures["lines"] == 3_000


@given(st.binary(max_size=200))
def test_nothing_makes_them_fall(data: bytes) -> None:
    for check in ALL:
        assert judged(check, b"Date: " + data).outcome != "crashed"
        assert judged(check, b"Message-ID: " + data + b"\nDate:" + data).outcome != "crashed"


def test_what_is_still_to_be_written_is_one_finding() -> None:
    sent_later = eml({"Received": None, "Date": None, "Message-ID": None})
    found = judged(missing, sent_later)
    words = "the message has no Date and Message-ID yet; most platforms add it when they send"
    assert told(found) == ("failed", "warning", [words])
    assert found.measures == {"headers": 3, "faults": 2}
