"""A connection before HTTP is spoken on it: opened, tunnelled through a proxy, put under TLS."""

from __future__ import annotations

import asyncio
import ssl
from typing import Any

from preflight.facts.web import Tls

_FULL = 256 * 1024
"""Octets that may wait unread before the other side is made to wait."""


class _Inbox(asyncio.Protocol):
    """Takes what comes in, whether in the clear or from under TLS."""

    def __init__(self) -> None:
        self.buffer = bytearray()
        self.over = False
        self.error: Exception | None = None
        self.paused = False
        self._waiting: asyncio.Future[None] | None = None
        self.transport: Any = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        if len(self.buffer) > _FULL and not self.paused:
            self.paused = True
            self.transport.pause_reading()
        self._wake()

    def eof_received(self) -> bool:
        self.over = True
        self._wake()
        return False

    def connection_lost(self, exc: Exception | None) -> None:
        self.over = True
        self.error = exc
        self._wake()

    async def take(self, most: int) -> bytes:
        """Up to `most` octets as soon as there are any; b"" at the end."""
        while not self.buffer and not self.over:
            self._waiting = asyncio.get_running_loop().create_future()
            await self._waiting
        taken = bytes(self.buffer[:most])
        del self.buffer[:most]
        if self.paused and len(self.buffer) < _FULL // 2 and not self.over:
            self.paused = False
            self.transport.resume_reading()
        return taken

    def _wake(self) -> None:
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(None)


class Stream:
    """One connection. Time limits are the caller's (`asyncio.timeout`)."""

    def __init__(self, inbox: _Inbox, address: str) -> None:
        self._inbox = inbox
        self.address = address
        self.tls: Tls | None = None

    @property
    def transport(self) -> asyncio.Transport:
        """What the octets go over."""
        transport: asyncio.Transport = self._inbox.transport
        return transport

    @classmethod
    async def open(cls, address: str, port: int) -> Stream:
        """Connect to an IP address. Raises OSError."""
        inbox = _Inbox()
        await asyncio.get_running_loop().create_connection(lambda: inbox, address, port)
        return cls(inbox, address)

    async def handshake(self, context: ssl.SSLContext, host: str) -> Any:
        """Go on under TLS; returns the SSL object. Raises SSLError, OSError, ValueError for an unusable name."""
        loop = asyncio.get_running_loop()
        transport = await loop.start_tls(
            self._inbox.transport, self._inbox, context, server_hostname=host, ssl_shutdown_timeout=1.0
        )
        if transport is None:
            raise ConnectionResetError("closed during the handshake")
        self._inbox.transport = transport
        return transport.get_extra_info("ssl_object")

    async def read(self, most: int) -> bytes:
        """Up to `most` octets; b"" at the end, and where the connection broke."""
        return await self._inbox.take(most)

    def write(self, data: bytes) -> None:
        """What is sent here is small: it fits the socket's buffer, nobody waits."""
        self.transport.write(data)

    def drop(self) -> None:
        """Drop the connection at once: a polite farewell would wait for the other side."""
        self.transport.abort()
