"""The ledger's part in a run: what it remembers before, what people decided, and the entry that is left after."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

import msgspec

from preflight.facts import Facts, History
from preflight.facts.send import Send
from preflight.ledger import book, past, workspace
from preflight.ledger.deeds import Done
from preflight.ledger.settle import Ground, settle
from preflight.ledger.state import RunState, state_of
from preflight.ledger.store import Entry, Ledger
from preflight.policy import Policy
from preflight.verdict import Judgement, Waiver

if TYPE_CHECKING:
    from preflight.ledger.people import People


class Memory(msgspec.Struct, frozen=True):
    """What the ledger knew before the run, and the send's recipients where they are to be remembered."""

    history: History = History()
    deeds: tuple[Done, ...] = ()
    people: Any = None


def recall(url: str | None, send: Send, now: datetime, people: People | None = None) -> Memory:
    """What the ledger knows of a send; nothing where there is no ledger, or none yet. Raises LedgerError.

    `people` are the send's recipients, where they are to be compared with those of others.
    """
    ledger = book.opened(url, to_read=True)
    if ledger is None:
        return Memory(people=people)
    with ledger:
        history = past.history(ledger, send, now)
        if people is not None:
            from preflight.ledger.people import met

            history = met(ledger, people, history, send, now)
        return Memory(history, book.deeds_about(ledger, send.name, send.series, now), people)


def with_deeds(state: RunState, judgement: Judgement, facts: Facts, policy: Policy, memory: Memory) -> Judgement:
    """The judgement with what people decided in it."""
    send = facts.send
    judged = {check: state.judged(check) for check in state.judges}
    ground = Ground(send.name, send.series, send.owner, state.covered, judged, policy, facts.clock.now)
    return settle(judgement, memory.deeds, ground)


def kept(
    facts: Facts, policy: Policy, bare: Judgement, version: str, hide: Callable[[str], str], memory: Memory,
    saved: bytes = b"",
) -> tuple[RunState, Judgement]:  # fmt: skip
    """What the ledger is to keep of a run, and the run's judgement with what people decided in it.

    `saved` are the facts as they are written, nothing where they are not: the record holds their digest.
    """
    state = state_of(facts, policy, bare, version, hide, past.past_of(facts))
    told = with_deeds(state, bare, facts, policy, memory)
    digest = "sha256:" + hashlib.sha256(saved).hexdigest() if saved else ""
    return msgspec.structs.replace(state.told(told), facts=digest), told


def record(url: str, send: Send, state: RunState, memory: Memory | None = None) -> Entry:
    """Write the run down, and its recipients beside it. Raises LedgerError."""
    beside = None
    people: People | None = memory.people if memory is not None else None
    if people is not None and people.known is not None:
        day = (send.scheduled_at or datetime.fromisoformat(state.now)).date()
        state = msgspec.structs.replace(state, people=people.key_id)
        beside = partial(people.keep, day=day)
    with Ledger(url) as ledger:
        return ledger.append(
            "run", who=workspace.actor(), send=send.name, fingerprint=state.covered.fingerprint, body=state.body(),
            beside=beside,
        )  # fmt: skip


def notes(waivers: tuple[Waiver, ...]) -> tuple[str, ...]:
    """Sentences about waivers that do nothing any more: over is a warning, without a match a note."""
    found = []
    for one in waivers:
        what = f"the waiver of {one.target} by {one.by}"
        if one.state == "expired":
            found.append(f"warning: {what} ended on {one.until}")
        elif one.state == "unmatched":
            found.append(f"{what} matches nothing{f': {one.why}' if one.why else ' any more'}")
    return tuple(found)
