"""A brief as people write it: labels and values in a sheet or a text, English or German."""

from __future__ import annotations

import csv
import io
import re
import tempfile
import time
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from datetime import time as clock
from pathlib import Path

from preflight.data.folding import fold
from preflight.data.recognition import BRIEF
from preflight.gather.audience.workbook import BadWorkbook, sheets

_SECONDS = 20.0
_ROWS = 300
_ENOUGH = 3
_LONGEST = 500
_LABELS = {fold(label): key for key, labels in BRIEF.items() for label in labels}
_LINE = re.compile(r"^[\s|*#>-]{0,20}([^:|\t]{2,40}?)\s*\**\s*[:|\t]\s*\**\s*(\S.{0,500}?)[\s|*]*$")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
           "jän", "xxx", "mär", "xxx", "mai", "xxx", "xxx", "xxx", "xxx", "okt", "xxx", "dez")  # fmt: skip
_DATES = (
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})"),
    re.compile(r"(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.\s?(?P<y>\d{4})"),
    re.compile(r"(?P<d>\d{1,2})\.?\s+(?P<name>[A-Za-zäÄ]{3,9})\.?,?\s+(?P<y>\d{4})"),
    re.compile(r"(?P<name>[A-Za-z]{3,9})\.?\s+(?P<d>\d{1,2}),?\s+(?P<y>\d{4})"),
    re.compile(r"(?P<a>\d{1,2})/(?P<b>\d{1,2})/(?P<y>\d{4})"),
)
_COUNT = re.compile(
    r"(?:ca\.?|circa|about|approx\.?|approximately|rund|~|≈)?\s*(\d{1,3}(?:[.,' \u00a0]\d{3})+|\d{1,9})"
    r"\s*(?:people|persons?|recipients|contacts|leads|subscribers|empfänger(?:innen)?|kontakte|personen)?",
    re.IGNORECASE,
)
"""The whole of a value: a year in "Leads of 2026" is no number of people."""
_TIME = re.compile(r"(?<![\d.])(?P<h>\d{1,2}):(?P<mi>\d{2})\s*(?P<half>[ap]\.?m\.?)?", re.IGNORECASE)


def brief_of_workbook(path: Path) -> dict[str, str]:
    """What a workbook tells, {} where it is no brief or cannot be read."""
    started = time.monotonic()

    def alive() -> None:
        if time.monotonic() - started > _SECONDS:
            raise BadWorkbook("takes too long")

    with path.open("rb") as file, tempfile.TemporaryFile() as table:
        try:
            sheets(file, table, alive, _ROWS)
        except BadWorkbook:
            return {}
        table.seek(0)
        with io.TextIOWrapper(table, "utf-8", newline="") as text:
            return _told(_pairs(csv.reader(text)))


def brief_of_text(text: str) -> dict[str, str]:
    """What a text of `label: value` lines (Markdown tables too) tells, {} where it is no brief."""
    return _told(
        (found[1], found[2]) for line in text[:200_000].splitlines()[:_ROWS] if (found := _LINE.match(line[:1_000]))
    )


def count_of(text: str) -> int | None:
    """A number of people: `48,200`, `48.200`, `48 200 people`, `ca. 48200`; None where it says anything else."""
    found = _COUNT.fullmatch(text.strip())
    return int(re.sub(r"\D", "", found[1])) if found else None


def moment_of(day: str, at: str = "") -> str:
    """An ISO 8601 time (or date) without offset, "" where it can be read in two ways or not at all."""
    when = _day(day)
    if when is None:
        return ""
    moment = _time(at) or _time(day)
    return datetime.combine(when, moment).isoformat() if moment else when.isoformat()


def _pairs(rows: Iterable[list[str]]) -> Iterator[tuple[str, str]]:
    for row in rows:
        filled = [cell for cell in row[:20] if cell]
        if len(filled) >= 2:
            yield filled[0], filled[1]


def _told(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for label, value in pairs:
        key = _LABELS.get(fold(label.strip("*")))
        clean = " ".join(value.split())[:_LONGEST]
        if key and clean:
            found.setdefault(key, clean)
    return found if len(found) >= _ENOUGH else {}


def _day(text: str) -> date | None:
    for pattern in _DATES:
        if found := pattern.search(text):
            said = found.groupdict()
            try:
                return date(int(said["y"]), *_month_and_day(said))
            except ValueError:
                return None
    return None


def _month_and_day(said: dict[str, str]) -> tuple[int, int]:
    if "name" in said:
        return _MONTHS.index(said["name"][:3].lower()) % 12 + 1, int(said["d"])
    if "a" in said:
        one, other = int(said["a"]), int(said["b"])
        if one != other and max(one, other) <= 12:
            raise ValueError("a day or a month: both would do")
        return min(one, other), max(one, other)
    return int(said["m"]), int(said["d"])


def _time(text: str) -> clock | None:
    found = _TIME.search(text)
    if not found:
        return None
    hour = int(found["h"])
    if half := found["half"]:
        hour = hour % 12 + (12 if half.lower().startswith("p") else 0)
    try:
        return clock(hour, int(found["mi"]))
    except ValueError:
        return None
