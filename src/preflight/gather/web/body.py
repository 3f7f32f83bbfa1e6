"""Undoes a body's coding piece by piece, with limits on what it unfolds to and on what is taken from the line."""

from __future__ import annotations

import zlib
from typing import Protocol

_MOST_RAW = 2 * 1024 * 1024
"""Octets that are taken from the line at most: a stream may unfold to nothing for ever."""

_GOOD_TO_KEEP = 64 * 1024
"""Octets still to come up to which reading on is cheaper than another connection."""

_PIECE = 32 * 1024
"""Octets that a compressed piece unfolds to at a time."""

_PLAIN = frozenset({"", "identity"})
_READABLE = frozenset({*_PLAIN, "gzip", "x-gzip", "deflate"})


class Sink(Protocol):
    """What takes a body's octets: up to `most` of them, and no more once it has `enough`."""

    most: int

    @property
    def enough(self) -> bool:
        """Whether nothing more is wanted."""

    def feed(self, data: bytes, *, last: bool = False) -> None:
        """Take octets; `last` where none follow."""


class Body:
    """A body on its way into a sink. `length` is what the Content-Length says, None where it says nothing."""

    def __init__(self, sink: Sink, coding: str, length: int | None) -> None:
        self.raw = 0
        self.sink = sink
        self.unreadable = "" if coding in _READABLE else coding[:40]
        self._coding = coding
        self._length = length
        self._fed = 0
        self._over = coding not in _READABLE
        self._zlib = zlib.decompressobj(31) if coding in {"gzip", "x-gzip"} else None

    def take(self, data: bytes) -> None:
        """Feed the sink as far as it wants; what is damaged is left from there on."""
        self.raw += len(data)
        if self._over:
            return
        try:
            self._feed(data)
        except zlib.error:
            self._over, self.unreadable = True, self._coding
        self._over = self._over or self.sink.enough or self._fed >= self.sink.most

    @property
    def left(self) -> bool:
        """Whether the rest is not worth waiting for."""
        if self.raw >= _MOST_RAW:
            return True
        # What comes in pieces of unknown number is left; what is nearly over is read on, so that the connection lives.
        return self._over and (self._length is None or self._length - self.raw > _GOOD_TO_KEEP)

    def end(self, *, whole: bool) -> bool:
        """Nothing follows; whether all of it was looked at."""
        complete = whole and (not self._over or (self.sink.enough and self._fed < self.sink.most))
        self.sink.feed(b"", last=True)
        return complete

    def _feed(self, data: bytes) -> None:
        left = self.sink.most - self._fed
        if self._coding in _PLAIN:
            self._fed += min(len(data), left)
            self.sink.feed(data[:left])
            return
        if self._zlib is None:
            # Servers differ on what "deflate" means; the first octet of a zlib stream tells.
            self._zlib = zlib.decompressobj(15 if data[:1] and data[0] & 0x0F == 8 else -15)
        waiting = data
        while waiting and self._fed < self.sink.most and not self.sink.enough:
            piece = self._zlib.decompress(waiting, min(_PIECE, self.sink.most - self._fed))
            waiting = self._zlib.unconsumed_tail
            self._fed += len(piece)
            self.sink.feed(piece)
