"""Whether a mail says the day, the hour and the zone of the brief's event."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, timezone
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from preflight.checks.content._stretches import Stretch, elsewhere, stretches_of
from preflight.checks.content._when import days_meant, moment
from preflight.data.dates import LANGUAGES, mentions
from preflight.data.zone_words import FROM, HOURS_OF_BUSINESS, NOON, OFFSETS, TIME
from preflight.facts import Clock, Send
from preflight.facts.send import Brief, Message
from preflight.finding import Finding, Location, Text, Unknown, _


class _Hour(NamedTuple):
    """A time of day in a text: the hours that may be meant (9 or 21), and the offset of the zone named with it."""

    text: str
    times: tuple[time, ...]
    offsets: tuple[timedelta, ...]
    location: Location


def items(send: Send, brief: Brief, clock: Clock) -> Iterator[Finding | Unknown]:
    """What the mail says of the event otherwise than the brief."""
    day, hour, zone = _wanted(brief)
    if day is None:
        text = brief.event.get("date", "")
        yield Unknown(
            _("the brief's event has no date that can be read: “{date}”", date=text[:60]), "event", brief.location
        )
        return
    for message in send.messages:
        stretches = list(stretches_of(message, alts=True))
        sent = moment(send, message, clock.now).date()
        yield from _day(message, stretches, day, sent)
        if hour is not None:
            yield from _hour(stretches, datetime.combine(day, hour), zone)


def _wanted(brief: Brief) -> tuple[date | None, time | None, ZoneInfo | None]:
    said = brief.event.get("date", "").strip()
    try:
        when = datetime.fromisoformat(said)
    except ValueError:
        return None, None, None
    try:
        zone = ZoneInfo(brief.event["zone"]) if brief.event.get("zone") else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        zone = None
    return when.date(), when.time().replace(tzinfo=None) if len(said) > len("2026-12-02") else None, zone


def _day(message: Message, stretches: list[Stretch], day: date, sent: date) -> Iterator[Finding | Unknown]:
    said = [(one, stretch) for stretch in stretches for one in mentions(stretch.text, stretch.language)]
    if any(day in days_meant(one, sent) for one, _stretch in said):
        return
    unseen = elsewhere(message) or _unread(stretches, day, any_read=bool(said))
    if unseen is not None:
        yield Unknown(unseen, "event day", message.location)
        return
    words = _("the mail does not say the event's day, {day}", day=day.isoformat())
    if said:
        found = ", ".join(dict.fromkeys(one.text for one, _stretch in said))[:150]
        words = _("the mail does not say the event's day, {day}; it says {found}", day=day.isoformat(), found=found)
    yield _fault(words, "event day", said[0][1].location if said else message.location, day.isoformat())


def _unread(stretches: list[Stretch], day: date, *, any_read: bool) -> Text | None:
    """Why the day may stand there all the same: in a language, or in a form, that is not read here."""
    language = next((one.language for one in stretches if one.language), "")
    if language and language[:2].lower() not in LANGUAGES:
        return _("dates in this language ({language}) are not read here", language=language[:20])
    number = re.compile(rf"(?<!\d)0?{day.day}(?!\d)")
    if not any_read and any(number.search(one.text) for one in stretches):
        return _("a number that may be the event's day stands in the mail, in a form that is not read here")
    return None


def _hour(stretches: list[Stretch], event: datetime, zone: ZoneInfo | None) -> Iterator[Finding]:
    shown = [stretch for stretch in stretches if not HOURS_OF_BUSINESS.search(stretch.text)]
    said = [hour for stretch in shown for hour in _hours(stretch)]
    if not said or any(_fits(hour, event, zone) for hour in said):
        return
    if event.time() == time(12) and any(NOON.search(stretch.text) for stretch in shown):
        return
    found = ", ".join(dict.fromkeys(hour.text for hour in said))[:150]
    wanted = f"{event:%H:%M}" + (f" {zone.key}" if zone is not None else "")
    words = _("the mail does not say the event's time, {time}; it says {found}", time=wanted, found=found)
    yield _fault(words, "event time", said[0].location, wanted)


def _hours(stretch: Stretch) -> Iterator[_Hour]:
    for found in TIME.finditer(stretch.text):
        hour, minute = int(found["h"] or found["h2"] or found["h3"]), int(found["m"] or 0)
        half = (found["p"] or found["p2"] or "").lower()[:1]
        times = _times(hour, minute, half, either="clock" in found[0].lower())
        first = FROM.search(stretch.text[max(0, found.start() - _NEAR) : found.start()])
        if first is not None:
            times += _times(int(first["h"]), int(first["m"] or 0), half, either=bool(half))
        offsets = OFFSETS.get((found["z"] or "").strip(" ()").upper(), ())
        if times:
            yield _Hour(found[0].strip(), times, offsets, stretch.location)


def _times(hour: int, minute: int, half: str, *, either: bool) -> tuple[time, ...]:
    """The times of day that may be meant; `either` where noon may lie between, or nobody says which half."""
    if hour > 24 or minute > 59:
        return ()
    own = (hour % 12) + (12 if half == "p" else 0) if half else hour % 24
    return (time(own, minute), *((time((own + 12) % 24, minute),) if either else ()))


_NEAR = 16


def _fits(hour: _Hour, event: datetime, zone: ZoneInfo | None) -> bool:
    """Whether the hour is the event's: in its own zone, or in the zone that stands beside it."""
    if zone is None or not hour.offsets:
        return event.time() in hour.times
    instant = event.replace(tzinfo=zone)
    return any(instant.astimezone(timezone(offset)).time() in hour.times for offset in hour.offsets)


def _fault(words: Text, key: str, location: Location, wanted: str) -> Finding:
    return Finding(
        words, key=key, fix=_("Correct the mail, or have the brief corrected."), location=location,
        evidence={"wanted": wanted},
    )  # fmt: skip
