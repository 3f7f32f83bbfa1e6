"""Tells whether a bot-wall answered instead of the page."""

from __future__ import annotations

from collections.abc import Mapping

from preflight.data.bot_walls import MARKS, Mark


def challenge(status: int, headers: Mapping[str, str], body: str) -> str:
    """The vendor of the bot-wall whose decisive mark stands in the answer; "" where there is none."""
    lower = body.lower()
    return next((mark.vendor for mark in MARKS if _holds(mark, status, headers, lower)), "")


def _holds(mark: Mark, status: int, headers: Mapping[str, str], body: str) -> bool:
    if status not in mark.statuses:
        return False
    if mark.header:
        value = headers.get(mark.header)
        return value is not None and (not mark.value or value.strip().lower() == mark.value)
    return mark.body in body
