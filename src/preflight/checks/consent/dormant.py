"""consent.dormant"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, time
from typing import Annotated

from preflight.check import Options, check, option
from preflight.checks.consent import _law, _records
from preflight.facts import Ask, Audience, Clock, Facts, Measure, Send
from preflight.facts.audience import Cell, suffix
from preflight.facts.given import Members
from preflight.facts.web import Unanswered
from preflight.finding import Finding, Item, Mender, Severity, Skip, Tally, Unknown, _, ngettext


class Dormant(Options, frozen=True):
    """Options of consent.dormant."""

    column: Annotated[str, option("The audience's column that says when a person last opened, clicked or came.")] = (
        "last_engaged"
    )
    months: Annotated[int, option("After so many months without it a person is dormant.", ge=1)] = 12


def asks(send: Send, options: Dormant, known: Facts) -> Iterable[Ask]:
    """Who did nothing for so long, and of whom nobody can say."""
    return _measures(send, options, known.clock) if send.kind == "marketing" else ()


def _measures(send: Send, options: Dormant, clock: Clock) -> tuple[Measure, Measure, Measure]:
    zone = _law.zone(send)
    first = _law.later(_law.leaves(send, clock).astimezone(zone).date(), -options.months)
    before = datetime.combine(first, time(), zone).astimezone(UTC).isoformat()
    more = suffix(Dormant(), options)
    return (
        Measure(f"consent.dormant{more}", cell=Cell(options.column, "before", (before,)), examples=3),
        Measure(f"consent.dormant.dated{more}", cell=Cell(options.column, "date")),
        Measure(f"consent.dormant.filled{more}", cell=Cell(options.column)),
    )


@check("consent.dormant", severity=Severity.WARNING, mender=Mender.DATA, asks=asks, on=False)
def dormant(send: Send, members: Members, audience: Audience, clock: Clock, options: Dormant) -> Iterator[Item]:
    """Recipients did nothing with your mail for a year.

    Whoever opened nothing for a year has forgotten that they agreed: they complain, and their mailbox may be a trap by
    now. Turn this on where the export holds the day of the last engagement.

    Bad:
        html: <p>Hello</p>
        send: {audience: {members: audience.csv}}
        audience:
          rows: 1000
          measures: {consent.dormant: 210, consent.dormant.dated: 1000, consent.dormant.filled: 1000}
    Good:
        html: <p>Hello</p>
        send: {audience: {members: audience.csv}}
        audience:
          rows: 1000
          measures: {consent.dormant: 0, consent.dormant.dated: 1000, consent.dormant.filled: 1000}
    Fix: ask these people whether they still want your mail, and leave out those who do not answer.
    """
    if send.kind != "marketing":
        yield Skip(_("a transactional mail needs no consent"))
        return
    found = _records.known(audience, *_measures(send, options, clock))
    if isinstance(found, Unanswered):
        if found.kind == "absent":
            yield Skip(_("the audience has no column {column}", column=options.column), not_given="audience")
            return
        yield from _records.unknown(found, members)
        return
    rows, (asleep, dated, filled) = found
    number, unread = int(asleep.value or 0), int(filled.value or 0) - int(dated.value or 0)
    if number:
        yield Finding(
            ngettext("{n} of {rows} recipients did nothing for {months} months or more",
                     "{n} of {rows} recipients did nothing for {months} months or more", number, rows=rows,
                     months=options.months),
            key="dormant", evidence=_records.evidence(asleep, rows),
            fix=_("Ask them whether they still want your mail, and leave out those who do not answer."),
        )  # fmt: skip
    column = members.source.columns.get(options.column, options.column)
    order = _records.order_of(audience.members, column)
    yield from _records.order_told(order, options.column, members.spec.location)
    if unread > 0:
        words = _records.unread_dates(unread, rows, order, options.column, "audience")
        yield Unknown(words, "unread", members.spec.location, {"recipients": unread, "of": rows})
    words = _("{number} of {rows} recipients did nothing for {months} months, {none} have no day at all", number=number,
              rows=rows, months=options.months, none=rows - int(filled.value or 0))  # fmt: skip
    yield Tally(words, {"recipients": rows, "dormant": number, "unread": unread})
