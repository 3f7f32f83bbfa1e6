"""Who was mailed: keyed digests beside the chain, for the checks that compare one send's people with another's.

They are kept only where the checklist turns such a check on, and for a hundred days. The key never leaves the machine:
what another machine wrote down cannot be compared, and is unknown.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

import msgspec

from preflight.facts.history import History, PastRun
from preflight.facts.send import Send
from preflight.ledger.database import Session
from preflight.ledger.store import Entry, Ledger
from preflight.policy import Policy

MOST = 2_000_000
"""Recipients whose digests are kept; of more nobody can tell."""

KEPT_DAYS = 100
_RECENT, _COLLISION = "audience.recently-mailed", "schedule.collision"


class Wanted(NamedTuple):
    """What the checklist asks of past recipients: within how many days, and whether by sends near by."""

    days: tuple[int, ...]
    shared: bool


def wanted(policy: Policy) -> Wanted:
    """What is asked."""
    on = {one.id: one.setting.options for one in policy.checks if one.setting.on}
    days = (int(getattr(on[_RECENT], "days", 7)),) if _RECENT in on else ()
    return Wanted(days, _COLLISION in on)


class People:
    """The recipients of one run. `known` is None until somebody tells them, and where there are too many."""

    def __init__(self, asked: Wanted, key: bytes) -> None:
        self.asked = asked
        self.known: frozenset[str] | None = None
        self._key = hmac.digest(key, b"people", "sha256")

    @property
    def key_id(self) -> str:
        """Tells one machine's digests from another's."""
        return hashlib.sha256(self._key).hexdigest()[:12]

    def take(self, keys: Iterable[int]) -> None:
        """The recipients' 64-bit keys."""
        found: set[str] = set()
        for key in keys:
            found.add(hmac.digest(self._key, key.to_bytes(8, "big"), "sha256").hex()[:16])
            if len(found) > MOST:
                return
        self.known = frozenset(found)

    def keep(self, session: Session, entry: Entry, day: date) -> None:
        """Write them down beside a run's entry; what is old, and earlier versions that never went out, go."""
        session.rows("DELETE FROM mailed WHERE day < :day", {"day": (day - timedelta(days=KEPT_DAYS)).isoformat()})
        session.rows(
            "DELETE FROM mailed WHERE entry IN (SELECT e.seq FROM entries e WHERE e.send = :send AND e.kind = 'run' "
            "AND e.seq < :seq AND NOT EXISTS (SELECT 1 FROM gate_decisions g WHERE g.send = e.send "
            "AND g.fingerprint = e.fingerprint AND g.verdict = 'go'))",
            {"send": entry.send, "seq": entry.seq},
        )
        rows = [{"entry": entry.seq, "day": day.isoformat(), "person": person} for person in self.known or ()]
        session.many("INSERT INTO mailed (entry, day, person) VALUES (:entry, :day, :person)", rows)


class _Went(msgspec.Struct, frozen=True):
    """As much of a gate's decision as matters here."""

    verdict: str
    now: str
    scheduled_at: str = ""


class _Kept(msgspec.Struct, frozen=True):
    """As much of a run as matters here."""

    people: str = ""


def met(ledger: Ledger, people: People, history: History, send: Send, now: datetime) -> History:
    """The history with what is asked of past recipients; what cannot be told is left out."""
    if people.known is None:
        return history
    found = history
    if people.asked.days:
        recent = _recent(ledger, people, send, (send.scheduled_at or now).date())
        found = msgspec.structs.replace(found, recently_mailed=recent)
    if people.asked.shared:
        shared = {one.name: _shared(ledger, people, one) for one in history.others}
        others = tuple(msgspec.structs.replace(one, shared=shared[one.name]) for one in history.others)
        found = msgspec.structs.replace(found, others=others)
    return found


def _recent(ledger: Ledger, people: People, send: Send, day: date) -> dict[int, int]:
    """Days → how many of these people had mail within so many days before; without the days of which nobody knows."""
    went = list(_went(ledger, people, send, day))
    found = {}
    for days in people.asked.days:
        near = [one for one in went if one[0] <= days]
        if any(entry is None for _distance, entry in near):
            continue
        hit: set[str] = set()
        for entry in {entry for _distance, entry in near if entry is not None}:
            hit |= _of(ledger, entry, people)
        found[days] = len(hit)
    return found


def _went(ledger: Ledger, people: People, send: Send, day: date) -> Iterator[tuple[int, int | None]]:
    """Sends that the gate said GO to: how many days before, and the run under which their people are kept."""
    for entry in ledger.entries(kind="gate", newest=1000):
        told = msgspec.json.decode(entry.body, type=_Went)
        distance = (day - datetime.fromisoformat(told.scheduled_at or told.now).date()).days
        if told.verdict == "go" and entry.send != send.name and 0 <= distance <= max(people.asked.days):
            yield distance, _kept_under(ledger, entry.send, entry.fingerprint, people.key_id)


def _kept_under(ledger: Ledger, name: str, fingerprint: str, key_id: str) -> int | None:
    """The number of the newest run of a version whose people are kept under this key."""
    runs: Sequence[Entry] = ledger.entries(send=name, kind="run", fingerprint=fingerprint, newest=5)
    known = [run.seq for run in runs if msgspec.json.decode(run.body, type=_Kept).people == key_id]
    return known[-1] if known else None


def _shared(ledger: Ledger, people: People, other: PastRun) -> int | None:
    entry = _kept_under(ledger, other.name, other.fingerprint, people.key_id)
    return len(_of(ledger, entry, people)) if entry is not None else None


def _of(ledger: Ledger, entry: int, people: People) -> set[str]:
    """Those of the people who were among a run's."""
    mine = people.known or frozenset()
    with ledger.beside() as session:
        told = session.stream("SELECT person FROM mailed WHERE entry = :entry", {"entry": entry})
        return {person for (person,) in told if person in mine}
