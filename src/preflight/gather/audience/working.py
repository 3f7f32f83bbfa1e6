"""What every engine owes: statements, small tables of ours, and an end in time.

Statements of ours are composed in the engine's `dialect`. What an engine says of its errors quotes rows, so it is never
passed on: an error becomes BadStatement with its class alone, or Stopped.
"""

from __future__ import annotations

import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from preflight.gather.audience.dialect import Dialect, Type
from preflight.gather.audience.refusal import Stopped

_TICK = 0.05


class BadStatement(Exception):
    """The engine refused a statement, or a value in it; `reason` names the class of the error alone."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Limits:
    """The scan's time budget in seconds (None: none), and whether somebody broke it off."""

    def __init__(self, budget: float | None, cancelled: threading.Event) -> None:
        self._deadline = time.monotonic() + budget if budget is not None else None
        self._cancelled = cancelled

    @property
    def left(self) -> float | None:
        """Seconds that are left; None without a budget."""
        return None if self._deadline is None else max(self._deadline - time.monotonic(), 0.0)

    @property
    def over(self) -> bool:
        """Whether the work must end."""
        return self._cancelled.is_set() or self.left == 0.0

    def alive(self) -> None:
        """Raises Stopped where the work must end."""
        if self._cancelled.is_set():
            raise Stopped("error", "the run was broken off")
        if self.left == 0.0:
            raise Stopped("budget", "out of time: the scan's time budget was used up")


class Working(ABC):
    """One engine at work, in one session of its own."""

    dialect: Dialect
    remote = False
    """Whether it is a warehouse, which rows should not leave."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._done = threading.Event()
        self._watcher = threading.Thread(target=self._watch, daemon=True)

    def alive(self) -> None:
        """Raises Stopped where the work must end."""
        self.limits.alive()

    @abstractmethod
    def rows(self, statement: str) -> list[tuple[Any, ...]]:
        """All rows of a statement's answer. Raises BadStatement, Stopped."""

    @abstractmethod
    def stream(self, statement: str) -> Iterator[tuple[Any, ...]]:
        """The rows of an answer, some at a time; must be read to the end. Raises BadStatement, Stopped."""

    @abstractmethod
    def create(self, table: str, select: str) -> None:
        """A temporary table (in place of one of that name) of what a SELECT yields. Raises BadStatement, Stopped."""

    @abstractmethod
    def upload(self, table: str, columns: Mapping[str, Type], rows: Iterable[Sequence[Any]]) -> None:
        """A temporary table (in place of one of that name) of these rows."""

    @abstractmethod
    def drop(self, table: str) -> None:
        """Let go of a temporary table."""

    @abstractmethod
    def rename(self, table: str, name: str) -> None:
        """Give a temporary table the name of another, which is dropped."""

    def narrow(self, table: str, columns: Sequence[str]) -> None:  # noqa: B027 - only the embedded engine has a use for it
        """Let go of columns that are not needed any more, where that saves memory of ours."""

    def shorten(self, table: str, columns: Sequence[str]) -> None:  # noqa: B027 - the same
        """Keep columns of texts in less room, where they are few different ones and that saves memory of ours."""

    @abstractmethod
    def read_dates(self, odd: str, table: str, said: str) -> str:
        """A small `table` of the texts in the column `raw` of a SELECT, and the `instant` as which each is read.

        `said` is the order of day and month that the send says; returns what is to be told of it (`written.order_of`).
        """

    @abstractmethod
    def interrupt(self) -> None:
        """Break off the statement that is on its way; called from another thread."""

    @abstractmethod
    def release(self) -> None:
        """Close the session."""

    def row(self, statement: str) -> tuple[Any, ...]:
        """The first row of an answer."""
        return self.rows(statement)[0]

    def keys(self, table: str, keys: Iterable[Any]) -> None:
        """A small table of keys, in its column `key`."""
        self.upload(table, {"key": "key"}, ((key,) for key in keys))

    def columns(self, relation: str) -> tuple[str, ...]:
        """The names of a relation's columns. Raises BadStatement."""
        raise NotImplementedError

    def start(self) -> None:
        """From now on the engine is interrupted when the time is up: a statement itself never looks."""
        self._watcher.start()

    def close(self) -> None:
        """Let go of everything."""
        self._done.set()
        if self._watcher.is_alive():
            self._watcher.join()
        self.release()

    def _watch(self) -> None:
        while not self._done.wait(_TICK):
            if self.limits.over:
                self.interrupt()
