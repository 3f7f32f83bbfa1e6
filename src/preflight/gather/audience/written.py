"""Dates as exports write them: Unix time, months in words, AM and PM, day and month between strokes. In DuckDB's SQL.

What can be read in two ways (03/05/2026) is read in neither, unless the send says which comes first, or the column
itself shows it: one date in it that can only be read so, and none that can only be read the other way.
"""

# ruff: noqa: S608 - our own SQL: names are ours, texts are literals
from __future__ import annotations

from preflight.gather.audience.normalise import literal

UNDECIDED = "undecided"
ORDERS = ("DMY", "MDY")
"""Day first, month first: in the words of databases."""

_DATES = ("%d.%m.%Y", "%Y-%m-%d", "%Y/%m/%d", "%d %b %Y", "%d %B %Y", "%b %d %Y", "%B %d %Y")
_STROKES = {"DMY": ("%d/%m/%Y",), "MDY": ("%m/%d/%Y",), "": ("%d/%m/%Y", "%m/%d/%Y")}
_TIMES = ("", " %H:%M", " %H:%M:%S", " %I:%M %p", " %I:%M:%S %p")
_TIDIED = (
    (r"(:[0-9]{2})[.,][0-9]+", r"\1"),
    (r"[\x{00a0}\x{202f}, ]+", " "),
    (r"^(?i:mon|tue|wed|thu|fri|sat|sun)[a-z]* ", ""),
    (r" [(][^()]*[)]$", ""),
    (r"(?:UTC|GMT)([+-][0-9])", r"\1"),
    (r"([0-9]) ?([AaPp])[.]?[Mm][.]?( |$)", r"\1 \2M\3"),
    (r"^([0-9]{1,2})[-/]([0-9]{1,2})[-/]([0-9]{4})( |$)", r"\1/\2/\3\4"),
    (r"^([0-9]{1,2})-([A-Za-z]{3,9})-([0-9]{4})", r"\1 \2 \3"),
    (r"^((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})$", r"\1-\2-\3"),
    (r"^((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})T?([0-9]{2})([0-9]{2})([0-9]{2})(Z?)$", r"\1-\2-\3 \4:\5:\6\7"),
)
"""What is taken away or written otherwise, one after another."""

_NUMBER = "[0-9]{9,10}([.]0+)?|[0-9]{12,13}|[0-9]{15,16}"
_TIDY = "[0-9]{1,2}[/.][0-9]{1,2}[/.][0-9]{4}( [0-9]{1,2}:[0-9]{2}(:[0-9]{2})?( [AP]M)?)?"
_OFFSET = "(?:[0-9]|[AP]M) ?(UTC|GMT|Z|[+-][0-9]{2}:?[0-9]{2})$"
_UNITS = ((1_000_000, "([0-9]{9,10})(?:[.]0+)?"), (1000, "([0-9]{12,13})"), (1, "([0-9]{15,16})"))
"""Microseconds of the unit in which Unix time of so many digits counts."""

_EARLIEST, _LATEST = 631_152_000_000_000, 4_102_444_800_000_000
"""1990 and 2100: a number outside is no Unix time."""


def order_sql(texts: str) -> str:
    """SQL for three truths of a table made by `tidied_sql`: some can only be DMY, some only MDY, some are either."""
    first, second = "try_cast(strokes[1] AS INTEGER)", "try_cast(strokes[2] AS INTEGER)"
    day, month = f"{first} > 12 AND {second} <= 12", f"{second} > 12 AND {first} <= 12"
    either = f"{first} <= 12 AND {second} <= 12 AND {first} <> {second}"
    truths = ", ".join(f"coalesce(bool_or({one}), FALSE)" for one in (day, month, either))
    split = "regexp_extract(tidy, '^([0-9]{1,2})/([0-9]{1,2})/', ['a', 'b'])"
    return f"SELECT {truths} FROM (SELECT [s.a, s.b] AS strokes FROM (SELECT {split} AS s FROM {texts}))"


def order_of(said: str, day: bool, month: bool, either: bool) -> tuple[str, str]:
    """The order to read in ("": none can be told), and what is to be told of it: how the column was read, although
    nobody said so, or that it is undecided."""
    if said:
        return said, ""
    found = "DMY" if day and not month else "MDY" if month and not day else ""
    return found, (found or UNDECIDED) if either else ""


def instants_sql(texts: str, order: str) -> str:
    """SQL for `raw` and `instant` (in UTC, without a zone; NULL: unreadable) of a table made by `tidied_sql`."""
    formats = [date + time for date in (*_STROKES[order], *_DATES) for time in _TIMES]
    listed = ", ".join(map(literal, formats))
    tail = f"regexp_extract(tidy, {literal(_OFFSET)}, 1)"
    ambiguous = "regexp_matches(head, '^(0?[1-9]|1[0-2])/(0?[1-9]|1[0-2])/')" if not order else "FALSE"
    same = "regexp_extract(head, '^0?([0-9]+)/', 1) = regexp_extract(head, '/0?([0-9]+)/', 1)"
    whole = f"SELECT raw, tidy, {tail} AS tail FROM {texts}"
    split = f"SELECT raw, tail, rtrim(left(tidy, length(tidy) - length(tail))) AS head FROM ({whole})"
    stamp = f"CASE WHEN head <> '' AND (NOT ({ambiguous}) OR {same}) THEN try_strptime(head, [{listed}]) END"
    offset = "CASE WHEN tail IN ('UTC', 'GMT', 'Z') THEN '+00' ELSE tail END"
    plain = "timezone('UTC', try_cast(raw AS TIMESTAMPTZ))"
    written = f"timezone('UTC', try_cast(strftime(stamp, '%Y-%m-%d %H:%M:%S') || {offset} AS TIMESTAMPTZ))"
    return (
        f"SELECT raw, coalesce({plain}, {_unix('raw')}, {written}) AS instant "
        f"FROM (SELECT raw, tail, {stamp} AS stamp FROM ({split}))"
    )


def tidied_sql(odd: str) -> str:
    """SQL for the column `raw` of a SELECT, and `tidy`, in which programs write alike; "" for what is a number."""
    found = "raw"
    for pattern, by in _TIDIED:
        found = f"regexp_replace({found}, {literal(pattern)}, {literal(by)}, 'g')"
    # Of the two forms that come by the million there is nothing to tidy.
    number, known = (f"regexp_full_match(raw, {literal(pattern)})" for pattern in (_NUMBER, _TIDY))
    return f"SELECT raw, CASE WHEN {number} THEN '' WHEN {known} THEN raw ELSE {found} END AS tidy FROM ({odd})"


def _unix(text: str) -> str:
    cases = " ".join(
        f"WHEN regexp_full_match({text}, {literal(digits)}) "
        f"THEN try_cast(regexp_extract({text}, '^[0-9]+') AS BIGINT) * {unit}"
        for unit, digits in _UNITS
    )
    micros = f"CASE {cases} END"
    return f"CASE WHEN {micros} BETWEEN {_EARLIEST} AND {_LATEST} THEN make_timestamp({micros}) END"
