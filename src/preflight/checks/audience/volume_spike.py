"""audience.volume-spike"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Annotated

from preflight.check import Options, check, option
from preflight.checks.audience import _people
from preflight.facts import Audience, Clock, History, Send
from preflight.facts.history import PastRun
from preflight.facts.send import AudienceSpec
from preflight.facts.web import Unanswered
from preflight.finding import Finding, Item, Mender, Severity, Skip, Tally, _


class VolumeSpike(Options, frozen=True):
    """Options of audience.volume-spike."""

    times: Annotated[float, option("How many times the largest send is a spike.", gt=1)] = 2.0
    days: Annotated[int, option("How many days back sends count.", ge=1)] = 30
    sends: Annotated[int, option("So many past sends are needed.", ge=1)] = 3
    few: Annotated[int, option("Below so many recipients nothing is said.", ge=0)] = 1000


@check("audience.volume-spike", severity=Severity.WARNING, mender=Mender.DATA, cites=("G12",))
def volume_spike(
    send: Send, spec: AudienceSpec, audience: Audience, history: History, clock: Clock, options: VolumeSpike
) -> Iterator[Item]:
    """The send is at least twice as large as any of the last month from this domain.

    Mailbox providers know how much mail a domain sends. One that doubles its volume from one day to the next looks like
    one that was broken into: mail is slowed down, or goes to spam. Raise the volume step by step.

    Bad:
        from: Acme <news@acme.test>
        html: <p>Hello</p>
        send: {scheduled_at: 2026-11-25T09:00:00Z, audience: {counts: {final: 48000}}}
        sent:
          - {name: a, rows: 20000, from_domain: acme.test, gate_go: true, scheduled_at: 2026-11-18T09:00:00Z}
          - {name: b, rows: 19000, from_domain: acme.test, gate_go: true, scheduled_at: 2026-11-11T09:00:00Z}
          - {name: c, rows: 21000, from_domain: acme.test, gate_go: true, scheduled_at: 2026-11-04T09:00:00Z}
    Good:
        from: Acme <news@acme.test>
        html: <p>Hello</p>
        send: {scheduled_at: 2026-11-25T09:00:00Z, audience: {counts: {final: 28000}}}
        sent:
          - {name: a, rows: 20000, from_domain: acme.test, gate_go: true, scheduled_at: 2026-11-18T09:00:00Z}
          - {name: b, rows: 19000, from_domain: acme.test, gate_go: true, scheduled_at: 2026-11-11T09:00:00Z}
          - {name: c, rows: 21000, from_domain: acme.test, gate_go: true, scheduled_at: 2026-11-04T09:00:00Z}
    Fix: send to a part first, and to the rest over the next days.
    Source: Google "Email sender guidelines" (81126), "Increase sending volume slowly", 2026-03-11
    """
    past = _sent(send, history, clock, options)
    if len(past) < options.sends:
        yield Skip(_("{n} sends of the last {days} days are known, {needed} are needed", n=len(past), days=options.days,
                     needed=options.sends))  # fmt: skip
        return
    found = _people.recipients(spec, audience)
    if found is None:
        yield Skip(_("neither recipients nor their final number are given"), not_given="audience.counts.final")
        return
    largest = max(past.values(), key=lambda run: run.rows or 0)
    before = largest.rows or 0
    if isinstance(found, Unanswered):
        yield _people.unanswered(found)
        yield Tally(_("0 of 1 audiences were compared with {sends} past sends", sends=len(past)))
        return
    if before and found >= options.times * before and found >= options.few:
        yield _finding(found, before, largest, send, options)
    words = _("{found} recipients, the largest of {sends} sends in {days} days had {before}", found=found,
              sends=len(past), days=options.days, before=before)  # fmt: skip
    yield Tally(words, {"recipients": found, "largest": before, "sends": len(past)})


def _sent(send: Send, history: History, clock: Clock, options: VolumeSpike) -> dict[str, PastRun]:
    """What went out from this domain lately, by the name of the send; the last run that the gate let through counts."""
    end = send.scheduled_at or clock.now
    begin = end - timedelta(days=options.days)
    found: dict[str, PastRun] = {}
    for run in (*history.sent, *history.runs, *history.others):
        day = run.scheduled_at or run.at
        same = run.from_domain == send.from_domain != "" and run.name != send.name
        if same and run.gate_go and run.rows is not None and begin <= day < end:
            found.setdefault(run.name, run)
    return found


def _finding(found: int, before: int, largest: PastRun, send: Send, options: VolumeSpike) -> Finding:
    day = (largest.scheduled_at or largest.at).strftime("%Y-%m-%d")
    return Finding(
        _("{found} recipients are {times} times the largest of the last {days} days from {domain}: {before} on {day}",
          found=found, times=f"{found / before:.1f}", days=options.days, domain=send.from_domain, before=before,
          day=day),
        key="spike", location=send.at("audience"), fix=_("Send to a part first, and to the rest over the next days."),
        evidence={"recipients": found, "largest": before, "send": largest.name, "day": day},
    )  # fmt: skip
