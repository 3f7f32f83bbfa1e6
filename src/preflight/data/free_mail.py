"""Domains at which anybody, or every customer of a provider, has a mailbox.

The table, its date, sources and licence stand in `free_mail.json` beside this file; `scripts/refresh-data` checks it.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any, Literal


@cache
def table() -> dict[str, Any]:
    """The file as it stands."""
    found: dict[str, Any] = json.loads(Path(__file__).with_suffix(".json").read_text("utf-8"))
    return found


@cache
def _names(kind: str) -> frozenset[str]:
    return frozenset(table()[kind])


def kind_of(domain: str) -> Literal["open", "provider", ""]:
    """ "open" where anybody may register a mailbox, "provider" where customers have one, "" elsewhere."""
    name = domain.lower().rstrip(".")
    if name in _names("open"):
        return "open"
    return "provider" if name in _names("provider") else ""
