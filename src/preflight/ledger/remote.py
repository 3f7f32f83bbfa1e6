"""A ledger in any database that SQLAlchemy speaks to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from preflight.errors import LedgerError
from preflight.ledger.database import Row, Session


class _RemoteSession:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def rows(self, statement: str, values: Mapping[str, Any] | None = None) -> list[Row]:
        found = self._connection.execute(text(statement), dict(values or {}))
        return [tuple(row) for row in found] if found.returns_rows else []


class Remote:
    """A database behind an SQLAlchemy URL."""

    alone = "LOCK TABLE entries IN EXCLUSIVE MODE"
    """Keeps other writers out until the transaction ends."""

    def __init__(self, url: str) -> None:
        with _explained():
            self._engine = create_engine(url)

    @contextmanager
    def transaction(self, *, alone: bool = False) -> Iterator[Session]:
        """A context with a Session."""
        with _explained(), self._engine.begin() as connection:
            if alone:
                connection.exec_driver_sql(self.alone)
            yield _RemoteSession(connection)

    def make(self, statements: Iterable[str]) -> None:
        """Run the statements that make the tables."""
        with self.transaction() as session:
            for statement in statements:
                session.rows(statement)

    def close(self) -> None:
        """Let go of it."""
        self._engine.dispose()


@contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except ArgumentError as error:
        raise LedgerError("the ledger's URL cannot be read; it looks like sqlite:///path/to/ledger.db") from error
    except ModuleNotFoundError as error:
        raise LedgerError(f"the ledger's database needs the driver {error.name}: pip install {error.name}") from error
    except SQLAlchemyError as error:
        cause = getattr(error, "orig", None) or error
        raise LedgerError(f"the ledger cannot be used: {type(cause).__name__}: {cause}") from error
