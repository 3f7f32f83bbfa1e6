"""schedule.collision"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated

from preflight.check import Options, check, option
from preflight.checks.schedule._times import local, no_time, span
from preflight.facts import Audience, History, Send
from preflight.facts.audience import Table
from preflight.facts.history import PastRun
from preflight.finding import Finding, Item, Mender, Severity, Tally, Unknown, _, ngettext


class Collision(Options, frozen=True):
    """Options of schedule.collision."""

    hours: Annotated[float, option("How far apart two sends to the same people must be.", gt=0, le=336)] = 24.0
    at_most: Annotated[float, option("Share of the recipients who may get both.", ge=0, le=1)] = 0.05


@check("schedule.collision", severity=Severity.WARNING, mender=Mender.BUILDER, on=False)
def collision(send: Send, audience: Audience, history: History, options: Collision) -> Iterator[Item]:
    """Another send goes to the same people at about the same time.

    Two mails on one morning take each other's clicks, and make people leave who would have stayed for one.

    Bad:
        html: <p>Sale!</p>
        send: {scheduled_at: 2026-11-25T09:00:00Z, audience: {members: people.csv}}
        audience: {rows: 1000}
        others: [{name: winter-studio, scheduled_at: 2026-11-25T12:00:00Z, shared: 420}]
    Good:
        html: <p>Sale!</p>
        send: {scheduled_at: 2026-11-25T09:00:00Z, audience: {members: people.csv}}
        audience: {rows: 1000}
        others: [{name: winter-studio, scheduled_at: 2026-11-25T12:00:00Z, shared: 20}]
    Fix: move one of the two, or take the recipients of one out of the other.
    """
    if send.scheduled_at is None:
        yield no_time(send)
        return
    near = [one for one in _latest(send, history) if _apart(one, send.scheduled_at) < options.hours]
    items = [item for one in near if (item := _item(send, one, audience, options)) is not None]
    yield from items
    bad = sum(isinstance(item, Finding) for item in items)
    words = ngettext(
        "{bad} of {n} send within {hours} goes to the same people", "{bad} of {n} sends within {hours} go to the same "
        "people", len(near), bad=bad, hours=span(options.hours),
    )  # fmt: skip
    yield Tally(words, {"near": len(near), "colliding": bad})


def _latest(send: Send, history: History) -> list[PastRun]:
    """The other sends, each by its latest run; those that were stopped do not go out."""
    newest: dict[str, PastRun] = {}
    for one in sorted((*history.others, *history.runs), key=lambda run: run.at):
        if one.name != send.name:
            newest[one.name] = one
    return [one for one in newest.values() if one.scheduled_at is not None and one.verdict != "stop"]


def _apart(one: PastRun, when: datetime) -> float:
    """Hours between the two."""
    assert one.scheduled_at is not None
    return abs((one.scheduled_at - when).total_seconds()) / 3600


def _item(send: Send, one: PastRun, audience: Audience, options: Collision) -> Finding | Unknown | None:
    assert one.scheduled_at is not None
    members = audience.members if isinstance(audience.members, Table) else None
    when = local(send, one.scheduled_at).strftime("%Y-%m-%d %H:%M")
    shared = one.shared
    if shared is None and members is not None and members.digest and members.digest == one.audience:
        shared = members.rows
    if shared is None or members is None:
        words = _("{name} goes out at {when}; whether to the same people cannot be told", name=one.name[:150],
                  when=when)  # fmt: skip
        return Unknown(words, f"unknown {one.name[:150]}", send.at("scheduled_at"))
    if not members.rows or shared / members.rows <= options.at_most:
        return None
    return Finding(
        _("{shared} of {rows} recipients also get {name}, at {when}", shared=shared, rows=members.rows,
          name=one.name[:150], when=when),
        key=one.name[:200],
        fix=_("Move one of the two, or take the recipients of one out of the other."),
        location=send.at("scheduled_at"),
        evidence={"name": one.name[:200], "scheduled_at": one.scheduled_at.isoformat(), "overlap": shared,
                  "rows": members.rows},
    )  # fmt: skip
