"""Which features that not all mail programs have are in use, where, and with which fallback."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from preflight.facts.markup import Guard, Use
from preflight.finding import Location
from preflight.load.block import Block
from preflight.load.features import Feature
from preflight.load.look import Look
from preflight.load.scan import Event
from preflight.load.sheet import Rule

_PLACES = 20
_KINDS = 500
_ELEMENTS = {
    "svg": "html-svg",
    "video": "html-video",
    "audio": "html-audio",
    "dialog": "html-dialog",
    "progress": "html-progress",
    "meter": "html-meter",
}
_FILLED = frozenset({"video", "audio"})
"""Elements whose content is for those who do not know them."""


@dataclass(slots=True)
class _Kind:
    """One feature, guard and fallback, with its places; those of one rule count once."""

    detail: str
    places: dict[object, Location] = field(default_factory=dict)
    count: int = 0


class Uses:
    """Is told every element that is not for Outlook alone; `all` sums up."""

    def __init__(self, at: Callable[[int], Location]) -> None:
        self._at = at
        self._kinds: dict[tuple[str, Guard, bool], _Kind] = {}
        self._open: list[tuple[str, int, Guard]] = []
        self._filled = False

    def all(self) -> tuple[Use, ...]:
        """Every use, grouped by feature, guard and fallback, in the order of the mail."""
        while self._open:
            self._close()
        return tuple(
            Use(name, kind.detail, guard, fallback, tuple(kind.places.values())[:_PLACES], kind.count)
            for (name, guard, fallback), kind in self._kinds.items()
        )

    def element(self, event: Event, own: Block, look: Look, felt: list[Rule], revealed: str) -> None:
        """A start tag with its style attribute, the rules that it follows, and the condition it stands under."""
        guard: Guard = "not-outlook" if revealed else ""
        if "hidden" in event.attributes and not any(name == "display" for name, _value, _important in own.said):
            self._use(Feature("html-hidden", "the attribute hidden"), event, guard, event.start)
        if look.gone:
            return
        for rule in felt:
            for feature in rule.block.uses:
                self._use(feature, event, rule.guard or guard, rule.place)
        for feature in own.uses:
            self._use(feature, event, guard, event.start)
        name = _ELEMENTS.get(event.name)
        if event.name in _FILLED:
            self._open.append((event.name, event.start, guard))
            self._filled = False
        elif name is not None:
            self._use(Feature(name, f"<{event.name}>"), event, guard, event.start)

    def filled(self, *, alone: bool = True) -> None:
        """Something stands here that is shown: inside a video it is what those see who cannot play it."""
        self._filled = self._filled or alone or bool(self._open)

    def end(self, name: str) -> None:
        """An end tag."""
        if self._open and self._open[-1][0] == name:
            self._close()

    def _close(self) -> None:
        name, start, guard = self._open.pop()
        self._keep(Feature(_ELEMENTS[name], f"<{name}>", self._filled), guard, start, self._at(start))

    def _use(self, feature: Feature, event: Event, guard: Guard, place: int | tuple[int, int, int]) -> None:
        instead = any(key in event.attributes for key in feature.attributes)
        kept = feature._replace(fallback=True) if instead else feature
        where = place if isinstance(place, int) else place[0]
        self._keep(kept, guard, place, None if isinstance(place, tuple) else self._at(where))

    def _keep(self, feature: Feature, guard: Guard, place: object, location: Location | None) -> None:
        key = (feature.name, guard, feature.fallback)
        if key not in self._kinds and len(self._kinds) >= _KINDS:
            return
        kind = self._kinds.setdefault(key, _Kind(feature.detail))
        if place in kind.places:
            return
        kind.count += 1
        if len(kind.places) < 10 * _PLACES:
            kind.places[place] = location or self._within(place)

    def _within(self, place: object) -> Location:
        """Where a rule stands: its line and column in the sheet, seen from where the sheet begins."""
        assert isinstance(place, tuple)
        start, line, column = place
        first = self._at(start)
        shift = first.column - 1 if line == 1 else 0
        return Location(message=first.message, file=first.file, part=first.part, line=first.line + line - 1,
                        column=column + shift)  # fmt: skip
