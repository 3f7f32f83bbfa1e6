"""What the ledger knows of comparable sends, as facts for the checks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from preflight.facts import Facts
from preflight.facts.audience import Table
from preflight.facts.dns import published
from preflight.facts.history import History, PastRun, seen, traces_of
from preflight.facts.send import Send
from preflight.ledger.store import Entry, Ledger

_OWN, _ALL = 50, 1000
_KEPT = 200
_FORTNIGHT = timedelta(days=14)
_QUARTER = timedelta(days=90)
_NUMBERS = re.compile(r"\d+")
_FIELDS = frozenset(PastRun.__struct_fields__)


class _Kept(msgspec.Struct, frozen=True):
    """As much of a run's body as matters here."""

    verdict: str
    now: str
    partial: bool = False
    rows: int | None = None
    series: str = ""
    scheduled_at: str = ""
    past: dict[str, Any] = {}


def past_of(facts: Facts) -> dict[str, Any]:
    """What a run leaves for later ones to compare with: fields of `PastRun`, as plain JSON."""
    members = facts.audience.members
    return {
        "dns": published(facts.dns), "from_domain": facts.send.from_domain,
        "audience": members.digest if isinstance(members, Table) else "",
        "traces": msgspec.to_builtins(traces_of(facts.send)), **seen(facts.audience),
    }  # fmt: skip


def history(ledger: Ledger, send: Send, now: datetime) -> History:
    """What the ledger knows of this send and of others, the newest first; narrowed runs are no measure of anything.

    Comparable are runs of this send and of its series, else of sends whose names differ in their numbers alone.
    """
    entries = {entry.seq: entry for entry in ledger.entries(send=send.name, kind="run", newest=_OWN)}
    entries |= {entry.seq: entry for entry in ledger.entries(kind="run", newest=_ALL)}
    gone = cleared(ledger.entries(kind="gate", newest=_ALL))
    gone |= _said_to_be_sent(entries.values(), ledger.entries(kind="sent", newest=_ALL))
    kept = [found for _seq, entry in sorted(entries.items(), reverse=True) if (found := _past(entry, gone)) is not None]
    before = [(series, run) for series, run in kept if run.at <= now]
    return History(
        runs=tuple(run for series, run in before if _comparable(series, run, send))[:_KEPT],
        others=tuple(_latest_of_others(before, send)),
        sent=tuple(run for _series, run in before if _sent_lately(run, send, now)),
    )


def _sent_lately(run: PastRun, send: Send, now: datetime) -> bool:
    """Whether it went out from this From domain in the last 90 days."""
    same = run.from_domain == send.from_domain != ""
    return run.gate_go and same and now - (run.scheduled_at or run.at) <= _QUARTER


def _latest_of_others(runs: Iterable[tuple[str, PastRun]], send: Send) -> Iterator[PastRun]:
    """The latest run of each other send that is scheduled within a fortnight of this one."""
    seen = {send.name}
    for _series, run in runs:
        if run.name in seen:
            continue
        seen.add(run.name)
        if send.scheduled_at and run.scheduled_at and abs(run.scheduled_at - send.scheduled_at) <= _FORTNIGHT:
            yield run


def cleared(entries: Iterable[Entry]) -> frozenset[tuple[str, str]]:
    """The versions of sends (name, fingerprint) that the gate said GO to."""
    return frozenset((e.send, e.fingerprint) for e in entries if e.content.get("verdict") == "go")


def _said_to_be_sent(runs: Iterable[Entry], sent: Iterable[Entry]) -> frozenset[tuple[str, str]]:
    """The same of those that somebody says were sent: of a send's runs the last before that was said.

    Not everybody asks the gate, and what went out counts as sent all the same.
    """
    last: dict[str, str] = {}
    found: set[tuple[str, str]] = set()
    for entry in sorted((*runs, *sent), key=lambda one: one.seq):
        if entry.kind == "run":
            last[entry.send] = entry.fingerprint
        elif entry.send in last:
            found.add((entry.send, last[entry.send]))
    return frozenset(found)


def pattern(name: str) -> str:
    """A name without its numbers: dates, weeks and editions change from one send to the next of its kind."""
    return _NUMBERS.sub("#", name).casefold()


def _comparable(series: str, run: PastRun, send: Send) -> bool:
    return run.name == send.name or (series == send.series if send.series else pattern(run.name) == pattern(send.name))


def _past(entry: Entry, gone: frozenset[tuple[str, str]]) -> tuple[str, PastRun] | None:
    """A run's series and the run; None for one that was narrowed, or that an older version kept too little of."""
    try:
        kept = msgspec.json.decode(entry.body, type=_Kept)
        plain = {
            **kept.past, "name": entry.send, "at": _with_zone(kept.now), "verdict": kept.verdict,
            "fingerprint": entry.fingerprint, "rows": kept.rows, "scheduled_at": kept.scheduled_at or None,
            "gate_go": (entry.send, entry.fingerprint) in gone,
        }  # fmt: skip
        known = {name: value for name, value in plain.items() if name in _FIELDS}
        return None if kept.partial else (kept.series, msgspec.convert(known, PastRun))
    except msgspec.MsgspecError:
        return None


def _with_zone(text: str) -> str:
    moment = datetime.fromisoformat(text)
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).isoformat()
