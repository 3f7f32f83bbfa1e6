"""The only floor that touches the outside: web, DNS, audience.

`gather` asks what the checks want known, pools it over all checks, asks each thing once, and asks again for what an
earlier answer named, at most three rounds. Everything runs side by side under one time budget.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from preflight.facts import (
    Ask,
    Audience,
    Dial,
    Dns,
    Facts,
    Fetch,
    Lookup,
    Measure,
    Sample,
    Score,
    SpamScores,
    Spell,
    Web,
)  # fmt: skip
from preflight.facts.limits import acting_urls
from preflight.facts.send import Send
from preflight.facts.web import Unanswered
from preflight.gather.settings import Outside

ROUNDS = 3
Asker = Callable[[Facts], Iterable[Ask]]
Progress = Callable[[str, int, int, str], None]
"""Told (stage, done, all, what is slow) as the work goes on."""

OFFLINE = Unanswered("offline", "offline")


@dataclass(frozen=True)
class Tables:
    """Where the audience and the lists really lie: shown name → path, shown URL → URL with its secrets filled in.

    `never` are hosts at which nothing is ever requested, by the checklist's word. `people` is given the recipients'
    64-bit keys, where somebody wants to compare them with other sends'.
    """

    paths: Mapping[str, Path] = field(default_factory=dict)
    connections: Mapping[str, str] = field(default_factory=dict)
    rule_columns: tuple[str, ...] = ()
    key: bytes = b""
    never: frozenset[str] = frozenset()
    people: Callable[[Iterable[int]], None] | None = None


@dataclass
class _Asked:
    """What was asked so far, so that nothing is asked twice."""

    seen: set[Ask] = field(default_factory=set)

    def new(self, askers: Sequence[Asker], known: Facts) -> list[Ask]:
        wanted = dict.fromkeys(ask for asker in askers for ask in asker(known))
        fresh = [ask for ask in wanted if ask not in self.seen]
        self.seen.update(fresh)
        return fresh


def gather(
    known: Facts, askers: Sequence[Asker], outside: Outside, tables: Tables, progress: Progress | None = None
) -> Facts:
    """The facts with everything in them that the askers want and the outside would tell."""
    found: list[Facts] = []

    async def kept() -> None:
        # Not returned: asyncio writes a task's result out in full, for a message about signals that nobody sees.
        found.append(await _gather(known, askers, outside, tables, progress or _silent))

    asyncio.run(kept())
    return found[0]


async def _gather(known: Facts, askers: Sequence[Asker], outside: Outside, tables: Tables, progress: Progress) -> Facts:
    deadline = time.monotonic() + outside.time_budget
    asked = _Asked()
    asks = asked.new(askers, known)
    cancelled = threading.Event()
    scan = asyncio.create_task(_scan(known.send, asks, outside, tables, progress, cancelled))
    try:
        for _round in range(ROUNDS):
            known = await _network(known, asks, outside, tables.never, deadline, progress)
            asks = [ask for ask in asked.new(askers, known) if not isinstance(ask, Measure)]
            if not asks:
                break
        return msgspec.structs.replace(known, audience=await scan)
    finally:
        cancelled.set()
        await asyncio.gather(scan, return_exceptions=True)


async def _scan(
    send: Send, asks: Sequence[Ask], outside: Outside, tables: Tables, progress: Progress, cancelled: threading.Event
) -> Audience:
    if send.audience is None and not send.suppression and send.consent is None:
        return Audience()
    # Imported before anything else is: the scan is the longest work, and imports of two threads only get in their way.
    import duckdb  # noqa: F401

    from preflight.gather.audience import gather_audience

    return await asyncio.to_thread(
        gather_audience, send, tables.paths, tables.connections, [a for a in asks if isinstance(a, Measure)],
        rule_columns=tables.rule_columns, reveal=outside.reveal, key=tables.key, budget=outside.scan_budget,
        offline=outside.offline, people=tables.people, sample=next((a for a in asks if isinstance(a, Sample)), None),
        on_progress=lambda what, done, total: progress("audience", done, total, what), cancelled=cancelled,
    )  # fmt: skip


async def _network(
    known: Facts, asks: Sequence[Ask], outside: Outside, never: frozenset[str], deadline: float, progress: Progress
) -> Facts:
    web = [ask for ask in asks if isinstance(ask, Fetch | Dial)]
    dns = [ask for ask in asks if isinstance(ask, Lookup)]
    scores = [ask for ask in asks if isinstance(ask, Score)]
    known = await _spelling(known, [ask for ask in asks if isinstance(ask, Spell)])
    if outside.offline:
        return msgspec.structs.replace(
            known, web=_offline_web(known.web, web), dns=_offline_dns(known.dns, dns),
            spam=_offline_spam(known.spam, scores),
        )  # fmt: skip
    records, answered, scored = await asyncio.gather(
        _dns(known, dns, outside, deadline, progress), _web(known, web, outside, never, deadline, progress),
        _spam(known, scores, deadline),
    )  # fmt: skip
    return msgspec.structs.replace(known, web=answered, dns=records, spam=scored)


async def _spelling(known: Facts, asks: list[Spell]) -> Facts:
    """Dictionaries are files of this machine: read offline, too."""
    if not asks:
        return known
    from preflight.gather.spelling import gather_spelling

    found = await asyncio.to_thread(gather_spelling, asks, known.spelling)
    return msgspec.structs.replace(known, spelling=found)


async def _spam(known: Facts, asks: list[Score], deadline: float) -> SpamScores:
    if not asks:
        return known.spam
    from preflight.gather.spam import gather_spam

    return await gather_spam(asks, known.send, known.send.scheduled_at or known.clock.now, known.spam, deadline)


async def _web(
    known: Facts,
    asks: list[Fetch | Dial],
    outside: Outside,
    never: frozenset[str],
    deadline: float,
    progress: Progress,
) -> Web:
    if not asks:
        return known.web
    if any(isinstance(ask, Dial) or ask.url.startswith("https:") for ask in asks):
        from preflight.gather import roots

        roots.prepare(outside.ca_file)
    from preflight.gather.resolve import Resolver
    from preflight.gather.web import WebSettings, gather_web

    settings = WebSettings(
        resolve=Resolver(nameservers=[split_address(a, 53) for a in outside.nameservers]),
        connect_to=tuple(parse_mapping(m) for m in outside.connect_to),
        allow_private=outside.allow_private, ca_file=outside.ca_file, proxy=outside.proxy,
        concurrency=outside.concurrency, per_host=outside.per_host, deadline=deadline,
        on_progress=lambda done, total, host: progress("links", done, total, host),
    )  # fmt: skip
    acting = acting_urls(known.send)
    return await gather_web(asks, settings=settings, acting=acting, never=never, known=known.web)


async def _dns(known: Facts, asks: list[Lookup], outside: Outside, deadline: float, progress: Progress) -> Dns:
    if not asks:
        return known.dns
    from preflight.gather.dns import DnsSettings, gather_dns

    settings = DnsSettings(
        nameservers=outside.nameservers, deadline=deadline,
        on_progress=lambda done, total, name: progress("dns", done, total, name),
    )  # fmt: skip
    return await gather_dns(asks, settings=settings, known=known.dns)


def _offline_web(known: Web, asks: Iterable[Fetch | Dial]) -> Web:
    fetches = {ask.url: OFFLINE for ask in asks if isinstance(ask, Fetch)}
    dials = {f"{ask.host}:{ask.port}": OFFLINE for ask in asks if isinstance(ask, Dial)}
    return Web(answers={**known.answers, **fetches}, dials={**known.dials, **dials})


def _offline_dns(known: Dns, asks: Iterable[Lookup]) -> Dns:
    return Dns(answers={**known.answers, **{f"{ask.kind} {ask.name}": OFFLINE for ask in asks}})


def _offline_spam(known: SpamScores, asks: Iterable[Score]) -> SpamScores:
    return SpamScores({**known.answers, **{ask.message: OFFLINE for ask in asks}})


def split_address(address: str, port: int) -> tuple[str, int]:
    """`192.0.2.1:5353` or `[2001:db8::1]:53` as host and port; `port` where none is given.

    Raises ValueError where the port is no number.
    """
    host, colon, given = address.rpartition(":")
    if not colon or (":" in host and not host.endswith("]")):
        return address.strip("[]"), port
    return host.strip("[]"), int(given)


def parse_mapping(mapping: str) -> tuple[str, int, str, int]:
    """curl's `HOST:PORT:ADDR:PORT`; an empty host or port ("" and 0) matches any. IPv6 addresses stand in brackets.

    Raises ValueError where it is none.
    """
    import re

    found = re.fullmatch(r"(\[[^\]]*\]|[^:\[]*):(\d*):(\[[^\]]*\]|[^:\[]*):(\d*)", mapping)
    if found is None:
        raise ValueError(f"{mapping!r} is not HOST:PORT:ADDR:PORT")
    host, port, address, to = found.groups()
    return host.strip("[]"), int(port or 0), address.strip("[]"), int(to or 0)


def _silent(_stage: str, _done: int, _total: int, _slow: str) -> None:
    """Nobody watches."""
