"""One run of the floor: open everything, scan the audience, meet the lists and the register, answer, show, reveal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import msgspec

from preflight.facts.audience import Audience, Measure, Measured, Table
from preflight.facts.send import ListSpec, Send
from preflight.facts.web import Unanswered
from preflight.gather.audience import consent, digest, lists, reveal, texts
from preflight.gather.audience.engine import BadStatement, Engine
from preflight.gather.audience.measure import Answers, Asked
from preflight.gather.audience.planning import Opening
from preflight.gather.audience.reading import table_of
from preflight.gather.audience.refusal import Stopped
from preflight.gather.audience.scan import Plan, scan
from preflight.gather.audience.tables import Opened
from preflight.gather.audience.words import load_words


@dataclass(frozen=True)
class Wanted:
    """What a run is asked."""

    send: Send
    paths: Mapping[str, Path]
    measures: tuple[Measure, ...]
    rule_columns: tuple[str, ...]
    key: bytes
    on_progress: Callable[[str, int, int], None]


@dataclass
class Session:
    """The state of one run; `gather` tells its story."""

    wanted: Wanted
    spill: Path
    engine: Engine
    done: int = 0
    opening: Opening = field(init=False)
    facts: Audience = field(default_factory=Audience)
    consent: Unanswered | None = None
    """Why the consent record is not known, where it is not."""

    def __post_init__(self) -> None:
        want = self.wanted
        self.opening = Opening(want.send, want.paths, want.measures, want.rule_columns, self.spill, self.engine)

    def gather(self, revealed: IO[str] | None) -> Audience:
        """All facts. Raises InputError; Stopped where nothing at all could be had."""
        self.opening.everything()
        self.engine.lock([path for table in self.opening.opened for path in table.paths], self.wanted.send.timezone)
        load_words(self.engine)
        members = self._members()
        plan = self.opening.plan if isinstance(members, Table) and members.address_column else None
        specs = enumerate(self.wanted.send.suppression or ())
        found = {spec.name: self._list(spec, plan, number) for number, spec in specs}
        register = self._register(plan)
        self.facts = Audience(members=members, lists=found, consent=register)
        return msgspec.structs.replace(self.facts, measures=self._answers(plan, revealed))

    def close(self) -> None:
        """Let go of all files."""
        self.opening.close()

    def _members(self) -> Table | Unanswered | None:
        plan = self.opening.plan
        if plan is None:
            return None
        if plan.reading.opened.blank:
            return _nothing(plan.reading.opened)
        try:
            staged = scan(plan, self.engine)
        except (Stopped, BadStatement) as error:
            return _unanswered(error)
        self._progress("audience")
        return table_of(plan.reading, staged)

    def _list(self, spec: ListSpec, plan: Plan | None, number: int) -> Table | Unanswered:
        reading = self.opening.lists[spec.name]
        if reading.opened.blank:
            self.engine.run(f"CREATE TEMP TABLE {lists.hits_table(number)} (key UBIGINT, entry UBIGINT)")
            return _nothing(reading.opened)
        compared = None if plan is None or lists.incomparable(plan, spec) else plan
        try:
            found = lists.match(spec, reading, compared, number, self.engine)
        except (Stopped, BadStatement) as error:
            return _unanswered(error)
        self._progress(spec.name)
        return found

    def _register(self, plan: Plan | None) -> Table | Unanswered | None:
        register = self.opening.register
        if register is None:
            return None
        if register.reading.opened.blank:
            if plan is not None:
                consent.give_nothing(self.engine)
            return _nothing(register.reading.opened)
        try:
            found = consent.join(register.columns, register.reading, plan, self.engine)
        except (Stopped, BadStatement) as error:
            self.consent = _unanswered(error)
            return self.consent
        self._progress("consent")
        return found

    def _answers(self, plan: Plan | None, revealed: IO[str] | None) -> Answers:
        why = self._no_answers(plan)
        if plan is None or why is not None:
            return {m.name: why or Measured(0) for m in self.opening.measures}
        asked = Asked(plan, self._hits(), self._unread(plan), self.consent, self.engine)
        try:
            return self._answered(asked, plan, revealed)
        except Stopped as stop:
            return {m.name: _unanswered(stop) for m in self.opening.measures}
        except BadStatement as error:
            return {m.name: _unanswered(error) for m in self.opening.measures}

    def _answered(self, asked: Asked, plan: Plan, revealed: IO[str] | None) -> Answers:
        measures = self.opening.measures
        answers = asked.answer(measures)
        keys = {m.name: asked.keys(m) for m in measures if m.examples and _found(answers[m.name])}
        met = self._met(plan)
        known = texts.addresses(plan, {k for some in (*keys.values(), *met.values()) for k in some}, self.engine)
        if self._recheck(plan, met, known):
            answers = asked.answer(measures)
            keys = {m.name: asked.keys(m) for m in measures if m.name in keys}
        if revealed is not None:
            named = [(m.name, asked.matching(m)) for m in measures if m.examples and _found(answers[m.name])]
            reveal.write(revealed, plan, named, self.engine)
        return {name: self._with_examples(answer, keys.get(name, []), known) for name, answer in answers.items()}

    def _with_examples(
        self, answer: Measured | Unanswered, keys: list[int], known: dict[int, str]
    ) -> Measured | Unanswered:
        if not keys or isinstance(answer, Unanswered):
            return answer
        shown = tuple(texts.example(known[key], self.wanted.key) for key in keys if key in known)
        return msgspec.structs.replace(answer, examples=shown)

    def _met(self, plan: Plan) -> dict[str, dict[int, int]]:
        """The hits of each list that was compared by key."""
        specs = enumerate(self.wanted.send.suppression or ())
        unread = self._unread(plan)
        return {
            s.name: texts.hit_keys(n, self.engine) for n, s in specs if s.match != "domain" and s.name not in unread
        }

    def _recheck(self, plan: Plan, met: Mapping[str, dict[int, int]], known: dict[int, str]) -> int:
        """Take out hits that only share a key; returns how many."""
        return sum(
            texts.recheck(spec, self.opening.lists[spec.name], plan, met[spec.name], known, number, self.engine)
            for number, spec in enumerate(self.wanted.send.suppression or ())
            if met.get(spec.name)
        )

    def _no_answers(self, plan: Plan | None) -> Unanswered | None:
        """Why no measure can be taken, where none can."""
        members = self.facts.members
        if isinstance(members, Unanswered):
            return members
        if members is None:
            return Unanswered("error", "the send names no members, only their number")
        if plan is None and members.rows:
            return Unanswered("error", "the audience has no column of addresses")
        return None

    def _hits(self) -> dict[str, str]:
        return {spec.name: lists.hits_table(number) for number, spec in enumerate(self.wanted.send.suppression or ())}

    def _unread(self, plan: Plan) -> dict[str, Unanswered]:
        """Lists that the audience could not be compared with, and why."""
        found = {name: table for name, table in self.facts.lists.items() if isinstance(table, Unanswered)}
        for spec in self.wanted.send.suppression or ():
            why = lists.incomparable(plan, spec)
            if why:
                found.setdefault(spec.name, Unanswered("error", why))
        return found

    def _progress(self, what: str) -> None:
        self.done += 1
        self.wanted.on_progress(what, self.done, len(self.opening.opened))


def _found(answer: Measured | Unanswered) -> bool:
    return isinstance(answer, Measured) and bool(answer.value)


def _nothing(opened: Opened) -> Table:
    """The facts of a file with nothing in it."""
    return Table(opened.name, 0, files=opened.digests, digest=digest.table_digest(0, (0,) * 8))


def _unanswered(error: Stopped | BadStatement) -> Unanswered:
    if isinstance(error, Stopped):
        return Unanswered(error.kind, error.reason)
    return Unanswered("error", f"the engine gave up ({error.reason} error)")
