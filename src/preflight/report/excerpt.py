"""The lines of the mail around a place, so that nobody has to look for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from preflight.facts import Facts
from preflight.facts.send import Part, all_messages
from preflight.report.model import hiding

_BREAK = re.compile(r"\r\n|\r|\n")
_WORD = re.compile(r"[^\s<>]{1,60}")
_LEFT, _RIGHT = 60, 160
_MARGIN = 400
# An address that the end of the window cut in two is none for the masker.
_CUT_ADDRESS = re.compile(r"""[^\s"'<>@]{0,200}(?:@|%40)[^\s"'<>@]{0,200}\Z""")


class Line(NamedTuple):
    """One line; `marked` is what the place points at, empty on the lines around it."""

    number: int
    before: str
    marked: str
    after: str


class Excerpts:
    """The sources of a send's messages, masked as they are shown."""

    def __init__(self, facts: Facts | None) -> None:
        self._hide: Callable[[str], str] = hiding(facts.send) if facts is not None else str
        self._parts = dict(_parts(facts)) if facts is not None else {}
        self._lines: dict[tuple[str, str, str], list[str]] = {}

    def of(self, location: dict[str, Any] | None) -> list[Line]:
        """The line of a place with one before and one after; none where its file is not part of the message."""
        place = location or {}
        key = (place.get("message", ""), place.get("file", ""), place.get("part", ""))
        part, at = self._parts.get(key), place.get("line", 0)
        if part is None or at < 1:
            return []
        if key not in self._lines:
            self._lines[key] = _BREAK.split(part.source)
        lines = self._lines[key]
        if at > len(lines):
            return []
        near = [n for n in (at - 1, at, at + 1) if 1 <= n <= len(lines)]
        indent = _indent(lines[n - 1] for n in near)
        column = max(place.get("column", 1) - indent, 1)
        return [self._line(n, lines[n - 1][indent:], column if n == at else 0) for n in near]

    def _line(self, number: int, line: str, column: int) -> Line:
        at = min(max(column - 1, 0), len(line))
        low, high = max(at - _MARGIN, 0), min(at + _MARGIN, len(line))
        masked = self._hide(line[low:high])
        here = _alike(masked, self._hide(line[low:at]))
        before, after = masked[:here], masked[here:]
        if high < len(line):
            after = _CUT_ADDRESS.sub("", after)
        marked = _pointed_at(after) if column else ""
        return Line(number, _beginning(before, cut=low > 0), marked, _ending(after[len(marked) :], high < len(line)))


def _alike(one: str, other: str) -> int:
    """How many signs both begin with; fewer than `other` has where a mask reaches over its end."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(one), len(other)))


def _parts(facts: Facts) -> Iterator[tuple[tuple[str, str, str], Part]]:
    for message in all_messages(facts.send):
        for part, where in ((message.html, "html"), (message.text, "text")):
            if part is None:
                continue
            places = [run.location for run in part.runs[:1]]
            places += [link.location for link in message.links if link.where == where][:1]
            yield (message.name, part.file, places[0].part if places else ""), part


def _indent(lines: Iterable[str]) -> int:
    """What all lines that hold something begin with, so that a phone need not show it."""
    return min((len(line) - len(line.lstrip(" \t")) for line in lines if line.strip()), default=0)


def _pointed_at(text: str) -> str:
    """The tag that begins here, or the word."""
    if not text.startswith("<"):
        word = _WORD.match(text)
        return word[0] if word else text[:1]
    end = text.find(">")
    return text[: end + 1] if 0 <= end < _RIGHT else text[:_RIGHT]


def _beginning(text: str, *, cut: bool) -> str:
    """The end of a line's beginning."""
    return "…" + text[-_LEFT:] if cut or len(text) > _LEFT else text


def _ending(text: str, cut: bool) -> str:
    return text[:_RIGHT] + "…" if cut or len(text) > _RIGHT else text
