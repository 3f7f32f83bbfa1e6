"""preflight: the gate before Send.

import preflight
report = preflight.run("send.yaml", checklist="default", ledger=None, now=None)
report.verdict, report.checks, report.to_json()

result = await preflight.spf.check_host(ip, domain, sender, helo, resolver)
"""

from __future__ import annotations

import importlib
from typing import Any

__version__ = "0.1.0"

__all__ = ["run", "spf"]


def run(send: Any, *, checklist: str | None = None, ledger: str | None = None, now: Any = None, **options: Any) -> Any:
    """Judge one send and give its report; nothing is written, and recorded only where `ledger` names a ledger.

    `send` is a path to a send.yaml, a folder that holds one, or a bare .html or .eml; `now` an aware datetime.
    Further options are those of `preflight.run.RunOptions`. Raises InputError with every fault of the input.
    """
    story: Any = importlib.import_module("preflight.run")
    return story(send, checklist=checklist, ledger=ledger, now=now, **options)


def __getattr__(name: str) -> Any:
    """`preflight.spf` is imported when it is used, so that the command line starts quickly."""
    if name == "spf":
        return importlib.import_module("preflight.spf")
    raise AttributeError(f"module 'preflight' has no attribute {name!r}")
