"""A first look at a table: its columns, rows, where the addresses stand, what the words in it are. No cell is kept."""

from __future__ import annotations

import csv
import io
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path

from preflight.data.folding import fold
from preflight.data.recognition import ADDRESS, DROPS
from preflight.gather.audience.normalise import DIGESTS, comparable, normalise
from preflight.gather.audience.refusal import Refused, Stopped
from preflight.gather.audience.sniff import LOOK, Shape, shape_of
from preflight.gather.audience.unpack import Unpacked, unpack

MOST_ROWS = 500_000
SECONDS = 20.0
_LOOKED_AT = 2_000
_DISTINCT = 12
_LONGEST_WORD = 40


@dataclass(frozen=True)
class Table:
    """What a table is. `rows` are counted up to `MOST_ROWS` (`more` beyond); `keys` are keyed hashes of its values.

    `column` holds the addresses (or domains, or digests: `match`), "" where no column does.
    `words`: column → how often each of its values stands there, for columns by which a platform drops people.
    """

    columns: tuple[str, ...]
    rows: int
    more: bool = False
    headed: bool = True
    column: str = ""
    match: str = "email"
    encoding: str = ""
    words: dict[str, Counter[str]] = field(default_factory=dict)
    keys: frozenset[int] = frozenset()


class NoTable(Exception):
    """The file is no table that a run could read; the text says why, in words that go after its name."""


def table_of(path: Path) -> Table:
    """The table in a file. Raises NoTable."""
    started = time.monotonic()

    def alive() -> None:
        if time.monotonic() - started > SECONDS:
            raise Stopped("budget", "takes too long to look at")

    with tempfile.TemporaryDirectory() as spill:
        for encoding in ("", "cp1252"):
            try:
                return _read(unpack(path, path.name, encoding, Path(spill), alive), encoding, alive)
            except UnicodeDecodeError:
                continue
            except (Refused, Stopped, OSError, csv.Error) as error:
                raise NoTable(str(error)) from error
    raise NoTable("is not UTF-8, and no Windows-1252 either")


def _read(unpacked: Unpacked, encoding: str, alive: Callable[[], None]) -> Table:
    with unpacked.file as file:
        if unpacked.kind == "parquet":
            return _parquet(unpacked, alive)
        file.seek(0)
        head = file.read(LOOK)
        shape = Shape(unpacked.names) if unpacked.kind == "table" else shape_of(head, len(head) < LOOK, None)
        file.seek(0)
        text = io.TextIOWrapper(file, "utf-8", newline="")
        rows = csv.reader(text, delimiter=shape.delimiter)
        found = _summed(shape, islice(rows, shape.skip, None), encoding, alive)
        text.detach()
        return found


def _parquet(unpacked: Unpacked, alive: Callable[[], None]) -> Table:
    import duckdb

    with duckdb.connect(config={"threads": 1}) as engine:
        try:
            found = engine.execute(f"SELECT * FROM read_parquet('{unpacked.path}') LIMIT {MOST_ROWS + 1}")  # noqa: S608
            columns = tuple(str(one[0]) for one in found.description or ())
            rows: Iterator[list[str]] = (
                ["" if cell is None else str(cell) for cell in row]
                for batch in iter(lambda: found.fetchmany(5_000), [])
                for row in batch
            )
            return _summed(Shape(columns), rows, "", alive)
        except duckdb.Error as error:
            raise NoTable("is a damaged Parquet file") from error


def _summed(shape: Shape, rows: Iterator[list[str]], encoding: str, alive: Callable[[], None]) -> Table:
    filled = (row for row in rows if any(row))
    first = list(islice(filled, _LOOKED_AT))
    column, match = _address_column(shape.columns, first)
    place = shape.columns.index(column) if column else -1
    drops = {fold(name) for name in DROPS}
    watched = {n: Counter[str]() for n, name in enumerate(shape.columns) if fold(name) in drops and n != place}
    count, keys = 0, set[int]()
    for count, row in enumerate(islice(chain(first, filled), MOST_ROWS + 1), 1):
        if count % _LOOKED_AT == 0:
            alive()
        if 0 <= place < len(row) and comparable(key := normalise(row[place], match), match):
            keys.add(hash(key))
        for n, counter in watched.items():
            word = row[n].strip()[:_LONGEST_WORD] if n < len(row) else ""
            if word in counter or len(counter) <= _DISTINCT:
                counter[word] += 1
    words = {shape.columns[n]: counter for n, counter in watched.items() if len(counter) <= _DISTINCT}
    return Table(
        shape.columns, min(count, MOST_ROWS), count > MOST_ROWS, shape.headed, column, match, encoding, words,
        frozenset(keys),
    )  # fmt: skip


def _address_column(columns: tuple[str, ...], rows: list[list[str]]) -> tuple[str, str]:
    """The column of addresses by its cells, then by its header; else a lone column of domains or digests."""
    known = [fold(name) for name in ADDRESS]
    shares = {name: _share([row[n] for row in rows if n < len(row)], "email") for n, name in enumerate(columns)}
    fitting = [
        (fold(name) in known, share, name)
        for name, share in shares.items()
        if share >= (0.5 if fold(name) in known else 0.8)
    ]
    if fitting:
        return max(fitting, key=lambda one: one[:2])[2], "email"
    if len(columns) > 3:
        return "", "email"
    for n, name in enumerate(columns):
        cells = [row[n] for row in rows if n < len(row)]
        for match in (*DIGESTS, "domain"):
            if _share(cells, match) >= 0.9:
                return name, match
    return "", "email"


def _share(cells: list[str], match: str) -> float:
    filled = [cell for cell in cells if cell.strip()]
    if not filled:
        return 0.0
    return sum(1 for cell in filled if comparable(normalise(cell, match), match)) / len(filled)
