"""The embedded engine: bounded memory, no reach beyond the files of this run, nothing of its errors' texts let out."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from preflight.gather.audience.normalise import literal
from preflight.gather.audience.refusal import Stopped

DEFAULT_MEMORY = 768 * 1024 * 1024
_THREADS = 2
_TICK = 0.05
_SOME = 5000


class BadStatement(Exception):
    """The engine refused a statement, or a value in it; `reason` names the class of the error alone."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Engine:
    """One connection. `alive` raises Stopped when the budget is used up or the run was cancelled."""

    def __init__(self, spill: Path, memory_limit: int | None, budget: float | None, cancelled: threading.Event) -> None:
        import duckdb

        self._errors = duckdb
        self._cancelled = cancelled
        self._deadline = time.monotonic() + budget if budget is not None else None
        self._connection = duckdb.connect(config={"threads": _THREADS})
        self._done = threading.Event()
        self._watcher = threading.Thread(target=self._watch, daemon=True)
        limit = memory_limit or min(DEFAULT_MEMORY, machine_memory() // 4)
        for statement in (
            f"SET memory_limit='{limit}B'",
            f"SET temp_directory={literal(str(spill))}",
            "SET autoinstall_known_extensions=false",
            "SET autoload_known_extensions=false",
            "SET enable_progress_bar=false",
            f"SET allowed_directories=[{literal(str(spill))}]",
            # It takes a file for shorter than our tables of words, and joins them the wrong way round, on one thread.
            "SET disabled_optimizers='build_side_probe_side'",
        ):
            self._connection.execute(statement)
        self._watcher.start()

    def lock(self, paths: Iterable[str], timezone: str) -> None:
        """From here on these files can be read and nothing else; no setting can be changed."""
        self._set_timezone(timezone)
        allowed = ", ".join(literal(path) for path in paths)
        self._connection.execute(f"SET allowed_paths=[{allowed}]")
        self._connection.execute("SET enable_external_access=false")
        self._connection.execute("SET lock_configuration=true")

    def alive(self) -> None:
        """Raises Stopped where the work must end."""
        if self._cancelled.is_set():
            raise Stopped("error", "the run was broken off")
        if self._deadline is not None and time.monotonic() > self._deadline:
            raise Stopped("budget", "out of time: the scan's time budget was used up")

    def rows(self, statement: str, values: Sequence[Any] | None = None) -> list[tuple[Any, ...]]:
        """All rows of a statement's answer. Raises BadStatement, Stopped."""
        self.alive()
        with self._told():
            return self._connection.execute(statement, values).fetchall()

    def row(self, statement: str, values: Sequence[Any] | None = None) -> tuple[Any, ...]:
        """The first row of an answer."""
        return self.rows(statement, values)[0]

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

    def close(self) -> None:
        """Let go of everything."""
        self._done.set()
        self._watcher.join()
        self._connection.close()

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Turns the engine's errors into ours. Their texts quote rows: the class alone is told, the cause dropped."""
        errors = self._errors
        try:
            yield
        except errors.OutOfMemoryException:
            raise Stopped("limit", "the memory allowed for the scan, or the disk, is too small") from None
        except errors.InterruptException:
            self.alive()
            raise Stopped("error", "the scan was broken off") from None
        except errors.IOException:
            raise Stopped("limit", "a file could not be read, or the disk is full") from None
        except errors.Error as error:
            raise BadStatement(type(error).__name__.removesuffix("Exception")) from None

    def _watch(self) -> None:
        """Interrupt the engine when the time is up: a statement itself never looks."""
        while not self._done.wait(_TICK):
            late = self._deadline is not None and time.monotonic() > self._deadline
            if late or self._cancelled.is_set():
                self._connection.interrupt()

    def _set_timezone(self, name: str) -> None:
        try:
            self._connection.execute(f"SET TimeZone={literal(name or 'UTC')}")
        except self._errors.Error:
            self._connection.execute("SET TimeZone='UTC'")


def machine_memory() -> int:
    """Octets of memory that this process may count on: the machine's, or its container's."""
    total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    try:
        limit = Path("/sys/fs/cgroup/memory.max").read_text("ascii").strip()
    except OSError:
        return total
    return min(total, int(limit)) if limit.isdigit() else total
