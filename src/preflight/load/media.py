"""Media queries on a desk: a window of 1,000 CSS pixels, light mode, nobody pointing anywhere."""

from __future__ import annotations

import re
from typing import Any

from tinycss2 import serialize

_WIDTH = 1_000.0
_SCREEN = 1_440.0
_FEATURE = re.compile(r"\(\s*([a-z-]+)\s*(?::\s*([^()]*?)\s*)?\)")
_NUMBER = re.compile(r"([\d.]{1,10})\s*(px|em|rem|dppx|dpi)?\Z")
_HELD = {
    ("prefers-color-scheme", "light"), ("orientation", "landscape"), ("hover", "hover"), ("pointer", "fine"),
    ("prefers-reduced-motion", "no-preference"), ("any-hover", "hover"), ("color", ""), ("-webkit-transform-3d", ""),
}  # fmt: skip
_MEASURES = {
    "width": _WIDTH, "device-width": _SCREEN, "height": 800.0, "device-height": 900.0,
    "-webkit-device-pixel-ratio": 1.0, "resolution": 1.0, "device-pixel-ratio": 1.0,
}  # fmt: skip


def applies(prelude: list[Any]) -> bool:
    """Whether the query of an `@media` holds there; what nobody knows does not."""
    try:
        return applies_text(serialize(prelude))
    except RecursionError:
        return False


def applies_text(text: str) -> bool:
    """The same for the words of a query; no words hold everywhere."""
    text = " ".join(text.lower()[:2_000].split())
    return not text or any(_one(query.strip()) for query in text.split(","))


def _one(query: str) -> bool:
    negated = query.startswith("not ")
    query = query.removeprefix("not ").removeprefix("only ")
    pieces = [piece.strip() for piece in re.split(r"\band\b", query)]
    held = bool(pieces) and all(_piece(piece) for piece in pieces)
    return held != negated


def _piece(piece: str) -> bool:
    if piece in {"all", "screen"}:
        return True
    found = _FEATURE.fullmatch(piece)
    return found is not None and _feature(found[1], found[2] or "")


def _feature(name: str, value: str) -> bool:
    side = "min-" if "min-" in name else "max-" if "max-" in name else ""
    measure = _MEASURES.get(name.replace("min-", "", 1).replace("max-", "", 1)) if side else None
    number = _NUMBER.match(value)
    if measure is None or number is None:
        return (name, value) in _HELD
    try:
        limit = float(number[1]) * (16.0 if number[2] in {"em", "rem"} else 1.0)
    except ValueError:
        return False
    limit = limit / 96 if number[2] == "dpi" else limit
    return measure >= limit if side == "min-" else measure <= limit
