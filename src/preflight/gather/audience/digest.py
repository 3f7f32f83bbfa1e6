"""The digest of a table as the contract has it: its row count and the sums of the eight 32-bit words of its rows'
SHA-256. The order of the rows does not matter, and pairs do not cancel out.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

WORDS = ("w0", "w1")
"""Columns that hold a row's digest as two 128-bit numbers, until they are summed up."""

_LANES = 0xFFFFFFFF << 64 | 0xFFFFFFFF
_LANE = (1 << 64) - 1


CELL, NONE = 31, 30
"""The octets that stand between the cells of a row, and for a cell that is NULL."""


def row_sql(columns: Sequence[str], *, divided: bool = True) -> str:
    """SQL for the text of a row whose SHA-256 is its digest; NULL is told from empty.

    The cells with an octet between them that none of them holds. A row in which one does begins with more such octets
    than any other row has, and tells the length of each cell. So no two rows have one text, and most texts are short.
    `divided` is false where none of these octets is in any cell.
    """
    if len(columns) == 1:
        # One column stands for itself: where it is an address in its normal form, one SHA-256 serves twice.
        return f"coalesce({columns[0]}, chr(0))"
    if not divided:
        every = " AND ".join(f"{c} IS NOT NULL" for c in columns)
        return f"CASE WHEN {every} THEN concat({_plain(columns)}) ELSE concat({_gaps(columns)}) END"
    free = " AND ".join(f"NOT contains({c}, chr({CELL})) AND {c} <> chr({NONE})" for c in map(_or_nothing, columns))
    told = ", ".join(f"coalesce(strlen({c}) || ':', '-'), {c}" for c in columns)
    rest = f"concat(repeat(chr({CELL}), {len(columns)}), {told})"
    return f"CASE WHEN {free} THEN concat({_gaps(columns)}) ELSE {rest} END"


def _plain(cells: Sequence[str]) -> str:
    """What one `concat` joins: a third cheaper than joining the texts one by one."""
    return f", chr({CELL}), ".join(cells)


def _gaps(cells: Sequence[str]) -> str:
    return _plain([f"coalesce({cell}, chr({NONE}))" for cell in cells])


def _or_nothing(column: str) -> str:
    return f"coalesce({column}, '')"


def words_sql(hexadecimal: str, *, by_uuid: bool) -> str:
    """SQL for the two columns from a SHA-256 in hexadecimal; by way of a UUID it takes half the time."""
    made = _by_uuid if by_uuid else _by_digits
    return ", ".join(f"{made(hexadecimal, n * 32 + 1)} AS {name}" for n, name in enumerate(WORDS))


def key_sql(hexadecimal: str, start: int = 1) -> str:
    """SQL for 64 bits of a digest in hexadecimal, the first by default."""
    return f"CAST('0x' || substr({hexadecimal}, {start}, 16) AS UBIGINT)"


def _by_uuid(hexadecimal: str, start: int) -> str:
    return f"CAST(CAST(unhex(substr({hexadecimal}, {start}, 32)) AS UUID) AS UHUGEINT)"


def _by_digits(hexadecimal: str, start: int) -> str:
    first, second = key_sql(hexadecimal, start), key_sql(hexadecimal, start + 16)
    return f"(CAST({first} AS UHUGEINT) * {_LANE + 1} + {second})"


def own_key_sql() -> str:
    """SQL for the first 64 bits of a row's own digest."""
    return f"CAST({WORDS[0]} >> 64 AS UBIGINT)"


def half_sql() -> str:
    """SQL for two numbers, the first half of a row's digest: Python takes such numbers ten times as quickly as one."""
    return f"CAST({WORDS[0]} >> 64 AS UBIGINT), CAST({WORDS[0]} & {_LANE} AS UBIGINT)"


def half(text: str) -> tuple[int, int]:
    """The same two numbers of a row with one cell."""
    whole = row_digest([text])
    return int.from_bytes(whole[:8], "big"), int.from_bytes(whole[8:16], "big")


def further(text: str, kind: str) -> int:
    """The second 64 bits of a digest: of one in hexadecimal, or of the SHA-256 of an address."""
    hexadecimal = hashlib.sha256(text.encode()).hexdigest() if kind == "email" else text
    return int(hexadecimal[16:32], 16)


def sums_sql() -> str:
    """SQL for the eight sums. Every other word has 64 bits to itself, so that one sum makes two."""
    return ", ".join(f"{both[0]} >> 64, {both[1]} >> 64, {both[0]} & {_LANE}, {both[1]} & {_LANE}" for both in _pairs())


def _pairs() -> list[tuple[str, str]]:
    """For each column the sums of its words 0 and 2, and of its words 1 and 3."""
    return [(_sum(f"{name} >> 32"), _sum(name)) for name in WORDS]


def _sum(number: str) -> str:
    return f"sum(CAST(({number}) & CAST({_LANES} AS UHUGEINT) AS HUGEINT))"


def table_digest(rows: int, sums: Sequence[int | None], bad: Sequence[str] = ()) -> str:
    """The digest as "sum256:…". Where rows could not be read, the files' own digests `bad` are in it."""
    words = "".join(f"{int(number or 0):016x}" for number in sums)
    damaged = hashlib.sha256("\n".join(sorted(bad)).encode()).hexdigest()[:16] if bad else ""
    return f"sum256:{rows}:{words}" + (f":{damaged}" if damaged else "")


def row_text(cells: Sequence[str | None]) -> str:
    """The text of a row, by Python: what the SQL above must agree with."""
    between, nothing = chr(CELL), chr(NONE)
    if len(cells) == 1:
        return "\0" if cells[0] is None else cells[0]
    if not any(cell == nothing or between in cell for cell in cells if cell is not None):
        return between.join(nothing if cell is None else cell for cell in cells)
    return between * len(cells) + "".join("-" if c is None else f"{len(c.encode())}:{c}" for c in cells)


def row_digest(cells: Sequence[str | None]) -> bytes:
    """The digest of one row, by Python."""
    return hashlib.sha256(row_text(cells).encode()).digest()


def key(text: str, algorithm: str = "sha256") -> int:
    """The first 64 bits of a text's digest."""
    return int(hashlib.new(algorithm, text.encode(), usedforsecurity=False).hexdigest()[:16], 16)
