"""audience.missing-fields"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated

from preflight.check import Options, check, option
from preflight.checks.audience import _people
from preflight.data.folding import fold
from preflight.facts import Ask, Audience, Facts, Measure, Send
from preflight.facts.audience import Cell, Measured, Table
from preflight.facts.given import Members
from preflight.facts.web import Unanswered
from preflight.finding import Finding, Item, Mender, Severity, Skip, Tally, _


class MissingFields(Options, frozen=True):
    """Options of audience.missing-fields."""

    required: Annotated[
        tuple[str, ...], option("Columns that must be there and filled, as the send or the file names them.")
    ] = ()
    at_least: Annotated[float, option("Per cent of the rows that must be filled.", ge=0, le=100)] = 95.0


def asks(send: Send, options: MissingFields, known: Facts) -> Iterable[Ask]:  # noqa: ARG001 - all asks are called alike
    """How many rows are filled, for each column that is required, and for those that the send names."""
    return [_measure(name) for name in _wanted(send, options)]


def _wanted(send: Send, options: MissingFields) -> list[str]:
    source = send.audience.members if send.audience is not None else None
    named = [ours for ours in (source.columns if source is not None else ()) if ours != "email"]
    return list(dict.fromkeys((*options.required, *named)))


def _measure(name: str) -> Measure:
    return Measure(f"audience.filled:{fold(name)}", cell=Cell(name))


@check("audience.missing-fields", severity=Severity.BLOCKER, mender=Mender.DATA, asks=asks)
def missing_fields(send: Send, members: Members, audience: Audience, options: MissingFields) -> Iterator[Item]:
    """A column that is needed is absent, or hardly filled.

    What segments, greets and proves hangs on columns. One that the checklist requires must be there, and filled for
    nearly everybody; one that the send names must not be empty for all.

    Bad:
        html: <p>Hello</p>
        send: {audience: {members: audience.csv, columns: {country: Country}}}
        options: {required: [country]}
        audience: {rows: 48200, measures: {audience.filled:country: 31900}}
    Good:
        html: <p>Hello</p>
        send: {audience: {members: audience.csv, columns: {country: Country}}}
        options: {required: [country]}
        audience: {rows: 48200, measures: {audience.filled:country: 47900}}
    Fix: export the column too, or fill it before you send.
    """
    names = _wanted(send, options)
    if not names:
        yield Skip(_("the checklist requires no column, and the send names none"))
        return
    table = audience.members
    if not isinstance(table, Table):
        yield from _people.unknown(table or Unanswered("not-asked", ""), members)
        return
    wrong = 0
    for name in names:
        for item in _judged(name, audience[_measure(name).name], table.rows, members, options):
            wrong += isinstance(item, Finding)
            yield item
    words = _("{wrong} of {columns} columns are absent or hardly filled", wrong=wrong, columns=len(names))
    yield Tally(words, {"columns": len(names), "wrong": wrong, "rows": table.rows})


def _judged(
    name: str, answer: Measured | Unanswered, rows: int, members: Members, options: MissingFields
) -> Iterator[Item]:
    required = any(fold(name) == fold(one) for one in options.required)
    evidence: dict[str, object] = {"column": name, "rows": rows}
    if isinstance(answer, Unanswered):
        if answer.kind == "absent":
            yield Finding(
                _("the audience has no column {column}", column=name), key=name, evidence=evidence,
                location=members.spec.location, severity=Severity.BLOCKER,
                fix=_("Export it too, or say under audience, columns, what it is called."),
            )  # fmt: skip
        else:
            yield _people.unanswered(answer)
        return
    filled = _people.count(answer)
    share = 100 * filled / max(1, rows)
    if rows and (not filled or (required and share < options.at_least)):
        yield Finding(
            _("the column {column} is filled for {filled} of {rows} recipients, {share} %", column=name, filled=filled,
              rows=rows, share=_people.per_cent(filled, rows)),
            key=name, severity=Severity.WARNING, location=members.spec.location,
            fix=_("Fill it before you send, or find out why the export lost it."),
            evidence={**evidence, "filled": filled},
        )  # fmt: skip
