"""content.date-past"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from preflight.check import check
from preflight.checks.content._stretches import Stretch, dated, has_words
from preflight.checks.content._when import days_meant, moment
from preflight.data.date_words import AFTERWARDS, ANNOUNCED, EVENT, ON_THE_DAY, STARTS_A_SPAN, TIME_OF_DAY
from preflight.data.dates import Mention, mentions
from preflight.data.folding import letters
from preflight.facts import Clock, Send
from preflight.finding import Finding, Item, Location, Mender, Severity, Skip, Tally, _, ngettext


@check("content.date-past", severity=Severity.NOTE, mender=Mender.COPY)
def date_past(send: Send, clock: Clock) -> Iterator[Item]:
    """The mail announces a date that has passed when it goes out.

    A deadline that is over, an event of last month: the mail was copied, or is late. Only dates that are announced
    count (after "until" or "join us on", or a day with an hour), not those of a story.

    Bad:
        html: <p>Register by 20 November 2026 and save a third.</p>
        now: 2026-11-24T08:00:00Z
    Good:
        html: <p>Register by 30 November 2026 and save a third. Our shop opened on 20 November 1926.</p>
        now: 2026-11-24T08:00:00Z
    Fix: write the coming date, or take the passage out.
    """
    if not has_words(send):
        yield Skip(_("there are no words to look at"), not_given="message")
        return
    looked = bad = 0
    for message in send.messages:
        sent = moment(send, message, clock.now)
        for stretch in dated(message):
            for mention in mentions(stretch.text, stretch.language):
                if not _announced(mention, stretch):
                    continue
                looked += 1
                day = _past(mention, sent.date())
                if day is not None:
                    bad += 1
                    yield _finding(mention.text, day, sent, stretch.location)
    event = _event(send)
    if event is not None:
        looked += 1
        sent = moment(send, send.messages[0], clock.now)
        if event < sent.date():
            bad += 1
            yield _finding(event.isoformat(), event, sent, send.at("brief.event"))
    words = ngettext(
        "{bad} of {n} announced date has passed", "{bad} of {n} announced dates have passed", looked, bad=bad
    )
    yield Tally(words, {"dates": looked, "past": bad})


def _announced(mention: Mention, stretch: Stretch) -> bool:
    if mention.stamp:
        return False
    before, after = stretch.text[max(0, mention.start - _NEAR) : mention.start], stretch.text[mention.end :][:_NEAR]
    if STARTS_A_SPAN.match(after):
        return False
    named = mention.weekday is not None or (len(stretch.text) < _LINE and EVENT.search(stretch.text) is not None)
    timed = named and (TIME_OF_DAY.search(before) or TIME_OF_DAY.search(after))
    headed = stretch.where in {"subject", "preheader"} and ON_THE_DAY.search(before) is not None
    if not timed and not headed and ANNOUNCED.search(before) is None:
        return False
    around = stretch.text[max(0, mention.start - _SENTENCE) : mention.end + _SENTENCE]
    return AFTERWARDS.search(around) is None


def _past(mention: Mention, sent: date) -> date | None:
    """The day, where it has passed, not too long ago to be an announcement; the last day of a span counts."""
    days = [day for day in days_meant(mention, sent) if mention.weekday in (None, day.weekday()) or mention.span]
    if not days or (mention.year is not None and (sent - max(days)).days > _OLD):
        return None
    nearest = max(days) if mention.year is not None else days[0]
    if mention.span and mention.year is None:
        nearest = max(day for day in days if abs((day - days[0]).days) <= 31)
    if mention.year is None and (sent - nearest).days > _RECENT:
        return None
    return nearest if nearest < sent else None


def _event(send: Send) -> date | None:
    said = send.brief.event.get("date", "") if send.brief else ""
    try:
        return date.fromisoformat(said[:10]) if said and send.messages else None
    except ValueError:
        return None


def _finding(shown: str, day: date, sent: datetime, location: Location) -> Finding:
    return Finding(
        _("“{date}” has passed when the mail goes out, on {sent}", date=shown[:100], sent=sent.date().isoformat()),
        key=letters(shown)[:100],
        fix=_("Write the coming date, or take the passage out."),
        location=location,
        evidence={"date": day.isoformat(), "scheduled_at": sent.isoformat()},
    )


_NEAR = 30
_LINE = 100
_SENTENCE = 120
_OLD = 730
_RECENT = 120
