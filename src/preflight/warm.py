"""Imports what judging, recording and writing will need while the outside is still being asked.

Waiting for servers and for the engine leaves the interpreter idle, and these imports take a quarter of a second. What
fails here fails again, and is told, where it is used.
"""

from __future__ import annotations

import threading
from contextlib import suppress
from importlib import import_module

_AFTER = 0.12
"""Seconds: a scan, or many requests, get going before; imports in a thread would take turns with them."""

_AT_ONCE = 0.02
"""Seconds where little is to be done: the first questions are out by then, and what follows is waiting."""

_JUDGING = ("preflight.report.model", "preflight.ledger.memory")
_WRITING = ("preflight.report.write", "preflight.report.html", "jinja2")


def warm(*, written: bool, busy: bool) -> threading.Thread:
    """Start importing, in a thread that nobody has to wait for."""
    names = (*_JUDGING, *(_WRITING if written else ()))
    thread = threading.Timer(_AFTER if busy else _AT_ONCE, _import_all, args=(names,))
    thread.daemon = True
    thread.start()
    return thread


def _import_all(names: tuple[str, ...]) -> None:
    from preflight.data.hosts import registrable

    with suppress(Exception):
        registrable("www.example.com")
    for name in names:
        with suppress(Exception):
            import_module(name)
    if _WRITING[-1] in names:
        with suppress(Exception):
            import_module("preflight.report.html").prepare()
    with suppress(Exception):
        # Those that are not wanted are listed as well.
        import_module("preflight.registry").listed()
