"""How things look inside an element, by its own words, its style sheets' and what is around it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from preflight.facts.markup import UNDECIDED, Style
from preflight.load.block import CLEAR, UNSURE, Longhands, Paint, paint_of
from preflight.load.css import LENGTH, PIXELS
from preflight.load.scan import Attribute

_SMALLEST = 8.0
_KEYWORDS = {
    "xx-small": 9.0, "x-small": 10.0, "small": 13.0, "medium": 16.0, "large": 18.0, "x-large": 24.0, "xx-large": 32.0,
    "initial": 16.0,
}  # fmt: skip
_FONT_SIZES = {"1": 10.0, "2": 13.0, "3": 16.0, "4": 18.0, "5": 24.0, "6": 32.0, "7": 48.0,
               "-1": 13.0, "-2": 10.0, "+1": 18.0, "+2": 24.0, "+3": 32.0}  # fmt: skip
_SIZED = {"h1": 2.0, "h2": 1.5, "h3": 1.17, "h5": 0.83, "h6": 0.67, "small": 0.83, "sub": 0.83, "sup": 0.83, "big": 1.2}
_BOLD = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "b", "strong", "th"})
_CONTROLS = frozenset({"button", "input", "select", "textarea"})


class Look(NamedTuple):
    """How text looks here. `gone` cannot be undone by what is inside; the other properties can.

    `colour` is six hexadecimal digits, `UNDECIDED`, or "" where nobody says one; so is `ground`, which is what lies
    under a picture where `pictured` says that there is one. `veiled`: an opacity mixes all colours.
    """

    gone: str = ""
    invisible: bool = False
    size: float = 16.0
    colour: str = ""
    ground: str = "ffffff"
    pictured: bool = False
    bold: bool = False
    veiled: bool = False

    @property
    def hidden(self) -> str:
        """By what text is made invisible, or ""."""
        if self.gone or self.invisible:
            return self.gone or "visibility:hidden hides it"
        if self.size < _SMALLEST:
            return "its letters are 0 px high" if self.size == 0 else f"its letters are only {self.size:g} px high"
        same = self.colour and self.colour == self.ground and self.colour != UNDECIDED and not self.pictured
        return "its colour is that of its ground" if same else ""

    @property
    def picture_hidden(self) -> str:
        """By what a picture is made invisible: neither its letters nor their colour matter."""
        return self.gone or ("visibility:hidden hides it" if self.invisible else "")

    @property
    def style(self) -> Style:
        """The same, as a fact."""
        colour = UNDECIDED if self.veiled else self.colour
        return Style(colour, self.ground, self.pictured, self.size, self.bold)


def attributes(name: str, values: Mapping[str, Attribute]) -> Longhands:
    """What an element and its own attributes say of looks; style sheets and style attributes are stronger."""
    found: Longhands = {"bold": True} if name in _BOLD else {}
    if name in _SIZED:
        found["size"] = f"{_SIZED[name]}em"
    if name == "a" and "href" in values:
        found["color"] = UNSURE  # each program has a blue of its own for links
    if name in _CONTROLS:
        found["color"] = found["ground"] = UNSURE
    if not values:
        return found
    if "bgcolor" in values and (ground := _legacy(values["bgcolor"].value)) is not None:
        found["ground"] = ground
    if "background" in values and values["background"].value.strip():
        found["picture"] = True
    if name == "font":
        found |= _font(values)
    if name == "body" and "text" in values and (colour := _legacy(values["text"].value)) is not None:
        found["color"] = colour
    return found


def _font(values: Mapping[str, Attribute]) -> Longhands:
    found: Longhands = {}
    if "color" in values and (colour := _legacy(values["color"].value)) is not None:
        found["color"] = colour
    if "size" in values and (size := _FONT_SIZES.get(values["size"].value.strip())) is not None:
        found["size"] = f"{size}px"
    return found


def _legacy(value: str) -> Paint | None:
    """A colour of an attribute: browsers read it without its # too, and make something of anything."""
    value = value.strip().lower()[:60]
    if not value or value == "transparent":
        return CLEAR if value else None
    return paint_of(value) or paint_of(f"#{value}") or UNSURE


def inherit(above: Look, said: Longhands, *, hidden: bool = False) -> Look:
    """How things look inside an element of which so much is said; `hidden` is its own attribute."""
    if not (said or hidden):
        return above
    shown = said.get("visibility", "")
    ground, pictured = _ground(said, above)
    return Look(
        gone=above.gone or _gone(said, hidden=hidden),
        invisible=shown in {"hidden", "collapse"} if shown and shown != "inherit" else above.invisible,
        size=_size(said.get("size", ""), above.size),
        colour=_colour(said.get("color"), above, ground),
        ground=ground,
        pictured=pictured,
        bold=said.get("bold", above.bold),
        veiled=above.veiled or said.get("opacity", "1").strip("0.") not in {"", "1", "100%"},
    )


def _gone(said: Longhands, *, hidden: bool) -> str:
    if said.get("display") == "none" or (hidden and "display" not in said):
        return "the attribute hidden hides it" if hidden else "display:none hides it"
    if _zero(said.get("opacity", "")):
        return "opacity:0 hides it"
    if said.get("overflow") == "hidden":
        for name in ("max-height", "height", "max-width", "width"):
            if _zero(said.get(name, "")):
                return f"{name}:0 hides it"
    return ""  # mso-hide hides from Outlook alone, beside what is drawn for Outlook in its place


def _zero(value: str) -> bool:
    found = LENGTH.match(value)
    return found is not None and float(found[1]) == 0


def _size(value: str, above: float) -> float:
    if value in {"", "inherit", "unset"}:
        return above
    if value in _KEYWORDS:
        return _KEYWORDS[value]
    if value in {"smaller", "larger"}:
        return round(above * (0.83 if value == "smaller" else 1.2), 2)
    found = LENGTH.fullmatch(value)
    if found is None:
        return above  # calc(), vw, a token: what is around is as good a guess as any
    number, unit = abs(float(found[1])), found[2] or ""
    factor = {"em": above, "rem": 16.0, "%": above / 100}.get(unit) or PIXELS.get(unit, 1.0)
    return round(number * factor, 2)


def _ground(said: Longhands, above: Look) -> tuple[str, bool]:
    """The colour behind, and whether a picture lies over it."""
    paint, picture = said.get("ground"), bool(said.get("picture"))
    if not isinstance(paint, Paint) or paint.alpha == 0:
        return above.ground, above.pictured or picture
    mixed = _mixed(paint, above.ground)
    if paint.digits != UNDECIDED and paint.alpha < 1 and above.pictured:
        return mixed, True
    return mixed, picture


def _colour(paint: Paint | str | None, above: Look, ground: str) -> str:
    if isinstance(paint, Paint):
        return _mixed(paint, ground)
    return "" if paint in {"initial", "revert"} else above.colour


def _mixed(paint: Paint, ground: str) -> str:
    """A colour as it is seen over another one."""
    if paint.alpha == 1 or paint.digits == UNDECIDED:
        return paint.digits
    if len(ground) != 6:
        return UNDECIDED
    pairs = zip(bytes.fromhex(paint.digits), bytes.fromhex(ground), strict=True)
    return "".join(f"{round(over * paint.alpha + under * (1 - paint.alpha)):02x}" for over, under in pairs)
