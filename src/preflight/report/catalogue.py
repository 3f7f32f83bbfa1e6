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

_ESCAPE = re.compile(r"\\(.)")
_VALUE = re.compile(r"\{(\w+)\}")
_WORD = re.compile(r"\w+")
_WHOLE = re.compile(r"(?<![\w{}])\w+(?![\w{}])")
"""Words of a template that no value can lengthen."""
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+")
_DECIMAL = re.compile(r"\d+\.\d+")
_NUMBERS = frozenset(("age", "at_most", "least", "limit", "most", "needed", "ratio", "score", "share", "size", "times"))
"""Values that are numbers with a fraction; elsewhere "1.2" may be a version."""
_DAY = (r"(\d\d)-(\d\d)", r"\2.\1.")
_SHORT = {"begin": _DAY, "end": _DAY, "tested": (r"(\d{4})-(\d\d)", r"\2/\1")}
"""Values that are a day of every year, or a month."""
_MOMENT = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(?: ?(UTC|Z)|([+-])0?(\d+):?(\d\d))?)?"
)
_DEEP = 3
_LONG = 4_000
_ESCAPES = {"n": "\n", "t": "\t"}


class Shape(NamedTuple):
    """A template that sentences are recognised by: its literal `pieces`, and a `word` that it needs.

    What stands “{in quotation marks}” is quoted, and stays as it is.
    """

    word: str
    pieces: tuple[str, ...]
    literal: int
    pattern: str
    names: tuple[str, ...]
    quoted: frozenset[str]
    translation: str


class Catalogue:
    """English texts and their translations: those of the page, and those of the checks (of the context "check")."""

    def __init__(self, texts: dict[tuple[str, str], str]) -> None:
        self._texts = {english: other for (context, english), other in texts.items() if not context}
        self._said = {english: other for (context, english), other in texts.items() if context}
        shapes = (_shape(english, other) for english, other in self._said.items() if "{" in english)
        self._shapes: dict[str, list[tuple[int, Shape]]] = {}
        for rank, shape in enumerate(sorted(shapes, key=lambda shape: -shape.literal)):
            self._shapes.setdefault(shape.word, []).append((rank, shape))
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
        for shape in self._likely(text) if depth < _DEEP else ():
            found = re.fullmatch(shape.pattern, text, re.DOTALL) if _holds(text, shape.pieces) else None
            if found:
                quoted = shape.quoted
                values = {n: _quoted(found[n]) if n in quoted else self._value(n, found[n], depth) for n in shape.names}
                return fill(shape.translation, dict(values))
        return text

    def _likely(self, text: str) -> list[Shape]:
        """The shapes whose word stands in the text, the most literal first."""
        words = {*_WORD.findall(text), ""}
        return [shape for _rank, shape in sorted(one for word in words for one in self._shapes.get(word, ()))]

    def _value(self, name: str, text: str, depth: int) -> str:
        if name in _DATA:
            return text
        if _THOUSANDS.fullmatch(text):
            return text.replace(",", ".")
        if name in _NUMBERS and _DECIMAL.fullmatch(text):
            return text.replace(".", ",")
        if name in _SHORT and (part := re.fullmatch(_SHORT[name][0], text)):
            return part.expand(_SHORT[name][1])
        if text[:1] == "“" and text[-1:] == "”":
            return f"„{text[1:-1]}“"
        moment = _MOMENT.fullmatch(text)
        return _when(moment) if moment else self._listed(name, text, depth + 1)

    def _listed(self, name: str, text: str, depth: int) -> str:
        """A value, or a list of values: "a (1, meant c), b (2) and 3 more"."""
        more, items = _MORE.fullmatch(text), _ITEMS.fullmatch(text)
        if more:
            return f"{self._listed(name, more[1], depth)} und {more[2]} weitere"
        if items:
            return ", ".join(self._sentence(f"{one})", depth) for one in text[:-1].split("), "))
        found = self._sentence(text, depth)
        if found != text or len(text) > _LONG // 4:
            return found
        if name in _LISTS:
            return text.replace(" and ", " und ").replace(" or ", " oder ")
        mark = next((mark for mark in ("; ", ": ", ", ") if mark in text), "")
        return mark.join(self._sentence(piece, depth) for piece in text.split(mark)) if mark else text


def _quoted(text: str) -> str:
    """What is quoted as it is; between several of them (“a”, “b”) stand our quotation marks."""
    return text.replace("”, “", "“, „")


_MORE = re.compile(r"(.+) and (\d+) more")
_ITEMS = re.compile(r"[^()]+ \([^()]*\)(?:, [^()]+ \([^()]*\))+")
_DATA = frozenset(
    {
        *("address", "column", "domain", "file", "host", "label", "last", "link", "list", "lists", "pattern", "seed"),
        *("segment", "selector", "send", "setting", "subject", "token", "url", "value"),
    }
)
"""Values that come from the send: a list may be called "new"."""
_LISTS = frozenset(("clients", "countries", "header", "names"))
"""Values that are lists of names: their last two are joined by "and" or "or"."""


def _when(moment: re.Match[str]) -> str:
    """24.11.2026 um 09:00 (UTC+1)."""
    year, month, day, clock, zero, sign, hours, minutes = moment.groups()
    shift = f"{sign}{hours}" + (f":{minutes}" if minutes != "00" else "") if sign else ""
    zone = " (UTC)" if zero or shift in {"+0", "-0"} else f" (UTC{shift})" if sign else ""
    return f"{day}.{month}.{year}" + (f" um {clock}{zone}" if clock else "")


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
            pattern += f"(?P<{piece}>{_any(pieces[n - 1], first=n == 1)})"
    literals = pieces[::2]
    quoted = frozenset(re.findall(r"“\{(\w+)\}”", english))
    word = max(_WHOLE.findall(english), key=len, default="")
    return Shape(word, tuple(literals), sum(map(len, literals)), pattern, tuple(names), quoted, other)


def _holds(text: str, pieces: tuple[str, ...]) -> bool:
    """Whether the pieces stand in the text in their order: without them an expression would look for them for long."""
    at = 0
    for piece in pieces:
        at = text.find(piece, at) + len(piece)
        if at < len(piece):
            return False
    return text.startswith(pieces[0]) and text.endswith(pieces[-1])


def _any(before: str, *, first: bool) -> str:
    """What a value may be: after a word ("lookup{s}"), or after another value, it may be nothing."""
    if first or (before and not before[-1].isalpha()):
        return ".+?"
    return ".*?" if before else r"(?:(?: \(|: |; ).*?)?"


@cache
def catalogue(lang: str) -> Catalogue:
    """The catalogue of a language; English has none and needs none."""
    file = Path(__file__).parents[1] / "locale" / f"{lang}.po"
    return Catalogue(read(file.read_text("utf-8")) if file.is_file() else {})


def read(text: str) -> dict[tuple[str, str], str]:
    """The texts of a `.po` file by context and English; plural forms become two texts: our languages have two."""
    return dict(_pairs(text))


def _pairs(text: str) -> Iterator[tuple[tuple[str, str], str]]:
    context = english = many = ""
    for key, words in _fields(text):
        if key == "msgctxt":
            context = words
        elif key == "msgid":
            english = words
        elif key == "msgid_plural":
            many = words
        elif english:
            yield (context, many if key == "msgstr[1]" else english), words
            context = context if key == "msgstr[0]" else ""


def _fields(text: str) -> Iterator[tuple[str, str]]:
    """Keys and their texts; a text may go on in further lines."""
    key, pieces = "", list[str]()
    for line in text.split("\n"):
        name, quote, words = line.rstrip().partition('"')
        if not quote or line.startswith("#"):
            continue
        if name:
            if key:
                yield key, "".join(pieces)
            key, pieces = name.strip(), []
        pieces.append(_unescaped(words[:-1]))
    if key:
        yield key, "".join(pieces)


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda found: _ESCAPES.get(found[1], found[1]), text) if "\\" in text else text
