"""consent.expiring"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Annotated

from preflight.check import check, option
from preflight.checks.consent import _law, _limits, _records
from preflight.facts import Ask, Audience, Clock, Facts, Measure, Send
from preflight.facts.audience import suffix
from preflight.facts.given import Members
from preflight.facts.send import ConsentSpec
from preflight.facts.web import Unanswered
from preflight.finding import Finding, Item, Mender, Severity, Tally, _, ngettext


class Expiring(_limits.Lapses, frozen=True):
    """Options of consent.expiring."""

    days: Annotated[int, option("Within so many days of the send.", ge=1)] = 30


def asks(send: Send, options: Expiring, known: Facts) -> Iterable[Ask]:
    """Whose consent lapses soon after the send."""
    return (_measure(send, options, known.clock),) if _records.applies(send, "basis", "at") else ()


def _measure(send: Send, options: Expiring, clock: Clock) -> Measure:
    assert send.consent is not None
    moment, zone = _law.leaves(send, clock), _law.zone(send)
    soon = _limits.lapsed(options, moment + timedelta(days=options.days), zone)
    already = _limits.lapsed(options, moment, zone)
    return Measure(
        f"consent.expiring{suffix(Expiring(), options)}", examples=3,
        where=f"{_law.agreed(send.consent)} AND ({soon}) AND NOT ({already})",
    )  # fmt: skip


@check("consent.expiring", severity=Severity.NOTE, mender=Mender.DATA, asks=asks, cites=("L4",))
def expiring(
    send: Send, consent: ConsentSpec, members: Members, audience: Audience, clock: Clock, options: Expiring
) -> Iterator[Item]:
    """Implied consent runs out within a month.

    This send may be the last that these people may lawfully get: ask them for express consent in it.

    Bad:
        html: <p>Hello</p>
        send:
          audience: {members: audience.csv, columns: {country: Country}}
          consent: {columns: {basis: Basis, at: Date}}
        audience: {rows: 1000, measures: {consent.expiring: {value: 40, examples: ["j***e@g***.com"]}}}
    Good:
        html: <p>Hello</p>
        send:
          audience: {members: audience.csv, columns: {country: Country}}
          consent: {columns: {basis: Basis, at: Date}}
        audience: {rows: 1000, measures: {consent.expiring: 0}}
    Fix: ask these people for express consent before it runs out.
    Source: CASL s. 10(10) (2014); the table is an option of this check
    """
    lacking = _records.lacking(send, consent, "basis", "at")
    if lacking is not None:
        yield lacking
        return
    found = _records.known(audience, _measure(send, options, clock))
    if isinstance(found, Unanswered):
        yield from _records.unknown(found, members)
        return
    rows, (answer,) = found
    number = int(answer.value or 0)
    if number:
        yield Finding(
            ngettext("the consent of {n} of {rows} recipients runs out within {days} days of the send",
                     "the consent of {n} of {rows} recipients runs out within {days} days of the send",
                     number, rows=rows, days=options.days),
            key="expiring", location=consent.location, evidence=_records.evidence(answer, rows),
            fix=_("Ask these people for express consent before it runs out."),
        )  # fmt: skip
    words = _("the consent of {number} of {rows} recipients runs out within {days} days", number=number, rows=rows,
              days=options.days)  # fmt: skip
    yield Tally(words, {"recipients": rows, "expiring": number})
