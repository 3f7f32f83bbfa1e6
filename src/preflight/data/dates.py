"""Dates as mails write them, in English, German, French, Spanish, Italian, Dutch and Portuguese.

Names of months and weekdays are those of the Unicode CLDR (`calendar_names.json`, which names its source, date and
licence; `scripts/refresh-data` makes it anew). How they are joined is common knowledge of the languages (2026-11-28),
written by us. A short name counts only in the mail's own language, since "mar" is March, Tuesday or the sea.
"""

from __future__ import annotations

import calendar
import json
import re
from collections.abc import Iterator
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

DATED = "2026-11-28"
LANGUAGES = ("en", "de", "fr", "es", "it", "nl", "pt")


class Mention(NamedTuple):
    """A date in a text, from `start` to `end`, its weekday included.

    `readings` are months and days: the two ends of a span (`span`: both are meant), or the orders in which figures can
    be read (one is meant). `year` and `weekday` (0 is Monday) are None where the text does not say.
    `sure` is false where what follows may make it something else ("June 31 companies"), `stamp` is true where seconds
    stand beside it: a machine wrote it.
    """

    text: str
    start: int
    end: int
    readings: tuple[tuple[int, int], ...]
    year: int | None = None
    weekday: int | None = None
    span: bool = False
    sure: bool = True
    stamp: bool = False

    def days(self, years: range) -> list[date]:
        """The days that may be meant: in its own year, or in any of these."""
        known = [self.year] if self.year is not None else list(years)
        return [
            date(year, month, day)
            for year in known
            for month, day in self.readings
            if day <= calendar.monthrange(year, month)[1]
        ]

    @property
    def impossible(self) -> bool:
        """Whether no calendar has such a day: 31 June, 29 February 2027."""
        wrong = [day > _length(month, self.year) for month, day in self.readings]
        return any(wrong) if self.span else all(wrong)


@lru_cache(maxsize=2_048)
def mentions(text: str, language: str = "") -> tuple[Mention, ...]:
    """The dates of a text in their order. `language` is the mail's, as far as it says ("de-AT").

    Several checks look at the same text, so that the last ones are kept.
    """
    if len(text) > _LONGEST or not any(map(str.isdigit, text)):
        return ()
    own = language[:2].lower()
    found = [one for find in (_day_first, _month_first, _figures, _year_first) for one in find(text, own)]
    kept: list[Mention] = []
    for one in sorted(found, key=lambda mention: (mention.start, -mention.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one._replace(stamp=_SECONDS.search(text[max(0, one.start - 12) : one.end + 40]) is not None))
    return tuple(kept)


def weekday_alone(text: str) -> bool:
    """Whether the text is the name of a weekday and nothing else, as in a line of its own above the date."""
    return text.strip(" .,:").casefold() in _meanings("days")


_LONGEST = 20_000
_SHORT = 4
_SECONDS = re.compile(r"\b\d{1,2}:\d\d:\d\d\b")
_D = r"(?:0?[1-9]|[12]\d|3[01])"
_ORDINAL = r"(?:st|nd|rd|th|er|º|ª|°|\.)?"
_TO = r"(?:[–—/&+-]|to|and|or|bis|und|oder|au|et|y|al|e|en|tot|t/m|até|a|à|until|through)"
_SPAN = rf"(?:\s{{0,2}}{_TO}\s{{0,2}}(?P<d2>{_D}){_ORDINAL})?"
_YEAR = (
    r"(?:[\s,./-]{1,3}(?:(?:de|del|of)\s)?(?P<y>(?:19|20)\d\d)(?![\d:])"
    r"(?!\s?(?:h|hrs|hours|uhr|euros?|€|punkte|points)\b))?"
)
_BEFORE = r"(?<![\w€$£#%+./:-])(?<!\d,)"
_AFTER = r"(?![\d%€$£:]|[.,:]\d|\s?(?:[%€$£]|[ap]\.?m\b))"
_AFTER_WEEKDAY = r"\s{0,2}\(\s?(?P<w2>[^\W\d_]{2,9}(?:-feira)?)\.?\s?\)"
_MONTH_FIRST = frozenset({"en", "es"})
_ENDS = re.compile(r"\s{0,2}(?:$|[,.;:!?)|–—-]|at\b|from\b|um\b)")
_EVERY = re.compile(
    r"\b(?:every|each|jede[nms]?|chaque|tou(?:s|tes)\sles|cada|todos\s(?:los|os)|todas?(?:\sas)?|ogni|tutti\si|elke|iedere)"
    r"\s{1,2}$",
    re.IGNORECASE,
)
_ARTICLE = r"(?:the|den|dem|der|am|vom|zum|le|el|il|op|de|dia|día)"
_DAYS_LIKE_NAMES = re.compile(r"\b(?:black|cyber|super|giving|prime)\s{1,2}$", re.IGNORECASE)


@cache
def _names() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(Path(__file__).with_name("calendar_names.json").read_text("utf-8"))
    found["days"]["de"]["wide"]["sonnabend"] = 5
    found["months"]["de"]["wide"]["maerz"] = 3
    found["days"]["en"]["abbreviated"] |= {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}
    return found


@cache
def _meanings(kind: str) -> dict[str, dict[str, tuple[int, bool]]]:
    """Name → language → its number, and whether it is the whole name."""
    found: dict[str, dict[str, tuple[int, bool]]] = {}
    for language in LANGUAGES:
        for width in ("abbreviated", "wide"):
            for name, number in _names()[kind][language][width].items():
                found.setdefault(name, {})[language] = (number, width == "wide")
    return found


def _meant(kind: str, word: str, own: str) -> dict[str, int]:
    """The languages in which a word counts, each with the number that it means there."""
    known = _meanings(kind).get(word.casefold(), {})
    short = own or "en"
    return {language: number for language, (number, whole) in known.items() if whole or language == short}


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    months, days = (_alternatives(kind) for kind in ("months", "days"))
    joint = r"(?:\s{1,2}(?:(?:of|de|di|d['’]|del)\s{1,2})?|[-/]|(?<=\.)\s?)"
    figures = r"(?P<a>\d{1,2})(?P<s>[./])(?P<b>\d{1,2})"
    return {
        "day": re.compile(
            rf"{_BEFORE}(?P<d>{_D}){_ORDINAL}{_SPAN}{joint}(?P<m>{months})(?!\w)\.?{_YEAR}(?:{_AFTER_WEEKDAY})?", re.I
        ),
        "month": re.compile(
            rf"(?<![\w-])(?P<m>{months})\.?\s{{1,2}}(?P<d>{_D})(?P<o>st|nd|rd|th)?{_SPAN}(?!\w){_AFTER}{_YEAR}"
            rf"(?:{_AFTER_WEEKDAY})?", re.I,
        ),
        "figures": re.compile(rf"{_BEFORE}{figures}(?P=s)(?P<y>(?:19|20)\d\d)(?![\d/-])(?![.,]\d)", re.I),
        "short": re.compile(rf"{_BEFORE}{figures}(?P<t>(?P=s)(?P<y2>\d\d)?)?(?![\d/%-])(?![.,:]\d|\s?[%€$£])", re.I),
        "iso": re.compile(r"(?<![\w./-])(?P<y>(?:19|20)\d\d)(?P<s>[-/])(?P<m>\d\d)(?P=s)(?P<d>\d\d)(?![\w/-])"),
        "weekday": re.compile(rf"(?<![\w-])(?P<w>{days})\.?,?\s{{0,2}}(?:{_ARTICLE}\s{{1,2}})?$", re.I),
        "linked": re.compile(rf"(?<![\w-])(?:{days})\.?,?\s{{0,2}}(?:{_TO}|u\.|o|ou|e|of)\s{{0,2}}$", re.I),
    }  # fmt: skip


def _alternatives(kind: str) -> str:
    return "|".join(map(re.escape, sorted(_meanings(kind), key=len, reverse=True)))


def _day_first(text: str, own: str) -> Iterator[Mention]:
    for found in _patterns()["day"].finditer(text):
        # "1 of 31 November offers", "31 Jun Street"
        ahead, behind = text[max(0, found.start() - 3) : found.start()], text[found.end() : found.end() + 3]
        name = len(found["m"]) <= _SHORT and re.match(r"\s[A-Z][a-z]", behind) is not None
        yield from _named(text, found, _meant("months", found["m"], own), own, sure=ahead.lower() != "of " and not name)


def _month_first(text: str, own: str) -> Iterator[Mention]:
    for found in _patterns()["month"].finditer(text):
        known = {one: number for one, number in _meant("months", found["m"], own).items() if one in _MONTH_FIRST}
        sure = bool(found["o"] or found["y"] or _ENDS.match(text, found.end()))
        yield from _named(text, found, known, own, sure=sure)


def _named(text: str, found: re.Match[str], months: dict[str, int], own: str, *, sure: bool) -> Iterator[Mention]:
    if not months:
        return
    days = [int(found[name]) for name in ("d", "d2") if found[name]]
    start, said = _weekday(text, found.start(), own, months, span=len(days) > 1)
    behind = _meant("days", found["w2"], own) if found["w2"] else {}
    if said is None:
        said = next((number for language, number in behind.items() if language in months), None)
    month = next(iter(months.values()))
    year = int(found["y"]) if found["y"] else None
    readings = tuple((month, day) for day in days)
    words = text[start : found.end()].strip(" .,")
    yield Mention(words, start, found.end(), readings, year, said, len(days) > 1, sure)


def _figures(text: str, own: str) -> Iterator[Mention]:
    for found in _patterns()["figures"].finditer(text):
        yield from _numbered(text, found, int(found["y"]), own, needs_weekday=False)
    for found in _patterns()["short"].finditer(text):
        year = 2000 + int(found["y2"]) if found["y2"] else None
        # "am 2.12." is how German writes a day; what else looks so is a number.
        german = found["t"] == "." == found["s"] and own in {"de", ""}
        yield from _numbered(text, found, year, own, needs_weekday=not german, sure=False)


def _numbered(
    text: str, found: re.Match[str], year: int | None, own: str, *, needs_weekday: bool, sure: bool = True
) -> Iterator[Mention]:
    a, b = int(found["a"]), int(found["b"])
    orders = [(b, a)] if found["s"] == "." else [(b, a), (a, b)]
    readings = tuple(dict.fromkeys((month, day) for month, day in orders if 1 <= month <= 12 and 1 <= day <= 31))
    start, said = _weekday(text, found.start(), own, None)
    if readings and (said is not None or not needs_weekday):
        words = text[start : found.end()].strip(" .,")
        yield Mention(words, start, found.end(), readings, year, said, sure=sure or said is not None)


def _year_first(text: str, own: str) -> Iterator[Mention]:
    for found in _patterns()["iso"].finditer(text):
        month, day = int(found["m"]), int(found["d"])
        if 1 <= month <= 12 and 1 <= day <= 31:
            start, said = _weekday(text, found.start(), own, None)
            words = text[start : found.end()].strip(" .,")
            yield Mention(words, start, found.end(), ((month, day),), int(found["y"]), said)


def _weekday(
    text: str, start: int, own: str, months: dict[str, int] | None, *, span: bool = False
) -> tuple[int, int | None]:
    """Where the date with its weekday begins, and the weekday; None where it comes back, or several do."""
    before = text[max(0, start - _NEAR) : start]
    found = _patterns()["weekday"].search(before)
    if found is None:
        return start, None
    known = _meant("days", found["w"], own)
    said = next((number for language, number in known.items() if months is None or language in months), None)
    if said is None:
        return start, None
    ahead = before[: found.start()]
    several = not span and _patterns()["linked"].search(ahead)
    if _EVERY.search(ahead) or several or (span and _DAYS_LIKE_NAMES.search(ahead)):
        said = None
    return start - len(before) + found.start(), said


_NEAR = 60


def _length(month: int, year: int | None) -> int:
    """Days of a month; February has 29 where nobody says of which year."""
    return calendar.monthrange(year if year is not None else 2024, month)[1]
