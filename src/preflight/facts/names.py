"""Domain names as DNS knows them."""

from __future__ import annotations

import re

_NAME = re.compile(r"(?=.{4,253}$)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?\.)+[a-z0-9][a-z0-9-]{0,61}[a-z0-9]")

SELECTOR = re.compile(r"(?=.{1,200}$)[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?")
"""What may name a DKIM key."""


def ascii_name(text: str) -> str:
    """A domain as DNS knows it: lower case, A-labels, no final dot; "" where it is none (a token, an address)."""
    name = text.strip().lower().rstrip(".")
    if not name.isascii():
        import idna

        try:
            name = idna.encode(name, uts46=True).decode()
        except (idna.IDNAError, UnicodeError):
            return ""
    return name if _NAME.fullmatch(name) and not name.rpartition(".")[2].isdigit() else ""
