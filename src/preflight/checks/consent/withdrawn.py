"""consent.withdrawn"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated

from preflight.check import Options, check, option
from preflight.checks.consent import _records
from preflight.facts import Ask, Audience, Facts, Measure, Send
from preflight.facts.audience import Measured, Table
from preflight.facts.given import Members
from preflight.facts.send import ConsentSpec
from preflight.facts.web import Unanswered
from preflight.finding import Finding, Item, Mender, Severity, Skip, Tally, _, ngettext

_WHERE = "consent_status = 'opted-out'"


class Withdrawn(Options, frozen=True):
    """Options of consent.withdrawn."""

    words: Annotated[list[str], option("Further words of your status column that mean opted out.")] = []


def asks(send: Send, options: Withdrawn, known: Facts) -> Iterable[Ask]:  # noqa: ARG001 - all asks are called alike
    """How many have withdrawn."""
    return (_measure(options),)


def _measure(options: Withdrawn) -> Measure:
    where = f"{_WHERE} OR {_records.has_word(options.words)}" if options.words else _WHERE
    return _records.measure("consent.withdrawn", where, _WHERE)


@check("consent.withdrawn", severity=Severity.BLOCKER, mender=Mender.DATA, asks=asks, cites=("L5",))
def withdrawn(consent: ConsentSpec, members: Members, audience: Audience, options: Withdrawn) -> Iterator[Item]:
    """A recipient has withdrawn the consent.

    The newest record counts: whoever said yes and later no, said no. Mailing them is what regulators fine first.

    Bad:
        html: <p>Hello</p>
        send:
          audience: {members: audience.csv, columns: {status: Status}}
          consent: {columns: {status: Status}}
        audience: {rows: 1000, measures: {consent.withdrawn: {value: 3, examples: ["j***e@g***.com"]}}}
    Good:
        html: <p>Hello</p>
        send:
          audience: {members: audience.csv, columns: {status: Status}}
          consent: {columns: {status: Status}}
        audience: {rows: 1000, measures: {consent.withdrawn: 0}}
    Fix: take these people out of the segment, and add them to the list of those who left.
    Source: GDPR (2016/679) art. 7(3); CNIL and ICO guidance on direct marketing (2025)
    """
    if "status" not in consent.columns:
        yield Skip(_("no column says the status of the consent"), not_given="consent.columns.status")
        return
    answer = audience[_measure(options).name]
    why = _records.first_unanswered(audience, _measure(options).name)
    if why is not None or not isinstance(answer, Measured) or not isinstance(audience.members, Table):
        yield _records.unanswered(why or Unanswered("not-asked", ""))
        yield Tally(_("0 of {files} files could be judged", files=max(1, len(members.source.files))))
        return
    unread = _records.unread(audience, consent)
    if unread is not None:
        yield unread
    rows, number = audience.members.rows, int(answer.value or 0)
    if number:
        yield Finding(
            ngettext("{n} of {rows} recipients has withdrawn the consent",
                     "{n} of {rows} recipients have withdrawn their consent", number, rows=rows),
            key="withdrawn", location=consent.location, evidence=_records.evidence(answer, rows),
            fix=_("Take these people out of the segment, and add them to the list of those who left."),
        )  # fmt: skip
    words = _("{number} of {rows} recipients have withdrawn their consent", number=number, rows=rows)
    yield Tally(words, {"recipients": rows, "withdrawn": number})
