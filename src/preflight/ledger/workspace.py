"""What stays on this machine between runs: where the ledger lies, the key of the masked examples' digests, who acts."""

from __future__ import annotations

import contextlib
import getpass
import os
import secrets
import socket
from pathlib import Path

from preflight.errors import LedgerError


def data_folder() -> Path:
    """The user's own data folder of preflight."""
    from platformdirs import user_data_path

    return user_data_path("preflight", appauthor=False)


def default_url() -> str:
    """The ledger that is used where none is named."""
    return f"sqlite:///{data_folder() / 'ledger.db'}"


def actor() -> str:
    """Who acts on the command line, as asserted by the operating system: user@host."""
    try:
        user = getpass.getuser()
    except (KeyError, OSError):
        user = f"uid {os.getuid()}" if hasattr(os, "getuid") else "somebody"
    return f"{user}@{socket.gethostname()}"


def key() -> bytes:
    """The workspace's secret for keyed digests: 32 octets, made at first use, readable by its owner only.

    Raises LedgerError where it can be neither read nor written.
    """
    place = data_folder() / "examples.key"
    try:
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not place.exists():
            _write_once(place, secrets.token_bytes(32))
        return place.read_bytes()
    except OSError as error:
        raise LedgerError(f"{place}: {error.strerror}") from error


def _write_once(place: Path, content: bytes) -> None:
    """Write beside, then link into place: of two first runs at once, one key wins and none is half-written."""
    beside = place.with_name(f".{place.name}.{os.getpid()}")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        with contextlib.suppress(FileExistsError):
            os.link(beside, place)
    finally:
        beside.unlink()
