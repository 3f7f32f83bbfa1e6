"""Answers the checks' measures from the narrow table, in as few statements as there are different views of it."""

# ruff: noqa: S608 - our own SQL: names are quoted, texts are literals or parameters, rules were validated
from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from preflight.data.consumer_domains import table as consumer_domains
from preflight.facts.audience import Measure, Measured
from preflight.facts.web import Unanswered
from preflight.gather.audience.cells import named_sql
from preflight.gather.audience.portable import pieces
from preflight.gather.audience.recorded import RECORD
from preflight.gather.audience.repeated import count_repeated
from preflight.gather.audience.scan import NARROW, Plan
from preflight.gather.audience.working import BadStatement, Working

FEW = 5
"""Groups smaller than this become "other": a number about four people is about persons."""

OTHER = "other"
_MOST_GROUPS = 2000
_COUNT = "count(*)"
_HITS = "hits"
_KINDS = "kinds"
_EXAMPLE_KEYS = 64
KINDS = frozenset({"country", "consent_found", "consent_tied", *RECORD} - {"consent_at"})
"""Columns of the narrow table of which many rows have the same."""

_ROWS = frozenset({"key", "domain", "copies", "flag", "listed", "consent_at"})
"""Columns of which each row has its own."""

View = tuple[tuple[str, ...], bool, str]
Answers = dict[str, Measured | Unanswered]


class Asked:
    """The measures of one run against the narrow table; `hits` maps a list's name to its table of hits."""

    def __init__(self, plan: Plan, hits: Mapping[str, str], unread: Mapping[str, Unanswered],
                 consent: Unanswered | None, engine: Working) -> None:  # fmt: skip
        self._plan = plan
        self._hits = hits
        self._unread = unread
        self._consent = consent
        self._engine = engine
        self._counted = False
        self._domains = False
        self._kinds = False
        self._told: dict[str, list[tuple[Any, ...]]] = {}

    def answer(self, measures: Sequence[Measure]) -> Answers:
        """Each measure's number or groups, or why there is none."""
        answers: Answers = {}
        self._told.clear()  # hits may have been taken out since
        views: dict[View, list[Measure]] = {}
        for measure in measures:
            missing = self._missing(measure)
            if missing is not None:
                answers[measure.name] = missing
            elif measure.by:
                answers[measure.name] = self._grouped(measure)
            else:
                views.setdefault(self._shared(measure), []).append(measure)
        for same in views.values():
            answers |= self._numbers(same)
        return answers

    def _shared(self, measure: Measure) -> View:
        """Measures for which this is the same are asked in one statement."""
        if self._hits_alone(measure):
            return (), False, _HITS
        if self._of_kinds_alone(measure):
            return (), False, _KINDS
        copies = "copies" in f"{measure.where} {measure.aggregate}"
        return lists_of(measure), copies, "" if measure.aggregate == _COUNT else measure.aggregate

    def keys(self, measure: Measure) -> list[Any]:
        """Keys of some rows that match, always the same ones."""
        number = min(measure.examples, _EXAMPLE_KEYS)
        if number <= 0 or self._missing(measure) is not None:
            return []
        try:
            found = self._engine.rows(
                f"SELECT DISTINCT {self.matching(measure).removeprefix('SELECT ')} ORDER BY key LIMIT {number}"
            )
        except BadStatement:
            return []
        return [row[0] for row in found]

    def matching(self, measure: Measure) -> str:
        """SQL for the keys of all rows that match."""
        if self._hits_alone(measure):
            return f"SELECT key FROM ({self._met(measure)}) pf_any"
        return f"SELECT key FROM {self._view(measure)} WHERE key IS NOT NULL AND {self._where(measure)}"

    def _where(self, measure: Measure) -> str:
        return self._written(measure, condition(measure))

    def _written(self, measure: Measure, sql: str) -> str:
        """SQL of a measure in the engine's words. Its flag goes by its column, so that all flags share one view."""
        if measure.flag:
            column = self._plan.told(measure.flag)
            sql = "".join(column if (kind, text) == ("name", "flag") else text for kind, text in pieces(sql))
        return self._engine.dialect.own(sql)

    def _missing(self, measure: Measure) -> Unanswered | None:
        if self._consent is not None and "consent_" in f"{measure.where} {measure.aggregate}":
            return self._consent
        if measure.flag in self._plan.failed:
            return Unanswered("error", f"the engine cannot evaluate it ({self._plan.failed[measure.flag]} error)")
        if measure.name in self._plan.absent:
            return Unanswered("absent", f"the audience has no column {self._plan.absent[measure.name]!r}")
        for name in lists_of(measure):
            if name in self._unread:
                return self._unread[name]
            if name not in self._hits:
                return Unanswered("error", f"there is no suppression list {name!r}")
        return None

    def _hits_alone(self, measure: Measure) -> bool:
        """Whether a list alone decides which rows match, so that those that met it need not be sought among all."""
        if self._engine.remote or not lists_of(measure) or measure.by or measure.aggregate != _COUNT:
            return False
        return condition(measure).strip("() ") == "listed"

    def _met(self, measure: Measure) -> str:
        return " UNION ".join(f"SELECT key FROM {self._hits[name]}" for name in lists_of(measure))

    def _view(self, measure: Measure) -> str:
        extra, join = ["n.*"], ""
        if lists_of(measure):
            join += f" LEFT JOIN (SELECT DISTINCT key FROM ({self._met(measure)}) pf_any) pf_h ON pf_h.key = n.key"
            extra.append("pf_h.key IS NOT NULL AS listed")
        if re.search(r"\bcopies\b", f"{measure.where} {measure.aggregate}"):
            self._count_copies()
            extra.append("coalesce(pf_copies.number, 1) AS copies")
            join += " LEFT JOIN pf_copies ON pf_copies.key = n.key"
        return f"(SELECT {', '.join(extra)} FROM {NARROW} n{join}) v"

    def _count_copies(self) -> None:
        """The keys that stand more than once; few, so that joining them costs nothing."""
        if not self._counted:
            count_repeated(self._engine, NARROW, "pf_copies")
            self._counted = True

    def _counted_domains(self) -> str:
        """How many rows each domain has: what is asked of domains alone is asked of these few."""
        if not self._domains:
            self._engine.create("pf_domains", f"SELECT domain, count(*) AS people FROM {NARROW} GROUP BY domain")
            self._domains = True
        return "pf_domains"

    def _of_kinds_alone(self, measure: Measure) -> bool:
        """Whether a measure counts rows, and nothing but the country and the words of the record decides which."""
        if not self._plan.packed or measure.aggregate != _COUNT or measure.flag or lists_of(measure):
            return False
        return bool(_said(measure) & KINDS) and not _said(measure) & _ROWS

    def _counted_kinds(self) -> str:
        """How many rows say the same: there are a few hundred such kinds of millions of rows."""
        if not self._kinds:
            columns = ", ".join(sorted(KINDS))
            self._engine.create("pf_kinds", f"SELECT {columns}, count(*) AS people FROM {NARROW} GROUP BY ALL")
            self._kinds = True
        return "pf_kinds"

    def _numbers(self, same: Sequence[Measure]) -> Answers:
        """Counts of one view are folded into one statement; where that fails each is asked alone."""
        kind = self._shared(same[0])[2]
        try:
            source = self._counted_kinds() if kind == _KINDS else self._view(same[0]) if not kind else ""
            asked = ", ".join(self._number(m) for m in same)
            found = self._engine.row(f"SELECT {asked}" + (f" FROM {source}" if source else ""))
        except BadStatement as error:
            if len(same) == 1:
                return {same[0].name: Unanswered("error", f"the engine cannot evaluate it ({error.reason} error)")}
            return {name: answer for one in same for name, answer in self._numbers([one]).items()}
        return {m.name: Measured(_plain(value)) for m, value in zip(same, found, strict=True)}

    def _number(self, measure: Measure) -> str:
        if self._hits_alone(measure):
            self._count_copies()
            met = f"SELECT DISTINCT key FROM ({self._met(measure)}) pf_any"
            rows = "count(*) + coalesce(sum(pf_copies.number - 1), 0)"
            return f"(SELECT {rows} FROM ({met}) pf_h LEFT JOIN pf_copies ON pf_copies.key = pf_h.key)"
        if self._of_kinds_alone(measure):
            return f"coalesce(sum(people) FILTER (WHERE {self._where(measure)}), 0)"
        if measure.aggregate == _COUNT:
            return self._engine.dialect.count_where(self._where(measure))
        aggregate = self._written(measure, measure.aggregate)
        return f"(SELECT {aggregate} FROM {self._view(measure)} WHERE {self._where(measure)})"

    def _grouped(self, measure: Measure) -> Measured | Unanswered:
        people, number, view = "count(*)", self._written(measure, measure.aggregate), ""
        try:
            if _of_domains_alone(measure):
                people = number = "sum(people)"
                view = self._counted_domains()
            asked = f"SELECT coalesce({measure.by}, ''), {people}, {number} FROM {view or self._view(measure)} "
            if view and _by_name_alone(measure) and not self._engine.remote:
                # To plan a condition of five thousand names takes longer than to look all the domains up here.
                names = frozenset(measure.names)
                found = [row for row in self._once(f"{asked}WHERE TRUE GROUP BY 1") if row[0] in names]
            else:
                found = self._once(f"{asked}WHERE {self._where(measure)} GROUP BY 1")
        except BadStatement as error:
            return Unanswered("error", f"the engine cannot evaluate it ({error.reason} error)")
        groups = [(str(name), int(people), int(value or 0)) for name, people, value in found]
        return _groups(sorted(groups, key=lambda group: (-group[1], group[0])), 1 if measure.names else FEW)

    def _once(self, statement: str) -> list[tuple[Any, ...]]:
        """The rows of an answer. Several checks ask for the same mixes."""
        if self._engine.remote:
            return self._engine.rows(statement)
        if statement not in self._told:
            self._told[statement] = self._engine.rows(statement)
        return self._told[statement]


def condition(measure: Measure) -> str:
    """Which rows a measure is about. A flag or a list that its SQL does not speak of must hold as well."""
    said = f"{measure.where} {measure.aggregate}"
    parts = [f"({measure.where})"] if measure.where else []
    if measure.flag and not re.search(r"\bflag\b", said):
        parts.append("flag")
    if lists_of(measure) and not re.search(r"\blisted\b", said):
        parts.append("listed")
    return " AND ".join(parts) or "TRUE"


def _of_domains_alone(measure: Measure) -> bool:
    """Whether a measure counts rows by domain, and nothing but the domain decides which."""
    alone = measure.by == "domain" and measure.aggregate == _COUNT and not measure.flag and not lists_of(measure)
    return alone and not _said(measure) & (KINDS | _ROWS - {"domain"})


def _said(measure: Measure) -> frozenset[str]:
    """The names that a measure's condition speaks of."""
    return frozenset(text.lower() for kind, text in pieces(measure.where) if kind == "name")


def _by_name_alone(measure: Measure) -> bool:
    return bool(measure.names) and measure.where == named_sql(measure)


def lists_of(measure: Measure) -> tuple[str, ...]:
    """The suppression lists that a measure is about, any of which counts."""
    return (measure.listed_on,) if measure.listed_on else measure.any_of


def _groups(found: Sequence[tuple[str, int, int]], few: int) -> Measured:
    named: list[tuple[str, int]] = []
    rest = 0
    providers = {domain for provider in consumer_domains()["providers"].values() for domain in provider["domains"]}
    for name, people, value in found:
        if people >= few and (len(named) < _MOST_GROUPS or name in providers):
            named.append((name, value))
        else:
            rest += value
    if rest:
        named.append((OTHER, rest))
    return Measured(sum(value for _name, value in named), tuple(named))


def _plain(value: object) -> int | float | None:
    if value is None or isinstance(value, bool):
        return None if value is None else int(value)
    if isinstance(value, Decimal) and value == value.to_integral_value():
        return int(value)
    return value if isinstance(value, int | float) else float(str(value))
