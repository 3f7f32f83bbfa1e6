"""What the ledger knows of comparable sends."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from preflight.data.folding import letters
from preflight.facts.audience import Audience, Measured, Table
from preflight.facts.send import Fact, Message, Send, Value

_MOST = 200
"""Links, and campaigns, of which a trace is kept."""

MOST_GROUPS = 60
"""Groups of a mix that are kept of a run, the largest; the rest is "other"."""


class Traces(Fact, frozen=True):
    """What a send leaves for its successors, so that a copy of it is known by what nobody changed.

    `subjects`, `preheaders` and `links` are digests (`trace_of`): nothing of what was written can be read from them.
    `campaigns` are the values of utm_campaign, `event` is the day of the brief's event ("2026-12-02"), or empty.
    """

    subjects: tuple[str, ...] = ()
    preheaders: tuple[str, ...] = ()
    campaigns: tuple[str, ...] = ()
    event: str = ""
    links: tuple[str, ...] = ()


class PastRun(Fact, frozen=True):
    """An earlier run: its send's name, when it ran, how it ended, and the audience it saw.

    `dns` is what `facts.dns.published` told then: "SPF domain", "DMARC domain" and "DKIM name" → the records.
    `audience` is the digest of its recipients (`Table.digest`), `shared` the number of recipients of the present send
    who were among them, None where nobody can tell.
    `gate_go` says that the gate said GO to this fingerprint, or somebody that it was sent: it counts as sent, on
    `scheduled_at`.
    `domains` and `countries` are the recipients by domain and by country, the small ones under "other";
    `lists` are the rows of each suppression list. All three are what `seen` told then.
    """

    name: str
    at: datetime
    verdict: str
    fingerprint: str
    rows: int | None = None
    dns: dict[str, tuple[str, ...]] = {}
    scheduled_at: datetime | None = None
    audience: str = ""
    shared: int | None = None
    traces: Traces | None = None
    from_domain: str = ""
    gate_go: bool = False
    domains: dict[str, int] = {}
    countries: dict[str, int] = {}
    lists: dict[str, int] = {}


class History(Fact, frozen=True):
    """Earlier runs of this send and of its series, the newest first.

    `others` are the latest runs of other sends, of whatever series, that are scheduled within a fortnight of it.
    `sent` are the runs of the last 90 days, of whatever series, to which the gate said GO, from this From domain.
    `recently_mailed`: days → how many of this audience were mailed within so many days before; empty: nobody knows.
    """

    runs: tuple[PastRun, ...] = ()
    others: tuple[PastRun, ...] = ()
    sent: tuple[PastRun, ...] = ()
    recently_mailed: dict[int, int] = {}


def seen(audience: Audience) -> dict[str, Any]:
    """What the record keeps of an audience so that later ones can be compared with it: fields of `PastRun`."""
    return {
        "domains": _largest(audience, "audience.domains"),
        "countries": _largest(audience, "audience.countries"),
        "lists": {name: table.rows for name, table in audience.lists.items() if isinstance(table, Table)},
    }


def _largest(audience: Audience, name: str) -> dict[str, int]:
    """The largest groups of a mix; what is left of it counts as other."""
    answer = audience[name]
    groups = sorted(answer.groups if isinstance(answer, Measured) else (), key=lambda group: -group[1])
    kept = {group: number for group, number in groups[:MOST_GROUPS] if group != "other"}
    rest = sum(number for _group, number in groups) - sum(kept.values())
    return {**kept, "other": rest} if rest else kept


def traces_of(send: Send) -> Traces:
    """The traces that the ledger keeps of a send."""
    links = [link for message in send.messages for link in message.links if link.role == "content"]
    campaigns = dict.fromkeys(one for link in links for one in campaigns_of(link.url))
    return Traces(
        subjects=_digests(message.subject for message in send.messages),
        preheaders=_digests(message.preheader for message in send.messages),
        campaigns=tuple(campaigns)[:_MOST],
        event=(send.brief.event.get("date", "") if send.brief else "")[:10],
        links=tuple(dict.fromkeys(one for message in send.messages for one in link_traces(message, _MOST)))[:_MOST],
    )


def trace_of(text: str) -> str:
    """A digest of what is said, whatever its capitals, blanks and punctuation; "" where nothing is."""
    folded = letters(text)
    return _digest(folded) if folded else ""


def campaigns_of(url: str) -> list[str]:
    """The values of utm_campaign in an address, without tokens."""
    from urllib.parse import parse_qsl, urlsplit  # not at the top: facts are imported at every start

    try:
        query = parse_qsl(urlsplit(url).query)
    except ValueError:
        return []
    return [value[:200] for name, value in query if name.lower() == "utm_campaign" and "{" not in value]


def link_traces(message: Message, most: int | None = None) -> dict[str, str]:
    """Digest → address of the content links that lead deeper than a home page, without what tracks; `most` of them."""
    found: dict[str, str] = {}
    for link in message.links:
        if most is not None and len(found) >= most:
            break
        if link.role == "content" and (page := _page(link.url)):
            found.setdefault(_digest(page), link.url)
    return found


def _digest(text: str) -> str:
    from hashlib import sha256

    return sha256(text.encode("utf-8", errors="replace")).hexdigest()[:16]


def _page(url: str) -> str:
    from urllib.parse import urlsplit

    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"} or not parts.path.strip("/"):
        return ""
    return f"{(parts.hostname or '').removeprefix('www.')}{parts.path.rstrip('/')}"


def _digests(values: Iterable[Value | None]) -> tuple[str, ...]:
    found = (trace_of(value.text) for value in values if value is not None)
    return tuple(dict.fromkeys(one for one in found if one))
