"""One question to one server: UDP from a fresh socket, TCP where the answer does not fit."""

from __future__ import annotations

import asyncio
import contextlib

from preflight.gather.dns.servers import Server
from preflight.gather.dns.wire import Garbled, Question, is_truncated, same_id


class Refused(Exception):
    """The server cannot be reached, or hung up; the message is for people."""


class _Waiting(asyncio.DatagramProtocol):
    """Waits for the answer to one question; whatever bears another id is dropped."""

    def __init__(self, asked: Question, answer: asyncio.Future[bytes]) -> None:
        self._asked = asked
        self._answer = answer

    def datagram_received(self, data: bytes, addr: tuple[object, ...]) -> None:
        if same_id(data, self._asked) and not self._answer.done():
            self._answer.set_result(data)

    def error_received(self, exc: Exception) -> None:
        if not self._answer.done():
            self._answer.set_exception(Refused(f"cannot be reached ({type(exc).__name__})"))


async def exchange(asked: Question, server: Server) -> bytes:
    """The server's answer; waits for ever where it is silent. Raises Refused, or Garbled."""
    wire = await _by_udp(asked, server)
    return await _by_tcp(asked, server) if is_truncated(wire) else wire


async def _by_udp(asked: Question, server: Server) -> bytes:
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[bytes] = loop.create_future()
    # A socket, and so a port, of its own: an answer cannot be forged without guessing both port and id.
    try:
        transport, _protocol = await loop.create_datagram_endpoint(lambda: _Waiting(asked, answer), remote_addr=server)
    except OSError as error:
        raise Refused(f"cannot be reached ({type(error).__name__})") from None
    try:
        transport.sendto(asked.wire)
        return await answer
    finally:
        transport.close()


async def _by_tcp(asked: Question, server: Server) -> bytes:
    writer = None
    try:
        reader, writer = await asyncio.open_connection(*server)
        writer.write(len(asked.wire).to_bytes(2, "big") + asked.wire)
        size = int.from_bytes(await reader.readexactly(2), "big")
        wire = await reader.readexactly(size)
    except (OSError, EOFError) as error:
        raise Refused(f"has a long answer and does not give it over TCP ({type(error).__name__})") from None
    finally:
        if writer is not None:
            writer.close()
            with contextlib.suppress(OSError):
                await writer.wait_closed()
    if not same_id(wire, asked):
        raise Garbled
    return wire
