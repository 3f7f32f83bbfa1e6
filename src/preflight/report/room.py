"""How much of each check's findings a page shows: in full, then a line each, then a number. A page stays a page."""

from __future__ import annotations

from typing import Any, NamedTuple

FULL, FOLDED = 25, 300
"""Of one check, at most."""
_ALL_FULL, _ALL_FOLDED = 250, 2_500
_LEAST_FULL, _LEAST_FOLDED = 2, 20
"""Of one check, whatever else there is."""


class Room(NamedTuple):
    """How many are shown in full, and how many on a line each."""

    full: int
    folded: int


class Rooms:
    """The room of every check, worst first come; `ids` are the findings and unknowns that are on the page."""

    def __init__(self, report: dict[str, Any]) -> None:
        self._rooms: dict[tuple[str, str], Room] = {}
        self.ids: set[str] = set()
        full, folded = _ALL_FULL, _ALL_FOLDED
        for check in report["checks"]:
            for what in ("findings", "unknowns"):
                items = check[what]
                here = min(len(items), FULL, max(full, _LEAST_FULL))
                lines = min(len(items) - here, FOLDED, max(folded, _LEAST_FOLDED))
                full, folded = full - here, folded - lines
                self._rooms[check["id"], what] = Room(here, lines)
                self.ids |= {one["id"] for one in items[: here + lines]}

    def of(self, check: dict[str, Any], what: str) -> Room:
        """The room of a check's findings or unknowns."""
        return self._rooms[check["id"], what]
