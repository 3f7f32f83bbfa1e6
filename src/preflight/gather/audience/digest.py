"""The digest of a table as the contract has it: its row count and the sums of the eight 32-bit words of its rows'
SHA-256. The order of the rows does not matter, and pairs do not cancel out.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

WORDS = ("w0", "w1", "w2", "w3")
"""Columns that hold a row's digest as four 64-bit numbers, until they are summed up."""


def row_sql(columns: Sequence[str]) -> str:
    """SQL for the text of a row whose SHA-256 is its digest; NULL is told from empty."""
    if len(columns) == 1:
        # One column stands for itself: where it is an address in its normal form, one SHA-256 serves twice.
        return f"coalesce({columns[0]}, chr(0))"
    # In one `concat`, which leaves NULL out: a third cheaper than joining the texts one by one.
    cells = ", ".join(f"coalesce(strlen({c}) || ':', '-'), {c}" for c in columns)
    return f"concat({cells})"


def words_sql(hexadecimal: str) -> str:
    """SQL for the four columns from a SHA-256 in hexadecimal."""
    return ", ".join(f"{key_sql(hexadecimal, n)} AS {name}" for n, name in enumerate(WORDS))


def key_sql(hexadecimal: str, word: int = 0) -> str:
    """SQL for 64 bits of a digest in hexadecimal, the first by default."""
    return f"CAST('0x' || substr({hexadecimal}, {word * 16 + 1}, 16) AS UBIGINT)"


def sums_sql() -> str:
    """SQL for the eight sums."""
    return ", ".join(f"sum({w} >> 32), sum({w} & 4294967295)" for w in WORDS)


def table_digest(rows: int, sums: Sequence[int | None], bad: Sequence[str] = ()) -> str:
    """The digest as "sum256:…". Where rows could not be read, the files' own digests `bad` are in it."""
    words = "".join(f"{int(number or 0):016x}" for number in sums)
    damaged = hashlib.sha256("\n".join(sorted(bad)).encode()).hexdigest()[:16] if bad else ""
    return f"sum256:{rows}:{words}" + (f":{damaged}" if damaged else "")


def row_digest(cells: Sequence[str | None]) -> bytes:
    """The digest of one row, by Python: what the SQL above must agree with."""
    if len(cells) == 1:
        text = "\0" if cells[0] is None else cells[0]
    else:
        text = "".join("-" if c is None else f"{len(c.encode())}:{c}" for c in cells)
    return hashlib.sha256(text.encode()).digest()


def key(text: str, algorithm: str = "sha256") -> int:
    """The first 64 bits of a text's digest."""
    return int(hashlib.new(algorithm, text.encode(), usedforsecurity=False).hexdigest()[:16], 16)
