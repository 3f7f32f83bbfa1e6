"""schedule.past"""

from __future__ import annotations

from collections.abc import Iterator

from preflight.check import check
from preflight.checks.schedule._times import no_time, span
from preflight.facts import Clock, Send
from preflight.finding import Finding, Item, Mender, Severity, Tally, _


@check("schedule.past", severity=Severity.BLOCKER, mender=Mender.BUILDER)
def past(send: Send, clock: Clock) -> Iterator[Item]:
    """The scheduled time has passed.

    A send with a time in the past goes out at once, or never: platforms differ, and neither is what was planned. Often
    it is the time of the send that this one was copied from.

    Bad:
        html: <p>Sale!</p>
        send: {scheduled_at: 2026-11-20T09:00:00+01:00}
        now: 2026-11-24T08:00:00Z
    Good:
        html: <p>Sale!</p>
        send: {scheduled_at: 2026-11-24T12:00:00+01:00}
        now: 2026-11-24T08:00:00Z
    Fix: schedule it anew, and correct scheduled_at in the send.
    """
    if send.scheduled_at is None:
        yield no_time(send)
        return
    ahead = (send.scheduled_at - clock.now).total_seconds() / 3600
    if ahead < 0:
        when = send.scheduled_at.isoformat(sep=" ", timespec="minutes")
        yield Finding(
            _("the send was scheduled for {when}, which is {ago} ago", when=when, ago=span(-ahead)),
            key="past",
            fix=_("Schedule it anew, and correct scheduled_at in the send."),
            location=send.at("scheduled_at"),
            evidence={"scheduled_at": send.scheduled_at.isoformat(), "now": clock.now.isoformat()},
        )
    words = _("the scheduled time has passed") if ahead < 0 else _("it goes out in {ahead}", ahead=span(ahead))
    yield Tally(words, {"hours_ahead": round(ahead, 2)})
