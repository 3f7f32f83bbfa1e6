"""One pass over a plain text file: its digest, its rows, and whether anything in it needs a closer look."""

from __future__ import annotations

import codecs
import hashlib
import os
import re
from collections.abc import Callable
from dataclasses import dataclass

from preflight.gather.audience.digest import CELL, NONE
from preflight.gather.audience.refusal import Refused
from preflight.gather.audience.sniff import DELIMITERS

_CHUNK = 1 << 20
_CELL, _NONE = bytes([CELL]), bytes([NONE])
_RUNS = re.compile(rb"\n+")


@dataclass(frozen=True)
class Census:
    """What was counted. `lines` are records with something in them, if quotation marks are where they belong.

    `marks` are the signs outside quotation marks that may divide cells, by sign, as far as they were asked for.
    """

    digest: str
    lines: int
    ascii: bool
    punycode: bool
    utf8: bool
    marks: dict[str, int]
    divided: bool = True
    """Whether an octet stands in it by which `digest.row_sql` divides cells, or tells that there is none."""


def census(descriptor: int, alive: Callable[[], None], marks: str = DELIMITERS) -> Census:
    """Read the whole file. Raises Refused for a NUL byte. `alive` raises where the work must end."""
    counter, digest, offset = _Lines(marks), hashlib.sha256(), 0
    plain, punycode, divided, decoder = True, False, False, _Decoder()
    while chunk := os.pread(descriptor, _CHUNK, offset):
        alive()
        if b"\0" in chunk:
            raise Refused(
                "holds a NUL byte: it is damaged, or no text", line_of(descriptor, offset + chunk.index(b"\0"))
            )
        digest.update(chunk)
        plain = plain and chunk.isascii()
        if not plain:
            decoder.feed(chunk)
        # Three octets more, since a seam between two chunks may hide the mark.
        seam = chunk[-3:] + os.pread(descriptor, 3, offset + len(chunk))
        punycode = punycode or _holds(chunk, b"--", b"xn--") or _holds(seam, b"--", b"xn--")
        divided = divided or _CELL in chunk or _NONE in chunk
        counter.feed(chunk)
        offset += len(chunk)
    lines = counter.finish()
    return Census("sha256:" + digest.hexdigest(), lines, plain, punycode, decoder.finish(), counter.marks, divided)


def _holds(data: bytes, rare: bytes, mark: bytes) -> bool:
    """Whether a mark, in whatever case, stands there. It is sought from behind, which takes Python half as long."""
    return rare[:1] in data and data.rfind(rare) >= 0 and mark in data.lower()


def file_digest(descriptor: int, alive: Callable[[], None]) -> str:
    """The SHA-256 of a file's octets, as "sha256:…"."""
    digest, offset = hashlib.sha256(), 0
    while chunk := os.pread(descriptor, _CHUNK, offset):
        alive()
        digest.update(chunk)
        offset += len(chunk)
    return "sha256:" + digest.hexdigest()


def line_of(descriptor: int, offset: int) -> int:
    """The number, from 1, of the line in which the octet at `offset` stands."""
    lines, place = 1, 0
    while place < offset and (chunk := os.pread(descriptor, min(_CHUNK, offset - place), place)):
        lines += chunk.count(b"\n")
        place += len(chunk)
    return lines


class _Decoder:
    """Whether octets are UTF-8."""

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")("strict")
        self._sound = True

    def feed(self, chunk: bytes, final: bool = False) -> None:
        if self._sound:
            try:
                self._decoder.decode(chunk, final)
            except UnicodeDecodeError:
                self._sound = False

    def finish(self) -> bool:
        self.feed(b"", final=True)
        return self._sound


class _Lines:
    """Counts lines that are not empty and do not end within quotation marks."""

    def __init__(self, marks: str) -> None:
        self.marks = dict.fromkeys(marks, 0)
        self._lines = 0
        self._inside = False
        self._held = b""
        self._last = b"\n"

    def feed(self, chunk: bytes) -> None:
        data = self._held + chunk
        # A CR at the end may be half of a CRLF.
        self._held = b"\r" if data.endswith(b"\r") else b""
        self._count(data[:-1] if self._held else data)

    def finish(self) -> int:
        """All lines; the last one needs no line end."""
        self._count(self._held)
        return self._lines + (self._last != b"\n")

    def _count(self, data: bytes) -> None:
        if b'"' in data:
            data = self._outside(data)
        elif self._inside:
            return
        if b"\r" in data:
            data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        if not data:
            return
        for mark in self.marks:
            self.marks[mark] += data.count(mark.encode())
        # From behind: it takes Python half as long.
        runs = len(_RUNS.findall(data)) if data.rfind(b"\n\n") >= 0 else data.count(b"\n")
        # A line that ends here was empty if another ended just before.
        self._lines += runs - (self._last == b"\n" and data.startswith(b"\n"))
        self._last = data[-1:]

    def _outside(self, data: bytes) -> bytes:
        """What stands outside quotation marks; a mark stands for what is inside."""
        parts = data.split(b'"')
        outside = parts[1::2] if self._inside else parts[::2]
        before = b'"' if self._inside else b""
        self._inside ^= len(parts) % 2 == 0
        return before + b'"'.join(outside)
