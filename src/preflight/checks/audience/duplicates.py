"""audience.duplicates"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated

from preflight.check import Options, check, option
from preflight.checks.audience import _people
from preflight.facts import Ask, Audience, Facts, Measure, Send
from preflight.facts.audience import Measured, Table
from preflight.facts.given import Members
from preflight.facts.web import Unanswered
from preflight.finding import Finding, Item, Mender, Severity, Tally, _, ngettext

SURPLUS = Measure(
    "audience.duplicates.surplus", where="copies > 1", aggregate="count(key) - count(DISTINCT key)", examples=3
)
"""Rows beyond the first of each address."""


class Duplicates(Options, frozen=True):
    """Options of audience.duplicates."""

    stop_above: Annotated[float, option("Per cent of the rows, above which duplicates block.", ge=0, le=100)] = 2.0


def asks(send: Send, options: Duplicates, known: Facts) -> Iterable[Ask]:  # noqa: ARG001 - all asks are called alike
    """How many rows there are too many."""
    return (SURPLUS,)


@check("audience.duplicates", severity=Severity.BLOCKER, mender=Mender.DATA, asks=asks)
def duplicates(members: Members, audience: Audience, options: Duplicates) -> Iterator[Item]:
    """An address stands in the audience more than once.

    Most platforms send to each address once, so that the real number is smaller than the one that was signed off; the
    others mail these people twice. Many duplicates mean that two lists were put together, perhaps by mistake.

    Bad:
        html: <p>Hello</p>
        send: {audience: {members: audience.csv}}
        audience: {rows: 1000, measures: {audience.duplicates.surplus: {value: 12, examples: ["j***e@g***.com"]}}}
    Good:
        html: <p>Hello</p>
        send: {audience: {members: audience.csv}}
        audience: {rows: 1000, measures: {audience.duplicates.surplus: 0}}
    Fix: remove the duplicates, and find out which list brought them in.
    """
    answer, table = audience[SURPLUS.name], audience.members
    if not isinstance(table, Table) or not isinstance(answer, Measured):
        why = table if isinstance(table, Unanswered) else answer
        yield _people.unanswered(why if isinstance(why, Unanswered) else Unanswered("not-asked", ""))
        yield Tally(_("0 of {files} files could be compared", files=max(1, len(members.source.files))))
        return
    surplus = int(answer.value or 0)
    if surplus:
        share = 100 * surplus / max(1, table.rows)
        yield Finding(
            ngettext("{n} of {rows} rows repeats an address that stands above it",
                     "{n} of {rows} rows repeat an address that stands above them", surplus, rows=table.rows),
            key="duplicates", fix=_("Remove the duplicates, and find out which list brought them in."),
            severity=Severity.BLOCKER if share > options.stop_above else Severity.WARNING,
            evidence={"surplus": surplus, "rows": table.rows, "examples": _people.examples(answer)},
        )  # fmt: skip
    words = _("{surplus} of {rows} rows are duplicates", surplus=surplus, rows=table.rows)
    yield Tally(words, {"rows": table.rows, "surplus": surplus})
