"""A table of the send, opened: its files unpacked, looked at and counted, ready for the engine to read as one."""

# ruff: noqa: S608 - our own SQL: names are quoted, texts are literals or parameters, rules were validated
from __future__ import annotations

import csv
import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from preflight.errors import Fault, Faults, InputError
from preflight.facts.audience import BadRow
from preflight.facts.send import Source
from preflight.gather.audience.census import Census, census, file_digest
from preflight.gather.audience.dialect import Dialect
from preflight.gather.audience.engine import BadStatement, Engine
from preflight.gather.audience.launder import SAMPLE, BadRows, launder
from preflight.gather.audience.normalise import literal, quoted
from preflight.gather.audience.refusal import Refused
from preflight.gather.audience.sniff import DELIMITERS, LOOK, Shape, shape_of, unique
from preflight.gather.audience.spill import full, unnamed
from preflight.gather.audience.unpack import Unpacked, unpack

_BUFFERS = 1 << 20, 4 << 20
"""Octets that one thread reads at a time. In large pieces it takes half the time, in small ones a file of a few
megabytes keeps all threads busy."""

_LONGEST = 1 << 20
_PIECES = 8


@dataclass
class Piece:
    """One file. `expected` is its number of rows as we counted them, None where the format itself keeps count."""

    name: str
    unpacked: Unpacked
    shape: Shape
    digest: str
    ascii: bool
    punycode: bool
    spare: IO[bytes]
    divided: bool = True
    """Whether an octet may stand in it by which `digest.row_sql` divides cells."""

    expected: int | None = None
    sound: bool = True
    bad: BadRows = field(default_factory=lambda: BadRows(""))

    def relation(self, names: Sequence[str]) -> str:
        """SQL that reads the columns `names` as n0, n1 …, all of them text."""
        places = {name.lower(): number for number, name in enumerate(self.shape.columns)}
        wanted = [places[name.lower()] for name in names]
        if self.unpacked.kind == "parquet":
            picked = ", ".join(
                f"CAST({quoted(self.shape.columns[at])} AS VARCHAR) AS n{n}" for n, at in enumerate(wanted)
            )
            return f"SELECT {picked} FROM read_parquet({literal(self.unpacked.path)})"
        picked = ", ".join(f"c{at} AS n{n}" for n, at in enumerate(wanted))
        return f"SELECT {picked} FROM {self.reader()}"

    def reader(self) -> str:
        """The engine's reader of this CSV, told everything, so that it guesses nothing."""
        # Our own files have one kind of line end; the engine would guess it from the first it sees, in a cell even.
        own = ", new_line='\\n'" if self.unpacked.kind in {"table", "sheet"} or not self.sound else ""
        columns = ", ".join(f"'c{n}': 'VARCHAR'" for n in range(len(self.shape.columns)))
        return (
            f"read_csv({literal(self.unpacked.path)}, auto_detect=false, header=false, skip={self.shape.skip}, "
            f"delim={literal(self.shape.delimiter)}, quote='\"', escape='\"', comment='', compression='none', "
            f"strict_mode=true, null_padding=false, ignore_errors=false, columns={{{columns}}}, "
            f"{_buffer(os.fstat(self.unpacked.descriptor).st_size)}{own})"
        )

    def close(self) -> None:
        """Let go of the files."""
        for file in (self.unpacked.file, self.spare):
            with suppress(OSError):  # on a full disk closing fails, too; what was to be written is of no use any more
                file.close()


def _buffer(size: int) -> str:
    """How much of a file of so many octets is read at a time. A row may be no longer than the smallest piece."""
    smallest, largest = _BUFFERS
    piece = min(size // _PIECES, largest)
    return f"buffer_size={smallest}" if piece <= smallest else f"buffer_size={piece}, max_line_size={_LONGEST}"


@dataclass
class Opened:
    """A table: its files as one. `columns` are the names in the first file."""

    name: str
    pieces: list[Piece]
    columns: tuple[str, ...]
    dialect: Dialect

    @property
    def remote(self) -> bool:
        """Whether it lies in a warehouse, where it stays."""
        return False

    @property
    def label(self) -> str:
        """What faults call it."""
        return self.pieces[0].name

    @property
    def blank(self) -> bool:
        """Whether there is not even a header."""
        return not self.columns

    @property
    def paths(self) -> list[str]:
        """What the engine must be allowed to read."""
        return [path for p in self.pieces for path in (p.unpacked.path, f"/dev/fd/{p.spare.fileno()}")]

    @property
    def relation(self) -> str:
        """SQL that reads all files, columns named n0, n1 … in the order of `columns`."""
        return " UNION ALL ".join(piece.relation(self.columns) for piece in self.pieces if piece.shape.columns)

    @property
    def expected(self) -> int | None:
        """How many records there should be, None where nobody counted."""
        counted = [piece.expected for piece in self.pieces if piece.shape.columns]
        return None if None in counted else sum(n or 0 for n in counted)

    @property
    def ascii(self) -> bool:
        """Whether no file holds anything beyond ASCII."""
        return all(piece.ascii for piece in self.pieces)

    @property
    def punycode(self) -> bool:
        """Whether an international domain in its ASCII form may stand in it."""
        return any(piece.punycode for piece in self.pieces)

    @property
    def divided(self) -> bool:
        """Whether a sign by which the digest divides cells may stand in one."""
        return any(piece.divided for piece in self.pieces)

    @property
    def bad_total(self) -> int:
        """How many rows could not be read."""
        return sum(piece.bad.total for piece in self.pieces)

    @property
    def bad(self) -> tuple[BadRow, ...]:
        """The first of them."""
        return tuple(row for piece in self.pieces for row in piece.bad.sample)[:SAMPLE]

    @property
    def digests(self) -> dict[str, str]:
        """Each file's SHA-256."""
        return {piece.name: piece.digest for piece in self.pieces}

    def at(self, column: str) -> str:
        """The engine's name (n0, n1 …) of a column by its own name. Raises KeyError."""
        return f"n{[name.lower() for name in self.columns].index(column.lower())}"

    def launder(self, alive: Callable[[], None]) -> bool:
        """Read every CSV the slow way, once; False where that was done before. Raises InputError."""
        todo = [p for p in self.pieces if p.sound and p.unpacked.kind != "parquet" and p.shape.columns]
        for piece in todo:
            try:
                _launder(piece, alive)
            except Refused as error:
                fault = Fault(piece.name, error.line, 1 if error.line else 0, "", error.message)
                raise InputError([fault]) from error
        return bool(todo)

    def close(self) -> None:
        """Let go of all of them."""
        for piece in self.pieces:
            piece.close()


def open_table(
    name: str, source: Source, paths: Mapping[str, Path], spill: Path, engine: Engine, faults: Faults
) -> Opened | None:
    """Open all files of a source. What is wrong with them goes to `faults`; then None comes back."""
    pieces: list[Piece] = []
    before = len(list(faults))
    for file in source.files:
        try:
            pieces.append(_piece(file, paths[file], source, spill, engine))
        except Refused as error:
            faults.add(file, error.message, line=error.line, column=1 if error.line else 0)
    if len(list(faults)) == before:
        _same_columns(pieces, faults)
    if len(list(faults)) > before:
        for piece in pieces:
            piece.close()
        return None
    filled = next((piece.shape.columns for piece in pieces if piece.shape.columns), ())
    return Opened(name, pieces, filled, engine.dialect)


def _same_columns(pieces: list[Piece], faults: Faults) -> None:
    filled = [piece for piece in pieces if piece.shape.columns]
    for piece in filled[1:]:
        wanted = {name.lower() for name in filled[0].shape.columns}
        if {name.lower() for name in piece.shape.columns} != wanted:
            faults.add(piece.name, f"has other columns than {filled[0].name}", line=1, column=1)


def _piece(name: str, path: Path, source: Source, spill: Path, engine: Engine) -> Piece:
    unpacked = unpack(path, name, source.encoding, spill, engine.alive)
    try:
        if unpacked.kind == "parquet":
            columns = _parquet_columns(unpacked, engine)
            digest = file_digest(unpacked.descriptor, engine.alive)
            return Piece(name, unpacked, Shape(columns), digest, False, True, unnamed(spill))
        return _text_piece(name, unpacked, source, spill, engine)
    except BaseException:
        unpacked.file.close()
        raise


def _text_piece(name: str, unpacked: Unpacked, source: Source, spill: Path, engine: Engine) -> Piece:
    head = os.pread(unpacked.descriptor, LOOK, 0)
    counted: Census = census(unpacked.descriptor, engine.alive, _marks(head, unpacked.kind, source))
    if unpacked.kind == "table":
        shape = Shape(unique(unpacked.names, 1), skip=0, headed=False)
    else:
        known = "," if unpacked.kind == "sheet" else ""
        shape = shape_of(head, len(head) < LOOK, source.header, known)
    piece = Piece(
        name, unpacked, shape, unpacked.digest or counted.digest, counted.ascii, counted.punycode, unnamed(spill),
        divided=counted.divided, expected=counted.lines - shape.skip,
        bad=BadRows(name, unpacked.bad[:SAMPLE], len(unpacked.bad)),
    )  # fmt: skip
    if shape.columns and (not counted.utf8 or (unpacked.kind not in {"table", "sheet"} and _uneven(counted, shape))):
        _launder(piece, engine.alive)
    return piece


def _marks(head: bytes, kind: str, source: Source) -> str:
    """The sign that divides the cells; none where they are ours, all where it cannot be told."""
    if kind in {"table", "sheet"}:
        return ""
    try:
        return shape_of(head, len(head) < LOOK, source.header, "").delimiter
    except (Refused, csv.Error):  # said in its turn: a damaged file is refused for its damage
        return DELIMITERS


def _uneven(counted: Census, shape: Shape) -> bool:
    """Whether some row has more or fewer delimiters than it should.

    The engine overlooks one too many at the end of a row, whether it stands there or shifted all cells before it.
    """
    # The line `sep=;` holds one.
    sep = shape.skip - shape.headed
    return counted.marks[shape.delimiter] != sep + (counted.lines - sep) * (len(shape.columns) - 1)


def _launder(piece: Piece, alive: Callable[[], None]) -> None:
    try:
        good = launder(piece.unpacked.descriptor, piece.shape, piece.spare, piece.bad, alive)
    except OSError as error:
        raise full(error) from error
    piece.unpacked.file, piece.spare = piece.spare, piece.unpacked.file
    piece.shape = Shape(piece.shape.columns)
    # Of other encodings other octets may have become those signs.
    piece.expected, piece.sound, piece.divided = good, False, True


def _parquet_columns(unpacked: Unpacked, engine: Engine) -> tuple[str, ...]:
    try:
        found = engine.rows(f"DESCRIBE SELECT * FROM read_parquet({literal(unpacked.path)})")
    except BadStatement as error:
        raise Refused("is a damaged Parquet file: export it again") from error
    return unique(tuple(str(row[0]) for row in found), 0)
