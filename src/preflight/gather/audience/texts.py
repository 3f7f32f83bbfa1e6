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
from preflight.gather.audience.dialect import Dialect
from preflight.gather.audience.lists import first_hits, hits_table, own_of, own_table
from preflight.gather.audience.normalise import DIGESTS, unicode_form
from preflight.gather.audience.reading import Reading
from preflight.gather.audience.scan import LOCATOR, NARROW, Plan
from preflight.gather.audience.working import Working
from preflight.privacy import mask

_DIGITS = 12
_AT = "'@'"
Cells = Sequence[tuple[str, str]]
"""Further columns of the file: how each is brought along, and SQL of what is shown of it."""

_WANTED = "pf_wanted"
_PLACES = "pf_places"


def keyed(reading: Reading, says: Dialect, kind: str = "", cells: Sequence[str] = (), among: str = "") -> str:
    """SQL of rows with a cell to compare, its `key`, and `cells`.

    `kind`: the cell is a digest of that kind itself. `among`: a table of locators outside of which no row is wanted.
    """
    key = says.given_key("address", kind) if kind else says.email_key("address", says.key("pf_h"))
    where = ""
    if among:
        key = says.digest_key("sha256", "address")  # of so few it costs less than the texts of all rows
        where = f" WHERE {says.locator(reading.raw)} IN (SELECT {LOCATOR} FROM {among})"
    rows = reading.rows_sql(cells, where)
    hashed = f"SELECT r.*, {says.row_hash('r.pf_row')} AS pf_h FROM ({rows}) r WHERE address IS NOT NULL"
    return f"SELECT {key} AS key, x.* FROM ({hashed}) x"


def addresses(
    plan: Plan, keys: Iterable[int], engine: Working, cells: Cells = ()
) -> dict[int, tuple[str, tuple[str | None, ...]]]:
    """The normalised address (or digest) of each key and its `cells`, read from the audience's files."""
    wanted = sorted(set(keys))
    if not wanted:
        return {}
    engine.keys(_WANTED, wanted)
    found = engine.rows(_picked("address", _keyed_rows(plan, _locate(plan, engine), cells), cells))
    return {int(key): (str(address), tuple(more)) for key, address, *more in found}


def _picked(address: str, rows: str, cells: Cells) -> str:
    shown = ", ".join(["key", f"min({address})", *(f"min({shown})" for _raw, shown in cells)])
    return f"SELECT {shown} FROM ({rows}) k WHERE key IN (SELECT key FROM {_WANTED}) GROUP BY key"


def _locate(plan: Plan, engine: Working) -> str:
    """A table of the locators of the keys that are wanted; "" where there are none."""
    if LOCATOR not in plan.columns:
        return ""
    engine.create(_PLACES, f"SELECT DISTINCT {LOCATOR} FROM {NARROW} WHERE key IN (SELECT key FROM {_WANTED})")
    return _PLACES


def _keyed_rows(plan: Plan, among: str = "", cells: Cells = ()) -> str:
    kind = plan.reading.kind if plan.hashed else ""
    return keyed(plan.reading, plan.dialect, kind, [raw for raw, _shown in cells], among)


def masked(
    plan: Plan, keys: Iterable[str], secret: bytes, engine: Working, cells: Cells = ()
) -> dict[str, tuple[Example, tuple[str | None, ...]]]:
    """The rows to show of a few keys, masked where they lie: of them nothing else leaves a warehouse."""
    wanted = sorted(set(keys))
    if not wanted:
        return {}
    engine.keys(_WANTED, wanted)
    shown = (
        f"CASE WHEN {engine.dialect.contains('address', _AT)} THEN {engine.dialect.masked('address')} ELSE '***' END"
    )
    found = engine.rows(_picked(shown, _keyed_rows(plan, cells=cells), cells))
    return {key: (Example(str(text), _keyed(_number(plan, key), secret)), tuple(more)) for key, text, *more in found}


def hit_keys(number: int, engine: Working) -> dict[int, int]:
    """Keys of the audience that met a list, each with the list's own key."""
    return {int(key): int(entry) for key, entry in engine.rows(first_hits(number))}


def recheck(
    spec: ListSpec, reading: Reading, plan: Plan, hits: dict[int, int], known: dict[int, str], number: int,
    engine: Working,
) -> int:  # fmt: skip
    """Compare hits with the list by text; those that only share a key are taken out. Returns how many."""
    doubtful = _unlike(spec, reading, plan, hits, known, number, engine)
    if not doubtful:
        return 0
    entries = _entries(spec, reading, plan, sorted({hits[key] for key in doubtful}), engine)
    false = [key for key in doubtful if not _same(spec, plan, known[key], entries)]
    if false:
        engine.keys(_WANTED, false)
        kept = f"SELECT * FROM {hits_table(number)} WHERE key NOT IN (SELECT key FROM {_WANTED})"
        engine.create("pf_kept", kept)
        engine.rename("pf_kept", hits_table(number))
    return len(false)


def _unlike(
    spec: ListSpec, reading: Reading, plan: Plan, hits: dict[int, int], known: dict[int, str], number: int,
    engine: Working,
) -> list[int]:  # fmt: skip
    """Hits of which the list does not hold the very text: perhaps in another writing, perhaps not at all."""
    found = [key for key in hits if key in known]
    if not found or (plan.hashed and spec.match == "email"):
        return found
    own = set(engine.rows(f"SELECT * FROM {own_table(number)}"))
    return [
        key
        for key in found
        if own.isdisjoint((hits[key], *own_of(text, spec, reading)) for text in _written(spec, plan, known[key]))
    ]


def example(address: str, key: bytes) -> Example:
    """An address as it may be shown."""
    return Example(mask(address), _keyed(digest.key(address), key))


def _keyed(number: int, secret: bytes) -> str:
    return hmac.new(secret, number.to_bytes(8, "big"), hashlib.sha256).hexdigest()[:_DIGITS]


def _number(plan: Plan, key: str) -> int:
    """64 bits of the digest of the address, or of what stands in its place."""
    return digest.key(key) if plan.hashed else int(key[:16], 16)


def _entries(spec: ListSpec, reading: Reading, plan: Plan, keys: Sequence[int], engine: Working) -> frozenset[str]:
    """The texts of the list's entries with these keys; where the audience holds digests, theirs."""
    engine.keys(_WANTED, keys)
    says, wanted = plan.dialect, f"SELECT key FROM {_WANTED}"
    kind = spec.match if spec.match in DIGESTS else ""
    which = f"key IN ({wanted})"
    if not kind and plan.hashed:
        # The few entries of international domains are all brought along: either of their forms may be the hit.
        which = f"{says.digest_key(plan.reading.kind, 'address')} IN ({wanted}) OR pf_alt IS NOT NULL"
    found = engine.rows(f"SELECT address, pf_alt FROM ({keyed(reading, says, kind)}) k WHERE {which}")
    texts = {str(text).lower() if kind else str(text) for row in found for text in row if text is not None}
    if plan.hashed and spec.match == "email":
        return frozenset(_hex(plan.reading.kind, text) for text in texts)
    return frozenset(texts)


def _same(spec: ListSpec, plan: Plan, address: str, entries: frozenset[str]) -> bool:
    return any(text in entries for text in _written(spec, plan, address))


def _written(spec: ListSpec, plan: Plan, address: str) -> list[str]:
    """How a list may write an address (or a digest) of the audience."""
    if plan.hashed or spec.match == "email":
        return [address]
    return [_hex(spec.match, form) for form in (address, unicode_form(address)) if form]


def _hex(algorithm: str, text: str) -> str:
    return hashlib.new(algorithm, text.encode(), usedforsecurity=False).hexdigest()
