"""One request and its answer on a connection: octets out, a head, a body into its sink. Parsed by llhttp."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, NamedTuple

import httptools

from preflight.gather.web.body import Body, Sink
from preflight.gather.web.failures import NoVerdict, Shaky

_LONGEST_HEAD = 100_000
_LENIENT = (
    "lenient_headers", "lenient_chunked_length", "lenient_data_after_close", "lenient_optional_lf_after_cr",
    "lenient_optional_cr_before_lf", "lenient_optional_crlf_after_chunk", "lenient_spaces_after_chunk_size",
)  # fmt: skip
"""Slips that every browser forgives."""


class Head(NamedTuple):
    """The head of an answer: names in lower case, in their order, each line as it came."""

    status: int
    lines: list[tuple[str, bytes]]

    def get(self, name: str, default: str = "") -> str:
        """The first value of a header, as Latin-1."""
        return next((value.decode("latin-1").strip() for key, value in self.lines if key == name), default)

    @property
    def length(self) -> int | None:
        """What the Content-Length says, None where it says nothing that can be read."""
        said = self.get("content-length")
        return int(said[:15]) if said.isascii() and said.isdigit() else None


class Got(NamedTuple):
    """An answer that was had: `complete` where all of the body was looked at; `raw` octets came over the line.

    `unreadable` is the content coding that could not be undone, "" where there was none such.
    """

    head: Head
    sink: Any
    complete: bool
    raw: int
    unreadable: str


ToSink = Callable[[Head], Sink]


class Exchange(asyncio.Protocol):
    """A connection's protocol: one exchange at a time. `usable` while another one may follow."""

    def __init__(self, transport: asyncio.Transport) -> None:
        self.usable = True
        self._transport = transport
        self._answer: asyncio.Future[Got] | None = None
        self._to_sink: ToSink | None = None
        self._begin()

    def ask(self, request: bytes, to_sink: ToSink) -> asyncio.Future[Got]:
        """Send a request; the answer as it will be. It fails with Shaky or NoVerdict."""
        self._begin()
        self._to_sink = to_sink
        self._answer = asyncio.get_running_loop().create_future()
        self._transport.write(request)
        return self._answer

    def drop(self) -> None:
        """Break the connection off: a polite farewell would wait for the other side."""
        self.usable = False
        self._transport.abort()

    def _begin(self) -> None:
        self._parser = httptools.HttpResponseParser(self)
        self._parser.set_dangerous_leniencies(**dict.fromkeys(_LENIENT, True))
        self._lines: list[tuple[str, bytes]] = []
        self._head_size = self._came = 0
        self._head: Head | None = None
        self._body: Body | None = None

    # What asyncio calls.

    def data_received(self, data: bytes) -> None:
        """Parse on; what nobody asked for ends the connection."""
        if self._answer is None:
            self.drop()
            return
        self._came += len(data)
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserUpgrade:
            self._fail(Shaky("malformed", "the answer is not HTTP"))
        except httptools.HttpParserError:
            self._stumbled()
        if self._head is None and self._answer is not None and self._came > _LONGEST_HEAD:
            self._fail(NoVerdict("limit", "the headers of the answer are too long"))
        elif self._body is not None and self._body.left:
            self._finish(whole=False, usable=False)

    def eof_received(self) -> bool:
        """The other side says no more."""
        self.connection_lost(None)
        return False

    def connection_lost(self, exc: Exception | None) -> None:
        """A body without a length is over by this; every other answer has broken off."""
        self.usable = False
        if self._answer is None:
            return
        if self._head is not None:
            self._finish(whole=exc is None and self._until_the_end(), usable=False)
        elif exc is not None:
            self._fail(Shaky("reset", "the connection was reset"))
        elif self._came:
            self._fail(Shaky("malformed", "the answer is not HTTP"))
        else:
            self._fail(Shaky("empty", "the server closed the connection without an answer"))

    # What the parser calls.

    def on_header(self, name: bytes, value: bytes) -> None:
        """A line of the head."""
        self._head_size += len(name) + len(value)
        if self._head_size <= _LONGEST_HEAD:
            self._lines.append((name.decode("latin-1").lower(), value))

    def on_headers_complete(self) -> None:
        """The head is there: what is to become of the body is known now."""
        status = self._parser.get_status_code()
        if status < 200 or self._to_sink is None:
            # Informational: the answer itself follows.
            self._lines = []
            return
        self._head = Head(status, self._lines)
        sink = self._to_sink(self._head)
        self._body = Body(sink, self._head.get("content-encoding").lower(), self._head.length)

    def on_body(self, body: bytes) -> None:
        """A piece of the body, without its chunks' frames."""
        if self._body is not None:
            self._body.take(body)

    def on_message_complete(self) -> None:
        """The answer is whole, unless it was an informational one."""
        if self._head is not None:
            self._finish(whole=True, usable=self._parser.should_keep_alive())

    def _until_the_end(self) -> bool:
        assert self._head is not None
        return self._head.length is None and "chunked" not in self._head.get("transfer-encoding").lower()

    def _stumbled(self) -> None:
        if self._head is not None:
            self._finish(whole=False, usable=False)
        elif self._answer is not None:
            self._fail(Shaky("malformed", "the answer is not HTTP"))

    def _finish(self, *, whole: bool, usable: bool) -> None:
        answer, self._answer = self._answer, None
        if answer is None or self._body is None or self._head is None:
            return
        complete = self._body.end(whole=whole)
        self.usable = self.usable and usable
        if not self.usable:
            self._transport.abort()
        if not answer.done():
            answer.set_result(Got(self._head, self._body.sink, complete, self._body.raw, self._body.unreadable))

    def _fail(self, error: Exception) -> None:
        answer, self._answer = self._answer, None
        self.drop()
        if answer is not None and not answer.done():
            answer.set_exception(error)
