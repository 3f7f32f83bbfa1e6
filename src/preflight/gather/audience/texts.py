"""The second reading: the addresses of a few keys, to show them masked and to re-check hits letter by letter.

A key is 64 bits of a digest. Two different addresses with one key are next to impossible, and would still be wrong.
"""

# ruff: noqa: S608 - our own SQL: names are quoted, texts are literals or parameters, rules were validated
from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Sequence

from preflight.facts.audience import Example
from preflight.facts.send import ListSpec
from preflight.gather.audience import digest
from preflight.gather.audience.engine import Engine
from preflight.gather.audience.lists import hits_table
from preflight.gather.audience.normalise import DIGESTS, unicode_form
from preflight.gather.audience.reading import Reading
from preflight.gather.audience.scan import Plan, email_key
from preflight.privacy import mask

MOST = 20_000
"""Hits re-checked a list, in the order of their keys. Of more than these none can be the one that decides."""

_DIGITS = 12


def addresses(plan: Plan, keys: Iterable[int], engine: Engine) -> dict[int, str]:
    """The normalised address (or digest) of each key, read from the audience's files."""
    wanted = sorted(set(keys))
    if not wanted:
        return {}
    expression = f"TRY_{digest.key_sql('address')}" if plan.hashed else email_key("address")
    rows = f"SELECT r.*, sha256(r.pf_row) AS pf_h FROM ({plan.reading.rows_sql()}) r WHERE address IS NOT NULL"
    found = engine.rows(
        f"SELECT key, min(address) FROM (SELECT {expression} AS key, address FROM ({rows})) "
        "WHERE key IN (SELECT unnest(?::UBIGINT[])) GROUP BY key",
        [wanted],
    )
    return {int(key): str(address) for key, address in found}


def hit_keys(number: int, engine: Engine) -> dict[int, int]:
    """Keys of the audience that met a list, each with the list's own key."""
    found = engine.rows(
        f"SELECT key, entry FROM {hits_table(number)} WHERE entry IS NOT NULL ORDER BY key LIMIT {MOST}"
    )
    return {int(key): int(entry) for key, entry in found}


def recheck(
    spec: ListSpec, reading: Reading, plan: Plan, hits: dict[int, int], known: dict[int, str], number: int,
    engine: Engine,
) -> int:  # fmt: skip
    """Compare hits with the list by text; those that only share a key are taken out. Returns how many."""
    if not hits:
        return 0
    entries = _entries(spec, reading, plan, sorted(set(hits.values())), engine)
    false = [key for key in hits if key in known and not _same(spec, plan, known[key], entries)]
    if false:
        engine.run(f"DELETE FROM {hits_table(number)} WHERE key IN (SELECT unnest(?::UBIGINT[]))", [false])
    return len(false)


def example(address: str, key: bytes) -> Example:
    """An address as it may be shown."""
    keyed = hmac.new(key, digest.key(address).to_bytes(8, "big"), hashlib.sha256).hexdigest()
    return Example(mask(address), keyed[:_DIGITS])


def _entries(spec: ListSpec, reading: Reading, plan: Plan, keys: Sequence[int], engine: Engine) -> frozenset[str]:
    """The texts of the list's entries with these keys; where the audience holds digests, theirs."""
    rows = f"SELECT r.*, sha256(r.pf_row) AS pf_h FROM ({reading.rows_sql()}) r WHERE address IS NOT NULL"
    if spec.match in DIGESTS:
        which = f"TRY_{digest.key_sql('address')} IN (SELECT unnest(?::UBIGINT[]))"
    elif plan.hashed:
        # The few entries of international domains are all brought along: either of their forms may be the hit.
        own = digest.key_sql(f"{plan.reading.kind}(address)")
        which = f"{own} IN (SELECT unnest(?::UBIGINT[])) OR pf_alt IS NOT NULL"
    else:
        which = f"{email_key('address')} IN (SELECT unnest(?::UBIGINT[]))"
    found = engine.rows(f"SELECT address, pf_alt FROM ({rows}) WHERE {which}", [list(keys)])
    texts = {str(text) for row in found for text in row if text is not None}
    if plan.hashed and spec.match == "email":
        return frozenset(_hex(plan.reading.kind, text) for text in texts)
    return frozenset(texts)


def _same(spec: ListSpec, plan: Plan, address: str, entries: frozenset[str]) -> bool:
    if plan.hashed or spec.match == "email":
        return address in entries
    forms = (address, unicode_form(address))
    return any(_hex(spec.match, form) in entries for form in forms if form)


def _hex(algorithm: str, text: str) -> str:
    return hashlib.new(algorithm, text.encode(), usedforsecurity=False).hexdigest()
