"""Whom connections trust: Mozilla's roots and those of a file of the user's, read while other things are made ready."""

from __future__ import annotations

import ssl
import threading
from contextlib import suppress
from pathlib import Path

from preflight.errors import InputError

ALPN = ["http/1.1"]

_ready: dict[Path | None, ssl.SSLContext] = {}
_reading = threading.Lock()


def prepare(ca_file: Path | None) -> threading.Thread:
    """Read the roots in a thread: it takes longer than the first answers, and needs the interpreter for nothing."""
    _ready.pop(ca_file, None)  # another run's, which did not come to need it: the file may be another by now
    thread = threading.Thread(target=_prepare, args=(ca_file,), daemon=True)
    thread.start()
    return thread


def trusting(ca_file: Path | None) -> ssl.SSLContext:
    """The context for all requests, the same on every machine; one that was prepared is given once.

    Raises InputError where the file is no readable bundle of certificates.
    """
    with _reading:
        return _ready.pop(ca_file, None) or _read(ca_file)


def _prepare(ca_file: Path | None) -> None:
    with _reading, suppress(InputError):  # it is told where the context is used
        _ready[ca_file] = _read(ca_file)


def _read(ca_file: Path | None) -> ssl.SSLContext:
    import certifi

    context = ssl.create_default_context(cafile=certifi.where())
    # From Python 3.13 on this is set, and refuses certificates that every browser takes.
    context.verify_flags &= ~getattr(ssl, "VERIFY_X509_STRICT", 0)
    context.set_alpn_protocols(ALPN)
    if ca_file is not None:
        try:
            context.load_verify_locations(cafile=ca_file)
        except (OSError, ssl.SSLError) as error:
            raise InputError(f"{ca_file}: no readable file of certificates ({error.strerror or error})") from error
    return context
