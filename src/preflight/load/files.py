"""Reading the files that a send names: where they may lie, and what they must be."""

from __future__ import annotations

import difflib
import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Protocol

MAX_MESSAGE = 20_000_000


class Unreadable(Exception):
    """A file cannot be used; the text says why, without the path."""


class Reader(Protocol):
    """Whence a send's files come. Names are as the manifest writes them, relative to `folder`."""

    def read(self, folder: str, name: str, limit: int) -> bytes:
        """The file's octets. Raises Unreadable."""
        ...

    def locate(self, folder: str, name: str) -> Path:
        """The file itself, for tables that are read later. Raises Unreadable."""
        ...


@dataclass(frozen=True)
class FolderReader:
    """Files below `base`, and nowhere else once symbolic links are resolved, unless `allow_outside`."""

    base: Path
    allow_outside: bool = False

    def locate(self, folder: str, name: str) -> Path:
        """The regular file of that name. Opens nothing, so a FIFO cannot hold us up."""
        root = (self.base / folder).resolve()
        place = (root / name).resolve()
        if not self.allow_outside and not place.is_relative_to(root):
            raise Unreadable("leads out of its folder (allow it with --allow-outside)")
        try:
            kind = os.stat(place).st_mode  # noqa: PTH116 - the mode is wanted whatever the path is
        except FileNotFoundError as error:
            raise Unreadable(f"there is no such file{self._near(root, name)}") from error
        except (OSError, ValueError) as error:
            raise Unreadable(f"cannot be read: {getattr(error, 'strerror', None) or 'not a path'}") from error
        if not stat.S_ISREG(kind):
            raise Unreadable("is a folder, not a file" if stat.S_ISDIR(kind) else "is not a regular file")
        return place

    def read(self, folder: str, name: str, limit: int) -> bytes:
        """The octets of a file of at most `limit` octets."""
        place = self.locate(folder, name)
        try:
            with place.open("rb") as file:
                data = file.read(limit + 1)
        except OSError as error:
            raise Unreadable(f"cannot be read: {error.strerror}") from error
        return _within(data, limit)

    @staticmethod
    def _near(root: Path, name: str) -> str:
        folder = (root / name).parent
        siblings = sorted(p.name for p in folder.iterdir()) if folder.is_dir() else []
        found = difflib.get_close_matches(Path(name).name, siblings, 1)
        return f" (did you mean {PurePosixPath(name).parent / found[0]}?)" if found else ""


@dataclass(frozen=True)
class MemoryReader:
    """Files that were handed in as octets: for tests, and for sends that come over HTTP."""

    files: Mapping[str, bytes] = field(default_factory=dict)

    def locate(self, folder: str, name: str) -> Path:
        """A path that stands for the file; nothing is there to open."""
        self._find(folder, name)
        return Path(name)

    def read(self, folder: str, name: str, limit: int) -> bytes:
        """The octets of a file of at most `limit` octets."""
        return _within(self._find(folder, name), limit)

    def _find(self, folder: str, name: str) -> bytes:
        whole = os.path.normpath(os.path.join(folder, name))  # noqa: PTH118 - a name in memory, no path of a disk
        if whole not in self.files:
            found = difflib.get_close_matches(whole, list(self.files), 1)
            raise Unreadable("there is no such file" + (f" (did you mean {found[0]}?)" if found else ""))
        return self.files[whole]


def _within(data: bytes, limit: int) -> bytes:
    if len(data) > limit:
        raise Unreadable(f"is larger than {limit // 1_000_000} MB")
    return data
