"""What the ledger knows of comparable sends."""

from __future__ import annotations

from datetime import datetime

from preflight.facts.send import Fact


class PastRun(Fact, frozen=True):
    """An earlier run: its send's name, when it ran, how it ended, and the audience it saw.

    `dns` is what `facts.dns.published` told then: "SPF domain", "DMARC domain" and "DKIM name" → the records.
    """

    name: str
    at: datetime
    verdict: str
    fingerprint: str
    rows: int | None = None
    dns: dict[str, tuple[str, ...]] = {}


class History(Fact, frozen=True):
    """Earlier runs of this send and of its series, the newest first."""

    runs: tuple[PastRun, ...] = ()
