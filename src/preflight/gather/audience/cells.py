"""What the checks ask in names is put into SQL here: tests of cells, single addresses, names of domains."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime

import msgspec

from preflight.facts.audience import Cell, Measure
from preflight.facts.columns import column_of
from preflight.gather.audience.normalise import literal, normalise
from preflight.gather.audience.scan import Plan, visible


def resolve(measures: Sequence[Measure], plan: Plan) -> list[Measure]:
    """The measures in the words of the audience's engine.

    Notes in `plan` which of them (name → column) want a column that the audience does not have, and which flags are
    written in these words already.
    """
    named = visible(plan.names)
    columns = [column for column in plan.reading.opened.columns if visible({column: column})]
    found: list[Measure] = []
    written: set[str] = set()
    numbers: set[str] = set()
    for measure in measures:
        made = measure
        if measure.cell is not None:
            column = column_of(measure.cell.column, named, columns)
            if not column:
                plan.absent[measure.name] = measure.cell.column
            made = msgspec.structs.replace(made, cell=None, flag=_tested(measure.cell, column, plan) if column else "")
            written.add(made.flag)
            numbers.update({made.flag} if measure.cell.test == "length" else ())
        conditions = [made.where and f"({made.where})", named_sql(made), _address(made, plan)]
        found.append(msgspec.structs.replace(made, where=" AND ".join(one for one in conditions if one)))
    plan.written, plan.numbers = frozenset(written), frozenset(numbers)
    return found


def _tested(cell: Cell, column: str, plan: Plan) -> str:
    says = plan.dialect
    text = says.quoted(column)
    if cell.test == "among":
        listed = ", ".join(says.literal(value.strip().lower()) for value in cell.values)
        return f"{says.folded_word(text)} IN ({listed})" if listed else "FALSE"
    if cell.test == "filled":
        return says.filled(text)
    if cell.test == "length":
        return f"length({says.bare(text)})"
    instant = plan.moment(column)
    if cell.test == "date":
        return f"{instant} IS NOT NULL"
    moment = datetime.fromisoformat(cell.values[0]).astimezone(UTC)
    return f"{instant} < TIMESTAMP {literal(moment.strftime('%Y-%m-%d %H:%M:%S'))}"


def named_sql(measure: Measure) -> str:
    """SQL that only the rows of the domains which a measure names fit; "" where it names none."""
    return f"domain IN ({', '.join(literal(name) for name in measure.names)})" if measure.names else ""


def _address(measure: Measure, plan: Plan) -> str:
    """The key of one address, in the form in which this audience holds it."""
    if not measure.address:
        return ""
    kind, says = plan.reading.kind if plan.hashed else "sha256", plan.dialect
    digest = hashlib.new(kind, normalise(measure.address).encode(), usedforsecurity=False).hexdigest()
    return f"key = {says.known_key(digest, kind)}"
