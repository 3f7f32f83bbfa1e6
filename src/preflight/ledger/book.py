"""The ledger as a run and the gate use it: the runs of a send, what people did about it, and one more entry."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import msgspec

from preflight.ledger.chain import untouched
from preflight.ledger.database import Session, is_there
from preflight.ledger.decision import RunEntry
from preflight.ledger.deeds import SIGNS, Answer, Done, Waiver, read
from preflight.ledger.state import RunState
from preflight.ledger.store import Entry, Ledger

WIDE_DAYS = 30
"""A waiver or an answer for a series or a URL holds at most so long."""

_RUNS = 20
_WIDE = ("answer", "waiver")


def runs_of(ledger: Ledger, send: str, fingerprint: str | None = None) -> tuple[RunEntry, ...]:
    """The newest runs of a send, and of exactly this version of it, in their order."""
    found = {entry.seq: entry for entry in untouched(ledger.entries(send=send, kind="run", newest=_RUNS))}
    if fingerprint is not None:
        exact = ledger.entries(send=send, kind="run", fingerprint=fingerprint, newest=_RUNS)
        found |= {entry.seq: entry for entry in untouched(exact)}
    return tuple(run_of(found[seq]) for seq in sorted(found))


def run_of(entry: Entry) -> RunEntry:
    """A run's entry with its body read."""
    state = msgspec.json.decode(entry.body, type=RunState)
    return RunEntry(entry.seq, entry.digest, entry.at, entry.fingerprint, state)


def deeds_about(ledger: Ledger, send: str, series: str, now: datetime) -> tuple[Done, ...]:
    """What people did about a send, and what holds for its series or for a URL wherever it stands."""
    since = (min(now, datetime.now(UTC)) - timedelta(days=WIDE_DAYS + 2)).astimezone(UTC).isoformat()
    own = read(untouched(ledger.entries(send=send, kinds=SIGNS)))
    others = read(untouched(ledger.entries(kinds=_WIDE, since=since)))
    wide = [done for done in others if _reaches(done, send, series)]
    return tuple(sorted((*own, *wide), key=lambda done: done.seq))


class Overtaken(Exception):
    """Somebody wrote about the send after the ledger was read."""


def nothing_since(upto: int, session: Session, entry: Entry) -> None:
    """Raises Overtaken, so that the entry is not written, where it would rest on less than stands before it."""
    found = session.rows(
        "SELECT kind FROM entries WHERE seq > :upto AND seq < :seq AND (send = :send OR kind IN ('answer', 'waiver'))",
        {"upto": upto, "seq": entry.seq, "send": entry.send},
    )
    if any(kind in {"run", *SIGNS} for (kind,) in found):
        raise Overtaken


def _reaches(done: Done, send: str, series: str) -> bool:
    deed = done.deed
    if not isinstance(deed, Answer | Waiver) or done.send == send:
        return False
    return bool(deed.series and deed.series == series) or bool(deed.url and not deed.series)


def opened(url: str | None, *, to_read: bool = False) -> Ledger | None:
    """The ledger behind a URL; None where there is to be none, or to be read and none is there yet."""
    if url is None or (to_read and not is_there(url)):
        return None
    return Ledger(url)


def last(runs: Sequence[RunEntry]) -> RunEntry | None:
    """The newest of them."""
    return runs[-1] if runs else None
