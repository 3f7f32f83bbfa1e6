"""Opens every table of the send and decides how each is read; collects what is wrong with all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TypeVar

from preflight.errors import Faults
from preflight.facts.audience import Measure
from preflight.facts.columns import column_of
from preflight.facts.send import AudienceSpec, ConsentSpec, ListSpec, Send, Source
from preflight.gather.audience.cells import resolve
from preflight.gather.audience.columns import address_column, folded, named
from preflight.gather.audience.connected import open_connected
from preflight.gather.audience.connections import Engines
from preflight.gather.audience.instants import Dates
from preflight.gather.audience.normalise import DIGESTS
from preflight.gather.audience.reading import Reading
from preflight.gather.audience.recorded import CONSENT
from preflight.gather.audience.refusal import Refused, Stopped
from preflight.gather.audience.rules import validate_rule
from preflight.gather.audience.scan import RULE, Plan, plan_flags
from preflight.gather.audience.tables import Opened, open_table
from preflight.gather.audience.working import BadStatement, Working
from preflight.privacy import masker

T = TypeVar("T")


@dataclass(frozen=True)
class Register:
    """The consent register: how it is read, and its columns, ours → the file's own."""

    reading: Reading
    columns: dict[str, str]


@dataclass
class Opening:
    """All tables of a send. `faults` are raised when everything was looked at."""

    send: Send
    paths: Mapping[str, Path]
    measures: Sequence[Measure]
    rule_columns: Sequence[str]
    spill: Path
    engines: Engines
    opened: list[Opened] = field(default_factory=list)
    faults: Faults = field(default_factory=Faults)
    plan: Plan | None = None
    lists: dict[str, Reading] = field(default_factory=dict)
    register: Register | None = None
    unreached: dict[str, Stopped] = field(default_factory=dict)
    """Sources whose database could not be had, by the name of the table."""

    def everything(self) -> None:
        """Open all. Raises InputError with every fault there is; Stopped."""
        audience, consent = self.send.audience, self.send.consent
        if audience is not None and audience.members is not None:
            source = audience.members
            self.plan = self._opened("audience", source, lambda table, at: self._audience(table, at, audience, source))
        for spec in self.send.suppression or ():
            reading = self._opened(spec.name, spec.members, partial(self._list, spec))
            if reading is not None:
                self.lists[spec.name] = reading
        if consent is not None and consent.members is not None:
            self.register = self._opened(
                "consent", consent.members, lambda table, at: self._consent(table, at, consent)
            )
        self.faults.raise_if_any()

    def close(self) -> None:
        """Let go of all files."""
        for table in self.opened:
            table.close()

    def _opened(self, name: str, source: Source, read: Callable[[Opened, Working], T]) -> T | None:
        label = source.files[0] if source.files else source.shown
        try:
            with self.engines.looking(source) as engine:
                table = self._table(name, source, engine)
                if table is None:
                    return None
                self.opened.append(table)
                return read(table, engine)
        except Refused as error:
            message, line = error.message, error.line
        except BadStatement:
            message, line = "cannot be read: export it again", 0
        except Stopped as stop:
            if not source.connect:
                raise
            self.unreached[name] = stop
            return None
        self.faults.add(label, message, line=line, column=1 if line else 0)
        return None

    def _table(self, name: str, source: Source, engine: Working) -> Opened | None:
        if source.connect:
            return open_connected(name, source, engine, self.engines.database(source))
        return open_table(name, source, self.paths, self.spill, self.engines.embedded, self.faults)

    def _audience(self, table: Opened, engine: Working, spec: AudienceSpec, source: Source) -> Plan:
        if table.blank:
            return Plan(Reading(table, "", spec.match, ()))
        names = {ours: named(table, theirs) for ours, theirs in source.columns.items()}
        column = address_column(table, names.get("email", ""), engine)
        consents = _consent_columns(self.send.consent, table)
        shown = {**{ours: theirs for ours, theirs in consents.items() if ours in CONSENT}, **names}
        country = names.get("country") or consents.get("country") or _own(table, "country")
        named_columns = {column, *names.values(), *consents.values(), *self._ruled(table)} - {""}
        kinds = frozenset(one.match for one in self.send.suppression or () if not table.dialect.lacks(one.match))
        reading = Reading(
            table, column, spec.match, tuple(sorted(named_columns)),
            strict=spec.match in DIGESTS, alternates=bool(kinds & set(DIGESTS)),
        )  # fmt: skip
        plan = Plan(reading, country=country, names=shown, lists=kinds, consent=consents or None, said=spec.dates)
        if "at" in consents:
            said = self.send.consent.dates if self.send.consent is not None else ""
            plan.dates = Dates(table, consents["at"], said or spec.dates)
        if self._rules_hold(table, engine, shown):
            self.measures = resolve(self.measures, plan)
            plan_flags(plan, self.measures)
        return plan

    def _rules_hold(self, table: Opened, engine: Working, names: Mapping[str, str]) -> bool:
        """Whether the user's own rules may be run: each one condition over columns that exist."""
        wrong, told = False, masker(())
        for rule in (m.flag for m in self.measures if m.name.startswith(RULE)):
            why = validate_rule(rule, [*names, *table.columns], engine)
            if why is not None:
                wrong = True
                self.faults.add(table.label, f"the audience rule {told(rule[:200])!r}: {why}", key="audience_rules")
        return not wrong

    def _ruled(self, table: Opened) -> set[str]:
        """Columns that a rule, or the brief, looks at."""
        brief = self.send.brief
        words = {word.lower() for word in self.rule_columns}
        asked = brief.recipients if brief is not None else ()
        meant = {column_of(name, {}, table.columns) for name in asked}
        return {column for column in table.columns if column.lower() in words or column in meant}

    def _list(self, spec: ListSpec, table: Opened, engine: Working) -> Reading:
        column = spec.column and not table.blank and named(table, spec.column)
        if not column and len(table.columns) == 1:
            column = table.columns[0]
        if not column and spec.match == "email":
            column = address_column(table, "", engine)
        if not column and not table.blank:
            raise Refused(f"has {len(table.columns)} columns: say with column: which one is meant", 1)
        hashed = self.plan is not None and self.plan.hashed
        return Reading(
            table, column or "", spec.match, (column,) if column else (), alternates=hashed and spec.match == "email"
        )

    def _consent(self, table: Opened, engine: Working, spec: ConsentSpec) -> Register:
        if table.blank:
            return Register(Reading(table, "", "email", (), strict=False), {})
        columns = {ours: named(table, theirs) for ours, theirs in spec.columns.items()}
        column = address_column(table, columns.get("email", ""), engine)
        if not column:
            raise Refused("has no column of addresses: say under columns: which one is email:", 1)
        digests = tuple(sorted({column, *columns.values()}))
        return Register(Reading(table, column, "email", digests, strict=False), columns)


def _consent_columns(spec: ConsentSpec | None, table: Opened) -> dict[str, str]:
    """The consent record's columns, where it stands in the audience itself."""
    if spec is None or spec.members is not None:
        return {}
    return {ours: named(table, theirs) for ours, theirs in spec.columns.items()}


def _own(table: Opened, name: str) -> str:
    """The column of that very name, "" where there is none."""
    return next((column for column in table.columns if folded(column) == name), "")
