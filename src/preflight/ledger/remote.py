"""A ledger in any database that SQLAlchemy speaks to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, create_engine, inspect, text
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from preflight.errors import LedgerError, MissingExtra
from preflight.ledger.database import Row, Session, newer
from preflight.ledger.steps import NEWEST, REVISIONS, VERSION_TABLE

_SOME = 1000
_LOCK = 7_093_372_011_245_390_187
"""Any number, as long as it is ours: who brings the tables up to date holds it."""


class _RemoteSession:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def rows(self, statement: str, values: Mapping[str, Any] | None = None) -> list[Row]:
        found = self._connection.execute(text(statement), dict(values or {}))
        return [tuple(row) for row in found] if found.returns_rows else []

    def stream(self, statement: str, values: Mapping[str, Any] | None = None) -> Iterator[Row]:
        told = self._connection.execution_options(yield_per=_SOME)
        for row in told.execute(text(statement), dict(values or {})):
            yield tuple(row)

    def many(self, statement: str, values: list[dict[str, Any]]) -> None:
        if values:
            self._connection.execute(text(statement), values)


class Remote:
    """A database behind an SQLAlchemy URL."""

    alone = "LOCK TABLE entries IN EXCLUSIVE MODE"
    """Keeps other writers out until the transaction ends."""

    def __init__(self, url: str) -> None:
        with _explained():
            self._engine = create_engine(_with_driver(url))

    @contextmanager
    def transaction(self, *, alone: bool = False) -> Iterator[Session]:
        """A context with a Session."""
        with _explained(), self._engine.begin() as connection:
            if alone:
                connection.exec_driver_sql(self.alone)
            yield _RemoteSession(connection)

    def make(self) -> None:
        """Bring the tables up to date."""
        with _explained(), self._engine.begin() as connection:
            if _revision(connection) == NEWEST:
                return
            if connection.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
            found = _revision(connection)
            if found and found not in REVISIONS:
                raise newer(found)
            from preflight.ledger.migrations import upgrade

            upgrade(connection)

    def close(self) -> None:
        """Let go of it."""
        self._engine.dispose()


def _with_driver(url: str) -> str:
    """SQLAlchemy's default for PostgreSQL is the older driver; the extra brings the newer one."""
    scheme, colon, rest = url.partition("://")
    return f"postgresql+psycopg{colon}{rest}" if scheme in {"postgresql", "postgres"} else url


def _revision(connection: Connection) -> str:
    if not inspect(connection).has_table(VERSION_TABLE):
        return ""
    found = connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).first()  # noqa: S608 - a name of ours
    return str(found[0]) if found else ""


@contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except ArgumentError as error:
        raise LedgerError("the ledger's URL cannot be read; it looks like sqlite:///path/to/ledger.db") from error
    except ModuleNotFoundError as error:
        if error.name == "psycopg":
            raise MissingExtra("a ledger in PostgreSQL", "postgres") from error
        raise LedgerError(f"the ledger's database needs the driver {error.name}: pip install {error.name}") from error
    except SQLAlchemyError as error:
        cause = getattr(error, "orig", None) or error
        raise LedgerError(f"the ledger cannot be used: {type(cause).__name__}: {cause}") from error
