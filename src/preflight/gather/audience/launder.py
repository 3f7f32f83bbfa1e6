"""The slow way through a damaged text table: every row read by the csv module, the good ones written out anew.

What cannot be read is kept as a line number and a reason, never as content.
"""

from __future__ import annotations

import csv
import io
import os
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import IO

from preflight.facts.audience import BadRow
from preflight.gather.audience.refusal import Refused
from preflight.gather.audience.sniff import Shape

SAMPLE = 100
_MANY = 1000
_LONGEST = 1 << 20
_TICK = 4096


@dataclass
class BadRows:
    """The first bad rows of a file, and how many there are."""

    file: str
    sample: list[BadRow] = field(default_factory=list)
    total: int = 0

    def add(self, line: int, reason: str) -> None:
        """Note one."""
        self.total += 1
        if len(self.sample) < SAMPLE:
            self.sample.append(BadRow(self.file, line, reason))


def launder(source: int, shape: Shape, target: IO[bytes], bad: BadRows, alive: Callable[[], None]) -> int:
    """Write the good rows of the file `source` to `target` as a plain CSV without header; returns how many.

    Raises Refused where the file is in no usable encoding, or so damaged that its rows cannot be told apart.
    """
    text = io.TextIOWrapper(target, "utf-8", newline="", write_through=True)
    # Quotes round every cell: left to itself the writer puts none round a lone CR, which would end the row.
    writer = csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_ALL)
    records = Records(source, shape, bad)
    width, good, skip = len(shape.columns), 0, shape.skip
    for number, (line, cells) in enumerate(records):
        if number % _TICK == 0:
            alive()
        if skip and cells:
            skip -= 1
            continue
        if not any(cells):
            continue
        reason = _fault(cells, width) or records.crossed(cells)
        if reason:
            if reason == _WIDTH:
                reason = f"has {len(cells)} cells instead of {width}"
            records.refuse(line, reason)
        else:
            writer.writerow(cells[:width])
            good += 1
    records.check_encoding()
    text.flush()
    text.detach()
    return good


_WIDTH = "width"
_BOTH_ENDS = 2
"""Cells with an odd number of marks in them, where a quotation begins in one and ends in another."""


def _fault(cells: list[str], width: int) -> str:
    if any(not cell.isascii() and any("\udc80" <= sign <= "\udcff" for sign in cell) for cell in cells):
        return "is not UTF-8"
    # One delimiter too many at the end of a row may as well have shifted all cells before it.
    if len(cells) != width:
        return _WIDTH
    return "is longer than a megabyte" if sum(map(len, cells)) > _LONGEST else ""


class Records:
    """Records with the lines on which they begin. After a damaged one reading goes on at the line after its first."""

    def __init__(self, source: int, shape: Shape, bad: BadRows) -> None:
        raw = os.fdopen(os.dup(source), "rb")
        raw.seek(0)
        self._text = io.TextIOWrapper(raw, "utf-8", errors="surrogateescape", newline="")
        self._delimiter = shape.delimiter
        self._bad = bad
        self._again: deque[str] = deque()
        self._current: list[str] = []
        self._line = 0
        self._errors = 0
        self._not_utf8: list[int] = []
        self._reader = self._new_reader()

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        with self._text:
            while True:
                self._current = []
                start = self._line + 1
                try:
                    cells = next(self._reader)
                except StopIteration:
                    return
                except csv.Error as error:
                    self._rewind(start, _reason(error))
                    continue
                yield start, cells

    def crossed(self, cells: list[str]) -> str:
        """Why the record just read is no good although its width is right: a delimiter is lacking before a quotation
        mark, and one within the quotation was taken for it, so that cells have moved."""
        if sum(cell.count('"') % 2 for cell in cells) < _BOTH_ENDS:
            return ""
        parts = "".join(self._current).replace('""', "").split('"')
        pairs = zip(parts[::2], parts[1::2], strict=False)
        opens = any(before and before[-1] not in (self._delimiter, "\n") and self._delimiter in inside
                    for before, inside in pairs)  # fmt: skip
        return "has a quotation mark out of place" if opens else ""

    def refuse(self, line: int, reason: str) -> None:
        """The record just read is no good. If it spans lines, a stray quotation mark may have swallowed sound rows."""
        if reason == "is not UTF-8":
            self._not_utf8.append(line)
        if len(self._current) > 1:
            self._rewind(line, reason)
        else:
            self._bad.add(line, reason)

    def check_encoding(self) -> None:
        """Raises Refused where more than a stray row is in another encoding."""
        if len(self._not_utf8) * 100 >= self._line > 0 and self._not_utf8:
            raise Refused(
                "is not in UTF-8: export it so, or say which it is in (encoding: windows-1252)", self._not_utf8[0]
            )

    def _rewind(self, line: int, reason: str) -> None:
        self._bad.add(line, reason)
        self._errors += 1
        if self._errors > _MANY:
            raise Refused("is too damaged to tell its rows apart: export it again", line)
        behind = self._current[1:]
        self._again.extendleft(reversed(behind))
        self._line -= len(behind)
        self._reader = self._new_reader()

    def _new_reader(self) -> Iterator[list[str]]:
        return csv.reader(self._lines(), delimiter=self._delimiter, strict=True)

    def _lines(self) -> Iterator[str]:
        while True:
            line = self._again.popleft() if self._again else self._text.readline()
            if not line:
                return
            self._line += 1
            self._current.append(line)
            yield line


def _reason(error: csv.Error) -> str:
    if "field larger" in str(error):
        return "begins a quoted cell that does not end"
    if "unexpected end" in str(error):
        return "begins a quoted cell that does not end"
    return "has a quotation mark out of place"
