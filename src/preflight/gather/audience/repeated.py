"""Keys that stand more than once, counted a share of all keys at a time, so that it takes little memory."""

# ruff: noqa: S608 - our own SQL: names are quoted, texts are literals or parameters, rules were validated
from __future__ import annotations

from preflight.gather.audience.working import Working


def count_repeated(engine: Working, source: str, table: str) -> None:
    """Create `table` of the keys that `source` holds more than once (`key`, `number`)."""
    shares = engine.dialect.shares("key")
    parts = [f"{table}_{n}" for n in range(len(shares))] if len(shares) > 1 else [table]
    for part, share in zip(parts, shares, strict=True):
        where = " AND ".join(("key IS NOT NULL", *([share] if share else [])))
        engine.create(
            part, f"SELECT key, count(*) AS number FROM {source} WHERE {where} GROUP BY key HAVING count(*) > 1"
        )
    if len(parts) > 1:
        engine.create(table, " UNION ALL ".join(f"SELECT key, number FROM {part}" for part in parts))
        for part in parts:
            engine.drop(part)
