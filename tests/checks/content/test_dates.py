"""content.impossible-date, content.date-past and content.copyright-year."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from preflight.checks.content.copyright_year import copyright_year
from preflight.checks.content.date_past import date_past
from preflight.checks.content.impossible_date import impossible_date
from preflight.facts.send import Brief, Image
from preflight.finding import Location
from tests.checks.content_facts import at, header, mail, outcome, part, result, said

# The mail goes out on Tuesday, 24 November 2026.


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Tuesday 25 November", "“Tuesday 25 November” cannot be: 2026-11-25 is a Wednesday"),
        ("Join us on Tuesday, November 25, at 5 pm", "“Tuesday, November 25” cannot be: 2026-11-25 is a Wednesday"),
        ("Monday 12 January", "“Monday 12 January” cannot be: 2027-01-12 is a Tuesday"),
        (
            "Friday, 1 May 2026, was a holiday; Monday, 2 May 2026",
            "“Monday, 2 May 2026” cannot be: 2026-05-02 is a Saturday",
        ),
        ("Dienstag, 25.11.2026", "“Dienstag, 25.11.2026” cannot be: 2026-11-25 is a Wednesday"),
        ("mardi 25 novembre", "“mardi 25 novembre” cannot be: 2026-11-25 is a Wednesday"),
        ("martes 25 de noviembre", "“martes 25 de noviembre” cannot be: 2026-11-25 is a Wednesday"),
        ("martedì 25 novembre", "“martedì 25 novembre” cannot be: 2026-11-25 is a Wednesday"),
        ("dinsdag 25 november", "“dinsdag 25 november” cannot be: 2026-11-25 is a Wednesday"),
        ("terça-feira, 25 de novembro", "“terça-feira, 25 de novembro” cannot be: 2026-11-25 is a Wednesday"),
        ("Offer ends 31 November", "“31 November” cannot be: that month has 30 days, not 31"),
        ("bis 31.11.2026", "“31.11.2026” cannot be: that month has 30 days, not 31"),
    ],
)
def test_impossible(text, words):
    found = result(impossible_date, mail(text))
    assert outcome(found) == ("failed", "warning")
    assert said(found) == [words]


def test_its_place_and_its_kin():
    found = result(impossible_date, mail(part("Sale", "Tuesday 25 November"), "On Tuesday  25 November."))
    assert len(found.findings) == 1
    assert found.findings[0].location.line == 2
    assert len(found.findings[0].places) == 1


def test_a_weekday_in_a_line_of_its_own():
    for first in ("Tuesday", "Tuesday,", "TUESDAY"):
        found = result(impossible_date, mail(part("Join us", first, "25 November")))
        assert found.outcome == "failed", first
        assert found.findings[0].location.line == 2
    assert result(impossible_date, mail(part("Wednesday", "25 November", "Tuesday"))).outcome == "passed"
    assert result(impossible_date, mail(part("Tuesday"), "25 November")).outcome == "passed"
    assert result(impossible_date, mail(part("Tuesday", "Wednesday", "25 November"))).outcome == "passed"


def test_what_a_picture_says():
    picture = Image("https://x.test/a.png", "a.png", "content", "img", at(7), alt="Join us on Tuesday 25 November")
    found = result(impossible_date, mail(images=(picture,)))
    assert found.findings[0].location.line == 7


def test_a_date_without_a_year_is_read_as_of_the_send():
    late = datetime(2025, 11, 20, 8, tzinfo=UTC)
    assert result(impossible_date, mail("Tuesday 25 November"), now=late).outcome == "passed"
    assert result(impossible_date, mail("Tuesday 25 November"), scheduled_at=late).outcome == "passed"
    mailed = mail("Tuesday 25 November", state="proof", headers=(header("Date", "Thu, 20 Nov 2025 08:00:00 -0000"),))
    assert result(impossible_date, mailed).outcome == "passed"
    odd = mail("Tuesday 25 November", state="proof", headers=(header("Date", "some day"),))
    assert result(impossible_date, odd).outcome == "failed"


@pytest.mark.parametrize(
    "text",
    ["Register by 20 November 2026.", "Offer ends on 3 November", "Only until Monday, 23 November", "Gültig bis 15.11.2026",
     "Anmeldeschluss: 20. November 2026", "Nur bis 15.11.!", "Join us on Tuesday, 10 November at 5 pm", "Save the date: 5 November 2026",
     "Jusqu'au 20 novembre 2026", "Hasta el 20 de noviembre de 2026", "Fino al 20 novembre 2026", "Tot en met 20 november 2026",
     "Até 20 de novembro de 2026", "Workshop: Thursday, 19 November 2026, 17:00", "See you on 12 October 2026",
     "From 1 November until 20 November 2026", "Open until 18–20 November 2026",
     "Webinar | 20 Nov 2026 | 5 pm", "When: 20 November 2026", "Wann: 20. November 2026", "Offer valid 1–20 November 2026"],
)  # fmt: skip
def test_past(text):
    assert outcome(result(date_past, mail(text))) == ("failed", "note"), text


def test_an_event_of_the_brief():
    brief = Brief(Location(), event={"date": "2026-11-20T17:00:00", "zone": "Europe/Berlin"})
    assert result(date_past, mail("Join us!"), brief=brief).outcome == "failed"
    ahead = Brief(Location(), event={"date": "2026-12-20", "zone": ""})
    assert result(date_past, mail("Join us!"), brief=ahead).outcome == "passed"
    broken = Brief(Location(), event={"date": "soon", "zone": ""})
    assert result(date_past, mail("Join us!"), brief=broken).outcome == "passed"


def test_a_subject_names_its_day():
    assert result(date_past, mail(subject="Talk on 20 November 2026")).outcome == "failed"
    assert result(date_past, mail(subject="News of 20 November 2026")).outcome == "passed"


@pytest.mark.parametrize(
    ("text", "year"),
    [("© 2024 Acme", "2024"), ("Copyright 2025 Acme Ltd", "2025"), ("(c) Acme, 2019-2024", "2024"), ("© Acme 2019-24", "2024"),
     ("2024 © Acme", "2024"), ("Copyright © 2023", "2023"), ("© 2027 Acme", "2027"), ("COPYRIGHT 2020", "2020")],
)  # fmt: skip
def test_old_notices(text, year):
    found = result(copyright_year, mail(text))
    assert outcome(found) == ("failed", "note")
    assert said(found) == [f"the copyright notice says {year}; the mail goes out in 2026"]


def test_no_words_no_dates():
    for check in (impossible_date, date_past, copyright_year):
        assert result(check).outcome == "skipped"
