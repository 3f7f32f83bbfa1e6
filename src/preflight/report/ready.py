"""Mends that are ready to be copied: the corrected address, the record to publish, the SQL that lists the rows.

Only what follows from the facts; where a value would have to be guessed there is none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple
from urllib.parse import quote_plus, unquote_plus

CORRECTED, RECORD, SQL = "Corrected link", "Record to publish", "SQL that lists the rows (DuckDB)"
TO_OPEN = "Corrected link; open it once"
LABELS = (CORRECTED, RECORD, SQL, TO_OPEN)

_MOST = 5
_LONG = 2_000


class Ready(NamedTuple):
    """A text to copy, under its label; `about` is what it takes the place of."""

    label: str
    text: str
    about: str = ""


Pairs = list[tuple[str, str]]


def ready(check: dict[str, Any], found: dict[str, Any], report: dict[str, Any]) -> list[Ready]:
    """What can be copied to mend one finding."""
    evidence = found["evidence"]
    made = _MENDS.get(check["id"])
    return [
        one
        for one in (*_record(evidence), *(made(evidence, report.get("seen") or {}) if made else ()))
        if len(one.text) <= _LONG
    ][:_MOST]


def _record(evidence: dict[str, Any]) -> Iterator[Ready]:
    told = evidence.get("publish")
    if isinstance(told, dict) and {"name", "type", "value"} <= set(told):
        value = f'"{told["value"]}"' if told["type"] == "TXT" else str(told["value"])
        yield Ready(RECORD, f"{told['name']}. IN {told['type']} {value}")


def _split(url: str) -> tuple[str, Pairs, str]:
    """Address, query as decoded pairs, fragment."""
    rest, hash_, fragment = url.partition("#")
    base, _mark, query = rest.partition("?")
    pairs = [tuple(unquote_plus(side) for side in piece.partition("=")[::2]) for piece in query.split("&") if piece]
    return base, pairs, hash_ + fragment  # type: ignore[return-value]


def _joined(base: str, pairs: Pairs, fragment: str) -> str:
    query = "&".join(f"{quote_plus(name, safe='[]')}={quote_plus(value, safe=':/,{}|*%')}" for name, value in pairs)
    return base + ("?" + query if query else "") + fragment


def _corrected(url: str, change: Callable[[Pairs], Pairs]) -> Ready | None:
    base, pairs, fragment = _split(url)
    better = _joined(base, change(pairs), fragment)
    return Ready(CORRECTED, better, url) if better != url and "…" not in better else None


def _utm_missing(evidence: dict[str, Any], seen: dict[str, Any]) -> Iterator[Ready]:
    briefed = (seen.get("brief") or {}).get("utm") or {}
    wanted = [(name, briefed[name]) for name in evidence.get("missing", ()) if briefed.get(name)]
    if len(wanted) == len(evidence.get("missing", ())):
        for url in evidence.get("urls", ()):
            if one := _corrected(url, lambda pairs: [*pairs, *wanted]):
                yield one


def _utm_wrong(evidence: dict[str, Any], _seen: dict[str, Any]) -> Iterator[Ready]:
    name, value = evidence.get("parameter"), evidence.get("briefed")
    if name and isinstance(value, str) and value:
        yield from _changed(evidence, lambda pairs: [(n, value if n == name else v) for n, v in pairs])


def _utm_typo(evidence: dict[str, Any], _seen: dict[str, Any]) -> Iterator[Ready]:
    wrong, meant = evidence.get("parameter"), evidence.get("meant")
    if wrong and isinstance(meant, str) and meant:
        yield from _changed(evidence, lambda pairs: [(meant if n == wrong else n, v) for n, v in pairs])


def _utm_case(evidence: dict[str, Any], _seen: dict[str, Any]) -> Iterator[Ready]:
    yield from _changed(evidence, lambda pairs: [(n, v.lower() if n.startswith("utm_") else v) for n, v in pairs])


def _utm_unwanted(evidence: dict[str, Any], _seen: dict[str, Any]) -> Iterator[Ready]:
    yield from _changed(evidence, lambda pairs: [(n, v) for n, v in pairs if not n.lower().startswith("utm_")])


def _changed(evidence: dict[str, Any], change: Callable[[Pairs], Pairs]) -> Iterator[Ready]:
    if one := _corrected(str(evidence.get("url", "")), change):
        yield one


def _utm_malformed(evidence: dict[str, Any], _seen: dict[str, Any]) -> Iterator[Ready]:
    """Parameters that stand after the hash sign, moved before it."""
    url = str(evidence.get("url", ""))
    base, _hash, fragment = url.partition("#")
    place, mark, query = fragment.partition("?")
    if mark and "?" not in base and "utm_" in query and "?" not in query:
        yield Ready(CORRECTED, f"{base}?{query}" + (f"#{place}" if place else ""), url)


def _secure(evidence: dict[str, Any], _seen: dict[str, Any]) -> Iterator[Ready]:
    for url in evidence.get("urls") or [evidence.get("url", "")]:
        if url.startswith("http://") and "…" not in url:
            yield Ready(TO_OPEN, "https" + url[4:], url)


def _kept(evidence: dict[str, Any], _seen: dict[str, Any]) -> Iterator[Ready]:
    """Where the way ended, with the parameters that were lost on it."""
    hops = evidence.get("hops") or []
    if len(hops) > 1:
        sent = [(n, v) for n, v in _split(hops[0])[1] if n.startswith(("utm_", "mtm_", "pk_"))]
        names = {n for n, _v in sent}
        base, pairs, fragment = _split(hops[-1])
        better = _joined(base, [*((n, v) for n, v in pairs if n not in names), *sent], fragment)
        if "…" not in better:
            yield Ready(CORRECTED, better, hops[0])


def _elsewhere(evidence: dict[str, Any], _seen: dict[str, Any]) -> Iterator[Ready]:
    if evidence.get("elsewhere"):
        yield Ready(CORRECTED, str(evidence["elsewhere"]), str(evidence.get("url", "")))


def _listed(evidence: dict[str, Any], seen: dict[str, Any]) -> Iterator[Ready]:
    """SQL for DuckDB over the very files of the send."""
    audience = seen.get("audience") or {}
    known = next((one for one in audience.get("lists", ()) if one["name"] == evidence.get("list")), None)
    file, column = audience.get("file"), audience.get("column")
    if not (known and file and column and known["file"] and known["column"]) or ", " in file + known["file"]:
        return
    address, listed = f"lower(trim(a.{_name(column)}))", f"lower(trim(l.{_name(known['column'])}))"
    on = {
        "email": f"{address} = {listed}",
        "domain": f"split_part({address}, '@', 2) = {listed} OR {address} LIKE '%.' || {listed}",
        "sha256": f"sha256({address}) = {listed}",
        "md5": f"md5({address}) = {listed}",
    }.get(known["match"])
    if on:
        yield Ready(
            SQL,
            f"SELECT a.* FROM {_text(file)} a JOIN {_text(known['file'])} l ON {on};",  # noqa: S608 - for a person to run
        )


def _twice(_evidence: dict[str, Any], seen: dict[str, Any]) -> Iterator[Ready]:
    audience = seen.get("audience") or {}
    if (file := audience.get("file")) and (column := audience.get("column")) and ", " not in file:
        yield Ready(
            SQL,
            f"SELECT lower(trim({_name(column)})) AS address, count(*) AS copies FROM {_text(file)} "  # noqa: S608
            "GROUP BY 1 HAVING count(*) > 1 ORDER BY 2 DESC;",
        )


def _name(column: str) -> str:
    return '"' + column.replace('"', '""') + '"'


def _text(file: str) -> str:
    return "'" + file.replace("'", "''") + "'"


_MENDS: dict[str, Callable[[dict[str, Any], dict[str, Any]], Iterator[Ready]]] = {
    "tracking.utm-missing": _utm_missing,
    "tracking.utm-not-as-briefed": _utm_wrong,
    "tracking.utm-typo": _utm_typo,
    "tracking.utm-case": _utm_case,
    "tracking.utm-unwanted": _utm_unwanted,
    "tracking.utm-malformed": _utm_malformed,
    "landing.utm-lost": _kept,
    "links.insecure": _secure,
    "links.outlook-differs": _elsewhere,
    "suppression.recipient-listed": _listed,
    "audience.duplicates": _twice,
}
