"""Which words say that a link leaves the list, changes preferences or shows the mail in a browser."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Literal

from preflight.data import footer_words, leaving_words

_LONG = 400
_FEW = 6
"""Words that a link may have whose sentence is asked what it is for; a longer one speaks for itself."""

_OR = re.compile(r",\s*(?:or|oder|ou|o|of|eller|tai|lub|nebo|или|veya)\s|[/|•·»]")
"""What begins another offer: "Unsubscribe, or visit our shop"."""

_APART = re.compile(r"[.!?/|•·»]")

_BEFORE, _AFTER = 100, 25
"""Signs before and after a link that speak of it."""

_EDGES = " \t\n\xa0.,:;!?>»›→\"'“”„()[]"

Purpose = Literal["unsubscribe", "preference", "view"]


def fold(text: str) -> str:
    """Lower case, without accents and with plain blanks, to look for words in."""
    if not text.isascii():
        spread = unicodedata.normalize("NFKD", text.casefold().replace("ı", "i").replace("’", "'"))
        text = unicodedata.normalize("NFC", "".join(sign for sign in spread if not unicodedata.combining(sign)))
    return " ".join(text.lower().split())


@lru_cache(maxsize=2_048)
def purpose(text: str) -> Purpose | None:
    """What the words say the link is for; leaving wins over preferences, as it is what must never be followed."""
    folded = fold(text[:_LONG])
    for name, pattern in _patterns():
        if pattern.search(folded):
            return name
    return None


def purpose_around(text: str, context: str) -> Purpose | None:
    """What the sentence around a link says it is for, where leaving or preferences are spoken of beside its words.

    "To unsubscribe, visit the subscription page": only close by, and never of a link that says what else it is for.
    """
    if len(context) <= len(text):  # nothing stands around it
        return None
    words, around = fold(text[:_LONG]), fold(context[:_LONG])
    if len(words.split()) > _FEW or words.strip(_EDGES) in _others():
        return None
    before, found, after = around.partition(words) if words else ("", "", "")
    if not found:
        return None
    for name, pattern in _patterns()[:2]:
        ends = [match.end() for match in pattern.finditer(before[-_BEFORE:])]
        led = ends and _OR.search(before[-_BEFORE:][ends[-1] :]) is None
        if led or pattern.search(_APART.split(after[:_AFTER], maxsplit=1)[0]):
            return name
    return None


@lru_cache(maxsize=2_048)
def says_nothing(text: str) -> bool:
    """Whether a link's words are only "here", "hier", "click here"."""
    return fold(text[:_LONG]).strip(_EDGES) in _here()


@cache
def _patterns() -> tuple[tuple[Purpose, re.Pattern[str]], ...]:
    tables: tuple[tuple[Purpose, dict[str, tuple[str, ...]]], ...] = (
        ("unsubscribe", leaving_words.UNSUBSCRIBE),
        ("preference", leaving_words.PREFERENCE),
        ("view", leaving_words.VIEW),
    )
    return tuple((name, _pattern(word for words in table.values() for word in words)) for name, table in tables)


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    folded = sorted({fold(word) for word in words}, key=len, reverse=True)
    spaced = _by_first_sign(_expression(word) for word in folded if not _unspaced(word))
    joined = "|".join(re.escape(word) for word in folded if _unspaced(word))
    return re.compile(rf"(?<!\w)(?:{spaced})(?!\w)|{joined}")


def _expression(word: str) -> str:
    return re.escape(word).replace(r"\*", r"\w*").replace("\\~\\ ", r"(?:[^\s.!?]+ ){0,6}?")


def _by_first_sign(forms: Iterable[str]) -> str:
    """The alternatives under their first sign: six hundred of them are not tried one by one at every word."""
    found: dict[str, list[str]] = {}
    for form in forms:
        length = 0 if form.startswith("\\w") else 2 if form.startswith("\\") else 1
        found.setdefault(form[:length], []).append(form[length:])
    return "|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in found.items())


def _unspaced(word: str) -> bool:
    """Whether its script sets no blanks between words, or glues endings to them: then no boundary is asked for."""
    return any(ord(sign) >= 0x0E00 or 0x0590 <= ord(sign) < 0x0700 for sign in word)


@cache
def _others() -> frozenset[str]:
    return frozenset(fold(word) for word in footer_words.WORDS)


@cache
def _here() -> frozenset[str]:
    return frozenset(fold(word) for words in leaving_words.HERE.values() for word in words)
