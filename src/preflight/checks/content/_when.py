"""The day as of which a mail is read, and the days that its dates may mean."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from preflight.data.dates import Mention
from preflight.facts.send import Message, Send

_BACK, _AHEAD = timedelta(days=275), timedelta(days=365)
"""A date without a year is looked for from nine months ago to a year ahead, so that last year's same day is none."""


def moment(send: Send, message: Message, now: datetime) -> datetime:
    """When it goes out: as scheduled, else as a delivered mail's Date says, else now; in the send's own zone."""
    when = send.scheduled_at or _dated(message) or now
    try:
        return when.astimezone(ZoneInfo(send.timezone)) if send.timezone else when
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return when


def days_meant(mention: Mention, sent: date) -> list[date]:
    """The days that the mention may mean, as read on the day it is sent, the nearest first; its weekday not minded."""
    try:
        first, last = sent - _BACK, sent + _AHEAD
        found = mention.days(range(first.year, last.year + 1))
    except (OverflowError, ValueError):
        return []
    if mention.year is None:
        found = [day for day in found if first <= day <= last]
    return sorted(found, key=lambda day: abs(day - sent))


def _dated(message: Message) -> datetime | None:
    from email.utils import parsedate_to_datetime

    for header in message.header("Date")[:1]:
        try:
            found = parsedate_to_datetime(header.value[:100])
        except (ValueError, TypeError, IndexError, OverflowError):
            return None
        return found if found.tzinfo is not None else found.replace(tzinfo=UTC)  # "-0000": its zone is unknown
    return None
