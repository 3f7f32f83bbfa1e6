"""One run of the floor: open everything, scan the audience, meet the lists and the register, answer, show, reveal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import msgspec

from preflight.facts.audience import Audience, Example, Measure, Measured, Sample, Sampled, Table
from preflight.facts.send import ListSpec, Send
from preflight.facts.web import Unanswered
from preflight.gather.audience import consent, digest, lists, reveal, sample, texts
from preflight.gather.audience.connections import Engines
from preflight.gather.audience.measure import Answers, Asked
from preflight.gather.audience.planning import Opening
from preflight.gather.audience.reading import table_of
from preflight.gather.audience.refusal import Stopped
from preflight.gather.audience.scan import NARROW, Plan, scan
from preflight.gather.audience.tables import Opened
from preflight.gather.audience.words import load_words
from preflight.gather.audience.working import BadStatement, Working


@dataclass(frozen=True)
class Wanted:
    """What a run is asked."""

    send: Send
    paths: Mapping[str, Path]
    measures: tuple[Measure, ...]
    rule_columns: tuple[str, ...]
    key: bytes
    on_progress: Callable[[str, int, int], None]
    people: Callable[[Iterable[int]], None] | None = None
    sample: Sample | None = None


@dataclass
class Session:
    """The state of one run; `gather` tells its story."""

    wanted: Wanted
    spill: Path
    engines: Engines
    done: int = 0
    opening: Opening = field(init=False)
    facts: Audience = field(default_factory=Audience)
    consent: Unanswered | None = None
    """Why the consent record is not known, where it is not."""

    sampled: Sampled | Unanswered | None = None

    def __post_init__(self) -> None:
        want = self.wanted
        self.opening = Opening(want.send, want.paths, want.measures, want.rule_columns, self.spill, self.engines)

    def gather(self, revealed: IO[str] | None) -> Audience:
        """All facts. Raises InputError; Stopped where nothing at all could be had."""
        self.opening.everything()
        paths = [path for table in self.opening.opened for path in table.paths]
        self.engines.embedded.lock(paths, self.wanted.send.timezone)
        for engine in self.engines.all:
            load_words(engine)
        members = self._members()
        plan = self.opening.plan if isinstance(members, Table) and members.address_column else None
        if plan is not None and self.wanted.people is not None:
            self._tell_people(self.wanted.people, plan)
        found = self._lists(plan)
        register = self._register(plan)
        self.facts = Audience(members=members, lists=found, consent=register)
        answers = self._answers(plan, revealed)
        return msgspec.structs.replace(self.facts, measures=answers, sample=self.sampled)

    def close(self) -> None:
        """Let go of all files."""
        self.opening.close()

    @property
    def home(self) -> Working:
        """The engine in which the audience lies."""
        audience = self.wanted.send.audience
        source = audience.members if audience is not None else None
        return self.engines.at(source) if source is not None and self.opening.plan else self.engines.embedded

    def _members(self) -> Table | Unanswered | None:
        plan = self.opening.plan
        if plan is None:
            return self._unreached("audience")
        if plan.reading.opened.blank:
            return _nothing(plan.reading.opened)
        try:
            staged = scan(plan, self.home)
        except (Stopped, BadStatement) as error:
            return _unanswered(error)
        self._progress("audience")
        return table_of(plan.reading, staged)

    def _tell_people(self, people: Callable[[Iterable[int]], None], plan: Plan) -> None:
        """All recipients' keys. From a warehouse nothing comes back but numbers; other digests have other keys."""
        if self.home is self.engines.embedded and plan.reading.kind in {"email", "sha256"}:
            keys = self.home.stream(f"SELECT DISTINCT key FROM {NARROW} WHERE key IS NOT NULL")  # noqa: S608
            people(int(key[:16], 16) if self.home.dialect.wide else int(key) for (key,) in keys)

    def _unreached(self, name: str) -> Unanswered | None:
        stop = self.opening.unreached.get(name)
        return _unanswered(stop) if stop is not None else None

    def _lists(self, plan: Plan | None) -> dict[str, Table | Unanswered]:
        """All lists, those first for which the audience keeps keys that nothing else needs."""
        specs = tuple(self.wanted.send.suppression or ())
        left = sorted(enumerate(specs), key=lambda one: lists.ORDER.index(one[1].match))
        found: dict[str, Table | Unanswered] = {}
        for place, (number, spec) in enumerate(left):
            found[spec.name] = self._list(spec, plan, number)
            if plan is not None:
                lists.let_go(plan, frozenset(one.match for _number, one in left[place + 1 :]), self.home)
        return {spec.name: found[spec.name] for spec in specs}

    def _list(self, spec: ListSpec, plan: Plan | None, number: int) -> Table | Unanswered:
        missing = self._unreached(spec.name)
        if missing is not None:
            return missing
        reading = self.opening.lists[spec.name]
        if reading.opened.blank:
            lists.no_hits(number, self.home)
            return _nothing(reading.opened)
        compared = None if plan is None or lists.incomparable(plan, spec, reading.opened.dialect) else plan
        try:
            found = lists.match(spec, reading, compared, number, self.engines.at(spec.members), self.home)
        except (Stopped, BadStatement) as error:
            return _unanswered(error)
        self._progress(spec.name)
        return found

    def _register(self, plan: Plan | None) -> Table | Unanswered | None:
        register = self.opening.register
        if register is None:
            self.consent = self._unreached("consent")
            return self.consent
        if register.reading.opened.blank:
            if plan is not None:
                consent.give_nothing(plan, self.home)
            return _nothing(register.reading.opened)
        try:
            assert self.wanted.send.consent is not None
            source, said = self.wanted.send.consent.members, self.wanted.send.consent.dates
            there = self.engines.at(source) if source is not None else self.home
            found = consent.join(register.columns, said, register.reading, plan, there, self.home)
        except (Stopped, BadStatement) as error:
            self.consent = _unanswered(error)
            return self.consent
        self._progress("consent")
        return found

    def _answers(self, plan: Plan | None, revealed: IO[str] | None) -> Answers:
        why = self._no_answers(plan)
        if plan is None or why is not None:
            return {m.name: why or Measured(0) for m in self.opening.measures}
        asked = Asked(plan, self._hits(), self._unread(plan), self.consent, self.home)
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
        chosen = self._chosen(plan)
        wanted = {key for some in (*keys.values(), chosen.keys) for key in some}
        if self.home.dialect.wide:
            read = texts.masked(plan, wanted, self.wanted.key, self.home, chosen.cells)
        else:
            # One second reading for all: the hits, and what is shown.
            met = self._met(plan)
            hits = {key for some in met.values() for key in some}
            known = texts.addresses(plan, wanted | hits, self.home, chosen.cells)
            if self._recheck(plan, met, {key: address for key, (address, _cells) in known.items()}):
                answers = asked.answer(measures)
                keys = {m.name: asked.keys(m) for m in measures if m.name in keys}
            read = {k: (texts.example(known[k][0], self.wanted.key), known[k][1]) for k in wanted if k in known}
        if self.wanted.sample is not None:
            self.sampled = sample.told(chosen.columns, [read[key] for key in chosen.keys if key in read])
        shown = {key: example for key, (example, _cells) in read.items()}
        if revealed is not None:
            named = [(m.name, asked.matching(m)) for m in measures if m.examples and _found(answers[m.name])]
            reveal.write(revealed, plan, named, self.home)
        return {name: _with_examples(answer, keys.get(name, []), shown) for name, answer in answers.items()}

    def _chosen(self, plan: Plan) -> sample.Chosen:
        """Who is shown with what their fields hold; nobody where nobody asked."""
        ask, members = self.wanted.sample, self.facts.members
        return sample.chosen(ask, plan, members.digest if isinstance(members, Table) else "", self.home)

    def _met(self, plan: Plan) -> dict[str, dict[int, int]]:
        """The hits of each list that was compared by key."""
        specs = enumerate(self.wanted.send.suppression or ())
        unread = self._unread(plan)
        return {s.name: texts.hit_keys(n, self.home) for n, s in specs if s.match != "domain" and s.name not in unread}

    def _recheck(self, plan: Plan, met: Mapping[str, dict[int, int]], known: dict[int, str]) -> int:
        """Take out hits that only share a key; returns how many."""
        return sum(
            texts.recheck(spec, self.opening.lists[spec.name], plan, met[spec.name], known, number, self.home)
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
            reading = self.opening.lists.get(spec.name)
            why = lists.incomparable(plan, spec, reading.opened.dialect) if reading is not None else ""
            if why:
                found.setdefault(spec.name, Unanswered("error", why))
        return found

    def _progress(self, what: str) -> None:
        self.done += 1
        self.wanted.on_progress(what, self.done, len(self.opening.opened))


def _found(answer: Measured | Unanswered) -> bool:
    return isinstance(answer, Measured) and bool(answer.value)


def _with_examples(
    answer: Measured | Unanswered, keys: Sequence[Any], known: Mapping[Any, Example]
) -> Measured | Unanswered:
    if not keys or isinstance(answer, Unanswered):
        return answer
    return msgspec.structs.replace(answer, examples=tuple(known[key] for key in keys if key in known))


def _nothing(opened: Opened) -> Table:
    """The facts of a file with nothing in it."""
    return Table(opened.name, 0, files=opened.digests, digest=digest.table_digest(0, (0,) * 8))


def _unanswered(error: Stopped | BadStatement) -> Unanswered:
    if isinstance(error, Stopped):
        return Unanswered(error.kind, error.reason)
    return Unanswered("error", f"the engine gave up ({error.reason} error)")
