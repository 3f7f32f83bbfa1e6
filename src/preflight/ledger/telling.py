"""Entries of the ledger in a line, and as flat rows for other tools. Pure."""

from __future__ import annotations

from typing import Any

from preflight.ledger.store import Entry

COLUMNS = (
    "seq", "at", "kind", "send", "fingerprint", "who", "by", "reported_for", "role", "verdict", "target", "passed",
    "until", "rows", "count", "cleared", "version", "checklist", "series", "scheduled_at", "note", "previous", "digest",
)  # fmt: skip

_OWN = ("seq", "at", "kind", "send", "fingerprint", "who", "previous", "digest")


def row(entry: Entry) -> dict[str, str | int | None]:
    """An entry as a row of `COLUMNS`; what its kind does not have is None."""
    body = entry.content
    found = {**{name: body.get(name) for name in COLUMNS}, "target": body.get("target") or body.get("item")}
    found["note"] = body.get("reason") or body.get("note") or "; ".join(body.get("reasons", ()))
    own = {
        name: getattr(entry, name) for name in ("seq", "at", "kind", "send", "fingerprint", "who", "previous", "digest")
    }
    return {name: _plain(value) for name, value in {**found, **own}.items()}


def line(entry: Entry, version: str) -> str:
    """An entry for people: when, what, by whom. `version` is the fingerprint as people see it."""
    body = entry.content
    by = body.get("reported_for") or body.get("by") or entry.who
    return f"{entry.at[:16].replace('T', ' ')}  {entry.kind:<10}  {_words(entry.kind, body):<34}  {by}  {version}"


def _words(kind: str, body: dict[str, Any]) -> str:
    if kind in {"run", "gate"}:
        rows = f", {body['rows']:,} recipients" if body.get("rows") is not None else ""
        return f"{str(body.get('verdict', '')).upper()}{' (narrowed)' if body.get('partial') else ''}{rows}"
    if kind == "sent":
        return f"{body.get('count', 0):,} sent"
    if kind == "waiver":
        return f"{body.get('target')} until {body.get('until')}: {body.get('reason')}"
    if kind == "answer":
        return f"{body.get('item')}: {'right' if body.get('passed') else 'wrong'}"
    return " ".join(part for part in (body.get("role", ""), body.get("note", "")) if part)


def _plain(value: Any) -> str | int | None:
    if value is None or isinstance(value, str):
        return value or None
    return int(value) if isinstance(value, bool | int) else str(value)
