"""The site that behaves so: over HTTP, over TLS with a certificate for each fault, and a name server that knows nobody."""

from __future__ import annotations

import asyncio
import contextlib
import re
import socket
import ssl
import tempfile
import threading
from functools import partial
from pathlib import Path
from typing import Self

from tests.servers.behaviours import certificates
from tests.servers.behaviours.made import Behaviour, Reply, Request
from tests.servers.dns import NameServer

DOMAIN = "behaves.test"
NOWHERE = "gone.behaves-nowhere.test"
_ALERT = bytes.fromhex("15030100020228")
"""TLS for "no handshake with you"."""

_NONE = b"HTTP/1.1 404 X\r\nContent-Length: 0\r\n\r\n"


class Served:
    """Up between `with` and its end, in a thread of its own. `ca_file` holds the root to trust."""

    def __init__(self, behaviours: tuple[Behaviour, ...] | None = None) -> None:
        from tests.servers import behaviours as all_

        self.routes: dict[str, Reply] = {}
        for behaviour in behaviours or all_.BEHAVIOURS:
            self.routes |= behaviour.routes
        self.ports: dict[str, int] = {}
        self._turns: dict[str, int] = {}
        self._folder = tempfile.TemporaryDirectory()
        self.ca_file = Path(self._folder.name) / "root.pem"
        self._loop = asyncio.new_event_loop()
        self._names = NameServer()
        self._shut = socket.socket()

    def __enter__(self) -> Self:
        self._shut.bind(("127.0.0.1", 0))  # bound and not listening: connections are refused, and nobody takes the port
        self.ports["refused"] = self._shut.getsockname()[1]
        self._names.__enter__()
        started = threading.Event()
        self._thread = threading.Thread(target=self._serve, args=(started,), daemon=True)
        self._thread.start()
        assert started.wait(30)
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._names.__exit__()
        self._shut.close()
        self._folder.cleanup()

    @property
    def nameserver(self) -> str:
        return self._names.address

    @property
    def connect_to(self) -> tuple[str, ...]:
        """curl's mappings that bring each host here."""
        plain = {"site": 80, "refused": 80}
        return tuple(f"{h}.{DOMAIN}:{plain.get(h, 443)}:127.0.0.1:{port}" for h, port in self.ports.items())

    def url(self, behaviour: Behaviour) -> str:
        """The behaviour's address by its name, which `connect_to` leads here."""
        if behaviour.host == "gone":
            return f"http://{NOWHERE}/"
        scheme = "http" if behaviour.host in {"site", "refused"} else "https"
        return f"{scheme}://{behaviour.host}.{DOMAIN}{behaviour.path}"

    def reachable(self, behaviour: Behaviour) -> str:
        """The same for everybody on this machine."""
        if behaviour.host == "gone":
            return f"http://{NOWHERE}/"
        scheme = "http" if behaviour.host in {"site", "refused"} else "https"
        return f"{scheme}://127.0.0.1:{self.ports[behaviour.host]}{behaviour.path}"

    def begin_anew(self) -> None:
        """Forget who has asked for what."""
        self._turns.clear()

    def _serve(self, started: threading.Event) -> None:
        asyncio.set_event_loop(self._loop)
        servers = self._loop.run_until_complete(self._listen())
        started.set()
        self._loop.run_forever()
        for server in servers:
            server.close()
        tasks = asyncio.all_tasks(self._loop)
        for task in tasks:
            task.cancel()
        self._loop.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))
        self._loop.close()

    async def _listen(self) -> list[asyncio.Server]:
        contexts: dict[str, ssl.SSLContext | None] = {"site": None}
        contexts |= certificates.contexts(Path(self._folder.name), self.ca_file, DOMAIN)
        servers = {host: await self._start(self._connection, context) for host, context in contexts.items()}
        servers["alert"] = await self._start(partial(_say, _ALERT), None)
        servers["rude"] = await self._start(partial(_say, b"HTTP/1.1 400 Bad Request\r\n\r\n"), None)
        self.ports |= {host: server.sockets[0].getsockname()[1] for host, server in servers.items()}
        return list(servers.values())

    async def _start(self, serve: object, context: ssl.SSLContext | None) -> asyncio.Server:
        return await asyncio.start_server(serve, "127.0.0.1", 0, ssl=context, backlog=512)  # type: ignore[arg-type]

    async def _connection(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while await self._one(reader, writer):
                pass
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, asyncio.CancelledError):
            pass
        finally:
            with contextlib.suppress(RuntimeError):
                writer.close()

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        request = _read((await reader.readuntil(b"\r\n\r\n")).decode("latin-1"))
        found = self._reply(request)
        if callable(found):
            made = await found(request, writer)
            if made is None:
                return False
            found = made
        octets = self._filled(found, request)
        head, _, _ = octets.partition(b"\r\n\r\n")
        writer.write(head + b"\r\n\r\n" if request.method == "HEAD" else octets)
        await writer.drain()
        return b"content-length" in head.lower() or b"chunked" in head or b" 304 " in head or b" 204 " in head

    def _reply(self, request: Request) -> bytes | object:
        path = request.target.partition("?")[0]
        found = self.routes.get(path, _NONE)
        if not isinstance(found, list):
            return found
        turn = self._turns.get(path, 0)
        self._turns[path] = turn + 1
        return found[min(turn, len(found) - 1)]

    def _filled(self, octets: bytes, request: Request) -> bytes:
        here = request.headers.get("host", "").startswith("127.")
        authority = f"127.0.0.1:{self.ports['site']}" if here else f"site.{DOMAIN}"
        values = {b"HTTP": f"http://{authority}", b"AUTHORITY": authority, b"PORT": str(self.ports["site"])}
        return re.sub(rb"@(HTTP|AUTHORITY|PORT)@", lambda found: values[found[1]].encode(), octets, count=1)


def _read(head: str) -> Request:
    first, *lines = head.split("\r\n")
    method, target, _ = first.split(" ", 2)
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines if line)}
    return Request(method, target, headers)


async def _say(octets: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answer whatever comes first with these octets, and hang up."""
    with contextlib.suppress(OSError):
        await reader.read(65536)
        writer.write(octets)
        await writer.drain()
    writer.close()
