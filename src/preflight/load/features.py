"""Features of CSS that some mail programs lack, as declarations use them, and whether a fallback stands beside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

_LAID = {
    ("display", "flex"): "css-display-flex",
    ("display", "inline-flex"): "css-display-flex",
    ("display", "grid"): "css-display-grid",
    ("display", "inline-grid"): "css-display-grid",
    ("position", "absolute"): "css-position",
    ("position", "fixed"): "css-position",
    ("float", "left"): "css-float",
    ("float", "right"): "css-float",
    ("object-fit", "cover"): "css-object-fit",
    ("object-fit", "contain"): "css-object-fit",
    ("visibility", "hidden"): "css-visibility",
}
_GRADIENTS = {"linear-gradient(": "css-linear-gradient", "radial-gradient(": "css-radial-gradient",
              "conic-gradient(": "css-conic-gradient"}  # fmt: skip
_FUNCTIONS = re.compile(r"(?<![\w-])(calc|clamp|min|max)\(")
_UNITS = re.compile(r"(?<![\w.#-])\d*\.?\d+(rem|vw|vh|vmin|vmax|ch)(?![\w-])")
_SIZES = frozenset({"width", "font-size", "line-height"})
_MODERN = re.compile(r"(?<![\w-])(?:rgba?|hsla?)\(\s*[^,()]+\s[^,()]+\)|(?<![\w-])(?:hwb|lab|lch|oklab|oklch|color)\(")
_PAINTS = frozenset({"color", "background", "background-color"})
_VARIABLE = re.compile(r"var\(\s*--[\w-]+\s*(,)?")
_HIDES = frozenset(
    {
        ("display", "none"), ("mso-hide", "all"), ("font-size", "0"), ("font-size", "0px"), ("opacity", "0"),
        ("max-height", "0"), ("max-height", "0px"), ("height", "0"), ("height", "0px"),
        ("width", "0"), ("width", "0px"),
    }
)  # fmt: skip

_LONG, _MANY, _MOST = 500, 500, 20
"""Signs of a value, declarations of a block and features in it that are looked at; what is longer was made to hurt."""

Said = tuple[tuple[str, str, bool], ...]


class Feature(NamedTuple):
    """A feature in use: its name in the tables of client support, how it is written, whether a fallback stands beside.

    `attribute` names the attributes of the element that would be a fallback too.
    """

    name: str
    detail: str
    fallback: bool = False
    attributes: frozenset[str] = frozenset()


def of(said: Said) -> tuple[Feature, ...]:
    """Those of a block of declarations, in their order."""
    short = tuple((name, value[:_LONG], important) for name, value, important in said[:_MANY])
    return tuple(islice((feature for place in range(len(short)) for feature in _of_one(short, place)), _MOST))


def _of_one(said: Said, place: int) -> Iterator[Feature]:
    name, value, _important = said[place]
    detail = re.sub(r"-t-+", "…", f"{name}: {value}")[:100]
    laid = _LAID.get((name, value))
    if laid is not None:
        yield Feature(laid, detail, _beside(laid, said), _INSTEAD.get(laid, frozenset()))
    elif name in {"background", "background-image"}:
        yield from _pictured(said, place, detail)
    if "var(" in value:
        defaulted = all(found[1] for found in _VARIABLE.finditer(value))
        yield Feature("css-variables", detail, defaulted or _before(said, place, "var("))
    if name in _SIZES:
        yield from _measured(said, place, detail)
    if name in _PAINTS and _MODERN.search(value):
        yield Feature("css-modern-color", detail, _plainly(said, place))


_INSTEAD = {"css-float": frozenset({"align"})}


def _beside(laid: str, said: Said) -> bool:
    """Whether the same block does the same in another way."""
    pairs = {(name, value) for name, value, _important in said}
    if laid == "css-visibility":
        return bool(_HIDES & pairs)
    if laid == "css-position":
        # Text that is pushed out of sight or clipped away is hidden on purpose, and in other ways too.
        return bool(_HIDES & pairs) or any(name in {"clip", "clip-path"} or "-9" in value for name, value in pairs)
    return laid.startswith("css-display") and any(name == "display" and value in _PLAIN for name, value in pairs)


_PLAIN = frozenset({"block", "inline-block", "table", "table-cell", "inline"})


def _pictured(said: Said, place: int, detail: str) -> Iterator[Feature]:
    value = said[place][1]
    coloured = any(name in {"background", "background-color"} and _coloured(value) for name, value, _important in said)
    found = [slug for word, slug in _GRADIENTS.items() if word in value]
    if "url(" in value:
        yield Feature("css-background-image", detail, coloured, frozenset({"bgcolor", "background"}))
    for slug in found:
        yield Feature(slug, detail, coloured or _before(said, place, "gradient("), frozenset({"bgcolor"}))


def _coloured(value: str) -> bool:
    """Whether a background names a colour beside its pictures."""
    rest = re.sub(r"(?:url|[\w-]*gradient)\((?:[^()]|\([^()]*\))*\)", " ", value)
    return re.search(r"#[0-9a-f]{3,8}\b|rgba?\(|hsla?\(|-t-", rest) is not None or bool(_NAMES & set(rest.split()))


_NAMES = frozenset(
    {
        "white", "black", "red", "blue", "green", "gray", "grey", "silver", "navy", "yellow", "orange", "purple",
        "teal", "maroon", "olive", "lime", "aqua", "fuchsia", "transparent", "whitesmoke", "lightgray",
    }
)  # fmt: skip


def _measured(said: Said, place: int, detail: str) -> Iterator[Feature]:
    name, value, _important = said[place]
    pairs = {other for other, _value, _important in said}
    held = frozenset({"width"}) if name == "width" else frozenset[str]()
    function = _FUNCTIONS.search(value)
    if function is not None:
        slug = "css-unit-calc" if function[1] == "calc" else f"css-function-{function[1]}"
        # Between a least and a greatest width a formula only chooses: where it is dropped, those two still hold.
        yield Feature(slug, detail, _before(said, place, "(") or {"min-width", "max-width"} <= pairs, held)
    unit = _UNITS.search(value)
    if unit is not None and function is None and value != "100vw":
        yield Feature(f"css-unit-{unit[1]}", detail, _before(said, place, unit[1]), held)


def _before(said: Said, place: int, sign: str) -> bool:
    """Whether the same property was said before without what not everybody knows."""
    name = said[place][0]
    return any(other == name and sign not in value for other, value, _important in said[:place])


def _plainly(said: Said, place: int) -> bool:
    name = said[place][0].partition("-")[0]
    return any(
        other.partition("-")[0] == name and not _MODERN.search(value) for other, value, _important in said[:place]
    )
