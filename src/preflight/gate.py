"""The story of the gate: load → fingerprint → ledger → decide → record. Nothing is judged anew.

What people do about a send (approve, waive, answer …) begins in the same way: with what stands there now.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import msgspec

from preflight import __version__
from preflight.errors import Fault, InputError, LedgerError
from preflight.facts import Audience, Clock, Facts
from preflight.facts.audience import Table
from preflight.facts.send import Send
from preflight.facts.web import Unanswered
from preflight.ledger import book, chain, fingerprint, workspace
from preflight.ledger.decision import Case, Decision, RunEntry, decide
from preflight.ledger.deeds import Covered, Done
from preflight.ledger.settle import Ground
from preflight.ledger.state import TableState
from preflight.ledger.store import Entry, Ledger
from preflight.load import Loaded, load_send
from preflight.policy import Policy


@dataclass(frozen=True)
class GateOptions:
    """What the gate was told."""

    ledger: str | None
    checklist: str | None = None
    now: datetime | None = None
    allow_outside: bool = False


@dataclass(frozen=True)
class Seen:
    """A send as it stands now, and what the ledger knows of it. `read` says which tables had to be read again,
    `upto` the number of the entry up to which the ledger was read.
    """

    send: Send
    policy: Policy
    covered: Covered
    tables: dict[str, TableState]
    now: datetime
    runs: tuple[RunEntry, ...] = ()
    deeds: tuple[Done, ...] = ()
    read: tuple[str, ...] = ()
    upto: int = 0

    @property
    def ground(self) -> Ground:
        """What the deeds are laid upon."""
        return Ground(self.send.name, self.send.series, self.send.owner, self.covered, {}, self.policy, self.now)

    @property
    def case(self) -> Case:
        """What a decision rests on."""
        return Case(self.ground, self.runs, self.deeds, __version__, self.send.scheduled_at)


@dataclass(frozen=True)
class Passed:
    """A decision that was recorded; `head` is the digest of its entry."""

    seen: Seen
    decision: Decision
    entry: Entry

    @property
    def head(self) -> str:
        """The chain's head after it."""
        return self.entry.digest

    def clearance(self) -> dict[str, object]:
        """What a clearance of this GO says."""
        seen, run, judgement = self.seen, self.decision.run, self.decision.judgement
        assert run is not None
        assert judgement is not None
        return {
            "preflight": __version__, "verdict": self.decision.verdict.value,
            "send": {"name": seen.send.name, "fingerprint": seen.covered.fingerprint, "rows": seen.covered.rows,
                     "scheduled_at": seen.send.scheduled_at.isoformat() if seen.send.scheduled_at else None},
            "parts": seen.covered.parts, "tables": msgspec.to_builtins(seen.tables),
            "checklist": {"name": seen.policy.name, "digest": seen.policy.digest},
            "now": seen.now.isoformat(), "decided_at": self.entry.at,
            "until": (run.now + timedelta(hours=seen.policy.max_age_hours)).isoformat(),
            "run": {"digest": run.digest, "at": run.at, "facts": run.state.facts},
            "approvals": [msgspec.to_builtins(one) for one in judgement.given if not one.void],
            "waivers": [msgspec.to_builtins(one) for one in judgement.waivers if one.state == "active"],
            "answers": [msgspec.to_builtins(one) for one in judgement.manual],
            "ledger": {"entry": self.entry.seq, "head": self.head},
        }  # fmt: skip


def gate(path: Path, options: GateOptions) -> Passed:
    """May this exact send go out now? Records the decision.

    Raises InputError, and LedgerError where there is no ledger, it cannot be used, or its chain is broken.
    """
    with opened(options) as ledger:
        chain.demand_whole(ledger, str(options.ledger))
        seen = see(path, options, ledger)
        while True:
            decision = decide(seen.case)
            try:
                entry = ledger.append(
                    "gate", who=workspace.actor(), send=seen.send.name, fingerprint=seen.covered.fingerprint,
                    body=_body(seen, decision), beside=partial(book.nothing_since, seen.upto),
                )  # fmt: skip
            except book.Overtaken:
                seen = _known_now(seen, ledger)
            else:
                return Passed(seen, decision, entry)


def opened(options: GateOptions) -> Ledger:
    """The ledger. Raises LedgerError where there is to be none."""
    if options.ledger is None:
        raise LedgerError("there is no ledger (--ledger none), so nothing is known of any run")
    return Ledger(options.ledger)


def see(path: Path, options: GateOptions, ledger: Ledger | None) -> Seen:
    """A send as it stands now. Raises InputError, LedgerError."""
    from preflight.checklist import load_policy_for

    loaded = load_send(path, allow_outside=options.allow_outside)
    send = loaded.send
    before = book.runs_of(ledger, send.name) if ledger is not None else ()
    hashes = _Hashes(loaded.paths)
    hashes.begin({file for run in before for table in run.state.tables.values() for file in table.files})
    # Nobody runs a check here: their modules need not be imported.
    policy = load_policy_for(
        send, loaded.base, options.checklist, allow_outside=options.allow_outside, wanted=frozenset()
    )  # fmt: skip
    now = options.now or datetime.now(UTC)
    facts, read = _as_it_stands(loaded, policy, before, hashes, now)
    parts = fingerprint.parts(facts, policy.digest)
    tables = _table_states(facts, policy)
    covered = _covered(parts, facts, policy, tables)
    seen = Seen(send, policy, covered, tables, now, read=read)
    return _known_now(seen, ledger) if ledger is not None else seen


def _known_now(seen: Seen, ledger: Ledger) -> Seen:
    """With what the ledger knows of it at this moment."""
    upto, send = ledger.length(), seen.send
    runs = book.runs_of(ledger, send.name, seen.covered.fingerprint)
    return replace(seen, runs=runs, deeds=book.deeds_about(ledger, send.name, send.series, seen.now), upto=upto)


def _covered(parts: dict[str, str], facts: Facts, policy: Policy, tables: Mapping[str, TableState]) -> Covered:
    members, spec = facts.audience.members, facts.send.audience
    counted = spec.counts.final if spec is not None and spec.counts is not None else None
    return Covered(
        fingerprint.fingerprint(parts), fingerprint.group(parts, "message"),
        fingerprint.rules(facts.send, policy.audience_rules), members.rows if isinstance(members, Table) else counted,
        parts, {name: table.rows for name, table in tables.items()},
        {name: table.exported_at for name, table in tables.items() if table.exported_at},
    )  # fmt: skip


def _table_states(facts: Facts, policy: Policy) -> dict[str, TableState]:
    from preflight.ledger.state import tables_of

    return tables_of(facts, policy, __version__)


def _body(seen: Seen, decision: Decision) -> dict[str, object]:
    run = decision.run
    return {
        "verdict": decision.verdict.value, "reasons": [str(reason) for reason in decision.reasons],
        "run": run.digest if run is not None else None, "now": seen.now.isoformat(), "version": __version__,
        "rows": seen.covered.rows, "series": seen.send.series,
        "scheduled_at": seen.send.scheduled_at.isoformat() if seen.send.scheduled_at else "",
    }  # fmt: skip


def _as_it_stands(
    loaded: Loaded, policy: Policy, runs: Sequence[RunEntry], hashes: _Hashes, now: datetime
) -> tuple[Facts, tuple[str, ...]]:
    """The facts that a fingerprint needs. A table whose files are as they were at an earlier run is not read again."""
    how = fingerprint.ways_of_reading(loaded.send, policy.rule_columns, __version__)
    known = {name: _known(name, way, _files(loaded.send, name), hashes, runs) for name, way in how.items()}
    unknown = tuple(name for name, table in known.items() if table is None)
    found = _scanned(loaded, policy, unknown) if unknown else Audience()
    members, consent = known.get("audience") or found.members, known.get("consent") or found.consent
    lists: dict[str, Table | Unanswered] = {}
    for spec in loaded.send.suppression or ():
        table = known.get(f"suppression {spec.name}") or found.lists.get(spec.name)
        if table is not None:
            lists[spec.name] = table
    audience = Audience(members=members, lists=lists, consent=consent)
    return Facts(send=loaded.send, clock=Clock(now), digests=loaded.digests, audience=audience), unknown


def _known(
    name: str, way: str, files: tuple[str, ...], hashes: _Hashes, runs: Sequence[RunEntry]
) -> Table | None:  # fmt: skip
    """The table as an earlier run read it, where nothing that decides about it is another."""
    tables = [run.state.tables.get(name) for run in reversed(runs)]
    same = [table for table in tables if table is not None and table.how == way and set(table.files) == set(files)]
    if not files or not same:
        return None
    octets = {file: hashes[file] for file in files}
    table = next((table for table in same if table.files == octets), None)
    return Table(name, table.rows, files=table.files, digest=table.digest) if table is not None else None


def _files(send: Send, name: str) -> tuple[str, ...]:
    sources = {"audience": send.audience, "consent": send.consent,
               **{f"suppression {spec.name}": spec for spec in send.suppression or ()}}  # fmt: skip
    spec = sources[name]
    return spec.members.files if spec is not None and spec.members is not None else ()


@dataclass
class _Hashes:
    """The SHA-256 of each file's octets, each read once; `begin` does it while other work goes on."""

    paths: Mapping[str, Path]
    found: dict[str, str] = field(default_factory=dict)
    begun: dict[str, threading.Thread] = field(default_factory=dict)

    def begin(self, names: Iterable[str]) -> None:
        """Start with these files, as far as they are there."""
        for name in sorted(set(names) & set(self.paths)):
            self.begun[name] = threading.Thread(target=self._hash, args=(name,), daemon=True)
            self.begun[name].start()

    def __getitem__(self, name: str) -> str:
        if name in self.begun:
            self.begun[name].join()
        if name not in self.found:
            self._hash(name)
            if name not in self.found:
                raise InputError([Fault(name, 0, 0, "", "cannot be read")])
        return self.found[name]

    def _hash(self, name: str) -> None:
        # Whoever asks for it says what is wrong.
        with suppress(OSError), self.paths[name].open("rb") as file:
            self.found[name] = "sha256:" + hashlib.file_digest(file, "sha256").hexdigest()


def _scanned(loaded: Loaded, policy: Policy, names: Sequence[str]) -> Audience:
    """Read these tables, and these alone, for their digests."""
    from preflight.gather.audience import gather_audience

    send = loaded.send
    only = msgspec.structs.replace(
        send,
        audience=send.audience if "audience" in names else None,
        suppression=tuple(spec for spec in send.suppression or () if f"suppression {spec.name}" in names),
        consent=send.consent if "consent" in names or (send.consent and send.consent.members is None) else None,
    )  # fmt: skip
    return gather_audience(
        only, loaded.paths, loaded.connections, [], rule_columns=policy.rule_columns, key=b"",
        cancelled=threading.Event(),
    )  # fmt: skip
