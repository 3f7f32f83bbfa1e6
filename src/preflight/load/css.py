"""The little of CSS that tells pictures, and what cannot be seen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_URL = re.compile(
    r"""(@import\s++)?\burl\(\s*+(?:"([^"\n]*+)"|'([^'\n]*+)'|([^"'()\s]*+))\s*+\)"""
    r"""|@import\s++(?:"([^"\n]*+)"|'([^'\n]*+)')""",
    re.IGNORECASE,
)
_FONT_FACE = re.compile(r"@font-face\s*+\{[^}]*+\}?", re.IGNORECASE)
_LENGTH = re.compile(r"([+-]?(?:\d{1,6}(?:\.\d{0,6})?|\.\d{1,6}))\s*(px|pt|em|rem|%)?")
_RGB = re.compile(r"rgba?\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})\s*(?:,\s*([\d.]{1,6})\s*)?\)")
_HEX = re.compile(r"#([0-9a-f]{6}|[0-9a-f]{3})")
_COLOURS = {"white": "ffffff", "black": "000000", "red": "ff0000", "gray": "808080", "grey": "808080",
            "silver": "c0c0c0", "blue": "0000ff", "navy": "000080", "green": "008000", "yellow": "ffff00"}  # fmt: skip
_SMALLEST = 8.0
_PIXELS = {"px": 1.0, "": 1.0, "pt": 4 / 3}


class Address(NamedTuple):
    """A `url()`: its text, where it begins, whether a style sheet or font is behind it."""

    url: str
    start: int
    resource: bool


class Look(NamedTuple):
    """How text looks here. `gone` cannot be undone by what is inside; the other properties can."""

    gone: str = ""
    invisible: bool = False
    size: float = 16.0
    colour: str = ""
    ground: str = "ffffff"

    @property
    def hidden(self) -> str:
        """By what text is made invisible, or ""."""
        if self.gone or self.invisible:
            return self.gone or "visibility:hidden hides it"
        if self.size < _SMALLEST:
            return "its letters are 0 px high" if self.size == 0 else f"its letters are only {self.size:g} px high"
        return "its colour is that of its ground" if self.colour and self.colour == self.ground else ""

    @property
    def picture_hidden(self) -> str:
        """By what a picture is made invisible: neither its letters nor their colour matter."""
        return self.gone or ("visibility:hidden hides it" if self.invisible else "")


def addresses(text: str) -> Iterator[Address]:
    """Every `url()` and `@import` of a style sheet or style attribute."""
    text = _COMMENT.sub(lambda found: " " * len(found[0]), text)
    fonts = [found.span() for found in _FONT_FACE.finditer(text)]
    here = 0
    for found in _URL.finditer(text):
        while here < len(fonts) and fonts[here][1] <= found.start():
            here += 1
        font = here < len(fonts) and fonts[here][0] <= found.start()
        url = next((group for group in found.groups()[1:] if group), "")
        if url:
            yield Address(url, found.start(), font or found[0][0] == "@")


def declarations(style: str) -> dict[str, str]:
    """Name → value, both in lower case and without `!important`; the last one wins, an important one stays."""
    found: dict[str, str] = {}
    important: set[str] = set()
    for piece in _COMMENT.sub("", style[:20_000]).split(";"):
        name, colon, value = piece.partition(":")
        name, value = name.strip().lower(), value.strip().lower()
        bare = value.removesuffix("!important").rstrip()
        if colon and (bare != value or name not in important):
            found[name] = bare
            if bare != value:
                important.add(name)
    return found


def inherit(above: Look, style: dict[str, str], *, ground: str = "", colour: str = "", hidden: bool = False) -> Look:
    """How things look inside an element; `ground`, `colour` and `hidden` are its own attributes."""
    if not (style or ground or colour or hidden):
        return above
    shown = style.get("visibility", "")
    painted = style.get("background-color") or style.get("background") or ground
    return Look(
        gone=above.gone or _gone(style, hidden=hidden),
        invisible=shown in {"hidden", "collapse"} if shown else above.invisible,
        size=_size(style, above.size),
        colour=_colour(style.get("color") or colour) or above.colour,
        ground=_ground(painted, above.ground),
    )


def pixels(text: str) -> float | None:
    """A width or height in CSS pixels; None where it is not said so ("100%", "auto")."""
    found = _LENGTH.match(text.strip().lower())
    if found is None or (found[2] or "") not in _PIXELS:
        return None
    return round(float(found[1]) * _PIXELS[found[2] or ""], 2)


def _gone(style: dict[str, str], *, hidden: bool) -> str:
    if hidden or style.get("display") == "none":
        return "the attribute hidden hides it" if hidden else "display:none hides it"
    if _zero(style.get("opacity", "")):
        return "opacity:0 hides it"
    if style.get("overflow") == "hidden":
        for name in ("max-height", "height", "max-width", "width"):
            if _zero(style.get(name, "")):
                return f"{name}:0 hides it"
    return "mso-hide hides it" if style.get("mso-hide") == "all" else ""


def _zero(value: str) -> bool:
    found = _LENGTH.match(value)
    return found is not None and float(found[1]) == 0


def _size(style: dict[str, str], above: float) -> float:
    value = style.get("font-size") or _shorthand(style.get("font", ""))
    found = _LENGTH.match(value)
    if found is None:
        return above if value in {"", "inherit", "smaller", "larger"} else 16.0
    number, unit = float(found[1]), found[2] or ""
    if number == 0:
        return 0.0
    factor = {"em": above, "rem": 16.0, "%": above / 100}.get(unit) or _PIXELS.get(unit, 1.0)
    return round(number * factor, 2)


def _shorthand(value: str) -> str:
    found = re.search(r"(?:^|\s)(\d{1,6}(?:\.\d{1,6})?(?:px|pt|em|rem|%))(?=[\s/]|$)", value[:300])
    return found[1] if found else ""


def _ground(value: str, above: str) -> str:
    if not value or value in {"transparent", "inherit", "none"}:
        return above
    # Behind text may be a picture, of which nobody knows the colour.
    return "" if "url(" in value or "gradient" in value else _colour(value)


def _colour(value: str) -> str:
    """Six hexadecimal digits, or "" for what is no plain opaque colour."""
    value = value.strip()[:60]
    if (found := _HEX.match(value)) is not None:
        digits = found[1]
        return digits if len(digits) == 6 else "".join(sign * 2 for sign in digits)
    if (found := _RGB.match(value)) is not None:
        opaque = found[4] in {None, "1", "1.0"}
        return "".join(f"{min(int(one), 255):02x}" for one in found.groups()[:3]) if opaque else ""
    return _COLOURS.get(value.split(" ", 1)[0], "")
