"""Warehouses by their drivers' common interface (PEP 249): one session, temporary tables where there are any.

Not yet run against a live account. What a driver says of an error is dropped: the class alone is told.
"""

# ruff: noqa: S608 - our own SQL: names are quoted, texts are literals or parameters, rules were validated
from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from importlib import import_module
from itertools import islice
from typing import Any
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from preflight.gather.audience.dialect import Dialect, Type
from preflight.gather.audience.engine import Engine
from preflight.gather.audience.instants import read_remotely
from preflight.gather.audience.refusal import Stopped
from preflight.gather.audience.warehouses import DIALECTS
from preflight.gather.audience.working import BadStatement, Limits, Working

_BATCH = 1000
_SOME = 5000
_OURS = re.compile(r"\b((?:FROM|JOIN) )(pf_\w+)")
_LONGEST = 900_000
"""Trino takes a statement of a million signs by default."""


class Warehouse(Working):
    """One session of a warehouse that has temporary tables."""

    remote = True

    def __init__(self, connection: Any, dialect: Dialect, limits: Limits, embedded: Engine) -> None:
        super().__init__(limits)
        self.dialect = dialect
        self._connection = connection
        self._embedded = embedded
        self.start()

    def rows(self, statement: str) -> list[tuple[Any, ...]]:
        """All rows. Raises BadStatement, Stopped."""
        with self._ran(statement) as cursor:
            return [tuple(row) for row in cursor.fetchall()]

    def stream(self, statement: str) -> Iterator[tuple[Any, ...]]:
        """Some rows at a time."""
        with self._ran(statement) as cursor:
            while some := cursor.fetchmany(_SOME):
                yield from (tuple(row) for row in some)

    def create(self, table: str, select: str) -> None:
        """A temporary table of a SELECT."""
        self.drop(table)
        self._run(f"CREATE TEMPORARY TABLE {table} AS {select}")

    def upload(self, table: str, columns: Mapping[str, Type], rows: Iterable[Sequence[Any]]) -> None:
        """By statements of many rows each: digests and words, as literals."""
        self.drop(table)
        shape = ", ".join(f"{name} {self.dialect.types[kind]}" for name, kind in columns.items())
        self._run(f"CREATE TEMPORARY TABLE {table} ({shape})")
        left = iter(rows)
        while batch := list(islice(left, _BATCH)):
            self._run(f"INSERT INTO {table} VALUES {', '.join(self._written(row) for row in batch)}")

    def drop(self, table: str) -> None:
        """Let go of a temporary table."""
        self._run(f"DROP TABLE IF EXISTS {table}")

    def rename(self, table: str, name: str) -> None:
        """By way of a copy, which all of them know."""
        self.create(name, f"SELECT * FROM {table}")
        self.drop(table)

    def columns(self, relation: str) -> tuple[str, ...]:
        """Their names. Raises BadStatement."""
        with self._ran(f"SELECT * FROM {relation} LIMIT 0") as cursor:
            cursor.fetchall()
            return tuple(str(column[0]) for column in cursor.description or ())

    def read_dates(self, odd: str, table: str, said: str) -> str:
        """As the embedded engine reads them."""
        return read_remotely(self._embedded, self, odd, table, said)

    def interrupt(self) -> None:
        """The common interface knows no way: the time that a statement may take is said when the session begins."""

    def release(self) -> None:
        """End the session, and with it everything temporary."""
        with suppress(Exception):  # whatever a driver says when it is told to go
            self._connection.close()

    def _run(self, statement: str) -> None:
        with self._ran(statement):
            return

    def _written(self, row: Sequence[Any]) -> str:
        return f"({', '.join(self._literal(cell) for cell in row)})"

    def _literal(self, cell: Any) -> str:
        if cell is None:
            return "NULL"
        if isinstance(cell, bool):
            return str(cell).upper()
        if isinstance(cell, datetime):
            return f"CAST({self.dialect.literal(cell.isoformat(' '))} AS {self.dialect.types['time']})"
        return self.dialect.literal(str(cell))

    @contextmanager
    def _ran(self, statement: str) -> Iterator[Any]:
        self.alive()
        cursor = None
        try:
            cursor = self._connection.cursor()
            cursor.execute(statement)
            yield cursor
        except (Stopped, BadStatement, GeneratorExit):
            raise
        except Exception as error:  # every driver has a tree of its own, and its texts quote rows
            self.alive()
            raise BadStatement(type(error).__name__) from None
        finally:
            if cursor is not None:
                with suppress(Exception):
                    cursor.close()


class WithoutTables(Warehouse):
    """Trino has no temporary tables: each of ours is a named query before the statement that uses it."""

    def __init__(self, connection: Any, dialect: Dialect, limits: Limits, embedded: Engine) -> None:
        self._named: dict[str, str] = {}
        self._queries: dict[str, str] = {}
        super().__init__(connection, dialect, limits, embedded)

    def create(self, table: str, select: str) -> None:
        """Remember the query. It is run wherever it is used."""
        self._keep(table, select)

    def upload(self, table: str, columns: Mapping[str, Type], rows: Iterable[Sequence[Any]]) -> None:
        """The rows themselves, in the statement. Raises Stopped where they are too many for one."""
        nothing = ", ".join(f"{self.dialect.null(kind)} AS {name}" for name, kind in columns.items())
        written = [f"SELECT {nothing} WHERE FALSE"]
        size = 0
        left = iter(rows)
        while batch := list(islice(left, _BATCH)):
            written.append(f"VALUES {', '.join(self._written(row) for row in batch)}")
            size += len(written[-1])
            if size > _LONGEST:
                raise Stopped("limit", "a list from a file is too long for Trino: load it there and name the table")
        self._keep(table, " UNION ALL ".join(written))

    def drop(self, table: str) -> None:
        """Forget the name. Others may be made of the query."""
        self._named.pop(table, None)

    def rename(self, table: str, name: str) -> None:
        """The query under another name."""
        self._named[name] = self._named.pop(table)

    def _keep(self, table: str, query: str) -> None:
        """Each under a name that is never used again, since later ones of the same name are made of earlier ones."""
        unique = f"{table}_{len(self._queries)}"
        self._queries[unique] = self._renamed(query)
        self._named[table] = unique

    def _renamed(self, statement: str) -> str:
        return _OURS.sub(lambda found: found[1] + self._named.get(found[2], found[2]), statement)

    @contextmanager
    def _ran(self, statement: str) -> Iterator[Any]:
        ours = self._renamed(statement)
        needed: dict[str, str] = {}
        self._needs(ours, needed)
        before = ", ".join(f"{name} AS ({query})" for name, query in needed.items())
        with super()._ran(f"WITH {before} {ours}" if before else ours) as cursor:
            yield cursor

    def _needs(self, statement: str, needed: dict[str, str]) -> None:
        """The queries that a statement is made of, each after those that it is made of itself."""
        for found in _OURS.finditer(statement):
            query = self._queries.get(found[2])
            if query is not None and found[2] not in needed:
                self._needs(query, needed)
                needed[found[2]] = query


def _snowflake(url: SplitResult, asked: Mapping[str, str], seconds: int | None) -> Any:
    module = import_module("snowflake.connector")
    database, _, schema = url.path.strip("/").partition("/")
    session = {} if seconds is None else {"STATEMENT_TIMEOUT_IN_SECONDS": seconds}
    return module.connect(
        account=url.hostname, user=unquote(url.username or ""), password=unquote(url.password or ""),
        database=database, schema=schema or "PUBLIC", session_parameters=session, **asked,
    )  # fmt: skip


def _bigquery(url: SplitResult, asked: Mapping[str, str], seconds: int | None) -> Any:
    """`bigquery://PROJECT/DATASET`; the account is the environment's own. Temporary tables need a session."""
    module = import_module("google.cloud.bigquery")
    client = module.Client(project=url.hostname, location=asked.get("location"))
    first = client.query("SELECT 1", job_config=module.QueryJobConfig(create_session=True))
    first.result()
    client.default_query_job_config = module.QueryJobConfig(
        connection_properties=[module.ConnectionProperty("session_id", first.session_info.session_id)],
        default_dataset=f"{url.hostname}.{url.path.strip('/')}",
        job_timeout_ms=None if seconds is None else seconds * 1000,
    )
    return import_module("google.cloud.bigquery.dbapi").connect(client)


def _redshift(url: SplitResult, asked: Mapping[str, str], seconds: int | None) -> Any:
    module = import_module("redshift_connector")
    connection = module.connect(
        host=url.hostname, port=url.port or 5439, database=url.path.strip("/"), user=unquote(url.username or ""),
        password=unquote(url.password or ""), **asked,
    )  # fmt: skip
    connection.autocommit = True
    if seconds is not None:
        connection.cursor().execute(f"SET statement_timeout TO {seconds * 1000}")
    return connection


def _trino(url: SplitResult, asked: Mapping[str, str], seconds: int | None) -> Any:
    module = import_module("trino")
    catalog, _, schema = url.path.strip("/").partition("/")
    user, password = unquote(url.username or ""), unquote(url.password or "")
    secret = {"auth": module.auth.BasicAuthentication(user, password)} if password else {}
    properties = {} if seconds is None else {"query_max_run_time": f"{seconds}s"}
    return module.dbapi.connect(
        host=url.hostname, port=url.port or 8080, user=unquote(url.username or ""), catalog=catalog, schema=schema,
        http_scheme="https" if password else asked.get("http_scheme", "http"), session_properties=properties, **secret,
    )  # fmt: skip


_OPENERS: dict[str, Callable[[SplitResult, Mapping[str, str], int | None], Any]] = {
    "snowflake": _snowflake, "bigquery": _bigquery, "redshift": _redshift, "trino": _trino
}  # fmt: skip


def connect(url: str, limits: Limits, timezone: str, embedded: Engine) -> Warehouse:
    """A session. Raises Stopped where the warehouse cannot be reached."""
    parts = urlsplit(url)
    asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
    seconds = None if limits.left is None else max(int(limits.left), 1)
    try:
        connection = _OPENERS[parts.scheme.lower()](parts, asked, seconds)
    except Exception as error:  # every driver has a tree of its own, and its texts hold what it was given
        raise Stopped("error", f"the warehouse cannot be reached ({type(error).__name__})") from None
    return session(parts.scheme.lower(), connection, limits, timezone, embedded)


def session(scheme: str, connection: Any, limits: Limits, timezone: str, embedded: Engine) -> Warehouse:
    """A session over an open connection."""
    dialect = DIALECTS[scheme]()
    dialect.zone = timezone or "UTC"
    kind = WithoutTables if scheme == "trino" else Warehouse
    return kind(connection, dialect, limits, embedded)
