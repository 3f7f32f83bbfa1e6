"""Reads the beginning of a body, with limits on what comes in and on what it unfolds to."""

from __future__ import annotations

import asyncio
import zlib
from typing import NamedTuple

import httpcore
import httpx

MOST = 64 * 1024
"""Octets of a page that are looked at, after decompression."""

MOST_RAW = 256 * 1024
"""Octets that are taken from the line for them: a stream may unfold to nothing for ever."""


class Body(NamedTuple):
    """What was read; `complete` where that is all there was; `raw` octets came over the line."""

    data: bytes
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

    def unfold(self, chunk: bytes, most: int) -> bytes:
        """Up to `most` octets of what the chunk holds. Raises zlib.error."""
        if self._coding in {"", "identity"}:
            return chunk[:most]
        if self._zlib is None:
            # Servers differ on what "deflate" means; the first octet of a zlib stream tells.
            self._zlib = zlib.decompressobj(15 if chunk[:1] and chunk[0] & 0x0F == 8 else -15)
        return self._zlib.decompress(chunk, most)


async def read(response: httpx.Response) -> Body:
    """The beginning of the body; the response is closed after it. A body that breaks off is what came until then.

    Raises TimeoutError when the request's time is over.
    """
    unfolder = _Unfolder(response.headers.get("content-encoding", "").strip().lower())
    data, raw, complete = bytearray(), 0, False
    try:
        async with asyncio.timeout_at(response.extensions["until"]):
            async for chunk in response.aiter_raw():
                raw += len(chunk)
                if not unfolder.readable:
                    break
                data += unfolder.unfold(chunk, MOST - len(data))
                if len(data) >= MOST or raw >= MOST_RAW:
                    break
            else:
                complete = True
    except (httpcore.RemoteProtocolError, httpcore.ReadError, zlib.error):
        complete = False
    finally:
        await response.aclose()
    return Body(bytes(data), complete, raw)
