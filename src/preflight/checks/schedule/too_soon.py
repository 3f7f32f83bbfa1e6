"""schedule.too-soon"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from preflight.check import Options, check, option
from preflight.checks.schedule._times import no_time, span
from preflight.facts import Clock, Send
from preflight.finding import Finding, Item, Mender, Severity, Tally, _


class TooSoon(Options, frozen=True):
    """Options of schedule.too-soon."""

    lead_time: Annotated[float, option("Hours that there must be between the check and the send.", ge=0)] = 1.0


@check("schedule.too-soon", severity=Severity.WARNING, mender=Mender.BUILDER)
def too_soon(send: Send, clock: Clock, options: TooSoon) -> Iterator[Item]:
    """The send goes out so soon that nothing could be mended any more.

    Findings need time to be read and mended, and platforms lock a send some minutes before it goes.

    Bad:
        html: <p>Sale!</p>
        send: {scheduled_at: 2026-11-24T09:20:00+01:00}
        now: 2026-11-24T08:00:00Z
    Good:
        html: <p>Sale!</p>
        send: {scheduled_at: 2026-11-24T12:00:00+01:00}
        now: 2026-11-24T08:00:00Z
    Fix: check earlier, or schedule it later.
    """
    if send.scheduled_at is None:
        yield no_time(send)
        return
    ahead = (send.scheduled_at - clock.now).total_seconds() / 3600
    # What has passed is told by `schedule.past`.
    if 0 <= ahead < options.lead_time:
        yield Finding(
            _("the send goes out in {ahead}, in less than {wanted}", ahead=span(ahead), wanted=span(options.lead_time)),
            key="soon",
            fix=_("Check earlier, or schedule it later."),
            location=send.at("scheduled_at"),
            evidence={"scheduled_at": send.scheduled_at.isoformat(), "now": clock.now.isoformat()},
        )
    words = _("the scheduled time has passed") if ahead < 0 else _("it goes out in {ahead}", ahead=span(ahead))
    yield Tally(words, {"hours_ahead": round(ahead, 2)})
