"""Suppression lists: staged one at a time against the narrow table, by key; hits are re-checked by text afterwards."""

# ruff: noqa: S608 - our own SQL: names are quoted, texts are literals or parameters, rules were validated
from __future__ import annotations

from preflight.facts.audience import Table
from preflight.facts.send import ListSpec
from preflight.facts.web import Unanswered
from preflight.gather.audience import digest
from preflight.gather.audience.engine import Engine
from preflight.gather.audience.normalise import DIGESTS
from preflight.gather.audience.reading import Reading, stage, table_of
from preflight.gather.audience.scan import NARROW, Plan, email_key

_STAGED = "pf_list"


def hits_table(number: int) -> str:
    """The table that holds the audience's keys (`key`) and the list's own (`entry`) where both met."""
    return f"pf_hits{number}"


def incomparable(plan: Plan, spec: ListSpec) -> str:
    """Why the audience cannot be compared with a list at all, or ""."""
    if not plan.hashed or spec.match in {"email", plan.reading.kind}:
        return ""
    have = plan.reading.kind.upper()
    if spec.match == "domain":
        return f"the audience holds {have} digests, which have no domain to compare with the list"
    return f"the audience holds {have} digests, the list {spec.match.upper()} digests: they cannot be compared"


def match(spec: ListSpec, reading: Reading, plan: Plan | None, number: int, engine: Engine) -> Table | Unanswered:
    """Read one list and note where the audience meets it. `plan` is None where there is no audience to compare."""
    if spec.match == "domain":
        staged = stage(reading, engine, _STAGED, ["address AS entry"])
    else:
        staged = stage(reading, engine, _STAGED, _keys(spec, plan))
    table = table_of(reading, staged)
    if plan is not None:
        engine.run(f"CREATE OR REPLACE TEMP TABLE {hits_table(number)} AS {_hits(spec, plan)}")
    engine.run(f"DROP TABLE {_STAGED}")
    return table


def _keys(spec: ListSpec, plan: Plan | None) -> list[str]:
    if spec.match in DIGESTS:
        length = DIGESTS[spec.match]
        return [f"CASE WHEN length(address) = {length} THEN TRY_{digest.key_sql('address')} END AS entry"]
    if plan is not None and plan.hashed:
        kind = plan.reading.kind
        return [f"{digest.key_sql(f'{kind}(address)')} AS entry", f"{digest.key_sql(f'{kind}(pf_alt)')} AS other"]
    return [f"{email_key('address')} AS entry"]


def _hits(spec: ListSpec, plan: Plan) -> str:
    if spec.match == "domain":
        return _domain_hits(spec)
    entries = f"(SELECT entry FROM {_STAGED})"
    if plan.hashed:
        both = (
            f"(SELECT entry FROM {_STAGED} UNION ALL SELECT other FROM {_STAGED})" if spec.match == "email" else entries
        )
        return f"SELECT DISTINCT key, key AS entry FROM {NARROW} WHERE key IN {both}"
    if spec.match in DIGESTS:
        own, other = "key" if spec.match == "sha256" else f"pf_{spec.match}", f"pf_alt_{spec.match}"
        return (
            f"SELECT DISTINCT key, {own} AS entry FROM {NARROW} WHERE {own} IN {entries} UNION "
            f"SELECT DISTINCT key, {other} FROM {NARROW} WHERE {other} IN {entries}"
        )
    return f"SELECT DISTINCT key, key AS entry FROM {NARROW} WHERE key IN {entries}"


def _domain_hits(spec: ListSpec) -> str:
    """People of a listed domain, or of one below it. Names longer than any domain are compared whole."""
    suffixes = "[domain]"
    if spec.subdomains:
        parts = "string_split(domain, '.')"
        suffixes = (
            f"CASE WHEN length(domain) > 253 THEN [domain] ELSE list_transform(range(1, len({parts}) + 1), "
            f"lambda i: array_to_string({parts}[i:], '.')) END"
        )
    return (
        f"SELECT DISTINCT key, NULL::UBIGINT AS entry FROM {NARROW} WHERE domain IN (SELECT domain FROM ("
        f"SELECT domain, unnest({suffixes}) AS suffix FROM (SELECT DISTINCT domain FROM {NARROW} "
        f"WHERE domain IS NOT NULL)) WHERE suffix IN (SELECT entry FROM {_STAGED}))"
    )
