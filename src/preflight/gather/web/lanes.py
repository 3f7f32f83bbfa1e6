"""At most so many requests at once, and per host; each connection used again while it is warm.

A pool that looks through all its connections at each request takes longer than the web for a mail with thousands of
links. Here a request takes the connection of its own place from a stack.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from typing import NamedTuple

from preflight.facts.web import Tls
from preflight.gather.web.dialer import Dialer
from preflight.gather.web.exchange import Exchange, Got, ToSink
from preflight.gather.web.failures import Shaky
from preflight.gather.web.settings import WebSettings

_EXPIRY = 5.0
"""Seconds for which an idle connection is thought to be warm; servers close earlier than one would think."""

Place = tuple[str, str, int]


class Lane(NamedTuple):
    """One connection: where it leads, by which address, and what its handshake said."""

    place: Place
    exchange: Exchange
    address: str
    tls: Tls | None


class Sent(NamedTuple):
    """An answer with the connection's facts and the seconds that it took."""

    got: Got
    address: str
    tls: Tls | None
    seconds: float


class Lanes:
    """Sends requests: waits for a free place, then the clock starts. Raises Dead, Shaky, NoVerdict and TimeoutError."""

    def __init__(self, settings: WebSettings, dialer: Dialer) -> None:
        self._dialer = dialer
        self._all = asyncio.Semaphore(max(1, settings.concurrency))
        self._hosts: dict[str, asyncio.Semaphore] = defaultdict(lambda: asyncio.Semaphore(max(1, settings.per_host)))
        self._idle: dict[Place, list[tuple[Lane, float]]] = defaultdict(list)
        self._parked: dict[int, Lane] = {}
        self._most_parked = 2 * max(1, settings.concurrency)

    async def send(self, place: Place, request: bytes, to_sink: ToSink, patience: float) -> Sent:
        """The answer to a request, read into the sink that `to_sink` makes of its head; `patience` in seconds."""
        loop = asyncio.get_running_loop()
        async with self._hosts[place[1]], self._all:
            started = loop.time()
            async with asyncio.timeout(patience):
                lane, got = await self._exchange(place, request, to_sink)
            self._park(lane)
        return Sent(got, lane.address, lane.tls, round(loop.time() - started, 3))

    async def aclose(self) -> None:
        """Drop every idle connection."""
        for lane in self._parked.values():
            lane.exchange.drop()
        self._parked.clear()
        self._idle.clear()

    async def _exchange(self, place: Place, request: bytes, to_sink: ToSink) -> tuple[Lane, Got]:
        lane = self._warm(place)
        while lane is not None:
            try:
                return lane, await self._ask(lane, request, to_sink)
            except Shaky as error:
                if error.fault == "malformed":
                    raise
                # The server closed a warm connection in the same moment: that says nothing about the link.
                lane = self._warm(place)
        scheme, host, port = place
        stream = await self._dialer.dial(host, port, secure=scheme == "https")
        lane = Lane(place, Exchange(stream.transport), stream.address, stream.tls)
        stream.transport.set_protocol(lane.exchange)
        return lane, await self._ask(lane, request, to_sink)

    async def _ask(self, lane: Lane, request: bytes, to_sink: ToSink) -> Got:
        try:
            return await lane.exchange.ask(request, to_sink)
        except BaseException:
            lane.exchange.drop()
            raise

    def _warm(self, place: Place) -> Lane | None:
        stack = self._idle[place]
        now = asyncio.get_running_loop().time()
        while stack:
            lane, since = stack.pop()
            if self._parked.pop(id(lane.exchange), None) is None:
                continue
            if lane.exchange.usable and now - since < _EXPIRY:
                return lane
            lane.exchange.drop()
        return None

    def _park(self, lane: Lane) -> None:
        if not lane.exchange.usable:
            return
        self._idle[lane.place].append((lane, asyncio.get_running_loop().time()))
        self._parked[id(lane.exchange)] = lane
        if len(self._parked) > self._most_parked:
            self._parked.pop(next(iter(self._parked))).exchange.drop()
