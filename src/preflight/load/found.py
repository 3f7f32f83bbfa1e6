"""Links and pictures as they are found, before they are facts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from preflight.load.scan import Attribute


@dataclass(slots=True)
class Pending:
    """A link that is being read; `text`, `context` and `hidden` come with what stands in it.

    `around` is the sentence without the words of other links that say what they are for: those speak for themselves.
    """

    element: str
    raw: str
    start: int
    entity: str = ""
    title: str = ""
    conditional: str = ""
    resource: bool = False
    text: str = ""
    context: str = ""
    around: str = ""
    hidden: str = ""
    path: str = ""


class Picture(NamedTuple):
    """A picture as it stands."""

    element: str
    raw: str
    start: int
    alt: str | None = None
    width: float | None = None
    height: float | None = None
    linked: bool = False
    conditional: str = ""
    path: str = ""
    wide: bool = False
    hidden: bool = False
    veil: str = ""
    mute: bool = False


def hides(style: dict[str, str]) -> bool:
    """Whether an element's own style hides it."""
    shown = style.get("display") != "none" and style.get("visibility") != "hidden"
    return not shown or style.get("opacity") in {"0", "0.0"}


def mute(values: dict[str, Attribute]) -> bool:
    """Whether its tag tells screen readers to pass it by."""
    role = values["role"].value.strip().lower() if "role" in values else ""
    return role in {"presentation", "none"} or ("aria-hidden" in values and values["aria-hidden"].value == "true")


def says_width(values: dict[str, Attribute], style: dict[str, str]) -> bool:
    """Whether its tag gives a width, in pixels or otherwise."""
    said = values["width"].value.strip() if "width" in values else ""
    return bool(said) or style.get("width", "").strip().lower() not in {"", "auto"}
