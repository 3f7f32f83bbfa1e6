"""Keys that stand more than once: counted a share of all keys at a time, so that it takes little memory; sorted out."""

# ruff: noqa: S608 - our own SQL: names are quoted, texts are literals or parameters, rules were validated
from __future__ import annotations

from collections.abc import Callable

from preflight.gather.audience.working import Working

_TWICE = "pf_twice"


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


def one_each(engine: Working, source: str, columns: str, ours: str, several: Callable[[str], str]) -> str:
    """SQL of one row of `source` for each key. Nearly every key stands once, which needs no sorting out.

    `ours` is a further condition; `several` makes SQL of the one row of each key that fits a condition.
    """
    count_repeated(engine, source, _TWICE)
    once = f"SELECT {columns} FROM {source} WHERE key IS NOT NULL{ours}"
    if not engine.row(f"SELECT count(*) FROM {_TWICE}")[0]:
        return once
    twice = f"SELECT key FROM {_TWICE}"
    return f"{once} AND key NOT IN ({twice}) UNION ALL SELECT {columns} FROM ({several(f'key IN ({twice}){ours}')}) t"


def of_ours(rows: int, people: int, table: str) -> str:
    """A condition that leaves out the keys that `table` does not have, where a register is much larger than that.

    One of about the audience's size meets it in the one join that is to come.
    """
    return f" AND key IN (SELECT key FROM {table})" if rows > 2 * people else ""
