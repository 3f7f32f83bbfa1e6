"""Under which domains Gmail, Yahoo and Microsoft keep the mailboxes of private people.

The table, its date, sources and licence stand in `consumer_domains.json` beside this file.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any


@cache
def table() -> dict[str, Any]:
    """The file as it stands."""
    found: dict[str, Any] = json.loads(Path(__file__).with_suffix(".json").read_text("utf-8"))
    return found


def bulk() -> int:
    """Recipients at one provider from which on its rules for bulk senders hold."""
    return int(table()["bulk"])


@cache
def provider_of(domain: str) -> str:
    """ "gmail", "yahoo", "microsoft", or "" for a domain that is none of theirs."""
    name = domain.lower()
    return next((key for key, provider in table()["providers"].items() if name in provider["domains"]), "")


def at_providers(groups: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Recipients at each of the three, from numbers by domain."""
    counts = dict.fromkeys(table()["providers"], 0)
    for domain, number in groups:
        provider = provider_of(domain)
        if provider:
            counts[provider] += number
    return counts
