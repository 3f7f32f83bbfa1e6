"""Which files may be read: those beside the file that names them, regular ones only, up to a limit."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from posixpath import dirname, isabs, join, normpath
from typing import Protocol

from preflight.document.shape import close_to
from preflight.errors import Fault, InputError


class Refused(ValueError):
    """A file cannot be had; the text says why, to follow the file's key ("… does not exist")."""


@dataclass(frozen=True)
class Found:
    """A file that may be read: `shown` is its name as seen from the main file, `real` where it lies."""

    shown: str
    real: Path


class Reader(Protocol):
    """Finds and reads the files that a document names."""

    def find(self, name: str, naming: str, *, parent: bool = False) -> Found:
        """The file called `name` in the file shown as `naming`; raises Refused.

        `parent`: it may lie in a folder above, too, and its own files then beside it.
        """
        ...

    def read(self, found: Found, limit: int) -> bytes:
        """All its octets; raises Refused where there are more than `limit`."""
        ...


def display(error: InputError, folder: str) -> InputError:
    """The same faults with the files named as the user wrote them: below `folder`."""
    return InputError(
        Fault(os.path.normpath(os.path.join(folder, f.file)) if f.file else folder, f.line, f.column, f.key, f.message)
        for f in error.faults
    )


class FolderReader:
    """Reads from disk. The main file lies in `base`; with `allow_outside` no folder is a border."""

    def __init__(self, base: Path, *, allow_outside: bool = False) -> None:
        self.base = base
        self.allow_outside = allow_outside
        self._folders: dict[str, Path] = {}

    def find(self, name: str, naming: str, *, parent: bool = False) -> Found:
        """As the protocol says; links are followed before it is decided where a file lies."""
        folder = self._folders.get(naming) or _resolved(self.base / dirname(naming))
        asked = folder / name
        shown = name if isabs(name) else normpath(join(dirname(naming), name))
        real = _resolved(asked)
        # Where it lies is judged before whether it exists: else a stranger's manifest could ask what files we have.
        if not (self.allow_outside or _within(real, folder) or (parent and _within(folder, real.parent))):
            raise Refused(f"{name!r} lies outside the folder of the file that names it; --allow-outside permits it")
        _regular(asked, name)
        self._folders.setdefault(shown, real.parent)
        return Found(shown, real)

    def read(self, found: Found, limit: int) -> bytes:
        """As the protocol says; never waits for a FIFO that took the file's place meanwhile."""
        try:
            handle = os.open(found.real, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        except OSError as error:
            raise Refused(f"{found.shown!r} cannot be opened: {error.strerror}") from None
        with os.fdopen(handle, "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise Refused(f"{found.shown!r} is no regular file")
            try:
                data = file.read(limit + 1)
            except OSError as error:
                raise Refused(f"{found.shown!r} cannot be read: {error.strerror}") from None
        return _limited(data, limit, found.shown)


class MemoryReader:
    """Reads from a mapping of names to octets."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = {normpath(name): data for name, data in files.items()}

    def find(self, name: str, naming: str, *, parent: bool = False) -> Found:
        """As the protocol says."""
        shown = name if isabs(name) else normpath(join(dirname(naming), name))
        outside = isabs(shown) or shown.startswith("..")
        if outside and not parent:
            raise Refused(f"{name!r} lies outside the folder of the file that names it; --allow-outside permits it")
        if shown not in self.files:
            raise Refused(f"{name!r} does not exist{close_to(shown, self.files)}")
        return Found(shown, Path(shown))

    def read(self, found: Found, limit: int) -> bytes:
        """As the protocol says."""
        return _limited(self.files[found.shown], limit, found.shown)


def _limited(data: bytes, limit: int, shown: str) -> bytes:
    if len(data) > limit:
        raise Refused(f"{shown!r} is larger than {limit // 1_000_000} MB")
    return data


def _resolved(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError, ValueError):  # RuntimeError: a loop of links, until Python 3.13
        raise Refused(f"{path.name!r} is no usable file name") from None


def _within(path: Path, folder: Path) -> bool:
    return path == folder or folder in path.parents


def _regular(path: Path, name: str) -> None:
    """Ask what it is without opening it: opening a FIFO waits for ever, opening a device may do something."""
    try:
        mode = path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        raise Refused(f"{name!r} does not exist{close_to(path.name, _siblings(path))}") from None
    except (OSError, ValueError) as error:
        raise Refused(f"{name!r} cannot be looked at: {getattr(error, 'strerror', None) or error}") from None
    if stat.S_ISDIR(mode):
        raise Refused(f"{name!r} is a folder, a file is wanted")
    if not stat.S_ISREG(mode):
        raise Refused(f"{name!r} is no regular file")


def _siblings(path: Path) -> Iterable[str]:
    try:
        return sorted(os.listdir(path.parent))[:10_000]
    except OSError:
        return ()
