"""JSON lines as a table: one object a line; nested values stay JSON."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from preflight.facts.audience import BadRow
from preflight.gather.audience.refusal import Refused

_LONGEST = 1 << 20
_WIDEST = 2000


def names_of(lines: Iterable[bytes]) -> tuple[str, ...]:
    """The keys of all objects, in the order in which they come up. Raises Refused for more than we could use."""
    names: dict[str, None] = {}
    for line in lines:
        found = _object(line)
        if found is not None and not names.keys() >= found.keys():
            names.update(dict.fromkeys(found))
            if len(names) > _WIDEST:
                raise Refused(f"has more than {_WIDEST} different keys")
    return tuple(names)


def as_csv(lines: Iterable[bytes], names: tuple[str, ...], bad: list[BadRow], file: str) -> Iterator[bytes]:
    """The objects as rows of a CSV without header. Lines that are none go to `bad`."""
    buffer = io.StringIO()
    # Quotes round every cell: left to itself the writer puts none round a lone CR, which would end the row.
    writer = csv.writer(buffer, lineterminator="\n", quoting=csv.QUOTE_ALL)
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        found = _object(line)
        if found is None:
            bad.append(BadRow(file, number, "is no JSON object"))
            continue
        writer.writerow([_text(found.get(name)) for name in names])
        yield buffer.getvalue().encode("utf-8", "replace")
        buffer.seek(0)
        buffer.truncate()


def _object(line: bytes) -> dict[str, Any] | None:
    if len(line) > _LONGEST:
        return None
    try:
        found = msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value.replace("\0", "\ufffd")
    return msgspec.json.encode(value).decode()
