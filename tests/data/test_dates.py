"""Dates as mails write them, in seven languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preflight.data.dates import mentions

TUESDAY = 1
WRITTEN = [
    ("Tuesday 25 November", "", ((11, 25),), None, TUESDAY),
    ("Join us Tuesday, November 25th, 2026 at 5 pm", "", ((11, 25),), 2026, TUESDAY),
    ("Tuesday, the 25th of November 2026", "", ((11, 25),), 2026, TUESDAY),
    ("Tue 25 Nov", "en", ((11, 25),), None, TUESDAY),
    ("Tue, Nov. 25", "", ((11, 25),), None, TUESDAY),
    ("25 November (Tuesday)", "", ((11, 25),), None, TUESDAY),
    ("25/11/2026", "", ((11, 25),), 2026, None),
    ("Tuesday 25/11", "", ((11, 25),), None, TUESDAY),
    ("Tuesday 11/10", "", ((10, 11), (11, 10)), None, TUESDAY),
    ("2026-11-25", "", ((11, 25),), 2026, None),
    ("24–26 November 2026", "", ((11, 24), (11, 26)), 2026, None),
    ("Thu 24-26 Nov", "en", ((11, 24), (11, 26)), None, 3),
    ("Dienstag, den 25. November 2026", "", ((11, 25),), 2026, TUESDAY),
    ("Dienstag, 25.11.2026", "", ((11, 25),), 2026, TUESDAY),
    ("Dienstag, 25.11.", "", ((11, 25),), None, TUESDAY),
    ("bis 15.11.", "de", ((11, 15),), None, None),
    ("Thurs 26 Nov", "", ((11, 26),), None, 3),
    ("Di., 25.11.26", "de", ((11, 25),), 2026, TUESDAY),
    ("Sonnabend, 3. Jänner", "de", ((1, 3),), None, 5),
    ("24. bis 26. November", "", ((11, 24), (11, 26)), None, None),
    ("mardi 25 novembre 2026", "", ((11, 25),), 2026, TUESDAY),
    ("le mardi 1er décembre", "fr", ((12, 1),), None, TUESDAY),
    ("mar. 25 nov.", "fr", ((11, 25),), None, TUESDAY),
    ("martes, 25 de noviembre de 2026", "", ((11, 25),), 2026, TUESDAY),
    ("martes 25 de nov", "es", ((11, 25),), None, TUESDAY),
    ("martedì 25 novembre", "", ((11, 25),), None, TUESDAY),
    ("dinsdag 25 november 2026", "", ((11, 25),), 2026, TUESDAY),
    ("di 25 nov", "nl", ((11, 25),), None, TUESDAY),
    ("terça-feira, 25 de novembro de 2026", "", ((11, 25),), 2026, TUESDAY),
    ("TUESDAY, NOVEMBER 25", "", ((11, 25),), None, TUESDAY),
    ("every Tuesday, 25 November", "", ((11, 25),), None, None),
    ("jeden Dienstag, 25. November", "", ((11, 25),), None, None),
    ("Monday and Tuesday 25 November", "", ((11, 25),), None, None),
    ("Black Friday 20 to 30 November", "", ((11, 20), (11, 30)), None, None),
    ("Black Friday, 27 November", "", ((11, 27),), None, 4),
    ("doors Tuesday 24 November 1900 hrs", "", ((11, 24),), None, TUESDAY),
]
NONE = [
    "", "Save 25 % in November", "€25 November", "1.25.2026.1", "v25.11.2026", "Tel. 030 25 11 20 26", "Mo-Fr 8.00-18.00 Uhr",
    "25-11-2026-AB", "Tuesday 9.30", "Tuesdays", "99/99/2026", "45.13.2026", "Sun 25% off", "Dienstag 25 Euro", "/2026/11/25/",
    "M 25 novel", "In der Woche 25", "mars 2026", "sat 25 chairs",
]  # fmt: skip


@pytest.mark.parametrize(("text", "language", "readings", "year", "weekday"), WRITTEN)
def test_dates(text, language, readings, year, weekday):
    found = mentions(text, language)
    assert [(one.readings, one.year, one.weekday) for one in found] == [(readings, year, weekday)]


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_date(text):
    assert mentions(text) == ()


def test_short_names_count_in_the_mails_own_language_alone():
    assert mentions("mar 25 nov", "fr")[0].weekday == TUESDAY
    assert mentions("mar 25 nov", "en")[0].weekday is None
    assert mentions("31 set", "") == ()
    assert mentions("31 set", "it")[0].impossible
    assert mentions("31 juni", "sv")[0].impossible


@pytest.mark.parametrize(
    "text", ["31 June", "June 31st", "30 February", "31.09.2026", "31/11/2026", "2027-02-29", "29 February 2027", "le 31 avril",
             "31. November", "el 31 de abril", "28–31 June"],
)  # fmt: skip
def test_days_that_no_month_has(text):
    assert [one.impossible for one in mentions(text)] == [True]


@pytest.mark.parametrize(
    "text", ["29 February", "29 February 2028", "31 May", "30/06/2026", "06/30/2026", "31.12.2026"]
)
def test_days_that_there_are(text):
    assert [one.impossible for one in mentions(text)] == [False]


def test_what_follows_may_make_it_something_else():
    assert not mentions("In June 31 companies signed")[0].sure
    assert mentions("On June 31, all is over")[0].sure


def test_stamps_of_machines():
    assert mentions("Thu, 29 Apr 2017 23:34:45 +0000")[0].stamp
    assert not mentions("Thu, 29 Apr 2017 23:34")[0].stamp


@given(
    st.text(max_size=80) | st.text("Tuesday 25 Nov.,/-ember2026", max_size=60), st.sampled_from(["", "de", "en", "fr"])
)
def test_no_text_crashes_it(text, language):
    for one in mentions(text, language):
        assert one.text in text[one.start : one.end]
        assert one.impossible in (True, False)


@pytest.mark.parametrize(
    "piece", ["1 ", "1.", "31 ", "Tuesday ", "May ", "1/", "a", "Mai 1 ", "Tuesday, the 1 and ", "1 - "]
)
def test_no_text_takes_it_long(piece):
    assert isinstance(mentions(piece * (19_000 // len(piece))), tuple)
