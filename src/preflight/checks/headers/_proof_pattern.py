"""The words of a proof, and those of a draft as a pattern: tokens may become any words, conditions may be left out.

Only letters, digits and the signs of money and percent count: blanks, punctuation, entities and charsets change on the
way.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from preflight.dialects import Found, find, kind_of, steps
from preflight.facts.send import Message, Part, Run
from preflight.finding import Location

FIELD = 12
"""Words that a recipient's field may hold; a longer value stands in no sentence."""

ANY = 100_000
"""As many words as there are."""

_WORD = re.compile(r"[^\W_]+|[$€£¥₹%‰]")
_OPENED = re.compile(r"%%[\[=]|\{\{|\{%")
_CLOSED = re.compile(r"[\]=]%%|\}\}|%\}")
_MOST_WORDS = 60_000
_LOOPS = re.compile(
    r"\{%-?\s*(?:for|tablerow)\b|\{\{-?\s*(?:#\s*each\b|range\b)|#foreach|\*\|(?:RSS|FEED)|\bFOR\b", re.IGNORECASE
)


class Word(NamedTuple):
    """A word and the number of the stretch of text that it stands in."""

    text: str
    run: int


class Pattern(NamedTuple):
    """A draft's words; for each whether it may be missing; and before each, and at the end, how many may come in."""

    words: list[Word]
    optional: list[bool]
    gaps: list[int]
    runs: tuple[Run, ...]


def words_of(text: str, run: int = 0) -> Iterator[Word]:
    """The words that count, without what nobody sees in them."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
        text = "".join(sign for sign in text if unicodedata.category(sign) != "Cf" and sign != "\u034f")
    return (Word(found[0], run) for found in _WORD.finditer(text))


def spoken(part: Part) -> list[Word]:
    """All words of a proof's part; what is hidden too, as programs that send write styles anew."""
    return [word for number, run in enumerate(part.runs) for word in words_of(run.text, number)][:_MOST_WORDS]


def pattern(message: Message, part: Part, platform: str) -> Pattern:
    """A draft's part as a pattern."""
    return _Reader(platform, message, part.file).read(part.runs)


def pattern_of(text: str, platform: str) -> Pattern:
    """A subject as a pattern."""
    return _Reader(platform).read((Run(text, Location()),))


class _Reader:
    """Reads stretches of text with their tokens; conditions may be opened in one and closed in another."""

    def __init__(self, platform: str, message: Message | None = None, file: str = "") -> None:
        self._platform = platform
        self._waiting = (
            [t for t in message.tokens if t.kind == "directive" and t.location.file == file] if message else []
        )
        self._next = 0
        self._open: list[bool] = []
        self._words: list[Word] = []
        self._optional: list[bool] = []
        self._gaps: list[int] = [0]

    def read(self, runs: tuple[Run, ...]) -> Pattern:
        """The pattern of the stretches."""
        for number, run in enumerate(runs):
            self._before(run.location)
            self._run(run.text, number)
        return Pattern(self._words[:_MOST_WORDS], self._optional, self._gaps, runs)

    def _before(self, place: Location) -> None:
        """Directives in comments and attributes: those that stand before the stretch and in no earlier one."""
        while self._next < len(self._waiting):
            token = self._waiting[self._next]
            if (token.location.line, token.location.column) >= (place.line, place.column):
                return
            self._step(token.text)
            self._next += 1

    def _run(self, text: str, number: int) -> None:
        here = 0
        for found in find(text, self._platform, comments=True):
            self._literal(text[here : found.start], number)
            self._token(found)
            here = found.end
        self._literal(text[here:], number)

    def _literal(self, text: str, number: int) -> None:
        """Words between tokens; a script that a `<` tore into pieces is no text, whatever it becomes."""
        before, opened, _script = _OPENED.sub("\0", text, count=1).partition("\0")
        pieces = _CLOSED.split(before)
        if len(pieces) > 1:
            self._gaps[-1] = ANY
        self._plain(pieces[-1], number)
        if opened:
            self._gaps[-1] = ANY

    def _plain(self, text: str, number: int) -> None:
        for word in words_of(text, number):
            self._words.append(word)
            self._optional.append(bool(self._open))
            self._gaps.append(ANY if any(self._open) else 0)

    def _token(self, found: Found) -> None:
        if found.shape == "comment":
            return
        folded = " ".join(found.text.split())
        waiting = self._waiting[self._next : self._next + 1]
        if waiting and " ".join(waiting[0].text.split()) == folded:
            self._next += 1
        if not self._step(found.text):
            self._gaps[-1] = max(self._gaps[-1], FIELD if kind_of(found, self._platform) == "field" else ANY)

    def _step(self, text: str) -> bool:
        """Follow a directive; False where it is none that opens, parts or ends."""
        found = next(find(text, self._platform), None)
        told = steps(found) if found is not None else []
        for step in told:
            if step.verb == "open" and len(self._open) < 500:
                self._open.append(_LOOPS.search(text) is not None)
            elif step.verb == "end" and self._open:
                self._open.pop()
        if told:
            self._gaps[-1] = max(self._gaps[-1], ANY if any(self._open) or "%%[" in text else 0)
        return bool(told)
