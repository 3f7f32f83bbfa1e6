"""The one catalogue of translated texts: `locale/de.po`, gettext's own format, read as it stands.

The texts of the page are looked up. What the checks say stands in the report in English, its values filled in: its
template is recognised, and the translation is filled with the same values.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from preflight.finding import fill

_ENTRY = re.compile(r'^(msgctxt|msgid|msgid_plural|msgstr(?:\[\d\])?)[ \t]+((?:"(?:[^"\\]|\\.)*"\s*)+)', re.MULTILINE)
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')
_ESCAPE = re.compile(r"\\(.)")
_VALUE = re.compile(r"\{(\w+)\}")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+")
_DEEP = 3
_LONG = 4_000
_ESCAPES = {"n": "\n", "t": "\t"}


class Shape(NamedTuple):
    """A template that sentences are recognised by: `sure` is its longest literal piece."""

    sure: str
    literal: int
    pattern: str
    names: tuple[str, ...]
    translation: str


class Catalogue:
    """English texts and their translations: those of the page, and those of the checks (of the context "check")."""

    def __init__(self, texts: dict[tuple[str, str], str]) -> None:
        self._texts = {english: other for (context, english), other in texts.items() if not context}
        self._said = {english: other for (context, english), other in texts.items() if context}
        shapes = (_shape(english, other) for english, other in self._said.items() if "{" in english)
        self._shapes = sorted(shapes, key=lambda shape: -shape.literal)
        self._known: dict[str, str] = {}

    def get(self, english: str) -> str:
        """The translation of a text, itself where there is none."""
        return self._texts.get(english) or english

    def sentence(self, text: str) -> str:
        """The translation of a sentence whose values are filled in; itself where nobody translated it."""
        if text not in self._known:
            self._known[text] = self._sentence(text, 0) if len(text) <= _LONG else text
        return self._known[text]

    def _sentence(self, text: str, depth: int) -> str:
        plain = self._said.get(text)
        if plain:
            return plain
        for shape in self._shapes if depth < _DEEP else ():
            found = re.fullmatch(shape.pattern, text, re.DOTALL) if shape.sure in text else None
            if found:
                values = {name: self._value(found[name], depth) for name in shape.names}
                return fill(shape.translation, dict(values))
        return text

    def _value(self, text: str, depth: int) -> str:
        if _THOUSANDS.fullmatch(text):
            return text.replace(",", ".")
        return self._sentence(text, depth + 1)


def _shape(english: str, other: str) -> Shape:
    pieces = re.split(_VALUE, english)
    names: list[str] = []
    pattern = ""
    for n, piece in enumerate(pieces):
        if n % 2 == 0:
            pattern += re.escape(piece)
        elif piece in names:
            pattern += f"(?P={piece})"
        else:
            names.append(piece)
            pattern += f"(?P<{piece}>.+?)"
    literals = pieces[::2]
    return Shape(max(literals, key=len), sum(map(len, literals)), pattern, tuple(names), other)


@cache
def catalogue(lang: str) -> Catalogue:
    """The catalogue of a language; English has none and needs none."""
    file = Path(__file__).parents[1] / "locale" / f"{lang}.po"
    return Catalogue(read(file.read_text("utf-8")) if file.is_file() else {})


def read(text: str) -> dict[tuple[str, str], str]:
    """The texts of a `.po` file by context and English; plural forms become two texts: our languages have two."""
    return dict(_pairs(text))


def _pairs(text: str) -> Iterator[tuple[tuple[str, str], str]]:
    now: dict[str, str] = {}
    context = ""
    for found in _ENTRY.finditer(text):
        key, words = found[1], "".join(_unescaped(piece[1]) for piece in _QUOTED.finditer(found[2]))
        if key == "msgctxt":
            context = words
            continue
        now[key] = words
        if key in {"msgstr", "msgstr[0]"} and now["msgid"]:
            yield (context, now["msgid"]), words
        elif key == "msgstr[1]":
            yield (context, now["msgid_plural"]), words
        if key.startswith("msgstr"):
            context = context if key == "msgstr[0]" else ""


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda found: _ESCAPES.get(found[1], found[1]), text)
