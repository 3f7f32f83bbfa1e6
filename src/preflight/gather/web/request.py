"""One request of a chain: sent, read as far as needed, and tried once more where that may help."""

from __future__ import annotations

import asyncio
from typing import NamedTuple

import httpx

from preflight.facts.web import Fetch, Page, Tls
from preflight.gather.web import body, walls
from preflight.gather.web.failures import NoVerdict, Shaky
from preflight.gather.web.onward import Target, retry_after
from preflight.gather.web.picture import Octets
from preflight.gather.web.reader import PageReader, refresh_target
from preflight.gather.web.settings import WebSettings

_PAUSE = 0.25
"""Seconds before another try."""

_LONGEST_WAIT = 30.0
"""Seconds of Retry-After beyond which nobody waits, however large the budget."""

_SECOND_PATIENCE = 0.5
"""Share of the time limit that a server gets for a second try after it was silent for the whole of the first."""

_HTML = ("text/html", "application/xhtml+xml")


class Reply(NamedTuple):
    """An answer that was had. `refresh` is where the page sends its reader on at once, seen from `base`."""

    status: int
    headers: httpx.Headers
    size: int
    seconds: float
    address: str
    tls: Tls | None
    challenge: str
    picture: str
    page: Page | None
    refresh: str
    base: str


class Requester:
    """Sends GET requests through httpx's transport.

    Not through an `httpx.AsyncClient`: one client keeps the cookies of all chains together, and prepares the next
    request of each redirect by itself, which fails for what only browsers can read.
    """

    def __init__(self, settings: WebSettings, transport: httpx.AsyncBaseTransport) -> None:
        self._settings = settings
        self._transport = transport
        self._headers = [
            ("User-Agent", settings.user_agent),
            ("Accept", "text/html,application/xhtml+xml,*/*;q=0.8"),
            ("Accept-Language", "en,*;q=0.5"),
            ("Accept-Encoding", "gzip, deflate"),
        ]

    async def get(self, target: Target, cookies: str, ask: Fetch) -> Reply:
        """The answer, at the second try where the first was shaky, silent or a server's error.

        Raises Dead, Shaky, NoVerdict and TimeoutError.
        """
        first = await self._try(target, cookies, ask, self._settings.timeout)
        wait = self._pause_after(first)
        if wait is None:
            return _had(first)
        await asyncio.sleep(wait)
        share = _SECOND_PATIENCE if isinstance(first, TimeoutError) else 1.0
        return _had(await self._try(target, cookies, ask, share * self._settings.timeout))

    async def _try(self, target: Target, cookies: str, ask: Fetch, patience: float) -> Reply | Shaky | TimeoutError:
        try:
            return await self._once(target, cookies, ask, patience)
        except (Shaky, TimeoutError) as error:
            return error

    async def _once(self, target: Target, cookies: str, ask: Fetch, patience: float) -> Reply:
        place = (target.scheme, target.host, target.port)
        extensions = {"place": place, "target": target.target, "patience": patience}
        headers = [*self._headers, ("Cookie", cookies)] if cookies else self._headers
        try:
            request = httpx.Request("GET", target.url, headers=headers, extensions=extensions)
        except (httpx.InvalidURL, ValueError):
            raise NoVerdict("error", "our client cannot ask for such a URL") from None
        response = await self._transport.handle_async_request(request)
        sink = _sink(response, ask)
        read = await body.read(response, sink)
        return _reply(response, sink, read)

    def _pause_after(self, outcome: Reply | Shaky | TimeoutError) -> float | None:
        """Seconds until another try, None where there is to be none."""
        if not isinstance(outcome, Reply):
            return _PAUSE
        if outcome.challenge or not (outcome.status == 429 or 500 <= outcome.status < 600):
            return None
        asked = retry_after(outcome.headers.get("retry-after", ""))
        if asked is None:
            return _PAUSE if outcome.status >= 500 else None
        return asked if asked <= min(_LONGEST_WAIT, self._left() - 1.0) else None

    def _left(self) -> float:
        if self._settings.deadline is None:
            return _LONGEST_WAIT + 1.0
        return self._settings.deadline - asyncio.get_running_loop().time()


def _had(outcome: Reply | Shaky | TimeoutError) -> Reply:
    if isinstance(outcome, Reply):
        return outcome
    raise outcome


def _sink(response: httpx.Response, ask: Fetch) -> PageReader | Octets:
    kind = response.headers.get("content-type", "")
    bare = kind.partition(";")[0].strip().lower()
    if bare in _HTML or not bare:
        return PageReader(ask, kind)
    return Octets(weigh=ask.weigh and body.length(response) is None)


def _reply(response: httpx.Response, sink: PageReader | Octets, read: body.Body) -> Reply:
    told = body.length(response)
    extensions = response.extensions
    found = sink if isinstance(sink, PageReader) else None
    return Reply(
        status=response.status_code,
        headers=response.headers,
        size=read.raw if told is None else told,
        seconds=round(asyncio.get_running_loop().time() - extensions["started"], 3),
        address=extensions["address"],
        tls=extensions["tls"],
        challenge=walls.challenge(response.status_code, response.headers, sink.start),
        picture=sink.format,
        page=found.page(read.complete) if found else None,
        refresh=found.refresh if found and found.refresh else refresh_target(response.headers.get("refresh", "")),
        base=found.base if found else "",
    )
