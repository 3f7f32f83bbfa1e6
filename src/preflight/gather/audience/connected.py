"""A table, or a query, of a database: opened like a table of files, but it stays where it lies."""

# ruff: noqa: S608 - names are quoted, the query is the sender's own and looked at
from __future__ import annotations

from collections.abc import Callable

from preflight.facts.send import Source
from preflight.gather.audience.dialect import Dialect
from preflight.gather.audience.portable import pieces
from preflight.gather.audience.refusal import Refused
from preflight.gather.audience.sniff import refuse_people
from preflight.gather.audience.tables import Opened
from preflight.gather.audience.working import BadStatement, Working


class Connected(Opened):
    """Its columns are read as text; there are no files, so no lines and no damaged rows."""

    def __init__(self, name: str, label: str, source: str, columns: tuple[str, ...], engine: Working) -> None:
        super().__init__(name, [], columns, engine.dialect)
        self._label = label
        self._source = source
        self._remote = engine.remote

    @property
    def remote(self) -> bool:
        """A warehouse, or a database file that the embedded engine reads itself."""
        return self._remote

    @property
    def label(self) -> str:
        """The table's name."""
        return self._label

    @property
    def relation(self) -> str:
        """SQL that reads all columns as n0, n1 …"""
        says = self.dialect
        picked = ", ".join(f"{says.as_text(says.quoted(name))} AS n{n}" for n, name in enumerate(self.columns))
        return f"SELECT {picked} FROM {self._source}"

    @property
    def expected(self) -> int | None:
        """The database keeps count itself."""
        return None

    @property
    def ascii(self) -> bool:
        """Nobody looked."""
        return False

    @property
    def divided(self) -> bool:
        """Nobody looked."""
        return True

    @property
    def punycode(self) -> bool:
        """Nobody looked."""
        return True

    def launder(self, alive: Callable[[], None]) -> bool:
        """There is no slow way round."""
        return False


def open_connected(name: str, source: Source, engine: Working, database: str = "") -> Connected:
    """Open a source in a database; `database` is the name of its file for the embedded engine.

    Raises Refused where it has no such table, or the query is none; Stopped.
    """
    label = source.shown
    relation = _query(source.query) if source.query else _table(source.table, engine.dialect, database)
    try:
        columns = engine.columns(relation)
    except BadStatement as error:
        what = (
            "the query cannot be run" if source.query else f"there is no table {source.table!r}, or it may not be read"
        )
        raise Refused(f"{what} ({error.reason} error)") from error
    if not columns:
        raise Refused("has no columns")
    refuse_people(columns)
    doubled = {one for one in columns if [c.lower() for c in columns].count(one.lower()) > 1}
    if doubled:
        raise Refused(f"has several columns of the name {min(doubled)!r}")
    return Connected(name, label, relation, columns, engine)


def _table(name: str, says: Dialect, database: str = "") -> str:
    """A table's name, with its schema before a dot."""
    parts = [*([database] if database else []), *name.split(".")]
    if not all(parts) or any(ord(sign) < ord(" ") for sign in name):
        raise Refused(f"{name!r} is no name of a table")
    return f"{'.'.join(says.quoted(part) for part in parts)} t"


def _query(sql: str) -> str:
    """One SELECT in brackets. The line break ends a comment that would swallow them."""
    bare = sql.strip().removesuffix(";").rstrip()
    depth = 0
    for kind, text in pieces(bare):
        depth += {"(": 1, ")": -1}.get(text, 0) if kind == "sign" else 0
        if depth < 0 or (kind == "sign" and text == ";"):
            raise Refused("the query must be one SELECT")
    first = next((text for kind, text in pieces(bare) if kind == "name"), "")
    if depth or first.lower() not in {"select", "with", "values", "table"}:
        raise Refused("the query must be one SELECT")
    return f"({bare}\n) t"
