"""Where the ledger's rows lie: a SQLite file through Python's own driver, any other database through SQLAlchemy.

Nearly every ledger is a SQLite file, and importing SQLAlchemy takes longer than everything else that a run does for it.
Both sides are given the same statements; `:name` marks a value.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from preflight.errors import LedgerError
from preflight.ledger.steps import MADE, NEWEST, VERSION_TABLE, after

Row = tuple[Any, ...]
_LOCAL = "sqlite:///"
_PATIENCE = 30.0


class Session(Protocol):
    """What a transaction can do."""

    def rows(self, statement: str, values: Mapping[str, Any] | None = None) -> list[Row]:
        """All rows of the answer, none for a statement without one."""
        ...

    def stream(self, statement: str, values: Mapping[str, Any] | None = None) -> Iterator[Row]:
        """The rows of the answer one after the other, few of them in memory at a time."""
        ...

    def many(self, statement: str, values: list[dict[str, Any]]) -> None:
        """Run a statement once for each of the values."""
        ...


class Database(Protocol):
    """A place for rows. Raises LedgerError with the reason, never a driver's error."""

    def transaction(self, *, alone: bool = False) -> Any:
        """A context with a Session; `alone` keeps other writers out until its end."""
        ...

    def make(self) -> None:
        """Bring the tables up to date, safe with others that do so at this moment; writes only where it must."""
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


def is_there(url: str) -> bool:
    """Whether there may be entries: False for a SQLite file that does not exist yet."""
    return not url.startswith(_LOCAL) or url.endswith(":memory:") or Path(url[len(_LOCAL) :]).exists()


def newer(found: str) -> LedgerError:
    """What to say of a ledger that a newer version made."""
    return LedgerError(f"the ledger was written by a newer preflight (tables {found!r}); this one reads up to {NEWEST}")


class _SqliteSession:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def rows(self, statement: str, values: Mapping[str, Any] | None = None) -> list[Row]:
        return self._connection.execute(statement, values or {}).fetchall()

    def stream(self, statement: str, values: Mapping[str, Any] | None = None) -> Iterator[Row]:
        yield from self._connection.execute(statement, values or {})

    def many(self, statement: str, values: list[dict[str, Any]]) -> None:
        self._connection.executemany(statement, values)


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
        with self._told(), self._held() as connection:
            try:
                connection.execute("BEGIN IMMEDIATE" if alone else "BEGIN")
                yield _SqliteSession(connection)
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    def make(self) -> None:
        """Bring the tables up to date."""
        if self._revision() == NEWEST:
            return
        with self._told(), self._held() as connection:
            # Readers go on while another writes; what the file says of itself, so it is set once.
            connection.execute("PRAGMA journal_mode=WAL")
        # The writer's place is taken first: a transaction that began as a reader could not wait for it.
        with self.transaction(alone=True) as session:
            session.rows(MADE)
            for step in _pending(_revision_of(session)):
                for statement in step.of("sqlite"):
                    session.rows(statement)
                session.rows(f"DELETE FROM {VERSION_TABLE}")  # noqa: S608 - a name of ours
                session.rows(f"INSERT INTO {VERSION_TABLE} VALUES (:revision)", {"revision": step.revision})  # noqa: S608

    def close(self) -> None:
        """Let go of it."""
        if self._memory is not None:
            self._memory.close()

    def _revision(self) -> str:
        with self.transaction() as session:
            found = session.rows("SELECT count(*) FROM sqlite_master WHERE name = :name", {"name": VERSION_TABLE})
            return _revision_of(session) if found[0][0] else ""

    @contextmanager
    def _held(self) -> Iterator[sqlite3.Connection]:
        connection = self._memory or self._connected()
        try:
            yield connection
        finally:
            if connection is not self._memory:
                connection.close()

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise LedgerError(f"the ledger {self._path} cannot be used: {_reason(error)}") from error

    def _connected(self) -> sqlite3.Connection:
        # The driver's own transactions begin too late for BEGIN IMMEDIATE; ours are written out.
        connection = sqlite3.connect(self._path, timeout=_PATIENCE, isolation_level=None)
        try:
            connection.execute("PRAGMA synchronous=FULL")
        except BaseException:
            connection.close()
            raise
        return connection


def _reason(error: sqlite3.Error) -> str:
    """What is wrong, with what may be done where that is known."""
    text = str(error)
    if "locked" in text:
        return f"{text}: somebody has been writing to it for {_PATIENCE:g} seconds"
    return text


def _pending(revision: str) -> Any:
    try:
        return after(revision)
    except ValueError:
        raise newer(revision) from None


def _revision_of(session: Session) -> str:
    found = session.rows(f"SELECT version_num FROM {VERSION_TABLE}")  # noqa: S608 - a name of ours
    return str(found[0][0]) if found else ""
