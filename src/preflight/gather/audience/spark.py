"""Spark: a standalone master (`spark://`), Spark Connect (`sc://`), or Databricks (`databricks://`).

Temporary tables are views over cached frames of a session of our own, and end with it.
"""

# ruff: noqa: S608 - our own SQL: names are quoted, texts are literals or parameters, rules were validated
from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import reduce
from itertools import islice
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from preflight.gather.audience.dialect import Dialect, Type
from preflight.gather.audience.engine import Engine
from preflight.gather.audience.instants import OFFSET, read_remotely
from preflight.gather.audience.refusal import Stopped
from preflight.gather.audience.working import BadStatement, Limits, Working

_BATCH = 100_000
_END = r"\z"
_TAG = "preflight"


class SparkSql(Dialect):
    """From version 3.5 on. `zone` is the send's time zone; the session's own is UTC."""

    name = "Spark"
    quote = "`"
    types: dict[Type, str] = {
        "text": "STRING", "key": "STRING", "time": "TIMESTAMP_NTZ", "flag": "BOOLEAN", "number": "BIGINT"
    }  # fmt: skip

    def __init__(self, zone: str = "UTC") -> None:
        self.zone = zone

    def literal(self, text: str) -> str:
        """A backslash escapes here."""
        escaped = text.replace("\\", "\\\\").replace("'", "\\'")
        return f"'{escaped}'"

    def digest(self, kind: str, text: str) -> str:
        """All three are built in."""
        return f"sha2({text}, 256)" if kind == "sha256" else f"{kind}({text})"

    def word(self, hexadecimal: str, number: int) -> str:
        """By way of the base."""
        return f"CAST(conv(substr({hexadecimal}, {number * 8 + 1}, 8), 16, 10) AS BIGINT)"

    def full_match(self, text: str, pattern: str) -> str:
        """A dollar would match before a last line break too."""
        return f"{text} RLIKE {self.literal(f'^(?:{pattern}){_END}')}"

    def contains(self, text: str, part: str) -> str:
        """The engine's own."""
        return f"instr({text}, {part}) > 0"

    def tail(self, text: str, pattern: str) -> str:
        """The engine's own."""
        return f"regexp_extract({text}, {self.literal(pattern.replace('$', _END))}, 0)"

    def micros(self, instant: str) -> str:
        """The engine's own."""
        return f"unix_micros(CAST({instant} AS TIMESTAMP))"

    def instant(self, text: str) -> str:
        """The session reads in UTC; what has no offset is of the send's zone."""
        read = f"CAST({text} AS TIMESTAMP)"
        local = f"to_utc_timestamp({read}, {self.literal(self.zone)})"
        return f"CAST(CASE WHEN {self.full_match(text, OFFSET)} THEN {read} ELSE {local} END AS TIMESTAMP_NTZ)"

    def joined(self, value: str) -> str:
        """The engine's own."""
        return f"array_join(sort_array(collect_list({value})), '; ')"


class Spark(Working):
    """One session."""

    remote = True

    def __init__(self, url: str, limits: Limits, timezone: str, embedded: Engine) -> None:
        super().__init__(limits)
        self.dialect: SparkSql = SparkSql(timezone or "UTC")
        self._embedded = embedded
        self._cached: dict[str, Any] = {}
        for logger in ("SQLQueryContextLogger", "DataFrameQueryContextLogger"):
            # They write every error to the terminal, with the value that it stumbled over.
            logging.getLogger(logger).setLevel(logging.CRITICAL + 1)
        try:
            self._session = _session(url)
            self._session.conf.set("spark.sql.session.timeZone", "UTC")
            with suppress(*_errors()):
                self._session.addTag(_TAG)
        except _errors() as error:
            raise Stopped("error", f"Spark cannot be reached ({_class(error)})") from None
        self.start()

    def rows(self, statement: str) -> list[tuple[Any, ...]]:
        """All rows. Raises BadStatement, Stopped."""
        with self._told():
            return [tuple(row) for row in self._session.sql(statement).collect()]

    def stream(self, statement: str) -> Iterator[tuple[Any, ...]]:
        """The rows, a partition at a time."""
        with self._told():
            for row in self._session.sql(statement).toLocalIterator():
                yield tuple(row)

    def create(self, table: str, select: str) -> None:
        """A cached frame under a name."""
        with self._told():
            self._keep(table, self._session.sql(select).persist())

    def upload(self, table: str, columns: Mapping[str, Type], rows: Iterable[Sequence[Any]]) -> None:
        """A batch at a time, so that no more of them than that are Python's."""
        shape = ", ".join(f"{name} {self.dialect.types[kind]}" for name, kind in columns.items())
        with self._told():
            left = iter(rows)
            frames = []
            while batch := list(islice(left, _BATCH)):
                self.alive()
                frames.append(self._session.createDataFrame(batch, shape))
            frames = frames or [self._session.createDataFrame([], shape)]
            self._keep(table, reduce(lambda one, more: one.union(more), frames).persist())

    def drop(self, table: str) -> None:
        """Let go of the frame."""
        with self._told():
            self._session.catalog.dropTempView(table)
            frame = self._cached.pop(table, None)
            if frame is not None:
                frame.unpersist()

    def rename(self, table: str, name: str) -> None:
        """Another name for the frame. What was called so is still part of it, so it is kept."""
        with self._told():
            frame = self._cached.pop(table)
            self._session.catalog.dropTempView(table)
            frame.createOrReplaceTempView(name)
            self._cached[f"{name} "] = self._cached.pop(name, None)
            self._cached[name] = frame

    def columns(self, relation: str) -> tuple[str, ...]:
        """Their names. Raises BadStatement."""
        with self._told():
            return tuple(self._session.sql(f"SELECT * FROM {relation}").columns)

    def read_dates(self, odd: str, table: str, said: str) -> str:
        """As the embedded engine reads them."""
        return read_remotely(self._embedded, self, odd, table, said)

    def interrupt(self) -> None:
        """Ask for all work of ours to be broken off."""
        with suppress(Exception):  # it is only asked for, from a thread that nobody listens to
            self._session.interruptTag(_TAG)

    def release(self) -> None:
        """Let go of the frames and end the session."""
        with suppress(*_errors()):
            for frame in self._cached.values():
                if frame is not None:
                    frame.unpersist()
            self._session.stop()

    def _keep(self, table: str, frame: Any) -> None:
        frame.createOrReplaceTempView(table)
        self._cached[table] = frame

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Turns Spark's errors into ours. Their texts quote rows: the class alone is told, the cause dropped."""
        self.alive()
        try:
            yield
        except _errors() as error:
            self.alive()
            if "Connect" in type(error).__name__ and "Grpc" in type(error).__name__:
                raise Stopped("error", f"the connection to Spark was lost ({_class(error)})") from None
            raise BadStatement(_class(error)) from None


def _session(url: str) -> Any:
    from pyspark.sql import SparkSession

    scheme = url.partition("://")[0].lower()
    if scheme == "databricks":
        return _databricks(url)
    if scheme == "sc":
        return SparkSession.builder.remote(url).create()
    place = url.partition("://")[2].rstrip("/")
    master = place if place.startswith("local") else f"spark://{place}"
    quiet: dict[str, bool | float | int | str | None] = {
        "spark.app.name": "preflight", "spark.ui.enabled": "false", "spark.log.level": "OFF",
        "spark.ui.showConsoleProgress": "false", "spark.sql.shuffle.partitions": "8",
    }  # fmt: skip
    if place.startswith("local"):  # for trying it out: there is little to do, and compiling it would take longest
        quiet |= {"spark.sql.codegen.wholeStage": "false", "spark.sql.codegen.factoryMode": "NO_CODEGEN",
                  "spark.sql.shuffle.partitions": "2", "spark.default.parallelism": "2"}  # fmt: skip
    return SparkSession.builder.master(master).config(map=quiet).getOrCreate()


def _databricks(url: str) -> Any:
    """`databricks://token:TOKEN@HOST/?cluster_id=ID`, or `…?serverless=true`."""
    from databricks.connect import DatabricksSession

    parts = urlsplit(url)
    asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
    where: dict[str, Any] = {"host": f"https://{parts.hostname}", "token": unquote(parts.password or "")}
    if asked.get("serverless") == "true":
        where["serverless"] = True
    else:
        where["cluster_id"] = asked.get("cluster_id", "")
    return DatabricksSession.builder.remote(**where).getOrCreate()


def _errors() -> tuple[type[Exception], ...]:
    from pyspark.errors import PySparkException

    try:
        from py4j.protocol import Py4JError
    except ImportError:  # Spark Connect alone comes without it
        return PySparkException, OSError, RuntimeError
    return PySparkException, Py4JError, OSError, RuntimeError


def _class(error: Exception) -> str:
    """The class of an error and its condition, never its text."""
    condition = getattr(error, "getCondition", lambda: None)()
    return type(error).__name__ + (f", {condition}" if condition else "")


def connect(url: str, limits: Limits, timezone: str, embedded: Engine) -> Spark:
    """A session. Raises Stopped where Spark cannot be reached."""
    return Spark(url, limits, timezone, embedded)
