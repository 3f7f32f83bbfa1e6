"""Asks a name server on loopback in one line."""

from __future__ import annotations

import asyncio
import time
from typing import Any

from preflight.facts.dns import Dns, DnsAnswer, Kind, Lookup
from preflight.gather.dns import DnsSettings, gather_dns
from tests.servers.dns import NameServer


def ask(server: NameServer | str, *lookups: tuple[str, Kind], known: Dns | None = None, **settings: Any) -> Dns:
    """The answers of one server (or of "ADDR:PORT") to (name, kind) pairs."""
    address = server if isinstance(server, str) else server.address
    settings.setdefault("nameservers", (address,))
    asks = [Lookup(name, kind) for name, kind in lookups]
    return asyncio.run(gather_dns(asks, settings=DnsSettings(**settings), known=known or Dns()))


def one(zones: str, name: str, kind: Kind, **settings: Any) -> DnsAnswer:
    """The answer to one question about these zones."""
    with NameServer(zones) as server:
        return ask(server, (name, kind), **settings).answers[f"{kind} {name}"]


def soon(seconds: float) -> float:
    """A deadline."""
    return time.monotonic() + seconds
