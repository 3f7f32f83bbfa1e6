"""The consent register, where it is a table of its own: each person's newest record, joined to the narrow table."""

# ruff: noqa: S608 - our own SQL: names are quoted, texts are literals or parameters, rules were validated
from __future__ import annotations

from preflight.facts.audience import Table
from preflight.gather.audience import digest, records, words
from preflight.gather.audience.dialect import Type
from preflight.gather.audience.engine import Engine
from preflight.gather.audience.instants import Dates, stage_dated
from preflight.gather.audience.reading import Reading, Staged, stage, table_of
from preflight.gather.audience.recorded import CONSENT, CONSENT_COLUMNS, RECORD, consent_sql, newest_sql
from preflight.gather.audience.repeated import of_ours, one_each
from preflight.gather.audience.scan import NARROW, Plan, list_columns
from preflight.gather.audience.transfer import bring, send_keys
from preflight.gather.audience.working import Working

_STAGED = records.STAGED
_NEWEST = "pf_register"
_TYPES: dict[str, Type] = {
    "key": "key", "consent_at": "time", "consent_unread": "flag", "consent_at_unread": "flag",
    "consent_sourced": "flag", "consent_tied": "flag",
}  # fmt: skip


def join(
    columns: dict[str, str], said: str, reading: Reading, plan: Plan | None, there: Working, home: Working
) -> Table:
    """Read the register; with an audience, give each of its rows what the newest record says.

    `said` is the order of day and month in its dates; `there` is the engine that reads the register, `home` the
    audience's, often the same.
    """
    if plan is not None:
        home.narrow(NARROW, tuple(list_columns(plan)))  # the lists were met before
        if there is home and isinstance(home, Engine):
            staged = _in_little_room(columns, said, reading, plan, home)
            if staged is not None:
                return table_of(reading, staged)
    staged = _stage(columns, said, reading, plan, there)
    if plan is not None:
        _give(plan, _newest(there, home), home)
    there.drop(_STAGED)
    return table_of(reading, staged)


def _in_little_room(
    columns: dict[str, str], said: str, reading: Reading, plan: Plan, engine: Engine
) -> Staged | None:  # fmt: skip
    """The same where few different words stand in the register; None where it must be done in another way."""
    found = records.look(columns, reading, engine)
    if found is None:
        return None
    dates = _dates(columns, said, reading)
    records.lay_out(found, reading.opened.expected, engine)
    staged = records.stage_packed(found, reading, _key(reading, plan), dates, engine)
    if staged is not None:
        records.give(found, plan, engine)
    engine.drop(_STAGED)
    return staged


def _dates(columns: dict[str, str], said: str, reading: Reading) -> Dates | None:
    return Dates(reading.opened, columns["at"], said) if "at" in columns else None


def _key(reading: Reading, plan: Plan | None) -> str:
    if plan is not None and plan.hashed:
        return reading.opened.dialect.digest_key(plan.reading.kind, "address")
    return reading.key_sql()


def _stage(columns: dict[str, str], said: str, reading: Reading, plan: Plan | None, engine: Working) -> Staged:
    opened, says = reading.opened, engine.dialect
    at = {ours: opened.at(theirs) for ours, theirs in columns.items() if ours in CONSENT}
    dates, key = _dates(columns, said, reading), _key(reading, plan)

    def staged_once() -> Staged:
        inner, joins, middle = consent_sql(at, says, dates)
        country = words.no_country(says)
        if "country" in columns:
            raw, join, read = words.country_sql(opened.at(columns["country"]), says)
            inner, joins, middle = [*inner, raw], joins + join, [*middle, read]
            country = "pf_country"
        select = [f"{key} AS key", *CONSENT_COLUMNS, f"{country} AS country"]
        return stage(reading, engine, _STAGED, select, inner, joins, middle)

    staged = stage_dated(dates, reading, engine, _STAGED, staged_once)
    engine.narrow(_STAGED, (*digest.WORDS, "pf_bad", "pf_none"))
    engine.shorten(_STAGED, ("consent_word", "consent_basis_word"))
    return staged


def _newest(there: Working, home: Working) -> str:
    """SQL, for the audience's engine, of each of its people's newest record."""
    says = there.dialect
    if there is home and not home.remote:
        return _newest_here(home)
    if there is home:
        return newest_sql(_STAGED, says, f"key IN (SELECT key FROM {NARROW})", "country")
    where = "key IS NOT NULL"
    if not home.remote:
        send_keys(home, NARROW, "key", there, "pf_asked")
        where = "key IN (SELECT key FROM pf_asked)"
    columns = ("key", *RECORD, "country", "consent_tied")
    bring(
        there, f"SELECT {', '.join(columns)} FROM ({newest_sql(_STAGED, says, where, 'country')}) t",
        home, _NEWEST, {name: _TYPES.get(name, "text") for name in columns},
    )  # fmt: skip
    return f"SELECT * FROM {_NEWEST}"


def _newest_here(engine: Working) -> str:
    """As `_newest`."""
    rows, people = engine.row(f"SELECT (SELECT count(*) FROM {_STAGED}), (SELECT count(*) FROM {NARROW})")
    columns, says = ", ".join(("key", *RECORD, "country", "consent_tied")), engine.dialect
    return one_each(
        engine, _STAGED, columns, of_ours(rows, people, NARROW),
        lambda where: newest_sql(_STAGED, says, where, "country"),
    )  # fmt: skip


def _give(plan: Plan, newest: str, engine: Working) -> None:
    kept = [f"n.{name}" for name in plan.columns if name not in ("country", *list_columns(plan))]
    fields = [f"c.{name} AS {name}" for name in RECORD if name != "consent_unread"]
    select = ", ".join([
        *kept, "coalesce(n.country, c.country) AS country", "c.key IS NOT NULL AS consent_found", *fields,
        "coalesce(c.consent_unread, FALSE) AS consent_unread", "coalesce(c.consent_tied, FALSE) AS consent_tied",
    ])  # fmt: skip
    engine.create("pf_joined", f"SELECT {select} FROM {NARROW} n LEFT JOIN ({newest}) c ON c.key = n.key")
    engine.rename("pf_joined", NARROW)


def give_nothing(plan: Plan, engine: Working) -> None:
    """The register is empty: nobody has a record."""
    columns = ("key", *RECORD, "country", "consent_tied")
    nothing = ", ".join(f"{engine.dialect.null(_TYPES.get(name, 'text'))} AS {name}" for name in columns)
    _give(plan, f"SELECT {nothing} FROM {NARROW} WHERE 1 = 0", engine)
