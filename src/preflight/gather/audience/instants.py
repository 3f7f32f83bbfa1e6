"""Dates in a column: read by the engine where they are plain, else by the embedded one (`written`), and joined back.

So a date means the same on every engine, and one that cannot be read is one that none of them reads.
"""

# ruff: noqa: S608 - our own SQL: names are quoted, texts are literals or parameters, rules were validated
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from preflight.gather.audience.dialect import Dialect
from preflight.gather.audience.reading import Reading, Staged
from preflight.gather.audience.refusal import Stopped
from preflight.gather.audience.tables import Opened
from preflight.gather.audience.working import BadStatement, Working

PLAIN = (
    r"[12][0-9][0-9][0-9]-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])"
    r"([T ]([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]([.][0-9]{1,6})?(Z|[+-](0[0-9]|1[0-3]):[0-5][0-9])?)?"
)
"""A date, or an instant, that every engine reads alike; without the last days of months, which not all months have."""

OFFSET = ".*(Z|[+-][0-9][0-9]:[0-9][0-9])"
"""A plain instant that says how far from UTC it is."""

_MOST = 1_000_000
_LOOK = 200


@dataclass
class Dates:
    """A column of dates of an opened table, and how they are read. Columns of one table differ in `number`.

    `said` is the order of day and month that the send says; `order` what is to be told of it (see `written.order_of`).
    """

    opened: Opened
    column: str
    said: str = ""
    number: int = 0
    joined: bool = False
    order: str = ""

    @property
    def table(self) -> str:
        """The small table of those that are not plain."""
        return f"pf_instants{self.number or ''}"

    def bring_out(self, engine: Working) -> None:
        """Read those that are not plain. Raises Stopped; BadStatement where a row is damaged."""
        raw = engine.dialect.bare("at_raw")
        cells = f"(SELECT {self.opened.at(self.column)} AS at_raw FROM ({self.opened.relation}) t) s"
        odd = f"SELECT DISTINCT {raw} AS raw FROM {cells} WHERE {raw} IS NOT NULL AND NOT ({self._plain(raw, engine)})"
        self.order = engine.read_dates(odd, self.table, self.said)
        self.joined = True

    def look(self, engine: Working) -> None:
        """Bring them out where that is needed: in a warehouse, and where one of the first dates is not plain."""
        if self.opened.remote:
            self.bring_out(engine)
            return
        raw = engine.dialect.bare("at_raw")
        first = f"(SELECT {self.opened.at(self.column)} AS at_raw FROM ({self.opened.relation}) t LIMIT {_LOOK}) s"
        try:
            odd = engine.row(
                f"SELECT count(*) FROM {first} WHERE {raw} IS NOT NULL AND NOT ({self._plain(raw, engine)})"
            )
            if odd[0]:
                self.bring_out(engine)
        except BadStatement:
            return  # a damaged row; once all rows are read, those whose date was not are looked at again

    def look_again(self, staged: str, engine: Working, unread: str = "consent_at_unread") -> bool:
        """Whether the rows must be read anew, since a date that was not read in the table `staged` can be.

        `unread` is the condition of the rows there whose date was not.
        """
        if self.joined or not engine.row(f"SELECT count(*) FROM {staged} WHERE {unread}")[0]:
            return False
        self.bring_out(engine)
        return bool(engine.row(f"SELECT count(instant) FROM {self.table}")[0])

    def join(self, raw: str) -> str:
        """The SQL of the join to a column of bare texts; "" where none is needed."""
        alias = f"pi{self.number or ''}"
        return f" LEFT JOIN {self.table} {alias} ON {alias}.raw = {raw}" if self.joined else ""

    def sql(self, raw: str, says: Dialect) -> str:
        """SQL for the instant in UTC, NULL where there is none."""
        if not self.joined:
            return says.instant(raw)
        joined = f"pi{self.number or ''}.instant"
        if not self.opened.remote:
            return f"coalesce({says.instant(raw)}, {joined})"
        return f"CASE WHEN {says.full_match(raw, PLAIN)} THEN {says.instant(raw)} ELSE {joined} END"

    def _plain(self, raw: str, engine: Working) -> str:
        if self.opened.remote:
            return engine.dialect.full_match(raw, PLAIN)
        return f"{engine.dialect.instant(raw)} IS NOT NULL"


def stage_dated(
    dates: Dates | None, reading: Reading, engine: Working, table: str, stage: Callable[[], Staged],
    unread: str = "consent_at_unread",
) -> Staged:  # fmt: skip
    """What `stage` makes of a `table`; twice where dates turn out that are not plain, which `unread` tells."""
    if dates is None:
        return stage()
    dates.look(engine)
    staged = stage()
    if dates.look_again(table, engine, unread):
        staged = stage()
    tell(reading, dates)
    return staged


def bring_out_now(dates: Dates, reading: Reading, engine: Working) -> None:
    """Read the dates of a column that is not staged by itself; a damaged table is read the slow way. Raises Stopped."""
    try:
        dates.bring_out(engine)
    except BadStatement:
        if not dates.opened.launder(engine.alive):
            raise
        dates.bring_out(engine)
    tell(reading, dates)


def tell(reading: Reading, dates: Dates) -> None:
    """Note how day and month were read where nobody said it."""
    if dates.order:
        reading.dates[dates.column] = dates.order


def read_remotely(texts: Working, there: Working, odd: str, table: str, said: str) -> str:
    """Dates of a warehouse, read by the embedded engine `texts`; how day and month stand. Raises Stopped."""
    found = there.rows(f"{odd} LIMIT {_MOST + 1}")
    if len(found) > _MOST:
        raise Stopped("limit", "too many dates in no usual form")
    texts.upload("pf_odd", {"raw": "text"}, found)
    order = texts.read_dates("SELECT raw FROM pf_odd", table, said)
    there.upload(table, {"raw": "text", "instant": "time"}, texts.rows(f"SELECT raw, instant FROM {table}"))
    return order
