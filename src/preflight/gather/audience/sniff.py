"""Looks at the start of a text file ourselves: encoding, delimiter, header. What is ambiguous is refused.

The engine's own sniffer takes an address that starts with `#` for a comment and the first address of a list for its
header, and says nothing.
"""

from __future__ import annotations

import codecs
import csv
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from preflight.gather.audience.normalise import DIGESTS, STRIP, comparable, normalise
from preflight.gather.audience.refusal import Refused

LOOK = 65536
DELIMITERS = ",;\t|"
_SEP = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE)
_RECORDS = 100
_ENOUGH = 3
_BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True)
class Shape:
    """How a text table is written. `skip` are the records before the first row."""

    columns: tuple[str, ...]
    delimiter: str = ","
    skip: int = 0
    headed: bool = True


@dataclass(frozen=True)
class Record:
    """A record as the csv module reads it, and the line on which it begins."""

    line: int
    cells: tuple[str, ...]
    above: int = 0
    """Records of nothing but delimiters that stand right above it."""


def encoding_of(head: bytes, declared: str) -> tuple[str, int]:
    """The encoding of a file that starts so, and the octets of its byte order mark. Raises Refused."""
    known = _declared(declared) if declared else ""
    for mark, name in _BOMS:
        if head.startswith(mark):
            if known and _stem(known) != _stem(name):
                raise Refused(f"is said to be {declared}, but begins with the mark of {name.upper()}", 1)
            return name, len(mark) if name == "utf-8" else 0
    if known:
        return known, 0
    _refuse_unmarked_utf16(head)
    return "utf-8", 0


def shape_of(head: bytes, whole: bool, header: bool | None, delimiter: str = "") -> Shape:
    """The shape of a UTF-8 text that starts so.

    `whole` says that there is no more, `header` is what the send says, `delimiter` is given where it is known.
    """
    text = head.decode("utf-8", "replace" if whole else "ignore")
    if delimiter and text.strip():
        return _shaped(_records(text, delimiter, whole), delimiter, header)
    sep = _SEP.match(text)
    if sep:
        return _shaped(_records(text[sep.end() :], sep[1], whole, 2), sep[1], header, before=1)
    if not text.strip():
        return Shape((), skip=0, headed=False)
    tried = {d: _records(text, d, whole) for d in DELIMITERS}
    wide = [d for d, records in tried.items() if records and len(records[0].cells) > 1]
    if not wide:
        return _shaped(tried[","], ",", header)
    fitting = [d for d in wide if _fits(tried[d])] or wide
    if len(fitting) > 1:
        names = " and ".join(_NAMES[d] for d in fitting)
        raise Refused(f"cells may be divided by {names}: put a line sep=, or sep=; before the header", 1)
    return _shaped(tried[fitting[0]], fitting[0], header)


_NAMES = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}


def is_value(cell: str) -> bool:
    """Whether a cell is itself an address, a domain or a digest, so that its line is no header."""
    return any(comparable(normalise(cell, kind), kind) for kind in ("email", "domain", *DIGESTS))


def unique(names: tuple[str, ...], line: int) -> tuple[str, ...]:
    """Names of columns; those without one get a number, those of one name a number each: `Date (1)`, `Date (2)`.

    So nobody reads one of two by their common name and believes it was the other. Raises Refused where even the
    numbered names are taken.
    """
    refuse_people(names, line)
    bare = [_bare_name(name) or f"column {number}" for number, name in enumerate(names, 1)]
    often = Counter(name.lower() for name in bare)
    nth: Counter[str] = Counter()
    found: list[str] = []
    for name in bare:
        nth[name.lower()] += 1
        found.append(name if often[name.lower()] == 1 else f"{name} ({nth[name.lower()]})")
    taken, times = Counter(name.lower() for name in found).most_common(1)[0] if found else ("", 0)
    if times > 1:
        raise Refused(f"several columns are called {taken!r}: rename them", line)
    return tuple(found)


def _bare_name(name: str) -> str:
    """Without blanks round it, nor the quotation marks that stay where a blank stands before them."""
    bare = name.strip(STRIP)
    return bare[1:-1].strip(STRIP) if len(bare) > 1 and bare[0] == bare[-1] == '"' else bare


def refuse_people(names: Sequence[str], line: int = 0) -> None:
    """Raises Refused where a column is called by an address or a digest: names of columns are told everywhere."""
    for number, name in enumerate(names, 1):
        if _tells(name):
            raise Refused(f"calls its column {number} by an address or a digest: rename it", line)


def _tells(cell: str) -> bool:
    """Whether a cell is an address, or the digest of one."""
    return any(comparable(normalise(cell, kind), kind) for kind in ("email", *DIGESTS))


def _declared(name: str) -> str:
    try:
        info = codecs.lookup(name)
        b"".decode(info.name)
    except (LookupError, UnicodeError) as error:
        raise Refused(f"{name!r} is no encoding that we know") from error
    return info.name


def _stem(name: str) -> str:
    return codecs.lookup(name).name.replace("_", "-").removesuffix("-sig").removesuffix("-le").removesuffix("-be")


def _refuse_unmarked_utf16(head: bytes) -> None:
    for start, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        every_second = head[start:2000:2]
        if len(every_second) >= 2 and every_second.count(0) > len(every_second) * 0.6:
            raise Refused(f"looks like UTF-16 without its mark; say encoding: {name}", 1)


def _records(text: str, delimiter: str, whole: bool, first: int = 1) -> list[Record]:
    """The first records, without blank ones and without a last one that may be cut."""
    lines = text.splitlines(keepends=True) if "\r" not in text else re.split(r"(?<=\n)|(?<=\r)(?!\n)", text)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    found: list[Record] = []
    line, above = first, 0
    try:
        for cells in reader:
            above += bool(cells)
            if any(cells):
                found.append(Record(line, tuple(cells), above - 1))
                above = 0
            line = first + reader.line_num
            if len(found) > _RECORDS:
                return found
    except csv.Error:
        return found
    return found if whole else found[:-1]


def _fits(records: list[Record]) -> bool:
    return all(len(record.cells) == len(records[0].cells) for record in records)


def _shaped(records: list[Record], delimiter: str, header: bool | None, before: int = 0) -> Shape:
    if not records:
        raise Refused("has no line that could be read as a header", 1 + before)
    first = records[0]
    headed = _headed(first, header)
    names = first.cells if headed else tuple("" for _ in first.cells)
    if headed and not any(name.strip(STRIP) for name in names):
        raise Refused("has a header without any name", first.line)
    if headed:
        _refuse_title(records, first)
    _refuse_other_width(records, first)
    columns = ("email",) if not headed and len(names) == 1 else unique(names, first.line)
    shape = Shape(columns, delimiter, headed=headed)
    return replace(shape, skip=before + (1 + first.above if headed else 0))


def _headed(first: Record, header: bool | None) -> bool:
    if header is not None:
        return header
    if len(first.cells) == 1:
        return not is_value(first.cells[0])
    if any(map(_tells, first.cells)):
        raise Refused("has no header: its first line holds an address; add one, or say header: false", first.line)
    return True


def _refuse_title(records: list[Record], first: Record) -> None:
    """A title in a row as wide as the table: one cell of several, and the names of the columns stand below."""
    named = [cell for cell in first.cells if cell.strip(STRIP)]
    below = [record.cells for record in records[1:] if any(cell.strip(STRIP) for cell in record.cells)]
    if len(first.cells) < 3 or len(named) != 1 or len(below) < 2:
        return
    if all(cell.strip(STRIP) for cell in below[0]) and not any("@" in cell for cell in below[0]):
        raise Refused("has a title above the names of its columns: take that line out", first.line)


def _refuse_other_width(records: list[Record], first: Record) -> None:
    """A title above the header, or a header of another table: no row would fit it."""
    widths = {len(record.cells) for record in records[1:]}
    if len(records) > _ENOUGH and len(widths) == 1 and widths != {len(first.cells)}:
        width = widths.pop()
        ends = not any(any(record.cells[len(first.cells) :]) for record in records[1:])
        # A delimiter at each row's end, or a name that is missing from the header: nobody can tell.
        mend = ": end the header with a delimiter too, or add the name that it lacks" if ends and width > 1 else ""
        raise Refused(f"has a header of {len(first.cells)} cells above rows of {width}{mend}", first.line)
