"""On which lines cells stand that are not what they should be."""

# ruff: noqa: S608 - our own SQL: the names of tables are ours
from __future__ import annotations

import csv
import io
import os
from typing import TYPE_CHECKING

from preflight.facts.audience import BadRow
from preflight.gather.audience.launder import SAMPLE
from preflight.gather.audience.normalise import WHY_NOT, comparable, normalise
from preflight.gather.audience.tables import Piece
from preflight.gather.audience.working import Working

if TYPE_CHECKING:
    from preflight.gather.audience.reading import Reading

_TICK = 10_000


def find_bad(reading: Reading, engine: Working, table: str) -> None:
    """Say where cells stand that are not what they should be."""
    reading.extra_total = engine.row(f"SELECT count(*) FROM {table} WHERE pf_bad")[0] if reading.strict else 0
    reading.extra_bad = []
    if not reading.extra_total:
        return
    if not reading.opened.pieces:
        reading.extra_bad = [BadRow(reading.opened.label, 0, WHY_NOT[reading.kind])]
    for piece in reading.opened.pieces:
        if piece.shape.columns:
            reading.extra_bad += _lines_of_bad(reading, piece, SAMPLE - len(reading.extra_bad), engine)


def _lines_of_bad(reading: Reading, piece: Piece, most: int, engine: Working) -> list[BadRow]:
    """The lines on which they stand; the file alone where it has none, or ours are not its own any more."""
    why = WHY_NOT[reading.kind]
    if piece.unpacked.kind == "parquet" or not piece.sound:
        return [BadRow(piece.name, 0, why)] if most > 0 else []
    place = [name.lower() for name in piece.shape.columns].index(reading.column.lower())
    found: list[BadRow] = []
    with io.TextIOWrapper(os.fdopen(os.dup(piece.unpacked.descriptor), "rb"), "utf-8", newline="") as text:
        text.seek(0)
        reader = csv.reader(text, delimiter=piece.shape.delimiter)
        line, skip = 1, piece.shape.skip
        for cells in reader:
            begins, line = line, reader.line_num + 1
            if skip and cells:
                skip -= 1
                continue
            if not any(cells):
                continue
            form = normalise(cells[place], reading.kind) if place < len(cells) else ""
            if form and not comparable(form, reading.kind):
                found.append(BadRow(piece.name, begins, why))
                if len(found) >= most:
                    break
            if reader.line_num % _TICK == 0:
                engine.alive()
    return found
