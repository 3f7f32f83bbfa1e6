"""Reads a body, with limits on what comes in and on what it unfolds to."""

from __future__ import annotations

import asyncio
import zlib
from typing import NamedTuple, Protocol

import httpcore
import httpx

_MOST_RAW = 2 * 1024 * 1024
"""Octets that are taken from the line at most: a stream may unfold to nothing for ever."""

_GOOD_TO_KEEP = 64 * 1024
"""Octets still to come up to which reading on is cheaper than another connection."""

_PIECE = 32 * 1024
"""Octets that a compressed piece unfolds to at a time."""


class Sink(Protocol):
    """What takes a body's octets: up to `most` of them, and no more once it has `enough`."""

    most: int

    @property
    def enough(self) -> bool:
        """Whether nothing more is wanted."""

    def feed(self, data: bytes, *, last: bool = False) -> None:
        """Take octets; `last` where none follow."""


class Body(NamedTuple):
    """What came: `complete` where all of it was looked at; `raw` octets came over the line."""

    complete: bool
    raw: int


class _Unfolder:
    """Undoes gzip, deflate or nothing, a bounded piece at a time."""

    def __init__(self, coding: str) -> None:
        self._coding = coding
        self._zlib = zlib.decompressobj(31) if coding in {"gzip", "x-gzip"} else None

    @property
    def readable(self) -> bool:
        return self._coding in {"", "identity", "gzip", "x-gzip", "deflate"}

    def unfold(self, chunk: bytes, sink: Sink, left: int) -> int:
        """Feed the sink with up to `left` octets of what the chunk holds; how many they were. Raises zlib.error."""
        if self._coding in {"", "identity"}:
            sink.feed(chunk[:left])
            return min(len(chunk), left)
        if self._zlib is None:
            # Servers differ on what "deflate" means; the first octet of a zlib stream tells.
            self._zlib = zlib.decompressobj(15 if chunk[:1] and chunk[0] & 0x0F == 8 else -15)
        fed, waiting = 0, chunk
        while waiting and fed < left and not sink.enough:
            data = self._zlib.decompress(waiting, min(_PIECE, left - fed))
            waiting = self._zlib.unconsumed_tail
            fed += len(data)
            sink.feed(data)
        return fed


async def read(response: httpx.Response, sink: Sink) -> Body:
    """Feed the body to the sink as far as it wants; the response is closed after it. One that breaks off is what came.

    Raises TimeoutError when the request's time is over.
    """
    unfolder = _Unfolder(response.headers.get("content-encoding", "").strip().lower())
    raw, fed, complete = 0, 0, False
    try:
        async with asyncio.timeout_at(response.extensions["until"]):
            async for chunk in response.aiter_raw():
                raw += len(chunk)
                if not sink.enough and fed < sink.most and unfolder.readable:
                    fed += unfolder.unfold(chunk, sink, sink.most - fed)
                if _stop(response, raw, done=sink.enough or fed >= sink.most or not unfolder.readable):
                    break
            else:
                complete = unfolder.readable and fed < sink.most
    except (httpcore.RemoteProtocolError, httpcore.ReadError, zlib.error):
        complete = False
    finally:
        await response.aclose()
    sink.feed(b"", last=True)
    return Body(complete, raw)


def _stop(response: httpx.Response, raw: int, *, done: bool) -> bool:
    if raw >= _MOST_RAW:
        return True
    if not done:
        return False
    told = length(response)
    # What comes in pieces of unknown number is left; what is nearly over is read on, so that the connection lives.
    return told is None or told - raw > _GOOD_TO_KEEP


def length(response: httpx.Response) -> int | None:
    """What the Content-Length says, None where it says nothing."""
    said = response.headers.get("content-length", "")
    return int(said[:15]) if said.isascii() and said.isdigit() else None
