"""Countries, bases and days, in SQL over the narrow table and in the send's time zone."""

from __future__ import annotations

import calendar
from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Annotated
from zoneinfo import ZoneInfo

from preflight.check import option
from preflight.data.consent_rules import GROUPS, Basis
from preflight.data.folding import spellings
from preflight.facts import Clock, Send
from preflight.facts.send import ConsentSpec

Key = Annotated[
    str,
    option("A country by its ISO code; EU and the EEA, ? unknown, * all others.", pattern=r"^([A-Z]{2}|\?|\*)$"),
]  # fmt: skip
Words = Annotated[dict[str, Basis], option("Words of your basis column, each with the basis that it means.")]

UNKNOWN = "coalesce(country, '?') = '?'"
"""A condition: the country is not known."""


def agreed(consent: ConsentSpec) -> str:
    """A condition: there is a record, and it does not say no. Who has none, or has left, is told by other checks."""
    if "status" not in consent.columns:
        return "consent_found"
    return "consent_found AND (consent_status = 'opted-in' OR consent_unread)"


def basis(words: Mapping[str, Basis]) -> str:
    """SQL for the basis, with the words of an option read as it says."""
    if not words:
        return "consent_basis"
    cases = " ".join(
        f"WHEN consent_basis_word IN ({listed(sorted(spellings(word)))}) THEN '{meant}'"
        for word, meant in sorted(words.items())
    )
    return f"coalesce(consent_basis, CASE {cases} END)"


def unread_basis(words: Mapping[str, Basis]) -> str:
    """A condition: a basis stands there that nobody can read."""
    return f"consent_basis_word IS NOT NULL AND {basis(words)} IS NULL"


def places(keys: Collection[str]) -> dict[str, str]:
    """Each key of a table by country, with a condition: a recipient is there. A country's own key goes first."""
    own = {key for key in keys if key not in {"?", "*"} and key not in GROUPS}
    found = {key: f"country = '{key}'" for key in sorted(own)}
    grouped = {key: sorted(GROUPS[key] - own) for key in sorted(keys) if key in GROUPS}
    found |= {key: f"country IN ({listed(names)})" for key, names in grouped.items() if names}
    if "?" in keys:
        found["?"] = UNKNOWN
    if "*" in keys:
        named = sorted(own.union(*grouped.values()))
        found["*"] = f"coalesce(country, '?') NOT IN ({listed([*named, '?'])})"
    return found


def listed(words: Iterable[str]) -> str:
    """Texts as SQL writes them, between commas."""
    return ", ".join("'" + word.replace("'", "''") + "'" for word in words)


def any_of(conditions: Iterable[str]) -> str:
    """A condition: one of these holds."""
    return " OR ".join(f"({one})" for one in conditions) or "FALSE"


def zone(send: Send) -> tzinfo:
    """The zone in which days are counted: the send's, else that of its scheduled time, else UTC."""
    if send.timezone:
        return ZoneInfo(send.timezone)
    return (send.scheduled_at.tzinfo if send.scheduled_at is not None else None) or UTC


def leaves(send: Send, clock: Clock) -> datetime:
    """When it goes out: as scheduled, else now."""
    return send.scheduled_at or clock.now


def lapsed_before(moment: datetime, months: int, where: tzinfo) -> datetime:
    """Consent that was given before this instant has lapsed at `moment`.

    It lapses at the end of the day that many months after it was given; a day that its month does not have is the last.
    """
    day = moment.astimezone(where).date()
    last = _earlier(day, months)
    while later(last, months) < day:
        last += timedelta(days=1)
    while later(last - timedelta(days=1), months) >= day:
        last -= timedelta(days=1)
    return datetime.combine(last, time(), where).astimezone(UTC)


def later(day: date, months: int) -> date:
    """The same day so many months later, or the last of that month."""
    return _moved(day, months)


def instant(moment: datetime) -> str:
    """An instant in UTC as SQL writes it."""
    return f"TIMESTAMP '{moment.astimezone(UTC).strftime('%Y-%m-%d %H:%M:%S')}'"


def _earlier(day: date, months: int) -> date:
    return _moved(day, -months)


def _moved(day: date, months: int) -> date:
    whole = day.year * 12 + day.month - 1 + months
    year, month = max(1, whole // 12), whole % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
