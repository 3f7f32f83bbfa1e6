"""The consent register in little room: of a record its key, its instant, and one number for all else that it says.

Registers hold millions of records and a few different words, so what the words mean is worked out once for each
combination of them, and looked up where it is asked. For the embedded engine alone.
"""

# ruff: noqa: S608 - our own SQL: names are quoted, texts are literals or parameters, rules were validated
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from preflight.gather.audience import digest, words
from preflight.gather.audience.dialect import Dialect
from preflight.gather.audience.engine import Engine
from preflight.gather.audience.instants import Dates, stage_dated
from preflight.gather.audience.reading import Reading, Staged, grouped_sums, stage
from preflight.gather.audience.recorded import CONSENT_COLUMNS, RECORD, consent_sql, newest_sql
from preflight.gather.audience.repeated import of_ours, one_each
from preflight.gather.audience.scan import NARROW, Plan, list_columns
from preflight.gather.audience.working import BadStatement

STAGED = "pf_consent"
_WORDS = "pf_said"
_RECORDS = "pf_records"
_ROWS = "pf_rows"
_MOST = 16_000
"""Combinations of words, with two bits beside their number, that have a number of 16 bits."""

_LOOK, _FEW = 50_000, 2_000
_CELLS = ("status", "basis", "country", "source")
_UNREAD, _TIED = 1, 2
"""Bits of the number: a date that cannot be read, a newest record that another of the same instant contradicts."""

_PEOPLE, _RECORD, _MEETING = 56, 20, 48
"""Octets that a recipient takes, before and behind the join; that a record takes; and that it takes while joined."""

_MANY, _THRIFTY = 500_000, 8
_TOLD = {one.rpartition(" AS ")[2]: one.rpartition(" AS ")[0] for one in CONSENT_COLUMNS}


@dataclass
class Words:
    """How many combinations there are, and SQL of the cells that make one up."""

    number: int
    cells: tuple[str, ...]
    laid_out: list[str] = field(default_factory=list)
    """Tables of the audience's people by shares, where memory is short."""

    @property
    def nobody(self) -> int:
        """The number of those who have no record."""
        return 4 * self.number


def look(columns: Mapping[str, str], reading: Reading, engine: Engine) -> Words | None:
    """Find the combinations, on the way past all rows that their digest takes; None where that does not pay."""
    if not reading.apart:
        return None
    says, opened = engine.dialect, reading.opened
    at = {name: opened.at(columns[name]) for name in _CELLS if name in columns}
    filled = {"source": f"CASE WHEN {says.filled(at['source'])} THEN '1' ELSE '' END"} if "source" in at else {}
    cells = tuple(filled.get(name, f"coalesce({at[name]}, '')") if name in at else "''" for name in _CELLS)
    listed = ", ".join(cells)
    try:
        first = f"SELECT DISTINCT {listed} FROM (SELECT * FROM ({opened.relation}) LIMIT {_LOOK}) t"
        if engine.row(f"SELECT count(*) FROM ({first}) d")[0] > _FEW:
            return None
        found = grouped_sums(reading, engine, cells)
    except BadStatement:
        return None  # a damaged row: where each is read by itself, that is said
    if len(found) > _MOST:
        return None
    _lay_down(found, at, engine)
    return Words(len(found), cells)


def _lay_down(found: Sequence[tuple[str, ...]], at: Mapping[str, str], engine: Engine) -> None:
    """Two tables: of words and their number, and of what each number means."""
    names = [f"w{n}" for n in range(len(_CELLS))]
    rows = ((*row, 4 * number) for number, row in enumerate(sorted(found)))
    engine.upload(_WORDS, {**dict.fromkeys(names, "text"), "code": "number"}, rows)
    says = engine.dialect
    inner, joins, middle = consent_sql({name: f"w{n}" for n, name in enumerate(_CELLS) if name in at}, says, None)
    country = words.no_country(says)
    if "country" in at:
        raw, join, read = words.country_sql("w2", says)
        inner, joins, middle = [*inner, raw], joins + join, [*middle, read]
        country = "pf_country"
    said = f"SELECT r.*, {', '.join(middle)} FROM (SELECT code, {', '.join(inner)} FROM {_WORDS}) r{joins}"
    own = {"consent_at_unread": f"b & {_UNREAD} <> 0", "consent_tied": f"b & {_TIED} <> 0"}
    told = {**{name: _TOLD[name] for name in RECORD if name != "consent_at"}, **own, "country": country}
    nobody = {**dict.fromkeys(told, "NULL"), "consent_unread": "FALSE", "consent_tied": "FALSE"}
    engine.create(
        _RECORDS,
        f"SELECT {_number('code + b')}, TRUE AS consent_found, {_listed(told)} FROM ({said}) q, range(4) t(b) "
        f"UNION ALL SELECT {_number(str(4 * len(found)))}, FALSE, {_listed(nobody)}",
    )
    engine.shorten(_RECORDS, ("consent_word", "consent_basis_word"))


def _number(sql: str) -> str:
    return f"CAST({sql} AS USMALLINT) AS code"


def _listed(told: Mapping[str, str]) -> str:
    return ", ".join(f"{sql} AS {name}" for name, sql in told.items())


def stage_packed(
    found: Words, reading: Reading, key: str, dates: Dates | None, engine: Engine
) -> Staged | None:  # fmt: skip
    """The table of all records: `key`, `code`, `consent_at`. None where a combination turns up that was not found."""
    says = engine.dialect

    def staged_once() -> Staged:
        return stage(reading, engine, STAGED, _select(key), *_parts(found, reading, dates, says))

    staged = stage_dated(dates, reading, engine, STAGED, staged_once, f"code % 4 = {_UNREAD}")
    engine.narrow(STAGED, (*digest.WORDS, "pf_bad", "pf_none"))
    lost = engine.row(f"SELECT count(*) FROM {STAGED} WHERE code IS NULL")[0]
    return None if lost else staged


def _select(key: str) -> list[str]:
    unread = f"CASE WHEN {_TOLD['consent_at_unread']} THEN {_UNREAD} ELSE 0 END"
    return [f"{key} AS key", _number(f"pf_code + {unread}"), f"{_TOLD['consent_at']} AS consent_at"]


def _parts(found: Words, reading: Reading, dates: Dates | None, says: Dialect) -> tuple[list[str], str, list[str]]:
    at = reading.opened.at(dates.column) if dates is not None else says.null()
    inner = [f"{cell} AS pf_w{n}" for n, cell in enumerate(found.cells)] + [f"{says.bare(at)} AS pf_at_raw"]
    which = " AND ".join(f"pw.w{n} = pf_w{n}" for n, cell in enumerate(found.cells) if cell != "''")
    joins = f" LEFT JOIN {_WORDS} pw ON {which or 'TRUE'}" + (dates.join("pf_at_raw") if dates is not None else "")
    when = dates.sql("pf_at_raw", says) if dates is not None else says.null("time")
    return inner, joins, ["pw.code AS pf_code", f"{when} AS pf_when"]


def give(found: Words, plan: Plan, engine: Engine) -> None:
    """Give each row of the narrow table its newest record; the table becomes a view, in which that is spelt out."""
    rows, people = engine.row(f"SELECT (SELECT count(*) FROM {STAGED}), (SELECT count(*) FROM {NARROW})")
    ours = of_ours(rows, people, NARROW)
    shares = engine.dialect.shares("key") if _fits(rows, people, engine) else [""]
    kept = [name for name in plan.columns if name not in list_columns(plan)]
    if found.laid_out:
        _joined_apart(_sorted_out(ours, engine), kept, found, engine)
    elif not _one_each(shares, people, engine) or not _joined(_single(ours), people, kept, shares, found, engine):
        _joined(_sorted_out(ours, engine), people, kept, shares, found, engine)
    engine.drop(NARROW)
    plan.packed = True
    shown = ", ".join(f"n.{name}" for name in kept if name != "country")
    told = ", ".join(f"r.{name}" for name in ("consent_found", *RECORD, "consent_tied") if name != "consent_at")
    engine.view(
        NARROW,
        f"SELECT {shown}, coalesce(n.country, r.country) AS country, n.consent_at, {told} "
        f"FROM {_ROWS} n JOIN {_RECORDS} r ON r.code = n.code",
    )


def _one_each(shares: Sequence[str], people: int, engine: Engine) -> bool:
    """Whether it looks as if each person had one record: in one share of many, all have."""
    if len(shares) < 2 or not people:
        return False
    repeated = f"SELECT key FROM {STAGED} WHERE key IS NOT NULL AND {shares[0]} GROUP BY key HAVING count(*) > 1"
    return not engine.row(f"SELECT count(*) FROM ({repeated}) t")[0]


def _joined(
    newest: str, people: int, kept: Sequence[str], shares: Sequence[str], found: Words, engine: Engine
) -> bool:  # fmt: skip
    """Make the table of all rows with their records; whether each row has one of them, or none."""
    for number, share in enumerate(shares):
        where = f" WHERE {share}" if share else ""
        own, its = f"SELECT * FROM {NARROW}{where}", f"SELECT * FROM ({newest}) r{where}"
        (engine.append if number else engine.create)(_ROWS, _join(own, its, kept, found))
    if len(shares) > 1:
        engine.append(_ROWS, _join(f"SELECT * FROM {NARROW} WHERE key IS NULL", "", kept, found))
    return bool(engine.row(f"SELECT count(*) FROM {_ROWS}")[0] == people)


def lay_out(found: Words, rows: int | None, engine: Engine) -> None:
    """Where memory is short, lay people out by shares before the register is read; the narrow table becomes a view.

    Later, to look for a share in tables that do not fit would be to read all of them from the disk for each.
    """
    people = engine.row(f"SELECT count(*) FROM {NARROW}")[0]
    if rows is None or rows < _MANY or _fits(rows, people, engine):
        return
    found.laid_out.extend(f"pf_people{n}" for n, _share in enumerate(_shares(engine)))
    for table, share in zip(found.laid_out, _shares(engine), strict=True):
        engine.create(table, f"SELECT * FROM {NARROW} WHERE {share or 'key IS NOT NULL'}")
    engine.drop(NARROW)
    engine.view(NARROW, " UNION ALL ".join(f"SELECT * FROM {table}" for table in found.laid_out))


def _shares(engine: Engine) -> list[str]:
    return [*engine.dialect.shares("key", _THRIFTY), "key IS NULL"]


def _joined_apart(newest: str, kept: Sequence[str], found: Words, engine: Engine) -> None:
    """The same with people who were laid out, and are let go of share by share."""
    last = len(found.laid_out) - 1
    for number, (table, share) in enumerate(zip(found.laid_out, _shares(engine), strict=True)):
        its = f"SELECT * FROM ({newest}) r WHERE {share or 'TRUE'}" if number < last else ""
        (engine.append if number else engine.create)(_ROWS, _join(f"SELECT * FROM {table}", its, kept, found))
        if NARROW not in newest:
            engine.drop(table)
    for table in found.laid_out:
        engine.drop(table)


def _join(people: str, newest: str, kept: Sequence[str], found: Words) -> str:
    """SQL of people with what their records say; `newest` is "" where they have none."""
    picked, nobody = ", ".join(f"n.{name}" for name in kept), f"CAST({found.nobody} AS USMALLINT)"
    if not newest:
        return f"SELECT {picked}, {nobody} AS code, CAST(NULL AS TIMESTAMP) AS consent_at FROM ({people}) n"
    return (
        f"SELECT {picked}, coalesce(c.code, {nobody}) AS code, c.consent_at FROM ({people}) n "
        f"LEFT JOIN ({newest}) c ON c.key = n.key"
    )


def _fits(rows: int, people: int, engine: Engine) -> bool:
    """Whether the records are many, and all of it has room, so that to join a share at a time is quicker by far.

    Tables of a quarter stay in the processor's caches; but what was spilt would be read four times.
    """
    shares = max(1, len(engine.dialect.shares("key")))
    return rows >= _MANY and people * _PEOPLE + rows * (_RECORD + _MEETING // shares) <= engine.memory


def _single(ours: str) -> str:
    return f"SELECT key, code, consent_at FROM {STAGED} WHERE key IS NOT NULL{ours}"


def _sorted_out(ours: str, engine: Engine) -> str:
    """SQL of each person's newest record."""
    told = ", ".join(f"r.{name}" for name in (*RECORD, "country") if name != "consent_at")
    spelt = f"(SELECT p.key, p.code, p.consent_at, {told} FROM {STAGED} p JOIN {_RECORDS} r ON r.code = p.code) s"
    code = _number(f"code + CASE WHEN consent_tied THEN {_TIED} ELSE 0 END")

    def several(where: str) -> str:
        newest = newest_sql(spelt, engine.dialect, where, "country", beside=("code",))
        return f"SELECT key, {code}, consent_at FROM ({newest}) n"

    return one_each(engine, STAGED, "key, code, consent_at", ours, several)
