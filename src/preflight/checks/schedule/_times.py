"""The scheduled time, in words and in zones."""

from __future__ import annotations

from datetime import datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from preflight.facts.send import Send
from preflight.finding import Skip, _


def no_time(send: Send) -> Skip:
    """Why there is nothing to judge."""
    if send.trigger:
        return Skip(_("it goes out when something happens ({trigger}), not at a set time", trigger=send.trigger[:100]))
    return Skip(_("nobody said when it goes out; add scheduled_at:"), not_given="schedule")


def span(hours: float) -> str:
    """A length of time in one unit: minutes, hours or days."""
    if hours < 1:
        return _count(int(hours * 60), "minute")
    return _count(int(hours), "hour") if hours < 48 else _count(int(hours / 24), "day")


def zone(name: str) -> tzinfo | None:
    """A time zone by its IANA name; None where there is none of that name."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def local(send: Send, when: datetime) -> datetime:
    """The instant in the send's own zone; as it was written where the send names none."""
    own = zone(send.timezone) if send.timezone else None
    return when.astimezone(own) if own is not None else when


def _count(number: int, unit: str) -> str:
    return f"{number:,} {unit}{'' if number == 1 else 's'}"
