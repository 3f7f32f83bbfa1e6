"""SPF macros (RFC 7208 §7): `%{i}`, `%{d2}`, `%{lr-}` …: reads them, and fills them in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import quote

import msgspec

DOMAIN_LETTERS = frozenset("slodiphv")
"""Letters that stand in a domain; `c`, `r` and `t` are for explanations alone."""

EXPLANATION_LETTERS = DOMAIN_LETTERS | frozenset("crt")

_MACRO = re.compile(r"%\{([A-Za-z])([0-9]*)([rR]?)([-.+,/_=]*)\}")
_ESCAPES = {"%%": "%", "%_": " ", "%-": "%20"}
_UNRESERVED = "-._~"


class MacroFault(ValueError):
    """A macro that is none; the message is for people."""


class Macro(msgspec.Struct, frozen=True):
    """One `%{…}`: `keep` is how many labels from the right stay (0: all); upper case asks for URL encoding."""

    letter: str
    keep: int
    reverse: bool
    delimiters: str
    encode: bool


Pieces = tuple[str | Macro, ...]
"""A macro string: literal text and macros, in order."""


def read(text: str, letters: frozenset[str] = DOMAIN_LETTERS) -> Pieces:
    """The pieces of a macro string. Raises MacroFault."""
    pieces: list[str | Macro] = []
    at = 0
    while at < len(text):
        percent = text.find("%", at)
        if percent < 0:
            pieces.append(text[at:])
            break
        if percent > at:
            pieces.append(text[at:percent])
        piece, at = _one(text, percent, letters)
        pieces.append(piece)
    return tuple(pieces)


def _one(text: str, at: int, letters: frozenset[str]) -> tuple[str | Macro, int]:
    escape = _ESCAPES.get(text[at : at + 2])
    if escape is not None:
        return escape, at + 2
    found = _MACRO.match(text, at)
    if found is None:
        raise MacroFault(f"“{text[at : at + 12]}” is no macro")
    letter, digits, reverse, delimiters = found.groups()
    if letter.lower() not in letters:
        raise MacroFault(f"there is no macro “%{{{letter}}}” here")
    if digits and not digits.strip("0"):
        raise MacroFault(f"“{found[0]}” keeps no label at all")
    # Beyond 128 labels no name goes on, and an endless number would only cost time.
    keep = min(int(digits[-4:]) if len(digits.lstrip("0")) <= 3 else 128, 128) if digits else 0
    return Macro(letter.lower(), keep, bool(reverse), delimiters or ".", letter.isupper()), found.end()


def used(pieces: Pieces) -> frozenset[str]:
    """The letters of the macros in it."""
    return frozenset(piece.letter for piece in pieces if isinstance(piece, Macro))


def fill_in(pieces: Pieces, values: Mapping[str, str]) -> str:
    """The macro string with `values` by letter. Raises KeyError for a letter that has none."""
    return "".join(piece if isinstance(piece, str) else _filled(piece, values[piece.letter]) for piece in pieces)


def _filled(macro: Macro, value: str) -> str:
    parts = re.split(f"[{re.escape(macro.delimiters)}]", value)
    if macro.reverse:
        parts.reverse()
    text = ".".join(parts[-macro.keep :] if macro.keep else parts)
    return quote(text.encode("latin-1", "replace"), safe=_UNRESERVED) if macro.encode else text
