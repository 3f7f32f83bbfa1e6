"""The mail's sources out of a report: where a place is in them, and the lines around it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

_WORD = re.compile(r"[^\s<>]{1,60}")
_LEFT, _RIGHT = 60, 160

Key = tuple[str, str, str]
"""Message, file and MIME part."""


class Line(NamedTuple):
    """One line; `marked` is what the place points at, empty on the lines around it."""

    number: int
    before: str
    marked: str
    after: str


class Source:
    """One part of a message."""

    def __init__(self, part: dict[str, Any]) -> None:
        self.kind, self.text = part["kind"], part["source"]
        self.lines = self.text.split("\n")
        self._moved: dict[str, list[list[int]]] = part.get("moved") or {}
        self._starts: list[int] = []

    def column(self, line: int, column: int) -> int:
        """Where a column of the file (from 1) stands in the shown line (from 0)."""
        at = shown = max(column - 1, 0)
        for start, length, new in self._moved.get(str(line), ()):
            if at >= start + length:
                shown += new - length
            elif at > start:
                shown -= at - start
        return shown

    def offset(self, line: int, column: int) -> int | None:
        """A place as the number of signs before it; None where there is no such line."""
        if not self._starts:
            at = 0
            for text in self.lines:
                self._starts.append(at)
                at += len(text) + 1
        if not 1 <= line <= len(self.lines):
            return None
        return self._starts[line - 1] + min(self.column(line, column), len(self.lines[line - 1]))


class Sources:
    """All parts of a report; one that was drawn before reports carried the mail has none."""

    def __init__(self, report: dict[str, Any]) -> None:
        self.parts: dict[Key, Source] = {}
        for message in report.get("mail") or ():
            for part in message["parts"]:
                self.parts.setdefault((message["message"], part["file"], part["part"]), Source(part))

    def find(self, location: dict[str, Any] | None) -> tuple[Key, Source] | None:
        """The part that a place is in; None where it is not in the message."""
        place = location or {}
        key = (place.get("message", ""), place.get("file", ""), place.get("part", ""))
        found = self.parts.get(key)
        return (key, found) if found is not None and place.get("line", 0) > 0 else None

    def excerpt(self, location: dict[str, Any] | None) -> list[Line]:
        """The line of a place with one before and one after; none where its file is not part of the message."""
        found = self.find(location)
        if found is None or location is None:
            return []
        source, at = found[1], location["line"]
        if at > len(source.lines):
            return []
        near = [n for n in (at - 1, at, at + 1) if 1 <= n <= len(source.lines)]
        indent = _indent(source.lines[n - 1] for n in near)
        column = source.column(at, location.get("column", 1)) - indent
        return [_line(n, source.lines[n - 1][indent:], column if n == at else -1) for n in near]


def _line(number: int, line: str, column: int) -> Line:
    if column < 0:
        return Line(number, "", "", _ending(line))
    at = min(column, len(line))
    marked = pointed_at(line[at:])
    return Line(number, _beginning(line[:at]), marked, _ending(line[at + len(marked) :]))


def pointed_at(text: str) -> str:
    """The tag that begins here, or the word."""
    if not text.startswith("<"):
        word = _WORD.match(text)
        return word[0] if word else text[:1]
    end = text.find(">", 0, _RIGHT)
    return text[: end + 1] if end >= 0 else text[:_RIGHT]


def _indent(lines: Iterable[str]) -> int:
    """What all lines that hold something begin with, so that a phone need not show it."""
    return min((len(line) - len(line.lstrip(" \t")) for line in lines if line.strip()), default=0)


def _beginning(text: str) -> str:
    return "…" + text[-_LEFT:] if len(text) > _LEFT else text


def _ending(text: str) -> str:
    return text[:_RIGHT] + "…" if len(text) > _RIGHT else text
