"""The addresses and lengths that stand in CSS."""

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
LENGTH = re.compile(r"([+-]?(?:\d{1,6}(?:\.\d{0,6})?|\.\d{1,6}))\s*(px|pt|em|rem|%)?")
PIXELS = {"px": 1.0, "": 1.0, "pt": 4 / 3}


class Address(NamedTuple):
    """A `url()`: its text, where it begins, whether a style sheet or font is behind it."""

    url: str
    start: int
    resource: bool


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
        if url and url[0] != "#":  # a place in the document, such as VML's own behaviour
            yield Address(url, found.start(), font or found[0][0] == "@")


def pixels(text: str) -> float | None:
    """A width or height in CSS pixels; None where it is not said so ("100%", "auto")."""
    found = LENGTH.match(text.strip().lower())
    if found is None or (found[2] or "") not in PIXELS:
        return None
    return round(float(found[1]) * PIXELS[found[2] or ""], 2)
