"""Addresses beyond ASCII in a warehouse: their parts are brought out one by one, normalised here, and joined back.

Local parts and domains leave it apart from each other, each once, so that no whole address does.
"""

# ruff: noqa: S608 - our own SQL: names are quoted, texts are literals or parameters, rules were validated
from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from preflight.gather.audience import normalise
from preflight.gather.audience.refusal import Stopped
from preflight.gather.audience.working import Working

if TYPE_CHECKING:
    from preflight.gather.audience.reading import Reading

_MOST = 500_000


@dataclass(frozen=True)
class Parts:
    """Tables of forms: local parts (or whole cells) and domains; "" where there is nothing beyond ASCII."""

    local: str = ""
    domain: str = ""


def bring_out(reading: Reading, engine: Working, table: str) -> tuple[Parts, int]:
    """Make the tables; and how many cells hold something beyond ASCII. Raises Stopped."""
    says = engine.dialect
    beyond = engine.row(f"SELECT {says.count_where(says.beyond_ascii('pf_bare'))} FROM {_split(reading)} t")[0]
    local = domain = ""
    if beyond:
        forms = _whole(reading.kind) if reading.kind != "email" else normalise.normalise_local
        local = _forms(engine, reading, "pf_local", says.beyond_ascii("pf_local"), forms, f"{table}_local")
    if reading.kind == "email" and (beyond or reading.alternates):
        which = says.beyond_ascii("pf_domain")
        if reading.alternates:
            which += f" OR {says.contains(says.lower('pf_domain'), says.literal('xn--'))}"
        domain = _forms(engine, reading, "pf_domain", which, normalise.normalise_domain, f"{table}_domain")
    return Parts(local, domain), int(beyond)


def rows_sql(reading: Reading, row: str, inner: Sequence[str], where: str) -> str:
    """As `Reading.rows_sql`."""
    says, parts = reading.opened.dialect, reading.parts
    local, domain, joins = says.lower("t.pf_local"), says.lower("t.pf_domain"), ""
    alt = says.null()
    if parts.local:
        local = f"coalesce(ol.form, {local})"
        joins += f" LEFT JOIN {parts.local} ol ON ol.part = t.pf_local"
    if parts.domain:
        domain = f"coalesce(od.form, {domain})"
        joins += f" LEFT JOIN {parts.domain} od ON od.part = t.pf_domain"
        alt = f"CASE WHEN od.alt IS NOT NULL THEN {local} || '@' || od.alt END"
    if reading.kind == "email":
        address = f"nullif({local} || CASE WHEN t.pf_domain IS NULL THEN '' ELSE '@' || {domain} END, '')"
    elif reading.kind == "domain":
        plain = says.folded_domain("t.pf_local")
        address = f"CASE WHEN ol.part IS NULL THEN {plain} ELSE ol.form END" if parts.local else plain
    else:
        address = local
    picked = ", ".join(
        [f"{reading.raw} AS raw", f"{address} AS address", f"{alt} AS pf_alt", f"{row} AS pf_row", *inner]
    )
    return f"SELECT {picked} FROM {_split(reading)} t{joins}{where}"


def _split(reading: Reading) -> str:
    """The rows with `pf_bare`, `pf_local` and `pf_domain` (NULL without an at sign)."""
    says = reading.opened.dialect
    bare = f"(SELECT t.*, {says.bare(reading.raw)} AS pf_bare FROM ({reading.opened.relation}) t)"
    local, domain = "pf_bare", says.null()
    if reading.kind == "email":
        local, domain = says.local("pf_bare"), says.domain("pf_bare")
    return f"(SELECT t.*, {local} AS pf_local, {domain} AS pf_domain FROM {bare} t)"


def _forms(
    engine: Working, reading: Reading, column: str, which: str, form: Callable[[str], str], table: str
) -> str:  # fmt: skip
    found = engine.rows(f"SELECT DISTINCT {column} FROM {_split(reading)} t WHERE {which} LIMIT {_MOST + 1}")
    if len(found) > _MOST:
        raise Stopped("limit", "too many addresses beyond ASCII")
    if not found:
        return ""
    forms = [(str(part), form(str(part))) for (part,) in found]
    engine.upload(
        table, {"part": "text", "form": "text", "alt": "text"},
        [(part, text or None, normalise.unicode_form(f"a@{text}")[2:] or None) for part, text in forms],
    )  # fmt: skip
    return table


def _whole(kind: str) -> Callable[[str], str]:
    return lambda text: normalise.normalise(text, kind)
