"""Addresses as they stand in From, To and Reply-To headers (RFC 5322 §3.4), read without trusting them."""

from __future__ import annotations

from collections.abc import Iterable

_LONGEST = 100_000


def mailboxes(values: Iterable[str]) -> tuple[tuple[str, str], ...] | None:
    """Display name and bare address of every mailbox in the values; None where they cannot be read.

    The standard library follows nested comments by recursion, and some malformed values make it raise: both are None.
    """
    from email.utils import getaddresses

    try:
        found = getaddresses([value[:_LONGEST] for value in values])
    except (RecursionError, ValueError, IndexError):
        return None
    return tuple((name, address) for name, address in found if "@" in address)


def mailbox(value: str) -> tuple[str, str]:
    """Display name and bare address of the first mailbox of a value; empty texts where there is none."""
    return next(iter(mailboxes([value]) or ()), ("", ""))
