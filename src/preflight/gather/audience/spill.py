"""Where the engine may put what does not fit into memory, and where unpacked files lie while they are read.

Unpacked files have no name: the system frees them with our process, however it ends. The engine's own files hold keys,
no addresses; their folder goes at the end of the run, or, after a kill, at the start of the next.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from preflight.gather.audience.refusal import Stopped

_LOCK = "in-use"
_YOUNG = 3600.0
_LEAVE_FREE = 256 * 1024 * 1024


@contextmanager
def spill_folder(root: Path | None = None) -> Iterator[Path]:
    """A fresh folder of mode 0700 that is gone afterwards. Those of dead processes are swept first."""
    home = root or _home()
    try:
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        sweep(home)
        folder = Path(tempfile.mkdtemp(prefix="scan-", dir=home))
        lock = _locked(folder)
    except OSError as error:
        raise Stopped("error", f"the spill folder cannot be made ({error.strerror})") from error
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(lock)


def sweep(home: Path) -> None:
    """Remove what dead processes left: folders whose lock nobody holds."""
    for folder in home.glob("scan-*"):
        with suppress(OSError):
            if _abandoned(folder):
                shutil.rmtree(folder, ignore_errors=True)


def unnamed(folder: Path) -> IO[bytes]:
    """A file without a name, readable by us alone. Raises Stopped."""
    try:
        return tempfile.TemporaryFile(dir=folder)
    except OSError as error:
        raise full(error) from error


def full(error: OSError) -> Stopped:
    """What a file of ours that cannot be written means."""
    return Stopped("limit", f"the disk is full, or ours to fill no further: the scan has no room ({error.strerror})")


def check_room(folder: Path) -> None:
    """Raises Stopped where the disk is nearly full."""
    if shutil.disk_usage(folder).free < _LEAVE_FREE:
        raise Stopped("limit", "the disk is nearly full: the scan has no room to unpack the file")


def _home() -> Path:
    from platformdirs import user_cache_path

    return user_cache_path("preflight", appauthor=False) / "spill"


def _locked(folder: Path) -> int:
    descriptor = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    return descriptor


def _abandoned(folder: Path) -> bool:
    lock = folder / _LOCK
    if not lock.exists():
        # Between its making and its locking a folder has no lock yet.
        return time.time() - folder.stat().st_mtime > _YOUNG
    descriptor = os.open(lock, os.O_RDWR)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(descriptor)
    return True
