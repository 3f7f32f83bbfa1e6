"""Small tables of words that the engine joins: consent words, names of countries."""

# ruff: noqa: S608 - our own SQL: the names of tables are ours
from __future__ import annotations

from preflight.data.consent_words import BASIS, STATUS
from preflight.data.countries import codes
from preflight.gather.audience.dialect import Dialect
from preflight.gather.audience.working import Working

TABLES = ("pf_status_words", "pf_basis_words", "pf_country_words")


def load_words(engine: Working) -> None:
    """Make the tables."""
    for table, words in zip(TABLES, (STATUS, BASIS, codes()), strict=True):
        engine.upload(table, {"word": "text", "meaning": "text"}, words.items())


def country_sql(cell: str, says: Dialect) -> tuple[str, str, str]:
    """SQL of a country off a cell: an inner column, a join, and `pf_country`: its code, "?" where we know none."""
    unknown = says.coded("'?'", _COUNTRIES)
    return (
        f"{says.folded_word(cell)} AS pf_country_raw",
        joined("pf_country_words", "pc", "pf_country_raw", says),
        f"CASE WHEN pf_country_raw IS NULL THEN NULL ELSE coalesce(pc.meaning, {unknown}) END AS pf_country",
    )


def no_country(says: Dialect) -> str:
    """The same where there is no column."""
    return says.coded(says.null(), _COUNTRIES)


_COUNTRIES = (*codes().values(), "?")
_MEANINGS = dict(zip(TABLES, (tuple(STATUS.values()), tuple(BASIS.values()), _COUNTRIES), strict=True))


def joined(table: str, alias: str, column: str, says: Dialect) -> str:
    """SQL that looks a word up. The condition keeps the optimiser from taking the short table for the long one."""
    kept = says.coded("meaning", _MEANINGS[table])
    meaning = kept if kept == "meaning" else f"{kept} AS meaning"
    words = f"SELECT word, {meaning} FROM {table} WHERE word <> '' AND meaning <> ''"
    return f" LEFT JOIN ({words}) {alias} ON {alias}.word = {column}"
