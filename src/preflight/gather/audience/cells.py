"""What the checks ask in names is put into SQL here: tests of cells, single addresses, names of domains."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

import msgspec

from preflight.facts.audience import Cell, Measure
from preflight.facts.columns import column_of
from preflight.gather.audience import digest, words
from preflight.gather.audience.normalise import DIGESTS, literal, normalise, quoted


def resolve(
    measures: Sequence[Measure], kind: str, named: Mapping[str, str], columns: Sequence[str]
) -> tuple[list[Measure], dict[str, str]]:
    """The measures in SQL, and those (name → the column) whose column the audience does not have.

    `kind` is what the audience holds, `named` its columns as the send names them.
    """
    found: list[Measure] = []
    absent: dict[str, str] = {}
    for measure in measures:
        made = measure
        if measure.cell is not None:
            column = column_of(measure.cell.column, named, columns)
            if not column:
                absent[measure.name] = measure.cell.column
            made = msgspec.structs.replace(made, cell=None, flag=_tested(measure.cell, column) if column else "")
        conditions = [made.where and f"({made.where})", _names(made), _address(made, kind)]
        found.append(msgspec.structs.replace(made, where=" AND ".join(one for one in conditions if one)))
    return found, absent


def _tested(cell: Cell, column: str) -> str:
    name = quoted(column)
    if cell.test == "among":
        listed = ", ".join(literal(value.strip().lower()) for value in cell.values)
        return f"{words.folded_sql(name)} IN ({listed})" if listed else "FALSE"
    if cell.test == "date":
        return f"{words.instant_sql(name)} IS NOT NULL"
    if cell.test == "before":
        moment = datetime.fromisoformat(cell.values[0]).astimezone(UTC)
        return f"{words.instant_sql(name)} < TIMESTAMP {literal(moment.strftime('%Y-%m-%d %H:%M:%S'))}"
    return f"{words.folded_sql(name)} IS NOT NULL"


def _names(measure: Measure) -> str:
    return f"domain IN ({', '.join(literal(name) for name in measure.names)})" if measure.names else ""


def _address(measure: Measure, kind: str) -> str:
    """The key of one address, in the form in which this audience holds it."""
    if not measure.address:
        return ""
    address = normalise(measure.address)
    return f"key = {digest.key(address, kind if kind in DIGESTS else 'sha256')}"
