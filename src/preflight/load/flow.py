"""The text as it flows: runs of what can be seen, the words of each link, and the sentence around it."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import Generic, Protocol, TypeVar

from preflight.facts import wording
from preflight.facts.send import Run
from preflight.finding import Location

_INLINE = frozenset(
    {
        "a",
        "b",
        "strong",
        "i",
        "em",
        "u",
        "s",
        "span",
        "font",
        "small",
        "big",
        "sub",
        "sup",
        "code",
        "tt",
        "img",
        "abbr",
        "mark",
        "strike",
        "del",
        "ins",
        "label",
        "wbr",
        "q",
        "cite",
        "bdo",
        "bdi",
        "time",
        "var",
        "kbd",
        "acronym",
        "nobr",
        "o:p",
    }
)
_SENTENCE = re.compile(r"[.!?…。！？|•·](?=\s|$)|[。！？]|\s[–—|•·]\s")
_PARTS = frozenset("|•·–—")
"""What parts one offer from the next."""

_AROUND = 300
_LONGEST = 2_000


class Worded(Protocol):
    """A link that gets its words here."""

    text: str
    context: str
    around: str
    hidden: str


L = TypeVar("L", bound=Worded)


class _Open(Generic[L]):
    """The link that is open, and what was seen of it so far."""

    def __init__(self, link: L, name: str, hidden: str, place: int) -> None:
        self.link, self.name, self.hidden, self.start = link, name, hidden, place
        self.words: list[str] = []
        self.length = 0
        self.seen = False
        self.veil = ""

    def add(self, text: str, hidden: str) -> None:
        """Something stands in the link, `hidden` saying by what it cannot be seen."""
        if self.length < _LONGEST:
            self.words.append(text)
            self.length += len(text)
        self.seen = self.seen or not hidden
        self.veil = self.veil or hidden


class Flow(Generic[L]):
    """Collects text block by block. A link in a link closes the outer one, as in browsers."""

    def __init__(self, at: Callable[[int], Location]) -> None:
        self.runs: list[Run] = []
        self._at = at
        self._pieces: list[str] = []
        self._first = -1
        self._hidden = ""
        self._block: list[str] = []
        self._length = 0
        self._waiting: list[tuple[L, int, int]] = []
        self._open: _Open[L] | None = None
        self._outer: list[_Open[L] | None] = []

    @property
    def linked(self) -> bool:
        """Whether a link is open."""
        return self._open is not None

    def text(self, source: str, start: int, hidden: str) -> None:
        """A stretch of text as it stands in the source, from that offset."""
        text = html.unescape(source) if "&" in source else source
        if not text.isspace():
            if self._pieces and hidden != self._hidden:
                self._run()
            if self._first < 0:
                self._first, self._hidden = start + len(source) - len(source.lstrip()), hidden
            if self._open is not None:
                self._open.add(text, hidden)
        elif self._open is not None:
            self._open.words.append(" ")
        self._pieces.append(text)
        if not hidden:
            self._block.append(text)
            self._length += len(text)

    def inside(self, text: str, hidden: str) -> None:
        """Something in the open link that is no text of its own: a picture's alt, what Outlook reads."""
        if self._open is not None and (text or not hidden):
            self._open.add(f" {text} ", hidden)

    def open(self, link: L, name: str, hidden: str) -> None:
        """A link begins."""
        self._finish_link()
        self._open = _Open(link, name, hidden, self._length)

    def close(self, name: str) -> None:
        """An end tag of that name."""
        if self._open is not None and self._open.name == name:
            self._finish_link()

    def boundary(self, name: str) -> None:
        """A tag of that name: what is no inline element ends the run and, but for `<br>`, the sentence."""
        if name in _INLINE or ":" in name:
            return
        self._run()
        if self._open is not None:
            self._open.words.append(" ")
        self._block.append(" ")
        self._length += 1
        if name != "br":
            self._end_block()

    def suspend(self) -> None:
        """What follows stands aside; an open link waits."""
        self._outer.append(self._open)
        self._open = None

    def resume(self) -> None:
        """Back to the text."""
        self._finish_link()
        self._open = self._outer.pop()

    def finish(self) -> None:
        """The source ends."""
        self._finish_link()
        self._run()
        self._end_block()

    def _run(self) -> None:
        if not self._pieces:
            return
        if self._first >= 0:
            text = " ".join("".join(self._pieces).split())
            if text:
                self.runs.append(Run(text, self._at(self._first), self._hidden))
        self._pieces, self._first = [], -1

    def _finish_link(self) -> None:
        one, self._open = self._open, None
        if one is None:
            return
        link = one.link
        link.text = " ".join("".join(one.words).split())[:_LONGEST]
        if not link.hidden and not one.seen:
            link.hidden = one.veil
        self._waiting.append((link, min(one.start, self._length), self._length))

    def _end_block(self) -> None:
        if self._waiting:
            block = "".join(self._block)
            plain = self._without_offers(block)
            for link, start, end in self._waiting:
                link.context = _sentence(block, start, end) or link.text
                own = plain[:start] + block[start:end] + plain[end:] if plain is not block else ""
                link.around = _sentence(own, start, end) if own else link.context
        self._waiting, self._block, self._length = [], [], 0
        if self._open is not None:
            self._open.start = 0

    def _without_offers(self, block: str) -> str:
        """The block, with the words of links that say what they are for blotted out: they lead to no other link."""
        for link, start, end in self._waiting if len(self._waiting) > 1 else ():
            if wording.purpose(link.text) is not None:
                block = f"{block[:start]}{'|' * (end - start)}{block[end:]}"
        return block


def _sentence(block: str, start: int, end: int) -> str:
    before, after = block[max(0, start - _AROUND) : start], block[end : end + _AROUND]
    ends = [(found.end(), found[0].strip()) for found in _SENTENCE.finditer(before)]
    if ends and ends[-1][1] not in _PARTS and wording.says_nothing(f"{before[ends[-1][0] :]}{block[start:end]}"):
        ends.pop()  # "You may leave at any time. Click here.": the sentence before says what for
    before = before[ends[-1][0] :] if ends else before
    stop = _SENTENCE.search(after)
    if stop is not None:
        after = after[: stop.end()]
    return " ".join(f"{before}{block[start : min(end, start + _LONGEST)]}{after}".split())
