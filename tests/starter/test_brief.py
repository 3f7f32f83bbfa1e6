"""Briefs: numbers, days and labels as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preflight.starter.brief import brief_of_text, count_of, moment_of
from preflight.starter.scalars import scalar


@pytest.mark.parametrize(
    ("text", "expected"),
    [("48200", 48200), ("48,200", 48200), ("48.200", 48200), ("ca. 48 200 people", 48200), ("many", None),
     ("1.060", 1060), ("Leads of 2026", None), ("60 Empfänger", 60), ("10 to 20", None)],
)  # fmt: skip
def test_counts(text: str, expected: int | None) -> None:
    assert count_of(text) == expected


@pytest.mark.parametrize(
    ("day", "at", "expected"),
    [
        ("2026-12-01", "9:30", "2026-12-01T09:30:00"),
        ("1.12.2026", "", "2026-12-01"),
        ("1. Dezember 2026, 18:00", "", "2026-12-01T18:00:00"),
        ("December 1, 2026", "6:05 pm", "2026-12-01T18:05:00"),
        ("3/5/2026", "", ""),
        ("3/25/2026", "", "2026-03-25"),
        ("25/3/2026", "12:00 AM", "2026-03-25T00:00:00"),
        ("2026-12-01T09:30:00", "", "2026-12-01T09:30:00"),
        ("32.12.2026", "", ""),
        ("soon", "9:30", ""),
        ("2026-12-01", "27:99", "2026-12-01"),
    ],
)
def test_moments(day: str, at: str, expected: str) -> None:
    assert moment_of(day, at) == expected


def test_a_markdown_table() -> None:
    text = "| **Subject line** | Join us |\n|---|---|\n| Audience | 48,200 |\n* **Send date:** 2026-12-02\n"
    assert brief_of_text(text) == {"subject": "Join us", "audience": "48,200", "date": "2026-12-02"}


def test_a_mail_text_is_no_brief() -> None:
    assert brief_of_text("Hello,\n\nDate: come on 2 December.\nBest\n") == {}


@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    brief_of_text(text)
    moment_of(text, text)
    count_of(text)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_scalars_read_back(text: str) -> None:
    import yaml

    assert yaml.safe_load(f"a: {scalar(text)}\n") == {"a": text}
