"""What the ledger knows of comparable sends, as facts for the checks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec

from preflight.facts import Facts
from preflight.facts.dns import published
from preflight.facts.history import History, PastRun
from preflight.facts.send import Send
from preflight.ledger.store import Entry, Ledger

_OWN, _ALL = 50, 1000
_KEPT = 200
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
    return {"dns": published(facts.dns), "from_domain": facts.send.from_domain}


def history(ledger: Ledger, send: Send, now: datetime) -> History:
    """Earlier runs of this send, of its series (else: of sends whose names differ in their numbers alone) and of its
    From domain, the newest first; narrowed ones are no measure of anything.
    """
    entries = {entry.seq: entry for entry in ledger.entries(send=send.name, kind="run", newest=_OWN)}
    entries |= {entry.seq: entry for entry in ledger.entries(kind="run", newest=_ALL)}
    gone = cleared(ledger.entries(kind="gate", newest=_ALL))
    runs = [_past(entry, gone) for _seq, entry in sorted(entries.items(), reverse=True)]
    before = [run for run in runs if run is not None and run.at <= now]
    return History(runs=tuple(_comparable(before, send))[:_KEPT])


def cleared(entries: Iterable[Entry]) -> frozenset[tuple[str, str]]:
    """The versions of sends (name, fingerprint) that the gate said GO to."""
    return frozenset((e.send, e.fingerprint) for e in entries if e.content.get("verdict") == "go")


def pattern(name: str) -> str:
    """A name without its numbers: dates, weeks and editions change from one send to the next of its kind."""
    return _NUMBERS.sub("#", name).casefold()


def _comparable(runs: Sequence[PastRun], send: Send) -> Iterator[PastRun]:
    for run in runs:
        series = getattr(run, "series", "")
        alike = series == send.series if send.series else pattern(run.name) == pattern(send.name)
        domain = getattr(run, "from_domain", "")
        if run.name == send.name or alike or (domain and domain == send.from_domain):
            yield run


def _past(entry: Entry, gone: frozenset[tuple[str, str]]) -> PastRun | None:
    """A run as a fact; None for one that was narrowed, or that an older version kept too little of."""
    try:
        kept = msgspec.json.decode(entry.body, type=_Kept)
        plain = {
            **kept.past, "name": entry.send, "at": _with_zone(kept.now), "verdict": kept.verdict,
            "fingerprint": entry.fingerprint, "rows": kept.rows, "series": kept.series,
            "scheduled_at": kept.scheduled_at or None, "gate_go": (entry.send, entry.fingerprint) in gone,
        }  # fmt: skip
        known = {name: value for name, value in plain.items() if name in _FIELDS}
        return None if kept.partial else msgspec.convert(known, PastRun)
    except msgspec.MsgspecError:
        return None


def _with_zone(text: str) -> str:
    moment = datetime.fromisoformat(text)
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).isoformat()
