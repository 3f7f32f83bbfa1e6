"""Dates of consent: read by the engine where they are plain, else by the embedded one, and joined back.

So a date means the same on every engine, and one that cannot be read is one that none of them reads.
"""

# ruff: noqa: S608 - our own SQL: names are quoted, texts are literals or parameters, rules were validated
from __future__ import annotations

from preflight.gather.audience.dialect import Dialect
from preflight.gather.audience.refusal import Stopped
from preflight.gather.audience.tables import Opened
from preflight.gather.audience.working import Working

PLAIN = (
    r"[12][0-9][0-9][0-9]-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])"
    r"([T ]([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]([.][0-9]{1,6})?(Z|[+-](0[0-9]|1[0-3]):[0-5][0-9])?)?"
)
"""A date, or an instant, that every engine reads alike; without the last days of months, which not all months have."""

OFFSET = ".*(Z|[+-][0-9][0-9]:[0-9][0-9])"
"""A plain instant that says how far from UTC it is."""

_MOST = 1_000_000
_TABLE = "pf_instants"


def bring_out(opened: Opened, column: str, engine: Working) -> str:
    """Join the dates that are not plain; the SQL of the join, "" where there are none (or no need). Raises Stopped."""
    if not opened.remote:
        return ""
    says = engine.dialect
    raw = says.bare("at_raw")
    found = engine.rows(
        f"SELECT DISTINCT {raw} FROM (SELECT {column} AS at_raw FROM ({opened.relation}) t) s "
        f"WHERE {raw} IS NOT NULL AND NOT {says.full_match(raw, PLAIN)} LIMIT {_MOST + 1}"
    )
    if len(found) > _MOST:
        raise Stopped("limit", "too many dates of consent in no usual form")
    engine.upload(_TABLE, {"raw": "text", "instant": "time"}, engine.read_instants([text for (text,) in found]))
    return f" LEFT JOIN {_TABLE} pi ON pi.raw = pf_at_raw"


def instant_sql(column: str, joined: str, says: Dialect) -> str:
    """SQL for the instant in UTC of a column of texts, NULL where it is none."""
    if not joined:
        return says.instant(column)
    return f"CASE WHEN {says.full_match(column, PLAIN)} THEN {says.instant(column)} ELSE pi.instant END"
