"""PostgreSQL: the same statements where the audience lies, in one transaction that changes nothing.

Temporary tables cannot be made in a read-only transaction. So they are made empty, by statements that run nothing of
anybody else's, and everything that evaluates a row, a rule or a query runs in a subtransaction that is read-only.
"""

# ruff: noqa: S608 - our own SQL: names are quoted, texts are literals or parameters, rules were validated
from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from preflight.gather.audience.dialect import Dialect, Type
from preflight.gather.audience.engine import Engine
from preflight.gather.audience.instants import read_remotely
from preflight.gather.audience.normalise import STRIP
from preflight.gather.audience.refusal import Stopped
from preflight.gather.audience.working import BadStatement, Limits, Working

_CONNECT_SECONDS = 10
_KEEP_TIMEOUT = 1.0


class PostgreSql(Dialect):
    """From version 11 on, which knows SHA-256. Everything is compared in the C collation."""

    name = "PostgreSQL"
    types: dict[Type, str] = {
        "text": "text", "key": "text", "time": "timestamp", "flag": "boolean", "number": "bigint"
    }  # fmt: skip

    sha1 = ""
    """The schema of the extension that knows SHA-1 (pgcrypto), quoted; "" where it is not installed."""

    def lacks(self, kind: str) -> str:
        """SHA-1 alone is not built in."""
        return "this PostgreSQL makes no SHA-1: its extension pgcrypto is not installed" * (
            kind == "sha1" and not self.sha1
        )

    def null(self, kind: Type = "text") -> str:
        """Text in the C collation, like all other text."""
        value = f"CAST(NULL AS {self.types[kind]})"
        return f'{value} COLLATE "C"' if self.types[kind] == "text" else value

    def as_text(self, value: str) -> str:
        """Text in the C collation."""
        return f'CAST({value} AS text) COLLATE "C"'

    def digest(self, kind: str, text: str) -> str:
        """MD5 and SHA-256 are built in."""
        octets = f"convert_to({text}, 'UTF8')"
        if kind == "md5":
            return f"md5({octets})"
        if kind == "sha1":
            return f"encode({self.sha1}.digest({octets}, 'sha1'), 'hex')"
        return f"encode({kind}({octets}), 'hex')"

    def word(self, hexadecimal: str, number: int) -> str:
        """By way of a string of bits."""
        return f"('x' || lpad(substr({hexadecimal}, {number * 8 + 1}, 8), 16, '0'))::bit(64)::bigint"

    def lower(self, text: str) -> str:
        """In the C collation `lower` knows A–Z alone."""
        return f'lower({text} COLLATE "C")'

    def strip(self, text: str, signs: str = STRIP) -> str:
        """The engine's own."""
        return f"btrim({text}, {self.literal(signs)})"

    def full_match(self, text: str, pattern: str) -> str:
        """The engine's own."""
        return f"{text} ~ {self.literal(f'^(?:{pattern})$')}"

    def tail(self, text: str, pattern: str) -> str:
        """Without a group the match itself."""
        return f"substring({text} FROM {self.literal(pattern.replace('(', '(?:'))})"

    def octets(self, text: str) -> str:
        """Whatever the database itself is encoded in."""
        return f"octet_length(convert_to({text}, 'UTF8'))"

    def count_where(self, condition: str) -> str:
        """As the standard has it."""
        return f"count(*) FILTER (WHERE {condition})"

    def micros(self, instant: str) -> str:
        """As a whole number."""
        return f"(extract(epoch FROM {instant}) * 1000000)::bigint"

    def instant(self, text: str) -> str:
        """In the session's time zone where it has no offset."""
        return f"({text}::timestamptz AT TIME ZONE 'UTC')"

    def newest(
        self, table: str, columns: Sequence[str], order: Sequence[str], where: str, also: Mapping[str, str]
    ) -> str:
        """The engine's own, in one sort."""
        by = ", ".join(f"{one} DESC" for one in order)
        more = (f"{sql.replace('{over}', ' OVER (PARTITION BY key)')} AS {name}" for name, sql in also.items())
        picked = ", ".join((*columns, *more))
        return f"SELECT DISTINCT ON (key) key, {picked} FROM {table} WHERE {where} ORDER BY key, {by}"


class Postgres(Working):
    """One session and one transaction, rolled back at the end."""

    remote = True

    def __init__(self, url: str, limits: Limits, timezone: str, embedded: Engine) -> None:
        import psycopg

        super().__init__(limits)
        self.dialect: PostgreSql = PostgreSql()
        self._errors = psycopg
        self._embedded = embedded
        self._connection = self._opened(url)
        try:
            self._begin(timezone)
        except psycopg.Error as error:
            self._connection.close()
            raise Stopped("error", f"the database refused the session ({_class(error)})") from None
        self.start()

    def rows(self, statement: str) -> list[tuple[Any, ...]]:
        """All rows, read-only. Raises BadStatement, Stopped."""
        with self._reading() as cursor:
            return list(cursor.execute(statement, prepare=True).fetchall())

    def stream(self, statement: str) -> Iterator[tuple[Any, ...]]:
        """The rows one by one; must be read to the end."""
        with self._reading() as cursor:
            yield from cursor.stream(statement)

    def create(self, table: str, select: str) -> None:
        """Made empty first, then filled, read-only."""
        with self._savepoint() as cursor:
            cursor.execute(f"DROP TABLE IF EXISTS pg_temp.{table}")
            # The planner looks at the statement, and evaluates nothing that may change anything.
            cursor.execute(f"CREATE TEMP TABLE {table} ON COMMIT DROP AS {select} WITH NO DATA", prepare=True)
        with self._reading() as cursor:
            cursor.execute(f"INSERT INTO pg_temp.{table} {select}", prepare=True)
        with self._savepoint() as cursor:
            cursor.execute(f"ANALYZE pg_temp.{table}")

    def upload(self, table: str, columns: Mapping[str, Type], rows: Iterable[Sequence[Any]]) -> None:
        """By COPY."""
        collated = {"text": 'text COLLATE "C"'}
        types = [collated.get(self.dialect.types[kind], self.dialect.types[kind]) for kind in columns.values()]
        shape = ", ".join(f"{name} {kind}" for name, kind in zip(columns, types, strict=True))
        with self._savepoint() as cursor:
            cursor.execute(f"DROP TABLE IF EXISTS pg_temp.{table}")
            cursor.execute(f"CREATE TEMP TABLE {table} ({shape}) ON COMMIT DROP")
            with cursor.copy(f"COPY pg_temp.{table} FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            cursor.execute(f"ANALYZE pg_temp.{table}")

    def drop(self, table: str) -> None:
        """Let go of a temporary table."""
        with self._savepoint() as cursor:
            cursor.execute(f"DROP TABLE IF EXISTS pg_temp.{table}")

    def rename(self, table: str, name: str) -> None:
        """Give a temporary table the name of another."""
        with self._savepoint() as cursor:
            cursor.execute(f"DROP TABLE IF EXISTS pg_temp.{name}")
            cursor.execute(f"ALTER TABLE pg_temp.{table} RENAME TO {name}")

    def columns(self, relation: str) -> tuple[str, ...]:
        """Their names. Raises BadStatement."""
        with self._reading() as cursor:
            cursor.execute(f"SELECT * FROM {relation} LIMIT 0", prepare=True)
            return tuple(column.name for column in cursor.description or ())

    def read_dates(self, odd: str, table: str, said: str) -> str:
        """As the embedded engine reads them."""
        return read_remotely(self._embedded, self, odd, table, said)

    def interrupt(self) -> None:
        """Ask the server to break off."""
        try:
            self._connection.cancel_safe(timeout=_KEEP_TIMEOUT)
        except self._errors.Error:
            return

    def release(self) -> None:
        """Roll back: nothing of ours stays."""
        self._connection.close()

    def _opened(self, url: str) -> Any:
        plain = "postgresql://" + url.partition("://")[2]
        left = self.limits.left
        wait = _CONNECT_SECONDS if left is None else max(1, min(_CONNECT_SECONDS, int(left)))
        try:
            return self._errors.connect(plain, autocommit=True, connect_timeout=wait, application_name="preflight")
        except (self._errors.Error, ValueError) as error:
            raise Stopped("error", f"the database cannot be reached ({_class(error)})") from None

    def _begin(self, timezone: str) -> None:
        run = self._connection.execute
        run("SET client_encoding TO 'UTF8'")
        run("SET standard_conforming_strings TO on")
        run("SET DateStyle TO 'ISO, YMD'")
        run("SET client_min_messages TO error")
        run(f"SET TIME ZONE {self.dialect.literal(self._known_zone(timezone))}")
        run("BEGIN ISOLATION LEVEL REPEATABLE READ")
        found = run(
            "SELECT n.nspname FROM pg_catalog.pg_extension e JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace "
            "WHERE e.extname = 'pgcrypto'"
        ).fetchone()
        if found is not None:
            self.dialect.sha1 = self.dialect.quoted(str(found[0]))

    def _known_zone(self, name: str) -> str:
        known = self._connection.execute(
            "SELECT name FROM pg_catalog.pg_timezone_names WHERE name = %s", (name or "UTC",)
        ).fetchone()
        return str(known[0]) if known is not None else "UTC"

    @contextmanager
    def _savepoint(self) -> Iterator[Any]:
        """A cursor for statements of which an error spoils nothing but themselves."""
        self.alive()
        with self._told():
            cursor = self._connection.cursor()
            cursor.execute("SAVEPOINT pf")
            try:
                left = self.limits.left
                cursor.execute(f"SET LOCAL statement_timeout TO {0 if left is None else max(int(left * 1000), 1)}")
                yield cursor
            except BaseException:
                self._back()
                raise
            cursor.execute("RELEASE SAVEPOINT pf")

    @contextmanager
    def _reading(self) -> Iterator[Any]:
        """The same, and the server lets it change nothing."""
        with self._savepoint() as cursor:
            cursor.execute("SET LOCAL transaction_read_only TO on")
            yield cursor

    def _back(self) -> None:
        try:
            self._connection.execute("ROLLBACK TO SAVEPOINT pf")
            self._connection.execute("RELEASE SAVEPOINT pf")
        except self._errors.Error:
            return

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Turns the server's errors into ours. Their texts quote rows: the class alone is told, the cause dropped."""
        errors = self._errors
        try:
            yield
        except errors.errors.QueryCanceled:
            self.alive()
            raise Stopped("error", "the database broke the scan off") from None
        except errors.errors.InsufficientResources:
            raise Stopped("limit", "the database has no room, or no memory, for the scan") from None
        except errors.errors.ReadOnlySqlTransaction:
            raise Stopped("error", "the query, or the table, would change something: refused") from None
        except errors.OperationalError as error:
            self.alive()
            raise Stopped("error", f"the connection to the database was lost ({_class(error)})") from None
        except errors.Error as error:
            raise BadStatement(_class(error)) from None


def _class(error: Exception) -> str:
    """The class of an error and its code, never its text."""
    code = getattr(error, "sqlstate", None)
    return type(error).__name__ + (f", {code}" if code else "")


def connect(url: str, limits: Limits, timezone: str, embedded: Engine) -> Postgres:
    """A session. Raises Stopped where the database cannot be reached."""
    return Postgres(url, limits, timezone, embedded)
