"""The one scan of the audience: from files to the narrow table on which all measures are taken.

A row of the narrow table: `key` (64 bits), `domain`, `country`, one column a flag, what the consent record says, and
the keys that lists of other digests need. No address stands in it.
"""

# ruff: noqa: S608 - our own SQL: names are quoted, texts are literals or parameters, rules were validated
from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from preflight.data.address_shape import DELIVERABLE
from preflight.facts.audience import Measure
from preflight.gather.audience import among, digest, words
from preflight.gather.audience.dialect import Dialect
from preflight.gather.audience.instants import Dates, bring_out_now, stage_dated
from preflight.gather.audience.normalise import DIGESTS
from preflight.gather.audience.reading import Reading, Staged, stage
from preflight.gather.audience.recorded import CONSENT_COLUMNS, RECORD, consent_sql, newest_sql
from preflight.gather.audience.working import BadStatement, Working

NARROW = "pf_narrow"
LOCATOR = "pf_at"
"""The column by which a second reading finds rows again."""

RULE = "audience.rule:"
"""How the names of measures begin whose condition somebody else wrote."""

RESERVED = frozenset({"address", "local", "domain", "raw", "deliverable"})
_OURS = re.compile(r"pf_.*|n\d+", re.IGNORECASE)


@dataclass
class Plan:
    """What the narrow table holds. `names` are columns as the send names them: ours → the file's own.

    `lists`: kinds of digests that suppression lists hold. `consent`: the consent record's columns in this very file.
    """

    reading: Reading
    country: str = ""
    names: dict[str, str] = field(default_factory=dict)
    lists: frozenset[str] = frozenset()
    consent: dict[str, str] | None = None
    flags: dict[str, str] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)
    """Flags that the engine could not evaluate, with the reason."""
    absent: dict[str, str] = field(default_factory=dict)
    """Measures whose column the audience does not have, with its name."""
    written: frozenset[str] = frozenset()
    """Flags that are in the engine's own words already."""
    numbers: frozenset[str] = frozenset()
    """Those of them that are numbers."""

    rules: frozenset[str] = frozenset()
    """Flags that somebody else wrote."""

    quick: dict[str, str] = field(default_factory=dict)
    """Flags in a form that takes the engine less time."""

    packed: bool = False
    """Whether the words of consent records come from a small table (see `records`)."""

    said: str = ""
    """The order of day and month in the audience's dates, where the send says it."""
    dates: Dates | None = None
    """The dates of consent that stand in this very file."""
    moments: dict[str, Dates] = field(default_factory=dict)
    """Other columns of dates that measures look at, by the file's own name."""

    def moment(self, column: str) -> str:
        """The name by which flags call the instant in a column of dates, which the send or the file calls so."""
        theirs = self.names.get(column, column)
        dates = Dates(self.reading.opened, theirs, self.said, len(self.moments) + 1)
        return f"pf_d{self.moments.setdefault(theirs, dates).number}"

    @property
    def dialect(self) -> Dialect:
        """How the engine speaks in which the audience lies."""
        return self.reading.opened.dialect

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the narrow table, without those of a register."""
        return tuple(one.rpartition(" AS ")[2] for one in _select(self))

    @property
    def places(self) -> dict[str, tuple[str, int]]:
        """Where flags stand that share their column with others: the column, and the bit."""
        shared = [flag for flag in self.flags if flag not in self.numbers] if self.dialect.bits else []
        return {flag: (f"pf_b{n // 8}", 1 << n % 8) for n, flag in enumerate(shared)}

    def told(self, flag: str) -> str:
        """SQL of a flag's value in the narrow table."""
        column, bit = self.places.get(flag, (self.flags[flag], 0))
        return f"(({column} & {bit}) <> 0)" if bit else column

    @property
    def hashed(self) -> bool:
        """Whether the audience itself holds digests."""
        return self.reading.kind in DIGESTS


def visible(names: Mapping[str, str]) -> dict[str, str]:
    """The names by which flags may call columns: those that are ours are not among them."""
    return {
        ours: theirs for ours, theirs in names.items() if ours.lower() not in RESERVED and not _OURS.fullmatch(ours)
    }


def plan_flags(plan: Plan, measures: Sequence[Measure]) -> None:
    """Give every distinct flag its column."""
    wanted = dict.fromkeys(m.flag for m in measures if m.flag)
    plan.rules = frozenset(m.flag for m in measures if m.name.startswith(RULE))
    plan.flags = {flag: f"pf_f{n}" for n, flag in enumerate(wanted)}


def scan(plan: Plan, engine: Working) -> Staged:
    """Fill the narrow table. Flags that fail are taken out and noted in `plan.failed`."""
    for dates in plan.moments.values():
        bring_out_now(dates, plan.reading, engine)
    try:
        return _scanned(plan, engine)
    except BadStatement:
        _take_out_failing(plan, engine)
        return _scanned(plan, engine)


def check_flag(plan: Plan, engine: Working, flag: str) -> None:
    """Evaluate one flag over all rows. Raises BadStatement."""
    rows, joins, middle = _inner(plan)
    more = "".join(f", {expression}" for expression in middle)
    holds = f"({_own(plan, flag)}){' > 0' if flag in plan.numbers else ''}"
    engine.rows(
        f"SELECT {engine.dialect.count_where(holds)} "
        f"FROM (SELECT r.*{more} FROM ({plan.reading.rows_sql(rows)}) r{joins}) q"
    )


def _scanned(plan: Plan, engine: Working) -> Staged:
    plan.quick = {flag: among.looked_up(flag, engine) for flag in plan.flags if flag not in plan.rules}

    def staged_once() -> Staged:
        inner, joins, middle = _inner(plan)
        return stage(plan.reading, engine, NARROW, _select(plan), inner, joins, middle)

    staged = stage_dated(plan.dates, plan.reading, engine, NARROW, staged_once)
    engine.narrow(NARROW, (*digest.WORDS, "pf_bad", "pf_none"))
    engine.shorten(NARROW, ("domain",))
    if plan.consent is not None:
        _newest_of_duplicates(plan, engine)
    return staged


def _take_out_failing(plan: Plan, engine: Working) -> None:
    for flag in list(plan.flags):
        try:
            check_flag(plan, engine, flag)
        except BadStatement as error:
            plan.failed[flag] = error.reason
            del plan.flags[flag]


def _inner(plan: Plan) -> tuple[list[str], str, list[str]]:
    """Columns of the file under their names; joins to tables of words; what is made of both."""
    opened, says = plan.reading.opened, plan.dialect
    # A rule reads status and basis in the contract's words, whatever the export calls them.
    canonical = {ours: "p" + ours[0] for ours in ("status", "basis") if ours in (plan.consent or {})}
    shown: dict[str, str] = {ours: f"{opened.at((plan.consent or {})[ours])} AS pf_{ours}_text" for ours in canonical}
    for ours, theirs in (*plan.names.items(), *((name, name) for name in opened.columns)):
        if visible({ours: theirs}):
            shown.setdefault(ours.lower(), f"{opened.at(theirs)} AS {says.quoted(ours)}")
    inner, joins, middle = list(shown.values()), "", [
        f"{says.domain('address')} AS domain",
        f"{says.local_beside('address', 'domain')} AS local",
        *([f"{says.full_match('address', DELIVERABLE)} AS deliverable"] if _wants_deliverable(plan) else []),
        *(f"coalesce({table}.meaning, pf_{ours}_text) AS {says.quoted(ours)}" for ours, table in canonical.items()),
    ]  # fmt: skip
    if plan.country:
        raw, join, read = words.country_sql(opened.at(plan.country), says)
        inner, joins, middle = [*inner, raw], joins + join, [*middle, read]
    for dates in plan.moments.values():
        raw = f"pf_d{dates.number}_raw"
        inner.append(f"{says.bare(opened.at(dates.column))} AS {raw}")
        joins += dates.join(raw)
        middle.append(f"{says.between(dates.sql(raw, says))} AS pf_d{dates.number}")
    if plan.consent is not None:
        more = consent_sql({ours: opened.at(theirs) for ours, theirs in plan.consent.items()}, says, plan.dates)
        inner, joins, middle = inner + more[0], joins + more[1], middle + more[2]
    return inner, joins, middle


def _wants_deliverable(plan: Plan) -> bool:
    """Whether a flag asks for it: matching a pattern is dear, so it is done once for all of them."""
    return any(re.search(r"\bdeliverable\b", flag) for flag in plan.flags)


def _select(plan: Plan) -> list[str]:
    says = plan.dialect
    key = says.given_key("address", plan.reading.kind) if plan.hashed else plan.reading.key_sql()
    select = [f"{key} AS key", "domain", f"{'pf_country' if plan.country else words.no_country(says)} AS country"]
    select += _flag_columns(plan)
    if plan.consent is not None:
        select += CONSENT_COLUMNS
    if not plan.hashed:
        select += [f"{says.locator('raw')} AS {LOCATOR}"] if says.locator("raw") else []
        select += [f"{says.digest_key(kind, of)} AS {name}" for name, (kind, of) in list_columns(plan).items()]
    return select


def _flag_columns(plan: Plan) -> list[str]:
    none = {flag: "0" if flag in plan.numbers else "FALSE" for flag in plan.flags}
    holds = {flag: f"coalesce(({_own(plan, flag)}), {none[flag]})" for flag in plan.flags}
    places = plan.places
    alone = [f"{sql} AS {plan.flags[flag]}" for flag, sql in holds.items() if flag not in places]
    octets: dict[str, list[str]] = {}
    for flag, (column, bit) in places.items():
        octets.setdefault(column, []).append(f"CASE WHEN {holds[flag]} THEN {bit} ELSE 0 END")
    return alone + [f"CAST({' + '.join(bits)} AS UTINYINT) AS {column}" for column, bits in octets.items()]


def list_columns(plan: Plan) -> dict[str, tuple[str, str]]:
    """The columns that only lists of digests need: the digest's kind, and of what it is."""
    found: dict[str, tuple[str, str]] = {}
    for kind in sorted(plan.lists & set(DIGESTS)) if not plan.hashed else ():
        if kind != "sha256":  # of which the key itself is made
            found[f"pf_{kind}"] = (kind, "address")
        if plan.reading.two_forms:
            found[f"pf_alt_{kind}"] = (kind, "pf_alt")
    return found


def _own(plan: Plan, flag: str) -> str:
    """A flag in the words of the audience's engine."""
    if flag in plan.written:
        return plan.quick.get(flag, flag)
    return plan.dialect.own(plan.quick.get(flag, flag), (*plan.names, *plan.reading.opened.columns))


def _newest_of_duplicates(plan: Plan, engine: Working) -> None:
    """One person in several rows has one record: the newest of them."""
    twice = f"SELECT key FROM {NARROW} WHERE key IS NOT NULL GROUP BY key HAVING count(*) > 1"
    which = f"consent_found AND key IN ({twice})"
    if not engine.row(f"SELECT count(*) FROM {NARROW} WHERE {which}")[0]:
        return
    told = (*RECORD, "consent_tied")
    kept = [f"n.{name}" for name in plan.columns if name not in (*told, "consent_found")]
    fields = [f"CASE WHEN d.key IS NULL THEN n.{name} ELSE d.{name} END AS {name}" for name in told]
    select = ", ".join([*kept, "(n.consent_found OR d.key IS NOT NULL) AS consent_found", *fields])
    newest = newest_sql(NARROW, engine.dialect, which)
    engine.create("pf_newest", f"SELECT {select} FROM {NARROW} n LEFT JOIN ({newest}) d ON d.key = n.key")
    engine.rename("pf_newest", NARROW)
