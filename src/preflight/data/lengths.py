"""Lengths of time in words."""

from __future__ import annotations


def in_words(hours: float) -> str:
    """30 hours, 3 days: hours up to two days, whole days beyond."""
    number, unit = (round(hours), "hour") if abs(hours) < 48 else (round(hours / 24), "day")
    return f"{number:,} {unit}{'' if number == 1 else 's'}"
