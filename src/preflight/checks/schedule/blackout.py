"""schedule.blackout"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Annotated

import msgspec

from preflight.check import Options, check, option
from preflight.checks.schedule._times import local, no_time
from preflight.facts import Send
from preflight.finding import Finding, Item, Mender, Severity, Skip, Tally, Unknown, _, ngettext

_FORM = r"^\s*(?:\d{4}-)?\d\d-\d\d(?:[T ]\d\d:\d\d)?\s*$"


class Period(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"from_": "from"}):
    """A time in which nothing goes out. Days without a year ("12-24") come back every year; the last day counts."""

    from_: Annotated[str, option("The first day, or the instant it begins: 2026-12-24, 12-24, 2026-12-24T12:00.",
                                 pattern=_FORM)]  # fmt: skip
    to: Annotated[str, option("The last day, or the instant it ends.", pattern=_FORM)]
    why: Annotated[str, option("What it is for; shown in the finding.")] = ""


class Blackout(Options, frozen=True):
    """Options of schedule.blackout."""

    periods: Annotated[tuple[Period, ...], option("Times in which nothing goes out, in the send's time zone.")] = ()


@check("schedule.blackout", severity=Severity.BLOCKER, mender=Mender.BUILDER)
def blackout(send: Send, options: Blackout) -> Iterator[Item]:
    """The send goes out in a time in which nothing may.

    A freeze of the web shop, the days of mourning, the week of another launch: somebody has said that nothing is to be
    sent then.

    Bad:
        html: <p>Sale!</p>
        send: {scheduled_at: 2026-12-25T09:00:00}
        options: {periods: [{from: "12-24", to: "12-26", why: Christmas}]}
    Good:
        html: <p>Sale!</p>
        send: {scheduled_at: 2026-12-27T09:00:00}
        options: {periods: [{from: "12-24", to: "12-26", why: Christmas}]}
    Fix: schedule it before or after.
    """
    if send.scheduled_at is None:
        yield no_time(send)
        return
    if not options.periods:
        yield Skip(_("the checklist names no times in which nothing may go out"))
        return
    when = local(send, send.scheduled_at).replace(tzinfo=None)
    hit = 0
    for period in options.periods:
        try:
            within = _within(period, when)
        except ValueError:
            words = _("the checklist's period from {begin} to {end} is none", begin=period.from_, end=period.to)
            yield Unknown(words, f"{period.from_} {period.to}", send.at("scheduled_at"))
            continue
        if within:
            hit += 1
            yield _finding(send, period, when)
    words = ngettext(
        "{hit} of {n} blackout period holds the time", "{hit} of {n} blackout periods hold the time",
        len(options.periods), hit=hit,
    )  # fmt: skip
    yield Tally(words, {"periods": len(options.periods), "hit": hit})


def _finding(send: Send, period: Period, when: datetime) -> Finding:
    begin, end = period.from_.strip(), period.to.strip()
    words = _("the send goes out at {when}, between {begin} and {end}", when=when.isoformat(" ", "minutes"),
              begin=begin, end=end)  # fmt: skip
    if period.why:
        words = _("the send goes out at {when}, between {begin} and {end}: {why}", why=period.why[:200],
                  when=when.isoformat(" ", "minutes"), begin=begin, end=end)  # fmt: skip
    return Finding(
        words, key=f"{begin} {end}", fix=_("Schedule it before or after."), location=send.at("scheduled_at"),
        evidence={"scheduled_at": when.isoformat(), "from": begin, "to": end, "reason": period.why[:200]},
    )  # fmt: skip


def _within(period: Period, when: datetime) -> bool:
    """Whether the instant lies in the period, in this year's or in one that began last year. Raises ValueError."""
    years = [when.year - 1, when.year] if _yearly(period.from_) or _yearly(period.to) else [when.year]
    return any(begin <= when < end for begin, end in (_bounds(period, year) for year in years))


def _bounds(period: Period, year: int) -> tuple[datetime, datetime]:
    begin = _instant(period.from_.strip(), year, last=False)
    end = _instant(period.to.strip(), year, last=True)
    if end <= begin and _yearly(period.to):  # "12-24" to "01-02" ends in the next year
        end = _instant(period.to.strip(), year + 1, last=True)
    if end <= begin:
        raise ValueError
    return begin, end


def _instant(text: str, year: int, *, last: bool) -> datetime:
    whole = f"{year}-{text}" if _yearly(text) else text
    if len(whole) > len("2026-12-24"):
        return datetime.fromisoformat(whole)
    day = datetime.combine(date.fromisoformat(whole), time())
    return day + timedelta(days=1) if last else day


def _yearly(text: str) -> bool:
    return text.strip()[2:3] == "-"
