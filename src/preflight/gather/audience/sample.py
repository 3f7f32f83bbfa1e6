"""Recipients by chance, and what their fields hold: veiled by the engine, so that no value leaves where it lies.

Of a cell its first sign, its length and the case of its letters come out; of the address its mask. Keys are digests,
so those that follow any number are people by chance, and the same ones for the same number.
"""

# ruff: noqa: S608 - our own SQL: names are quoted, texts are literals or parameters
from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from preflight.facts.audience import Example, Person, Sample, Sampled, Veiled
from preflight.facts.columns import column_of
from preflight.gather.audience.dialect import Dialect
from preflight.gather.audience.scan import NARROW, Plan, visible
from preflight.gather.audience.working import Working

_COPIES = 8
"""Rows that one person may have on average, until fewer people are shown."""

_LONGEST = 60
_CAPITALS, _SMALL = "[A-Z][A-Z0-9 .,'-]+", "[a-z][a-z0-9 .,'-]+"
"""Of letters beyond ASCII engines differ in what the case is; of these alone it is told."""

_CASES = {"u": "upper", "l": "lower"}


class Chosen(NamedTuple):
    """Who is shown, and which columns; `cells` brings them along and veils them (see `texts.Cells`)."""

    keys: list[Any] = []
    columns: dict[str, str] = {}
    cells: list[tuple[str, str]] = []


def chosen(ask: Sample | None, plan: Plan, content: str, engine: Working) -> Chosen:
    """What a sample is of; `content` is the digest of the audience. Nothing where nobody asked."""
    if ask is None:
        return Chosen()
    found = _columns(ask, plan)
    cells = [
        (f"{plan.reading.opened.at(column)} AS pf_v{n}", veiled(plan.dialect, f"pf_v{n}"))
        for n, column in enumerate(found.values())
    ]
    return Chosen(_keys(ask, content, engine), found, cells)


def _columns(ask: Sample, plan: Plan) -> dict[str, str]:
    """Field → the file's own name of its column; fields that the audience lacks are left out."""
    named, own = visible(plan.names), plan.reading.opened.columns
    found = {field: column_of(field, named, own) for field in ask.fields}
    return {field: named.get(column, column) for field, column in found.items() if column}


def _keys(ask: Sample, content: str, engine: Working) -> list[Any]:
    begin = hashlib.sha256(f"{ask.seed}\n{content}".encode()).hexdigest()[:16]
    at = engine.dialect.literal(begin) if engine.dialect.wide else str(int(begin, 16))
    found: dict[Any, None] = {}
    for side in (">=", "<"):
        if len(found) < ask.number:
            found |= dict.fromkeys(_next(f"key {side} {at}", ask.number * _COPIES, engine))
    return list(found)[: ask.number]


def _next(where: str, number: int, engine: Working) -> list[Any]:
    sql = f"SELECT key FROM {NARROW} WHERE key IS NOT NULL AND {where} ORDER BY key LIMIT {number}"
    return [row[0] for row in engine.rows(sql)]


def veiled(says: Dialect, text: str) -> str:
    """SQL: `5u:J` of "JOHNS"; NULL of a blank cell."""
    bare = says.bare(text)
    length = says.as_text(f"length({bare})")
    big, small = (says.full_match(bare, pattern) for pattern in (_CAPITALS, _SMALL))
    case = f"CASE WHEN {big} THEN 'u' WHEN {small} THEN 'l' ELSE '-' END"
    first = f"CASE WHEN length({bare}) > 2 THEN substr({bare}, 1, 1) ELSE '' END"
    return f"{length} || {case} || ':' || {first}"


def told(columns: Mapping[str, str], people: Sequence[tuple[Example, Sequence[str | None]]]) -> Sampled:
    """The facts of what was read."""
    return Sampled(dict(columns), tuple(Person(shown, tuple(_unpacked(one) for one in row)) for shown, row in people))


def _unpacked(text: str | None) -> Veiled | None:
    if text is None:
        return None
    head, _colon, first = text.partition(":")
    length = min(int(head[:-1]), _LONGEST)
    return Veiled(first if first.isalpha() else "", length, _CASES.get(head[-1], ""))  # type: ignore[arg-type]
