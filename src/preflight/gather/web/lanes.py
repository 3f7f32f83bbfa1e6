"""httpx's transport: at most so many requests at once, and per host; each connection used again while it is warm.

One shared httpx client over httpcore's pool looks through all connections at each request, which for a mail with
thousands of links takes longer than the web. Here a request takes the connection of its own host from a stack.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator
from typing import Any

import httpcore
import httpx

from preflight.gather.web.dialer import Dialer
from preflight.gather.web.failures import NoVerdict, Shaky
from preflight.gather.web.settings import WebSettings
from preflight.gather.web.stream import Stream

_EXPIRY = 5.0
"""Seconds for which an idle connection is thought to be warm; servers close earlier than one would think."""

_BROKEN = (httpcore.RemoteProtocolError, httpcore.ReadError, httpcore.WriteError)

Place = tuple[str, str, int]


class _Lane:
    """One connection and what is known of it."""

    def __init__(self, place: Place, stream: Stream) -> None:
        scheme, host, port = place
        self.place = place
        self.stream = stream
        origin = httpcore.Origin(scheme.encode(), host.encode(), port)
        self.http = httpcore.AsyncHTTP11Connection(origin, stream, keepalive_expiry=_EXPIRY)

    @property
    def warm(self) -> bool:
        return self.http.is_available() and not self.http.has_expired()


class _Body(httpx.AsyncByteStream):
    """A response's raw octets; closing it gives the connection and the place in the queue back."""

    def __init__(self, lanes: Lanes, lane: _Lane, response: httpcore.Response) -> None:
        self._lanes = lanes
        self._lane = lane
        self._response = response

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for chunk in self._response.aiter_stream():
            yield chunk

    async def aclose(self) -> None:
        try:
            await self._response.aclose()
        finally:
            self._lanes.give_back(self._lane)


class Lanes(httpx.AsyncBaseTransport):
    """Sends requests. Extensions of a request: "place" (scheme, host, port), "target" (octets), "patience" (seconds).

    Extensions of a response: "address", "tls", "until" (the loop's time at which patience ends), "started".
    Raises Dead, Shaky, NoVerdict and TimeoutError, never httpx's errors: who calls us tells them apart.
    """

    def __init__(self, settings: WebSettings, dialer: Dialer) -> None:
        self._dialer = dialer
        self._all = asyncio.Semaphore(max(1, settings.concurrency))
        self._hosts: dict[str, asyncio.Semaphore] = defaultdict(lambda: asyncio.Semaphore(max(1, settings.per_host)))
        self._idle: dict[Place, list[_Lane]] = defaultdict(list)
        self._parked: dict[_Lane, None] = {}
        self._most_parked = 2 * max(1, settings.concurrency)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Wait for a free place, then send; the clock starts when the place is had."""
        place: Place = request.extensions["place"]
        loop = asyncio.get_running_loop()
        await self._enter(place[1])
        started = loop.time()
        until = started + request.extensions["patience"]
        try:
            async with asyncio.timeout_at(until):
                lane, response = await self._send(place, request)
        except BaseException:
            self._leave(place[1])
            raise
        return httpx.Response(
            response.status,
            headers=response.headers,
            stream=_Body(self, lane, response),
            extensions={"address": lane.stream.address, "tls": lane.stream.tls, "until": until, "started": started},
        )

    async def aclose(self) -> None:
        """Drop every idle connection."""
        for lane in self._parked:
            lane.stream.drop()
        self._parked.clear()
        self._idle.clear()

    def give_back(self, lane: _Lane) -> None:
        """Keep the connection if it can be used again, and let the next request have the place."""
        self._leave(lane.place[1])
        if not lane.http.is_available():
            return
        self._idle[lane.place].append(lane)
        self._parked[lane] = None
        if len(self._parked) > self._most_parked:
            oldest = next(iter(self._parked))
            del self._parked[oldest]
            oldest.stream.drop()

    async def _enter(self, host: str) -> None:
        await self._hosts[host].acquire()
        try:
            await self._all.acquire()
        except BaseException:
            self._hosts[host].release()
            raise

    def _leave(self, host: str) -> None:
        self._all.release()
        self._hosts[host].release()

    async def _send(self, place: Place, request: httpx.Request) -> tuple[_Lane, httpcore.Response]:
        lane = self._warm(place)
        while lane is not None:
            try:
                return lane, await self._over(lane, request)
            except (*_BROKEN, httpcore.ConnectionNotAvailable):
                # The server closed a warm connection in the same moment: that says nothing about the link.
                lane = self._warm(place)
        scheme, host, port = place
        lane = _Lane(place, await self._dialer.dial(host, port, secure=scheme == "https"))
        try:
            return lane, await self._over(lane, request)
        except _BROKEN as error:
            raise _told(error) from None

    def _warm(self, place: Place) -> _Lane | None:
        stack = self._idle[place]
        while stack:
            lane = stack.pop()
            known = self._parked.pop(lane, lane) is None
            if known and lane.warm:
                return lane
            lane.stream.drop()
        return None

    async def _over(self, lane: _Lane, request: httpx.Request) -> httpcore.Response:
        scheme, host, port = lane.place
        target: bytes = request.extensions["target"]
        headers: list[tuple[bytes, bytes]] = list(request.headers.raw)
        if scheme == "http" and self._dialer.proxied(host, port):
            target = str(request.url.copy_with(raw_path=target)).encode("ascii", "replace")
            headers += [(name.encode(), value.encode()) for name, value in self._dialer.proxy_headers]
        url = httpcore.URL(scheme=scheme, host=host, port=port, target=target)
        return await lane.http.handle_async_request(httpcore.Request(request.method, url, headers=headers))


def _told(error: Exception) -> Exception:
    """What a broken exchange means. An over-long head has a status hint of its own (431)."""
    if isinstance(error, (httpcore.ReadError, httpcore.WriteError)):
        return Shaky("reset", "the connection was reset")
    cause: Any = error.__cause__
    if cause is None:
        return Shaky("empty", "the server closed the connection without an answer")
    if getattr(cause, "error_status_hint", 0) == 431:
        return NoVerdict("limit", "the headers of the answer are too long")
    return Shaky("malformed", "the answer is not HTTP")
