"""A message's octets as they are hashed: its header fields, and both forms of RFC 6376 §3.4. Linear in any octets."""

from __future__ import annotations

import re
from typing import NamedTuple

_BREAK = re.compile(rb"\r?\n")
_OLD_BREAK = b"\r"
"""Of files from before 2001; a mail may hold the sign by itself, and then it is no line end."""
_FIELD = re.compile(rb"\r\n(?![ \t])")
_RUN = re.compile(rb"[ \t]+")


class Field(NamedTuple):
    """A header field: its name in lower case, its octets without the last line break, and the line where it begins."""

    name: bytes
    octets: bytes
    line: int


def taken_apart(data: bytes) -> tuple[list[Field], bytes]:
    """The header fields and the body. Line ends are those of mail: files often have the system's own instead."""
    wire = _BREAK.sub(b"\r\n", data) if b"\n" in data else data.replace(_OLD_BREAK, b"\r\n")
    if wire.startswith(b"\r\n"):
        return [], wire[2:]
    head, _blank, body = wire.partition(b"\r\n\r\n")
    fields: list[Field] = []
    line = 1
    for octets in _FIELD.split(head):
        name, colon, _value = octets.partition(b":")
        if colon and not octets.startswith((b"From ", b">From ")):
            fields.append(Field(name.strip().lower(), octets, line))
        line += octets.count(b"\r\n") + 1
    return fields, body


def header(octets: bytes, form: str) -> bytes:
    """One field, without its last line break."""
    if form == "simple":
        return octets
    name, _colon, value = octets.partition(b":")
    unfolded = value.replace(b"\r\n", b"")
    return name.strip().lower() + b":" + _RUN.sub(b" ", unfolded).strip(b" ")


def body(octets: bytes, form: str) -> bytes:
    """The body; an empty one is a line break in the simple form, and nothing in the relaxed one."""
    if form == "relaxed":
        octets = _RUN.sub(b" ", octets).replace(b" \r\n", b"\r\n")
        octets = octets.removesuffix(b" ")
    kept = octets[: len(octets) - _breaks_at_end(octets)]
    return kept + b"\r\n" if kept or form == "simple" else b""


def without_value(octets: bytes) -> bytes:
    """The signature's own field as it is signed: with an empty `b=` (RFC 6376 §3.7)."""
    name, colon, value = octets.partition(b":")
    pieces = value.split(b";")
    emptied = [piece.partition(b"=")[0] + b"=" if _is_value(piece) else piece for piece in pieces]
    return name + colon + b";".join(emptied)


def selected(fields: list[Field], names: list[bytes]) -> list[Field]:
    """The fields that are signed: of several with one name the last ones first; absent ones sign nothing."""
    left: dict[bytes, list[Field]] = {}
    for field in fields:
        left.setdefault(field.name, []).append(field)
    return [left[name].pop() for name in names if left.get(name)]


def _is_value(piece: bytes) -> bool:
    tag, equals, _value = piece.partition(b"=")
    return bool(equals) and tag.strip() == b"b"


def _breaks_at_end(octets: bytes) -> int:
    end = len(octets)
    while octets.endswith(b"\r\n", 0, end):
        end -= 2
    return len(octets) - end
