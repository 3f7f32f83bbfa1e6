"""Domains of throw-away mailboxes: a maintained list of others, as it was on its date.

The list, its date, source and licences stand in `disposable_domains.txt` beside this file; `scripts/refresh-data`
brings it up to date. Relays that guard somebody's real mailbox are not on it, and are none.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from preflight.data import free_mail


@cache
def _lines() -> tuple[str, ...]:
    return tuple(Path(__file__).with_suffix(".txt").read_text("utf-8").split("\n"))


@cache
def domains() -> frozenset[str]:
    """The domains, in lower case; without the free mailboxes that people keep (the list has one or two)."""
    return frozenset(line for line in _lines() if line and not line.startswith("#") and not free_mail.kind_of(line))


@cache
def dated() -> str:
    """The day of the list, as 2026-11-09."""
    return next(line.partition(":")[2].strip() for line in _lines() if line.startswith("# dated:"))
