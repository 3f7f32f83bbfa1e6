"""The embedded engine: bounded memory, no reach beyond the files of this run, nothing of its errors' texts let out."""

# ruff: noqa: S608 - our own SQL: names are quoted, texts are literals or parameters, rules were validated
from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path
from typing import Any

from preflight.gather.audience import written
from preflight.gather.audience.dialect import Type
from preflight.gather.audience.duck import Duck, WideDuck
from preflight.gather.audience.normalise import literal
from preflight.gather.audience.refusal import Refused, Stopped
from preflight.gather.audience.working import BadStatement, Limits, Working

DEFAULT_MEMORY = 768 * 1024 * 1024
_THREADS = 2
_SMALL = "the scan needs more memory than it may have here"
_FULL = "the disk is full, or ours to fill no further: the scan has no room"
_SOME = 5000
_BATCH = 10_000
_FEW = 20_000
"""Different texts of a column that are worth a number each."""


class Engine(Working):
    """One connection. `wide`: keys are whole digests, since a warehouse takes part."""

    def __init__(self, spill: Path | None, memory_limit: int | None, limits: Limits, *, wide: bool = False) -> None:
        import duckdb

        super().__init__(limits)
        self.dialect: Duck = WideDuck() if wide else Duck()
        self._errors = duckdb
        self._spill = str(spill or "")
        self._connection = duckdb.connect(config={"threads": _THREADS})
        self._queried = ""
        self._views: set[str] = set()
        self.memory = limit = memory_limit or min(DEFAULT_MEMORY, machine_memory() // 4)
        for statement in (
            f"SET memory_limit='{limit}B'",
            f"SET temp_directory={literal(str(spill or ''))}",
            "SET autoinstall_known_extensions=false",
            "SET autoload_known_extensions=false",
            "SET enable_progress_bar=false",
            f"SET allowed_directories=[{literal(str(spill)) if spill else ''}]",
            # It takes a file for shorter than our tables of words, and joins them the wrong way round, on one thread.
            "SET disabled_optimizers='build_side_probe_side'",
        ):
            self._connection.execute(statement)
        self._encrypt_spill()
        self.dialect.by_uuid = self._knows("CAST(unhex(repeat('0', 32)) AS UUID)")
        self.dialect.tries = self._knows("TRY(unhex('x'))")
        self.start()

    def _encrypt_spill(self) -> None:
        """What does not fit into memory goes to the disk encrypted, under a key that dies with us: keys are digests.

        The engine calls its own cipher unsafe for the numbers that its key is drawn from; they keep out whoever finds
        a file that a kill left behind, who has neither the key nor a picture of our memory.
        """
        for statement in ("SET force_mbedtls_unsafe='true'", "SET temp_file_encryption=true"):
            with suppress(self._errors.CatalogException):  # engines before 1.4 write them as they are
                self._connection.execute(statement)

    def _knows(self, expression: str) -> bool:
        """Whether this version of the engine can evaluate it; those before 2.0 make no UUID of octets."""
        try:
            self._connection.execute(f"SELECT {expression}").fetchall()
        except self._errors.Error:
            return False
        return True

    def lock(self, paths: Iterable[str], timezone: str) -> None:
        """From here on these files can be read and nothing else; no setting can be changed. Raises Stopped."""
        self._set_timezone(timezone)
        allowed = ", ".join(literal(path) for path in paths)
        self.run(f"SET allowed_paths=[{allowed}]")
        self.run("SET enable_external_access=false")
        self.run("SET lock_configuration=true")

    def attach(self, path: str, name: str) -> None:
        """Open a database file, read-only, under a name. Raises Refused, Stopped."""
        try:
            self._connection.execute(f"ATTACH IF NOT EXISTS {literal(path)} AS {name} (READ_ONLY, TYPE duckdb)")
        except self._errors.Error as error:
            self.alive()
            raise Refused(f"is no DuckDB database, or another program has it open ({_class(error)} error)") from None

    def query_in(self, name: str) -> None:
        """From here on a table without a database's name is one of this. Raises Refused where there is another."""
        if self._queried not in {"", name}:
            raise Refused("queries of two DuckDB databases in one send: name a table instead")
        self._queried = name
        self.run(f"SET search_path={literal(f'{name}.main')}")

    def rows(self, statement: str, values: Sequence[Any] | None = None) -> list[tuple[Any, ...]]:
        """All rows of a statement's answer. Raises BadStatement, Stopped."""
        self.alive()
        with self._told():
            return self._connection.execute(statement, values).fetchall()

    def run(self, statement: str, values: Sequence[Any] | None = None) -> None:
        """A statement without an answer."""
        self.rows(statement, values)

    def stream(self, statement: str) -> Iterator[tuple[Any, ...]]:
        """The rows of an answer, some at a time; must be read to the end. Raises BadStatement, Stopped."""
        self.alive()
        with self._told():
            found = self._connection.execute(statement)
            while some := found.fetchmany(_SOME):
                self.alive()
                yield from some

    def create(self, table: str, select: str) -> None:
        """A temporary table of what a SELECT yields."""
        self.run(f"CREATE OR REPLACE TEMP TABLE {table} AS {select}")

    def append(self, table: str, select: str) -> None:
        """Further rows of a temporary table."""
        self.run(f"INSERT INTO {table} {select}")

    def view(self, name: str, select: str) -> None:
        """A temporary view."""
        self._views.add(name)
        self.run(f"CREATE OR REPLACE TEMP VIEW {name} AS {select}")

    def upload(self, table: str, columns: Mapping[str, Type], rows: Iterable[Sequence[Any]]) -> None:
        """A temporary table of these rows, a batch at a time."""
        types = [self.dialect.types[kind] for kind in columns.values()]
        self.run(f"CREATE OR REPLACE TEMP TABLE {table} ({', '.join(map(' '.join, zip(columns, types, strict=True)))})")
        arrays = ", ".join(f"unnest(?::{kind}[])" for kind in types)
        left = iter(rows)
        while batch := list(islice(left, _BATCH)):
            self.run(f"INSERT INTO {table} SELECT {arrays}", [list(cells) for cells in zip(*batch, strict=True)])

    def drop(self, table: str) -> None:
        """Let go of a temporary table, or view."""
        if table in self._views:
            self._views.discard(table)
            self.run(f"DROP VIEW IF EXISTS {table}")
        self.run(f"DROP TABLE IF EXISTS {table}")

    def rename(self, table: str, name: str) -> None:
        """Give a temporary table the name of another."""
        self.drop(name)
        self.run(f"ALTER TABLE {table} RENAME TO {name}")

    def narrow(self, table: str, columns: Sequence[str]) -> None:
        """Drop columns."""
        for column in columns:
            self.run(f"ALTER TABLE {table} DROP COLUMN IF EXISTS {column}")

    def shorten(self, table: str, columns: Sequence[str]) -> None:
        """As the number of one of them, unless there are many."""
        for column in columns:
            found = self.rows(f"SELECT DISTINCT {column} FROM {table} WHERE {column} IS NOT NULL LIMIT {_FEW + 1}")
            if len(found) <= _FEW:
                coded = self.dialect.coded(column, [str(text) for (text,) in found] or [""])
                kind = coded.removeprefix(f"CAST({column} AS ").removesuffix(")")
                self.run(f"ALTER TABLE {table} ALTER {column} TYPE {kind}")

    def read_dates(self, odd: str, table: str, said: str) -> str:
        """For itself, and for the others."""
        self.create("pf_texts", written.tidied_sql(odd))
        order, told = written.order_of(said, *self.row(written.order_sql("pf_texts")))
        read = written.instants_sql("pf_texts", order)
        self.create(table, f"SELECT raw, {self.dialect.between('instant')} AS instant FROM ({read})")
        return told

    def columns(self, relation: str) -> tuple[str, ...]:
        """The names of a relation's columns. Raises BadStatement."""
        return tuple(str(row[0]) for row in self.rows(f"DESCRIBE SELECT * FROM {relation}"))

    def interrupt(self) -> None:
        """Break off the statement that is on its way."""
        self._connection.interrupt()

    def release(self) -> None:
        """Close the connection."""
        self._connection.close()

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Turns the engine's errors into ours. Their texts quote rows: the class alone is told, the cause dropped."""
        errors = self._errors
        try:
            yield
        except errors.OutOfMemoryException as error:
            raise Stopped("limit", _FULL if "max_temp_directory_size" in str(error) else _SMALL) from None
        except errors.InterruptException:
            self.alive()
            raise Stopped("error", "the scan was broken off") from None
        except errors.IOException as error:
            # Whether the spill cannot be written, made longer or, where another thread failed at that, read is chance.
            full = "write" in str(error) or (self._spill and self._spill in str(error))
            raise Stopped("limit", _FULL if full else "a file could not be read") from None
        except errors.Error as error:
            raise BadStatement(_class(error)) from None

    def _set_timezone(self, name: str) -> None:
        try:
            self.run(f"SET TimeZone={literal(name or 'UTC')}")
        except BadStatement:
            self.run("SET TimeZone='UTC'")


def _class(error: Exception) -> str:
    return type(error).__name__.removesuffix("Exception")


def machine_memory() -> int:
    """Octets of memory that this process may count on: the machine's, or its container's."""
    total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    try:
        limit = Path("/sys/fs/cgroup/memory.max").read_text("ascii").strip()
    except OSError:
        return total
    return min(total, int(limit)) if limit.isdigit() else total


__all__ = ["DEFAULT_MEMORY", "BadStatement", "Engine", "Limits", "machine_memory"]
