"""One request of a chain: sent, read as far as needed, and tried once more where that may help."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import NamedTuple

from preflight.facts.web import Fetch, Page, Tls
from preflight.gather.web import walls
from preflight.gather.web.exchange import Head
from preflight.gather.web.failures import Shaky
from preflight.gather.web.lanes import Lanes, Sent
from preflight.gather.web.onward import Target, retry_after
from preflight.gather.web.picture import KEPT, Octets
from preflight.gather.web.reader import PageReader, refresh_target
from preflight.gather.web.settings import WebSettings

_PAUSE = 0.25
"""Seconds before another try."""

_LONGEST_WAIT = 30.0
"""Seconds of Retry-After beyond which nobody waits, however large the budget."""

_SECOND_PATIENCE = 0.5
"""Share of the time limit that a server gets for a second try after it was silent for the whole of the first."""

Headers = Sequence[tuple[str, str]]
_HTML = ("text/html", "application/xhtml+xml")
_SHOWN = ("image/png", "image/jpeg", "image/gif", "image/webp")
_ROOM = 4 * 1024 * 1024
"""Octets of pictures that are kept of one run at most."""


class Reply(NamedTuple):
    """An answer that was had. `refresh` is where the page sends its reader on at once, seen from `base`."""

    status: int
    head: Head
    size: int
    seconds: float
    address: str
    tls: Tls | None
    challenge: str
    picture: str
    page: Page | None
    refresh: str
    base: str
    body: bytes = b""


class Requester:
    """Sends GET requests over the lanes."""

    def __init__(
        self, settings: WebSettings, lanes: Lanes, proxied: Callable[[str, int], bool], proxy: Headers
    ) -> None:
        self._settings = settings
        self._lanes = lanes
        self._proxied = proxied
        self._proxy = _lines(proxy)
        self._room = _ROOM
        self._headers = _lines(
            (
                ("User-Agent", settings.user_agent),
                ("Accept", "text/html,application/xhtml+xml,*/*;q=0.8"),
                ("Accept-Language", "en,*;q=0.5"),
                ("Accept-Encoding", "gzip, deflate"),
            )
        )

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
        sent = await self._lanes.send(place, self._request(target, cookies), lambda head: _sink(head, ask), patience)
        reply = _reply(sent)
        self._room -= len(reply.body)
        return reply if self._room >= 0 else reply._replace(body=b"")

    def _request(self, target: Target, cookies: str) -> bytes:
        """The octets of a request. A URL that the standard has normalised holds no blanks and no line breaks."""
        path, more = target.target, b""
        if target.scheme == "http" and self._proxied(target.host, target.port):
            path, more = f"http://{target.authority}".encode() + path, self._proxy
        if cookies:
            more += _lines((("Cookie", cookies),))
        host = target.authority.encode()
        return b"GET %b HTTP/1.1\r\nHost: %b\r\n%b%b\r\n" % (path, host, self._headers, more)

    def _pause_after(self, outcome: Reply | Shaky | TimeoutError) -> float | None:
        """Seconds until another try, None where there is to be none."""
        if not isinstance(outcome, Reply):
            return _PAUSE
        if outcome.challenge or not (outcome.status == 429 or 500 <= outcome.status < 600):
            return None
        asked = retry_after(outcome.head.get("retry-after"))
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


def _lines(headers: Headers) -> bytes:
    return b"".join(f"{name}: {value}\r\n".encode("latin-1", "replace") for name, value in headers)


def _sink(head: Head, ask: Fetch) -> PageReader | Octets:
    kind = head.get("content-type")
    bare = kind.partition(";")[0].strip().lower()
    if bare in _HTML or not bare or (bare == "text/plain" and ask.texts):
        return PageReader(ask, kind)
    keep = ask.weigh and bare in _SHOWN and (head.length or 0) <= KEPT
    return Octets(weigh=ask.weigh and head.length is None, keep=keep)


def _reply(sent: Sent) -> Reply:
    head, sink = sent.got.head, sent.got.sink
    told = head.length
    found = sink if isinstance(sink, PageReader) else None
    return Reply(
        status=head.status,
        head=head,
        size=sent.got.raw if told is None else told,
        seconds=sent.seconds,
        address=sent.address,
        tls=sent.tls,
        challenge=walls.challenge(head, sink.start),
        picture=sink.format(head.get("content-type")),
        page=found.page(sent.got.complete, sent.got.unreadable) if found else None,
        refresh=found.refresh if found and found.refresh else refresh_target(head.get("refresh")),
        base=found.base if found else "",
        body=sink.kept if found is None and sent.got.complete and head.status == 200 else b"",
    )
