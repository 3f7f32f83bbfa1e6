"""content.impossible-date"""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import date

from preflight.check import check
from preflight.checks.content._stretches import NO_WORDS, Stretch, dated
from preflight.checks.content._when import days_meant, moment
from preflight.data.dates import Mention, mentions
from preflight.data.folding import letters
from preflight.facts import Clock, Send
from preflight.finding import Finding, Item, Mender, Severity, Tally, Text, _, ngettext


@check("content.impossible-date", severity=Severity.WARNING, mender=Mender.COPY)
def impossible_date(send: Send, clock: Clock) -> Iterator[Item]:
    """A date cannot be: its weekday is another one, or the month has no such day.

    "Tuesday 25 November" was right last year, when this mail was first sent. Readers write the wrong day into their
    calendars, or write back to ask. Dates without a year are read as the next or the latest such day.

    Bad:
        html: <p>Join us on Tuesday 25 November!</p>
        now: 2026-11-10T08:00:00Z
    Good:
        html: <p>Join us on Wednesday 25 November!</p>
        now: 2026-11-10T08:00:00Z
    Fix: correct the weekday or the day.
    """
    total = looked = bad = 0
    for message in send.messages:
        sent = moment(send, message, clock.now).date()
        for stretch in dated(message):
            total += 1
            for mention in mentions(stretch.text, stretch.language):
                looked += 1
                why = _why(mention, sent)
                if why is not None:
                    bad += 1
                    yield _finding(mention, why, stretch)
    if not total:
        yield NO_WORDS
        return
    words = ngettext("{bad} of {n} date cannot be", "{bad} of {n} dates cannot be", looked, bad=bad)
    yield Tally(words, {"dates": looked, "impossible": bad, "stretches": total})


def _why(mention: Mention, sent: date) -> Text | None:
    shown = mention.text[:100]
    if mention.stamp:
        return None
    if mention.impossible and mention.sure:
        month, day = next((one for one in mention.readings if one[1] > 28), mention.readings[0])
        length = calendar.monthrange(mention.year or 2024, month)[1]
        return _("“{date}” cannot be: that month has {length} days, not {day}", date=shown, length=length, day=day)
    if mention.weekday is None or (mention.year is not None and abs(mention.year - sent.year) > _FAR):
        return None
    days = days_meant(mention, sent)
    if not days or any(day.weekday() == mention.weekday for day in days):
        return None
    # Of a date without a year that has come and is to come, both would be right to somebody.
    return _("“{date}” cannot be: {day} is a {weekday}", date=shown, day=days[0].isoformat(),
             weekday=days[0].strftime("%A"))  # fmt: skip


def _finding(mention: Mention, why: Text, stretch: Stretch) -> Finding:
    return Finding(
        why,
        key=letters(mention.text)[:100],
        fix=_("Correct the weekday or the day."),
        location=stretch.location,
        evidence={"date": mention.text[:100]},
    )


_FAR = 15
"""Years away from the send beyond which four figures after a day may be the time of day, or history."""
