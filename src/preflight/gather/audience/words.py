"""Small tables of words that the engine joins: consent words, names of countries."""

# ruff: noqa: S608 - our own SQL: the names of tables are ours
from __future__ import annotations

from preflight.data.consent_words import BASIS, STATUS
from preflight.data.countries import codes
from preflight.gather.audience.engine import Engine
from preflight.gather.audience.normalise import STRIP, literal

TABLES = ("pf_status_words", "pf_basis_words", "pf_country_words")
DATES = ("%d.%m.%Y", "%d.%m.%Y %H:%M", "%d.%m.%Y %H:%M:%S")
"""Dates that can be read in one way only, beside ISO 8601."""


def load_words(engine: Engine) -> None:
    """Make the tables."""
    for table, words in zip(TABLES, (STATUS, BASIS, codes()), strict=True):
        engine.run(
            f"CREATE TEMP TABLE {table} AS SELECT unnest(?::VARCHAR[]) AS word, unnest(?::VARCHAR[]) AS meaning",
            [list(words), list(words.values())],
        )


def folded_sql(column: str) -> str:
    """SQL for a word in lower case without blanks round it; NULL where nothing is left."""
    return f"CASE WHEN {column} >= '!' AND right({column}, 1) >= '!' THEN lower({column}) ELSE {_trimmed(column)} END"


def joined(table: str, alias: str, column: str) -> str:
    """SQL that looks a word up. The condition keeps the optimiser from taking the short table for the long one."""
    return f" LEFT JOIN (SELECT * FROM {table} WHERE word <> '' AND meaning <> '') {alias} ON {alias}.word = {column}"


def instant_sql(column: str) -> str:
    """SQL for an instant in UTC: ISO 8601 (in the send's zone where it has no offset) or an unmistakable date."""
    formats = ", ".join(literal(form) for form in DATES)
    return (
        f"coalesce(timezone('UTC', try_cast({column} AS TIMESTAMPTZ)), "
        f"timezone('UTC', try_strptime({column}, [{formats}])::TIMESTAMPTZ))"
    )


def _trimmed(column: str) -> str:
    return f"nullif(lower(trim({column}, {literal(STRIP)})), '')"
