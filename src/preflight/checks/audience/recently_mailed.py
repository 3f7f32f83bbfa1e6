"""audience.recently-mailed"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from preflight.check import Options, check, option
from preflight.facts import Audience, History
from preflight.facts.audience import Table
from preflight.facts.given import Members
from preflight.finding import Finding, Item, Mender, Severity, Tally, Unknown, _


class RecentlyMailed(Options, frozen=True):
    """Options of audience.recently-mailed."""

    days: Annotated[int, option("How many days back sends of the ledger count.", ge=1, le=90)] = 7
    at_most: Annotated[int, option("How many recipients may have had mail in that time.", ge=0)] = 0


@check("audience.recently-mailed", severity=Severity.WARNING, mender=Mender.DATA, on=False)
def recently_mailed(members: Members, audience: Audience, history: History, options: RecentlyMailed) -> Iterator[Item]:
    """Recipients had mail from you only days ago.

    Too much mail is the first reason why people leave. This counts, by keyed digests, who is in a send that the ledger
    knows to have gone out in the last days.

    Bad:
        html: <p>Hello</p>
        send: {audience: {members: audience.csv}}
        audience: {rows: 48200}
        recently_mailed: {7: 3100}
    Good:
        html: <p>Hello</p>
        send: {audience: {members: audience.csv}}
        audience: {rows: 48200}
        recently_mailed: {7: 0}
    Fix: leave these people out, or send later.
    """
    rows = audience.members.rows if isinstance(audience.members, Table) else 0
    number = history.recently_mailed.get(options.days)
    if number is None:
        yield Unknown(_("the ledger does not say who was mailed in the last {days} days", days=options.days), "history")
        yield Tally(_("0 of {rows} recipients could be compared with past sends", rows=rows))
        return
    if number > options.at_most:
        yield Finding(
            _("{number} of {rows} recipients had mail in the last {days} days", number=number, rows=rows,
              days=options.days),
            key="recent", fix=_("Leave these people out, or send later."), location=members.spec.location,
            evidence={"recipients": number, "of": rows, "days": options.days, "at_most": options.at_most},
        )  # fmt: skip
    words = _("{number} of {rows} recipients had mail in the last {days} days", number=number, rows=rows,
              days=options.days)  # fmt: skip
    yield Tally(words, {"recipients": rows, "recent": number})
