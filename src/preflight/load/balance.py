"""Tables that are opened and never closed: in the mail itself, and in what Outlook alone reads."""

from __future__ import annotations

import re

_STEERS = re.compile(r"\{%|%%\[|\*\|(?:IF|ELSE|END)|\{\{\s*[#^]|<%(?!=)|\[\[\s*IF", re.IGNORECASE)
_OPENS = re.compile(r"<table\b", re.IGNORECASE)
_CLOSES = re.compile(r"</table\b", re.IGNORECASE)
_CELLS = frozenset({"td", "th"})


def _even(piece: str) -> bool:
    return len(_OPENS.findall(piece)) == len(_CLOSES.findall(piece))


class _Tables:
    """The open tables, each with its place and whether a cell is open in it, and the first that seems forgotten."""

    def __init__(self) -> None:
        self.open: list[tuple[int, bool]] = []
        self.forgotten = -1

    def start(self, name: str, place: int) -> None:
        if name == "table":
            self.open.append((place, False))
        elif name in _CELLS and self.open:
            self.open[-1] = (self.open[-1][0], True)

    def end(self, name: str) -> None:
        if not self.open:
            return
        place, cell = self.open[-1]
        if name == "table":
            self.open.pop()
        elif name in _CELLS:
            if not cell and len(self.open) > 1 and self.forgotten < 0:
                self.forgotten = place  # a cell further out ends, so this table should have ended before
            self.open[-1] = (place, False)

    @property
    def left(self) -> int:
        """Where the table stands that is never closed, or -1."""
        if not self.open:
            return -1
        return self.forgotten if self.forgotten >= 0 else self.open[-1][0]


class Balance:
    """Is told every start and end tag; `faults` says which tables were left open."""

    def __init__(self, source: str) -> None:
        # What stands under a platform's conditions may be opened twice and closed once, rightly.
        self._told = all(map(_even, _STEERS.split(source)[1:-1]))
        self._own, self._outlook = _Tables(), _Tables()

    def start(self, name: str, place: int, *, outlook: bool) -> None:
        """A start tag, and whether only Outlook reads it."""
        (self._outlook if outlook else self._own).start(name, place)

    def end(self, name: str, *, outlook: bool) -> None:
        """An end tag."""
        (self._outlook if outlook else self._own).end(name)

    def faults(self) -> list[tuple[str, int]]:
        """What is wrong, in words, and where."""
        found = ((_OWN, self._own.left), (_OUTLOOK, self._outlook.left))
        return [(words, place) for words, place in found if place >= 0 and self._told]


_OWN = "a table is never closed, so what follows stands inside it"
_OUTLOOK = "a table for Outlook is never closed, so its columns fall apart there"
