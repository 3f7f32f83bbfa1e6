"""Every way in which preflight gives up, and what the caller sees.

PreflightError        70  our own bug, unless a subclass says better
├── InputError         2  the send, the checklist or the command line is wrong: all faults at once
├── LedgerError        2  the ledger cannot be opened, read or written
└── MissingExtra       2  an optional package is not installed; names the command that brings it
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from typing import NamedTuple


class ExitCode:
    """Exit statuses of the command line; part of the contract."""

    GO = 0
    STOP = 1
    INPUT = 2
    HOLD = 3
    BUG = 70
    INTERRUPTED = 130


def worst(codes: Collection[int]) -> int:
    """The exit status for several sends: the worst, in the order 70, 2, 1, 3, 0."""
    order = (ExitCode.BUG, ExitCode.INPUT, ExitCode.STOP, ExitCode.HOLD)
    return next((code for code in order if code in codes), ExitCode.GO)


class PreflightError(Exception):
    """Base of all errors that preflight raises on purpose."""

    exit_code: int = ExitCode.BUG


class Fault(NamedTuple):
    """One thing wrong with the input.

    `file` is the path as the user wrote it, `line` and `column` count from 1 (0: the file as a whole),
    `key` is the dotted path of the YAML key, or empty.
    """

    file: str
    line: int
    column: int
    key: str
    message: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        return ": ".join(part for part in (place, self.key, self.message) if part)


class InputError(PreflightError):
    """The input is wrong; carries every fault that was found, in the order of the files."""

    exit_code = ExitCode.INPUT

    def __init__(self, faults: Iterable[Fault] | str) -> None:
        self.faults: tuple[Fault, ...] = (
            (Fault("", 0, 0, "", faults),) if isinstance(faults, str) else tuple(sorted(set(faults)))
        )
        super().__init__("\n".join(str(fault) for fault in self.faults))


class LedgerError(PreflightError):
    """The ledger cannot be opened, read or written; never a verdict."""

    exit_code = ExitCode.INPUT


class MissingExtra(PreflightError):
    """A feature needs an optional package."""

    exit_code = ExitCode.INPUT

    def __init__(self, what: str, extra: str) -> None:
        super().__init__(f"{what} needs an optional part: pip install 'preflight[{extra}]'")


class Faults:
    """Collects faults, so that a reader can go on and report all of them at once."""

    def __init__(self) -> None:
        self._found: list[Fault] = []

    def __iter__(self) -> Iterator[Fault]:
        return iter(self._found)

    def __bool__(self) -> bool:
        return bool(self._found)

    def add(self, file: str, message: str, *, line: int = 0, column: int = 0, key: str = "") -> None:
        """Note one fault; the arguments are those of `Fault`."""
        self._found.append(Fault(file, line, column, key, message))

    @contextmanager
    def catching(self) -> Iterator[None]:
        """Take over the faults of an `InputError` raised inside, and go on."""
        try:
            yield
        except InputError as error:
            self._found.extend(error.faults)

    def raise_if_any(self) -> None:
        """Raises InputError with all faults collected so far."""
        if self._found:
            raise InputError(self._found)
