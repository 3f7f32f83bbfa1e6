"""Declarations of CSS → what they say of how things look, each shorthand taken apart."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, NamedTuple

from tinycss2 import parse_blocks_contents, serialize
from tinycss2.ast import Declaration, Node, QualifiedRule

from preflight.facts.markup import UNDECIDED
from preflight.load import features
from preflight.load.features import Feature

LONGEST = 20_000
"""Characters of one style attribute that are read."""

_TOKEN = re.compile(
    r"\{\{[^{}]{0,300}+\}\}|\{%[^{}%]{0,300}+%\}|%%[^%\s;]{1,300}+%%|\*\|[^|*]{1,100}+\|\*|\[\[[^\[\]]{0,300}+\]\]|"
    r"<%[^%<>]{0,300}+%>|\$\{[^{}]{0,300}+\}|\{\$?[\w.]{1,100}+\}(?=\s*[;\"'}])"
)
_FILLED = re.compile(r"-t-+")
_SHEET_TOKEN = re.compile(r"\{%[^{}%]{0,300}+%\}|<%[^%<>]{0,300}+%>")
_COLOUR_LIKE = frozenset({"ident", "hash", "function"})
_BOLD = frozenset({"bold", "bolder", "600", "700", "800", "900"})
_LIGHT = frozenset({"normal", "lighter", "100", "200", "300", "400", "500"})
_RAW = frozenset(
    {
        "display",
        "visibility",
        "opacity",
        "overflow",
        "height",
        "max-height",
        "width",
        "max-width",
    }
)
_KEYWORDS = frozenset({"inherit", "initial", "unset", "revert"})


class Paint(NamedTuple):
    """A colour: six hexadecimal digits and how opaque it is, or `UNDECIDED`."""

    digits: str
    alpha: float = 1.0


CLEAR = Paint("000000", 0.0)
UNSURE = Paint(UNDECIDED)

Longhands = dict[str, Any]
"""Property → its value: a Paint for `color` and `ground`, a bool for `picture` and `bold`, words for the others."""


class Block(NamedTuple):
    """What stands between two braces, or in a style attribute.

    `said` are the declarations in their order (name, value, both in lower case, is it important); `looks` and
    `important` what they say of looks, `uses` the features that not all mail programs have.
    """

    said: tuple[tuple[str, str, bool], ...] = ()
    looks: Longhands = {}
    important: Longhands = {}
    uses: tuple[Feature, ...] = ()

    @property
    def values(self) -> dict[str, str]:
        """Name → value; the last one wins, an important one stays."""
        ordered = sorted(self.said, key=lambda one: one[2])
        return {name: value for name, value, _important in ordered}


EMPTY = Block()


@lru_cache(maxsize=2_048)
def of_attribute(style: str) -> Block:
    """A style attribute; one and the same stands on hundreds of cells."""
    found = of_nodes(parse_blocks_contents(masked(style[:LONGEST]), skip_comments=True, skip_whitespace=True))
    if _SHEET_TOKEN.search(style):
        return found._replace(important={**found.important, "color": UNSURE, "ground": UNSURE})
    return found


def masked(text: str, *, sheet: bool = False) -> str:
    """The text with a platform's tokens made a word of CSS (or a comment, where they steer), each as long as before."""
    if sheet:
        text = _SHEET_TOKEN.sub(lambda found: f"/*{' ' * (len(found[0]) - 4)}*/", text)
    return _TOKEN.sub(lambda found: "-t" + "-" * (len(found[0]) - 2), text)


def of_nodes(nodes: list[Node]) -> Block:
    """The declarations among parsed nodes; what is no declaration is passed by, as browsers do."""
    said: list[tuple[str, str, bool]] = []
    looks: Longhands = {}
    important: Longhands = {}
    for node in nodes:
        if isinstance(node, Declaration):
            text = words(node.value)
            said.append((node.lower_name, text, node.important))
            (important if node.important else looks).update(_longhands(node.lower_name, text, node.value))
    every = tuple(said)
    uses = features.of(every)
    if any(isinstance(node, QualifiedRule) for node in nodes):
        uses = (*uses, features.Feature("css-nesting", "rules inside rules"))
    return Block(every, looks, important, uses)


def words(tokens: list[Node]) -> str:
    """Tokens as text, lower case, trimmed; "" for what is nested deeper than anybody writes."""
    try:
        text: str = serialize(tokens)
    except RecursionError:
        return ""
    return text.strip().lower()[:LONGEST]


def _longhands(name: str, text: str, tokens: list[Node]) -> Longhands:
    if name in _RAW:
        return {name: text}
    if name == "color":
        return _known("color", text, tokens)
    if name in {"background-color", "background"}:
        return _ground(name, text, tokens)
    if name == "background-image":
        return {"picture": _paints_picture(text)}
    if name == "font-size":
        return {"size": text}
    if name in {"font", "font-weight"}:
        return _font(name, text)
    return {}


def _known(key: str, text: str, tokens: list[Node]) -> Longhands:
    """The colour under `key`; nothing where it is no colour, as browsers keep what was said before then."""
    if text in _KEYWORDS:
        return {key: text}
    found = _paint(text, tokens)
    return {} if found is None else {key: found}


def _ground(name: str, text: str, tokens: list[Node]) -> Longhands:
    if name == "background-color":
        return _known("ground", text, tokens)
    pictured = _paints_picture(text)
    found = text if text in _KEYWORDS else _paint(text, tokens)
    return {"ground": CLEAR if found is None else found, "picture": pictured}


def _paint(text: str, tokens: list[Node]) -> Paint | None:
    if _undecided(text):
        return UNSURE
    found = [paint for token in tokens[:50] if token.type in _COLOUR_LIKE and (paint := paint_of(token))]
    return found[-1] if found else None


def paint_of(token: Node | str) -> Paint | None:
    """The colour that a token (or a text) is, or None."""
    from tinycss2.color4 import parse_color

    try:
        found = parse_color(token)
        if found is None:
            return None
        if isinstance(found, str):
            return UNSURE  # currentcolor
        red, green, blue = (round(min(max(one, 0.0), 1.0) * 255) for one in found.to("srgb").coordinates)
    except (NotImplementedError, ValueError, TypeError, ArithmeticError):
        return UNSURE
    return Paint(f"{red:02x}{green:02x}{blue:02x}", min(max(float(found.alpha or 0), 0.0), 1.0))


def _undecided(text: str) -> bool:
    return "var(" in text or "light-dark(" in text or "color-mix(" in text or _FILLED.search(text) is not None


def _paints_picture(text: str) -> bool:
    return "url(" in text or "gradient(" in text or "image-set(" in text


def _font(name: str, text: str) -> Longhands:
    if name == "font-weight":
        return {"bold": True} if text in _BOLD else {"bold": False} if text in _LIGHT else {}
    pieces = text.split()
    size = next((piece.partition("/")[0] for piece in pieces if piece[:1].isdigit() and not piece.isdigit()), "")
    found: Longhands = {"bold": bool(_BOLD & set(pieces))}
    return {**found, "size": size} if size else found
