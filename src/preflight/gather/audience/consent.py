"""The consent register, where it is a table of its own: each person's newest record, joined to the narrow table."""

# ruff: noqa: S608 - our own SQL: names are quoted, texts are literals or parameters, rules were validated
from __future__ import annotations

from preflight.facts.audience import Table
from preflight.gather.audience import digest, words
from preflight.gather.audience.engine import Engine
from preflight.gather.audience.reading import Reading, stage, table_of
from preflight.gather.audience.scan import (
    CONSENT,
    CONSENT_COLUMNS,
    NARROW,
    RECORD,
    Plan,
    consent_sql,
    email_key,
    newest_sql,
)

_STAGED = "pf_consent"


def join(columns: dict[str, str], reading: Reading, plan: Plan | None, engine: Engine) -> Table:
    """Read the register; with an audience, give each of its rows what the newest record says."""
    opened = reading.opened
    at = {ours: opened.at(theirs) for ours, theirs in columns.items() if ours in CONSENT}
    inner, joins, middle = consent_sql(at)
    country = "CAST(NULL AS VARCHAR)"
    if "country" in columns:
        inner.append(f"{words.folded_sql(opened.at(columns['country']))} AS pf_country_raw")
        joins += words.joined("pf_country_words", "pc", "pf_country_raw")
        middle.append("CASE WHEN pf_country_raw IS NULL THEN NULL ELSE coalesce(pc.meaning, '?') END AS pf_country")
        country = "pf_country"
    key = email_key("address")
    if plan is not None and plan.hashed:
        key = digest.key_sql(f"{plan.reading.kind}(address)")
    select = [f"{key} AS key", *CONSENT_COLUMNS, f"{country} AS country"]
    staged = stage(reading, engine, _STAGED, select, inner, joins, middle)
    if plan is not None:
        _give(engine)
    engine.run(f"DROP TABLE {_STAGED}")
    return table_of(reading, staged)


def _give(engine: Engine) -> None:
    newest = (
        f"{newest_sql(_STAGED, 'any_value(country) AS country')} WHERE key IN (SELECT key FROM {NARROW}) GROUP BY key"
    )
    fields = ", ".join(f"c.record.{n} AS {n}" for n in RECORD if n != "consent_unread")
    engine.run(
        f"CREATE TEMP TABLE pf_joined AS SELECT n.* REPLACE (coalesce(n.country, c.country) AS country), "
        f"c.key IS NOT NULL AS consent_found, {fields}, coalesce(c.record.consent_unread, FALSE) AS consent_unread, "
        "coalesce(c.tied, FALSE) AS consent_tied "
        f"FROM {NARROW} n LEFT JOIN ({newest}) c ON c.key = n.key"
    )
    engine.run(f"DROP TABLE {NARROW}")
    engine.run(f"ALTER TABLE pf_joined RENAME TO {NARROW}")


def give_nothing(engine: Engine) -> None:
    """The register is empty: nobody has a record."""
    for column, kind in (("consent_found", "BOOLEAN DEFAULT FALSE"), ("consent_status", "VARCHAR"),
                         ("consent_basis", "VARCHAR"), ("consent_at", "TIMESTAMP"),
                         ("consent_unread", "BOOLEAN DEFAULT FALSE"), ("consent_word", "VARCHAR"),
                         ("consent_basis_word", "VARCHAR"), ("consent_at_unread", "BOOLEAN DEFAULT FALSE"),
                         ("consent_sourced", "BOOLEAN DEFAULT FALSE"),
                         ("consent_tied", "BOOLEAN DEFAULT FALSE")):  # fmt: skip
        engine.run(f"ALTER TABLE {NARROW} ADD COLUMN {column} {kind}")
