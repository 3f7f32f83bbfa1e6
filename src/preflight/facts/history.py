"""What the ledger knows of comparable sends."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from preflight.facts.audience import Audience, Measured, Table
from preflight.facts.send import Fact, Send

MOST_GROUPS = 60
"""Groups of a mix that are kept of a run, the largest; the rest is "other"."""


class PastRun(Fact, frozen=True):
    """An earlier run: its send's name, when it ran, how it ended, and the audience it saw.

    `dns` is what `facts.dns.published` told then: "SPF domain", "DMARC domain" and "DKIM name" → the records.
    `gate_go` says that the gate said GO to this fingerprint, so that it counts as sent, on `scheduled_at`.
    `domains` and `countries` are the recipients by domain and by country, the small ones under "other";
    `lists` are the rows of each suppression list.
    """

    name: str
    at: datetime
    verdict: str
    fingerprint: str
    rows: int | None = None
    dns: dict[str, tuple[str, ...]] = {}
    series: str = ""
    from_domain: str = ""
    scheduled_at: datetime | None = None
    gate_go: bool = False
    domains: dict[str, int] = {}
    countries: dict[str, int] = {}
    lists: dict[str, int] = {}


class History(Fact, frozen=True):
    """Earlier runs of this send, of its series and of its From domain, the newest first.

    `recently_mailed`: days → how many of this audience were mailed within so many days before; empty: nobody
    knows.
    """

    runs: tuple[PastRun, ...] = ()
    recently_mailed: dict[int, int] = {}


def comparable(send: Send, history: History) -> tuple[PastRun, ...]:
    """Runs of this send and of its series, the newest first."""
    return tuple(
        run for run in history.runs if run.name == send.name or (send.series and run.series == send.series)
    )  # fmt: skip


def seen(send: Send, audience: Audience) -> dict[str, Any]:
    """What the record keeps of a run so that later ones can be compared with it: fields of `PastRun` as plain JSON."""
    lists = {name: table.rows for name, table in audience.lists.items() if isinstance(table, Table)}
    return {
        "series": send.series,
        "from_domain": send.from_domain,
        "scheduled_at": send.scheduled_at.isoformat() if send.scheduled_at is not None else None,
        "rows": audience.members.rows if isinstance(audience.members, Table) else None,
        "domains": _largest(audience, "audience.domains"),
        "countries": _largest(audience, "audience.countries"),
        "lists": lists,
    }


def _largest(audience: Audience, name: str) -> dict[str, int]:
    """The largest groups of a mix; what is left of it counts as other."""
    answer = audience[name]
    groups = sorted(answer.groups if isinstance(answer, Measured) else (), key=lambda group: -group[1])
    kept = {group: number for group, number in groups[:MOST_GROUPS] if group != "other"}
    rest = sum(number for _group, number in groups) - sum(kept.values())
    return {**kept, "other": rest} if rest else kept
