"""Where an answer leads on to: Location and refresh, resolved as browsers do."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import NamedTuple

import ada_url

REDIRECTS = frozenset({301, 302, 303, 307, 308})


class Target(NamedTuple):
    """A URL taken apart for a request: `url` without fragment, as a browser would request it.

    `authority` is the host as the Host header has it: with brackets where it needs them and a port that is not usual.
    """

    url: str
    scheme: str
    host: str
    port: int
    target: bytes
    authority: str


class Unusable(Exception):
    """No URL that a browser could open, with the reason."""


def target(url: str, base: str | None = None) -> Target:
    """Read a URL as the URL standard says, relative to `base`. Raises Unusable."""
    try:
        parsed = ada_url.URL(url, base) if base else ada_url.URL(url)
    except (ValueError, UnicodeError):
        raise Unusable("not a URL") from None
    scheme = parsed.protocol.rstrip(":")
    if scheme not in {"http", "https"}:
        raise Unusable(f"leads to {scheme}:, which no browser opens as a page")
    parsed.hash = ""
    port = int(parsed.port) if parsed.port else 443 if scheme == "https" else 80
    octets = f"{parsed.pathname}{parsed.search}".encode("utf-8", "replace")
    return Target(parsed.href, scheme, parsed.hostname.strip("[]"), port, octets, parsed.host)


def location(value: bytes) -> str:
    """A Location header: UTF-8 where it is that, as browsers read it; else Latin-1."""
    try:
        return value.decode("utf-8").strip()
    except UnicodeDecodeError:
        return value.decode("latin-1").strip()


def retry_after(value: str) -> float | None:
    """Seconds of a Retry-After header, None where it is absent or unreadable."""
    value = value.strip()
    if value.isascii() and value.isdigit():
        return float(value[:6])
    try:
        when = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    when = when if when.tzinfo else when.replace(tzinfo=UTC)
    return max(0.0, (when - datetime.now(UTC)).total_seconds())
