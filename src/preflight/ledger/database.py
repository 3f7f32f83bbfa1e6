"""Where the ledger's rows lie: a SQLite file through Python's own driver, any other database through SQLAlchemy.

Nearly every ledger is a SQLite file, and importing SQLAlchemy takes longer than everything else that a run does for it.
Both sides are given the same statements; `:name` marks a value.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from preflight.errors import LedgerError

Row = tuple[Any, ...]
_LOCAL = "sqlite:///"
_PATIENCE = 30.0


class Session(Protocol):
    """What a transaction can do."""

    def rows(self, statement: str, values: Mapping[str, Any] | None = None) -> list[Row]:
        """All rows of the answer, none for a statement without one."""
        ...


class Database(Protocol):
    """A place for rows. Raises LedgerError with the reason, never a driver's error."""

    def transaction(self, *, alone: bool = False) -> Any:
        """A context with a Session; `alone` keeps other writers out until its end."""
        ...

    def make(self, statements: Iterable[str]) -> None:
        """Run the statements that make the tables, safe with others that do so at this moment."""
        ...

    def close(self) -> None:
        """Let go of it."""
        ...


def database(url: str) -> Database:
    """The database behind an SQLAlchemy URL."""
    if url.startswith(_LOCAL) and "?" not in url and len(url) > len(_LOCAL):
        return SqliteFile(url[len(_LOCAL) :])
    if url.startswith("sqlite"):
        raise LedgerError("the ledger's URL cannot be read; a file is written sqlite:///path/to/ledger.db, no more")
    from preflight.ledger.remote import Remote

    return Remote(url)


class _SqliteSession:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def rows(self, statement: str, values: Mapping[str, Any] | None = None) -> list[Row]:
        return self._connection.execute(statement, values or {}).fetchall()


class SqliteFile:
    """A SQLite file (or `:memory:`), in write-ahead mode; each transaction has its own connection."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._memory: sqlite3.Connection | None = None
        if path == ":memory:":
            self._memory = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
            return
        try:
            Path(path).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise LedgerError(f"the ledger cannot be used: {error.strerror}: {error.filename}") from error

    @contextmanager
    def transaction(self, *, alone: bool = False) -> Iterator[Session]:
        """A context with a Session."""
        try:
            connection = self._memory or self._connected()
            try:
                connection.execute("BEGIN IMMEDIATE" if alone else "BEGIN")
                yield _SqliteSession(connection)
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
            finally:
                if connection is not self._memory:
                    connection.close()
        except sqlite3.Error as error:
            raise LedgerError(f"the ledger cannot be used: {type(error).__name__}: {error}") from error

    def make(self, statements: Iterable[str]) -> None:
        """Run the statements that make the tables."""
        # The writer's place is taken first: a transaction that began as a reader could not wait for it.
        with self.transaction(alone=True) as session:
            for statement in statements:
                session.rows(statement)

    def close(self) -> None:
        """Let go of it."""
        if self._memory is not None:
            self._memory.close()

    def _connected(self) -> sqlite3.Connection:
        # The driver's own transactions begin too late for BEGIN IMMEDIATE; ours are written out.
        connection = sqlite3.connect(self._path, timeout=_PATIENCE, isolation_level=None)
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=FULL")
        except BaseException:
            connection.close()
            raise
        return connection
