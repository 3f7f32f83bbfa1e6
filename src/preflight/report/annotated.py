"""The mail with its findings: numbers in its picture, marks in its source, and a list that leads to both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from markupsafe import Markup, escape

from preflight.report.clean import anchor, capital, cut, short_urls, visible
from preflight.report.frame import IMAGES, Frame, Pin, framed
from preflight.report.room import Rooms
from preflight.report.sources import Key, Source, Sources, pointed_at
from preflight.report.words import Words

PINS = 99
"""Numbers in one mail; what stands below them is in the list of findings all the same."""
_EACH = 3
_LONG = 240


class Mark(NamedTuple):
    """One finding in the mail, and the frame that its number is in (0 and "": it is in the source alone).

    `line` is the place's name in the source view, `spot` the line as text.
    """

    id: str
    anchor: str
    number: int
    severity: str
    text: str
    frame: str
    line: str
    spot: str


class Listing(NamedTuple):
    """A part's source, its lines as HTML; `cut` where it was too long to be carried whole."""

    file: str
    kind: str
    name: str
    lines: Markup
    cut: bool


class Shown(NamedTuple):
    """One message; `frame` is its document, None where it has no HTML."""

    name: str
    message: str
    state: str
    frame: Markup | None
    marks: list[Mark]
    listings: list[Listing]
    unnumbered: int


class _Place(NamedTuple):
    offset: int
    found: dict[str, Any]
    location: dict[str, Any]
    further: bool


class Annotated:
    """All messages of a report; `marks` by a finding's id, `digests` of the style sheets in the frames."""

    def __init__(self, report: dict[str, Any], sources: Sources, rooms: Rooms, t: Words) -> None:
        self._t = t
        self.marks: dict[str, Mark] = {}
        self.digests: list[str] = []
        self.documents: list[str] = []
        self._pictures, self._room = report.get("pictures") or {}, IMAGES
        places = _places(report, sources, rooms.ids)
        self.shown = [self._message(n, one, places, sources) for n, one in enumerate(report.get("mail") or ())]

    def _message(self, number: int, told: dict[str, Any], places: dict[Key, list[_Place]], sources: Sources) -> Shown:
        name = f"mail-{number}"
        marks: list[Mark] = []
        listings: list[Listing] = []
        frame: Frame | None = None
        for n, part in enumerate(told["parts"]):
            key = (told["message"], part["file"], part["part"])
            source, here = sources.parts[key], sorted(places.get(key, ()), key=lambda one: one.offset)
            lines = f"{name}-{n}"
            if part["kind"] == "html" and frame is None:
                numbers = _numbers(here)
                pins = [self._pin(one, numbers) for one in here if one.found["id"] in numbers]
                frame = framed(source.text, pins, self._pictures, self._room)
                self._room -= frame.room
            else:
                numbers = {}
            marks += [self._mark(one, numbers, lines) for one in here if not one.further]
            listings.append(Listing(part["file"], part["kind"], lines, self._listing(source, here, lines), part["cut"]))
        self.marks.update({mark.id: mark for mark in marks})
        if frame is not None:
            self.digests += frame.digests
            self.documents.append(frame.document)
        document = escape(frame.document) if frame is not None else None
        left = sum(not mark.number for mark in marks) if frame is not None else 0
        return Shown(name, told["message"], told["state"], document, marks, listings, left)

    def _pin(self, place: _Place, numbers: dict[str, int]) -> Pin:
        number = numbers[place.found["id"]]
        name = f"pf-{number}-{place.offset}" if place.further else f"pf-{number}"
        return Pin(place.offset, number, name, place.found["severity"], self._said(place.found))

    def _mark(self, place: _Place, numbers: dict[str, int], lines: str) -> Mark:
        found, number, line = place.found, numbers.get(place.found["id"], 0), place.location["line"]
        frame = lines.rpartition("-")[0] if number else ""
        return Mark(
            found["id"], anchor(found["id"]), number, found["severity"], self._said(found), frame, f"{lines}-L{line}",
            f"{place.location['file']}:{line}",
        )  # fmt: skip

    def _said(self, found: dict[str, Any]) -> str:
        words = self._t.said(found, "message" if "message" in found else "reason")
        return capital(cut(short_urls(words), _LONG))

    def _listing(self, source: Source, places: list[_Place], name: str) -> Markup:
        """The lines as list items; what a finding points at leads to it."""
        pieces: list[str] = []
        here = 0
        for place in places:
            if place.offset < here:
                continue
            end = source.text.find("\n", place.offset)
            marked = pointed_at(source.text[place.offset : end if end >= 0 else None])
            pieces += [_escaped(source.text[here : place.offset]), self._linked(place, marked)]
            here = place.offset + len(marked)
        lines = "".join([*pieces, _escaped(source.text[here:])]).split("\n")
        named = {place.location["line"] for place in places}
        items = (
            f'<li id="{name}-L{n}">{line}</li>' if n in named else f"<li>{line}</li>" for n, line in enumerate(lines, 1)
        )
        return Markup("\n".join(items))  # noqa: S704 - every piece was escaped above

    def _linked(self, place: _Place, marked: str) -> str:
        found, title = place.found, _escaped(self._said(place.found))
        words = _escaped(marked) or "·"
        return f'<a class="{anchor(found["severity"])}" href="#{anchor(found["id"])}" title="{title}">{words}</a>'


def _places(report: dict[str, Any], sources: Sources, on_page: set[str]) -> dict[Key, list[_Place]]:
    found: dict[Key, list[_Place]] = {}
    for one in _items(report["checks"]):
        if one["id"] not in on_page:
            continue  # what leads to it would lead nowhere
        spots = [one["location"], *one["places"]][:_EACH] if one["location"] else []
        for n, location in enumerate(spots):
            known = sources.find(location)
            at = known[1].offset(location["line"], location.get("column", 1)) if known else None
            if known is not None and at is not None:
                found.setdefault(known[0], []).append(_Place(at, one, location, n > 0))
    return found


def _items(checks: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for check in checks:
        yield from check["findings"]
        yield from check["unknowns"]


def _numbers(places: list[_Place]) -> dict[str, int]:
    """From 1, in the order of the mail."""
    ids = dict.fromkeys(one.found["id"] for one in places if not one.further)
    return {id: n for n, id in enumerate(ids, 1) if n <= PINS}


def _escaped(text: str) -> str:
    return str(escape(visible(text)))
