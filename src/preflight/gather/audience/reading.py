"""Brings a table into the engine: one scan, each address normalised once, nothing lost on the way.

What the engine read is reconciled with what we counted. Where the two differ, or the engine stumbles, the table is read
the slow way, which knows what is wrong with which row.
"""

# ruff: noqa: S608 - our own SQL: names are quoted, texts are literals or parameters, rules were validated
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from preflight.facts.audience import BadRow, Table
from preflight.gather.audience import digest, parts
from preflight.gather.audience.launder import SAMPLE
from preflight.gather.audience.misfits import find_bad
from preflight.gather.audience.normalise import (
    STRIP,
    normalise,
    unicode_form,
)
from preflight.gather.audience.refusal import Stopped
from preflight.gather.audience.tables import Opened
from preflight.gather.audience.working import BadStatement, Working

_MOST_ODD = 2_000_000


@dataclass
class Reading:
    """How a table is read: its column of addresses (or digests, or domains) and the columns of its digest.

    `column` is "" where there is none. `strict`: cells that cannot be compared count as damaged rows.
    `alternates`: the Unicode form of international domains is wanted too.
    """

    opened: Opened
    column: str
    kind: str
    digest_columns: tuple[str, ...]
    strict: bool = True
    alternates: bool = False
    as_written: bool = False
    """Whether the case of digits does not matter, since they are read as numbers."""

    thrifty: bool = False
    """Whether memory is so short that the rows' digest must not be kept until it is summed up."""

    odd: str = ""
    parts: parts.Parts = field(default_factory=parts.Parts)
    non_ascii: int = 0
    extra_bad: list[BadRow] = field(default_factory=list)
    extra_total: int = 0
    dates: dict[str, str] = field(default_factory=dict)
    """Columns in which day and month can change places: how they were read, as `facts.audience.Table` has it."""

    summed: tuple[int, ...] = ()
    """What `grouped_sums` found of the digest, until it is used."""

    @property
    def raw(self) -> str:
        """The engine's name of the column."""
        return self.opened.at(self.column) if self.column else self.opened.dialect.null()

    @property
    def two_forms(self) -> bool:
        """Whether some address may have a second form: of an international domain, where both are wanted."""
        return self.alternates and not (self.opened.ascii and not self.opened.punycode)

    @property
    def apart(self) -> bool:
        """Whether the rows' digest is made by a reading of its own: where it shares nothing with the address.

        So its 256 bits a row need never be kept, which costs more than to read the cells twice. Of one cell it would
        be the same digest: kept where there is room.
        """
        return not self.opened.remote and (self.thrifty or len(self.digest_columns) > 1)

    def key_sql(self) -> str:
        """SQL of the key of `address`, among the columns that `stage` offers."""
        says = self.opened.dialect
        return says.digest_key("sha256", "address") if self.apart else says.email_key("address")

    def rows_sql(self, inner: Sequence[str] = (), where: str = "") -> str:
        """SQL of the rows: `raw`, `address` (normalised), `pf_alt`, `pf_row` (text of the digest) and `inner`."""
        row = self.opened.dialect.row_text(
            [self.opened.at(name) for name in self.digest_columns], divided=self.opened.divided
        )
        if self.opened.remote:
            return parts.rows_sql(self, row, inner, where)
        folded = self.opened.dialect.folded(self.raw, self.kind, as_written=self.as_written)
        address, alt, join = folded, "CAST(NULL AS VARCHAR)", ""
        if self.odd:
            address, alt = f"CASE WHEN o.raw IS NOT NULL THEN o.address ELSE {folded} END", "o.alt"
            join = f" LEFT JOIN {self.odd} o ON o.raw = {self.raw}"
        picked = ", ".join(
            [f"{self.raw} AS raw", f"{address} AS address", f"{alt} AS pf_alt", f"{row} AS pf_row", *inner]
        )
        return f"SELECT {picked} FROM ({self.opened.relation}) t{join}{where}"

    def not_blank(self) -> str:
        """A condition that leaves blank rows out."""
        cells = ", ".join(f"n{n}" for n in range(len(self.opened.columns)))
        return f" WHERE coalesce({cells}) IS NOT NULL"


@dataclass(frozen=True)
class Staged:
    """What was read: rows with something in them, those with an address, and the sums of the digest."""

    rows: int
    addresses: int
    sums: tuple[int | None, ...]


def stage(reading: Reading, engine: Working, table: str, select: Sequence[str], inner: Sequence[str] = (),
          joins: str = "", middle: Sequence[str] = ()) -> Staged:  # fmt: skip
    """Create the temporary table `table` with the columns `select` over the rows, and take stock of it.

    `inner` are expressions over the file's columns, `middle` over the rows with `joins`, `select` over all of these.
    Raises Stopped; BadStatement where the rows can be read, but an expression fails.
    """
    try:
        return _staged(reading, engine, table, select, inner, joins, middle)
    except (BadStatement, _Differs):
        if reading.opened.remote or _readable(reading, engine) or not reading.opened.launder(engine.alive):
            raise
    reading.odd, reading.non_ascii = "", 0
    return _staged(reading, engine, table, select, inner, joins, middle)


class _Differs(Stopped):
    """The engine read another number of rows than we counted."""

    def __init__(self) -> None:
        super().__init__("error", "two readers disagree about the number of rows: export the file again")


def _staged(
    reading: Reading, engine: Working, table: str, select: Sequence[str], inner: Sequence[str], joins: str,
    middle: Sequence[str],
) -> Staged:  # fmt: skip
    _bring_out_odd(reading, engine, f"{table}_odd")
    # Where blank rows are rare and looking for them is dear, they are looked for afterwards.
    single = len(reading.opened.columns) == 1 or reading.opened.remote
    where = reading.not_blank() if single else ""
    sums = _sums(reading, engine, where)
    _create(reading, engine, table, select, inner, joins, middle, where)
    rows, addresses, keyless, *own = _stock(reading, engine, table)
    expected = reading.opened.expected
    if expected is not None and rows != expected:
        raise _Differs
    if keyless and not single:
        blank = engine.row(f"SELECT count(*) FROM ({reading.opened.relation}) t{_opposite(reading.not_blank())}")[0]
        if blank:
            sums = _sums(reading, engine, reading.not_blank())
            _create(reading, engine, table, select, inner, joins, middle, reading.not_blank())
            rows, addresses, keyless, *own = _stock(reading, engine, table)
    if reading.apart and sums[0] != rows:
        raise _Differs
    find_bad(reading, engine, table)
    return Staged(rows, addresses, tuple(own or sums[1:]))


def table_of(reading: Reading, staged: Staged) -> Table:
    """The facts of a table that was read."""
    opened = reading.opened
    bad_total = opened.bad_total + reading.extra_total
    damaged = tuple(opened.digests.values()) if opened.bad_total else ()
    bad = (*opened.bad, *reading.extra_bad)[:SAMPLE]
    return Table(
        name=opened.name, rows=staged.rows, columns=opened.columns, address_column=reading.column,
        addresses=staged.addresses, bad=tuple(sorted(bad, key=lambda row: (row.file, row.line))), bad_total=bad_total,
        lost=opened.bad_total, non_ascii=reading.non_ascii, files=opened.digests, dates=dict(reading.dates),
        digest=digest.table_digest(staged.rows, staged.sums, damaged),
    )  # fmt: skip


def _create(
    reading: Reading, engine: Working, table: str, select: Sequence[str], inner: Sequence[str], joins: str,
    middle: Sequence[str], where: str,
) -> None:  # fmt: skip
    rows, says = reading.rows_sql(inner, where), engine.dialect
    more = "".join(f", {expression}" for expression in middle)
    bad = "FALSE"
    if reading.strict and reading.column:
        bad = f"address IS NOT NULL AND NOT ({says.comparable('address', reading.kind)})"
    made, stock = f"(SELECT r.*{more} FROM ({rows}) r{joins}) q", ""
    if not reading.apart:
        digests = f"(SELECT r.*, {says.row_hash('r.pf_row')} AS pf_h{more} FROM ({rows}) r{joins}) q"
        columns, made = says.stock(digests)
        stock = f", {columns}"
    engine.create(table, f"SELECT {', '.join(select)}, {bad} AS pf_bad, address IS NULL AS pf_none{stock} FROM {made}")


def _sums(reading: Reading, engine: Working, where: str) -> tuple[int, ...]:
    """How many rows there are and the sums of their digests, where a reading of its own makes them.

    It comes before the others: of a file that changes meanwhile, the digest is not that of what was judged.
    """
    if not reading.apart:
        return ()
    found, reading.summed = reading.summed, ()
    if found and not where:
        return found
    says = engine.dialect
    digests = f"(SELECT {says.row_hash('r.pf_row')} AS pf_h FROM ({reading.rows_sql((), where)}) r) q"
    return engine.row(f"SELECT count(*), {says.sums()} FROM {says.stock(digests)[1]}")


def grouped_sums(reading: Reading, engine: Working, cells: Sequence[str]) -> list[tuple[str, ...]]:
    """The different rows that these `cells` make, found in the reading that makes the digest: `stage` makes it no more.

    Raises BadStatement where a row is damaged; Stopped.
    """
    says = engine.dialect
    named = [f"pf_g{n}" for n in range(len(cells))]
    inner = [f"{cell} AS {name}" for cell, name in zip(cells, named, strict=True)]
    digests = f"(SELECT {', '.join(named)}, {says.row_hash('r.pf_row')} AS pf_h FROM ({reading.rows_sql(inner)}) r) q"
    found = engine.rows(
        f"SELECT {', '.join(named)}, count(*), {says.sums()} FROM {says.stock(digests)[1]} GROUP BY ALL"
    )
    width = len(cells)
    reading.summed = tuple(sum(int(row[n]) for row in found) for n in range(width, width + 9)) if found else ()
    return [tuple(str(cell) for cell in row[:width]) for row in found]


def _stock(reading: Reading, engine: Working, table: str) -> tuple[int, ...]:
    says = engine.dialect
    sums = "" if reading.apart else f", {says.sums()}"
    return engine.row(
        f"SELECT count(*), {says.count_where('NOT pf_none')}, {says.count_where('pf_none')}{sums} FROM {table}"
    )


def _opposite(where: str) -> str:
    return where.replace("IS NOT NULL", "IS NULL")


def _readable(reading: Reading, engine: Working) -> bool:
    """Whether the engine can read the file through, and finds as many rows as we counted."""
    counted = "count(n0)" if len(reading.opened.columns) == 1 else "count(*)"
    every = ", ".join(f"max(n{n})" for n in range(len(reading.opened.columns)))
    try:
        found = engine.row(f"SELECT {counted}, {every} FROM ({reading.opened.relation})")[0]
    except BadStatement:
        return False
    expected = reading.opened.expected
    return expected is None or bool(found == expected)


def _bring_out_odd(reading: Reading, engine: Working, table: str) -> None:
    """A small table of what SQL cannot normalise: beyond ASCII, and international domains where both forms count."""
    reading.odd, reading.non_ascii = "", 0
    opened = reading.opened
    if opened.remote and reading.column:
        reading.parts, reading.non_ascii = parts.bring_out(reading, engine, table)
        return
    wants_other = reading.alternates and opened.punycode
    if not reading.column or (opened.ascii and not wants_other):
        return
    raw = reading.raw
    which = f"strlen({raw}) <> length({raw})" + (f" OR contains(lower({raw}), 'xn--')" if wants_other else "")
    found = engine.rows(
        f"SELECT {raw}, count(*) FROM ({opened.relation}) WHERE {which} GROUP BY 1 LIMIT {_MOST_ODD + 1}"
    )
    if len(found) > _MOST_ODD:
        raise Stopped("limit", "too many addresses beyond ASCII")
    reading.non_ascii = sum(number for text, number in found if not text.strip(STRIP).isascii())
    if found:
        _write_odd(reading, engine, table, [text for text, _number in found])


def _write_odd(reading: Reading, engine: Working, table: str, texts: Sequence[str]) -> None:
    reading.odd = table
    forms = ((text, normalise(text, reading.kind)) for text in texts)
    engine.upload(
        table, {"raw": "text", "address": "text", "alt": "text"},
        ((text, form or None, unicode_form(form) or None) for text, form in forms),
    )  # fmt: skip


__all__ = ["Reading", "Staged", "stage", "table_of"]
