"""A small web site on loopback that misbehaves on purpose, and a log of what it was asked."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Awaitable, Callable
from contextlib import asynccontextmanager

from preflight.facts.web import Dial, Fetch, Web
from preflight.gather.resolve import NoSuchHost
from preflight.gather.web import WebSettings, gather_web

HOST = "site.test"
Handler = Callable[[asyncio.StreamWriter, str, dict[str, str]], Awaitable[None]]


def answer(status: int = 200, body: bytes = b"<title>Hello</title>", **headers: str) -> bytes:
    """A whole HTTP/1.1 answer; underscores in header names become hyphens."""
    fields = {"Content-Type": "text/html", "Content-Length": str(len(body))}
    fields |= {name.replace("_", "-"): value for name, value in headers.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return f"HTTP/1.1 {status} X\r\n{head}\r\n".encode() + body


class Site:
    """Answers by path: octets, a list of octets for the first, second … time, or a handler; else 404."""

    def __init__(self, routes: dict[str, bytes | list[bytes] | Handler], latency: float = 0.0) -> None:
        self.routes = routes
        self.latency = latency
        self.asked: list[str] = []
        self.headers: list[dict[str, str]] = []
        self.connections = 0
        self.open = 0
        self.most_open = 0
        self.port = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self.open += 1
        self.most_open = max(self.most_open, self.open)
        try:
            while await self._one(reader, writer):
                pass
        except (OSError, asyncio.IncompleteReadError):
            pass
        finally:
            self.open -= 1
            writer.close()

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        method, target, _ = head[0].split(" ", 2)
        headers = {n.lower(): v.strip() for n, _, v in (line.partition(":") for line in head[1:] if line)}
        self.asked.append(f"{method} {target}")
        self.headers.append(headers)
        if self.latency:
            await asyncio.sleep(self.latency)
        found = self.routes.get(target.partition("?")[0], answer(404))
        if isinstance(found, list):
            found = found.pop(0) if len(found) > 1 else found[0]
        if callable(found):
            await found(writer, target, headers)
            return False
        writer.write(found)
        await writer.drain()
        return b"Content-Length" in found and b"HTTP/1.0" not in found


@asynccontextmanager
async def serving(site: Site, context: ssl.SSLContext | None = None):
    server = await asyncio.start_server(site.serve, "127.0.0.1", 0, ssl=context)
    site.port = server.sockets[0].getsockname()[1]
    try:
        yield site
    finally:
        server.close()


async def nobody(host: str) -> list[str]:
    raise NoSuchHost(host)


def knows(**hosts: str | list[str]):
    """A resolver for `a__test="127.0.0.1"`, double underscores being dots."""
    table = {name.replace("__", "."): value for name, value in hosts.items()}

    async def resolve(host: str) -> list[str]:
        if host not in table:
            raise NoSuchHost(host)
        found = table[host]
        return [found] if isinstance(found, str) else found

    return resolve


def settings(site: Site | None = None, **more) -> WebSettings:
    """Everything goes to the site, whatever its name and port."""
    mapping = (("", 0, "127.0.0.1", site.port),) if site else ()
    return WebSettings(**{"resolve": nobody, "connect_to": mapping, "timeout": 5.0, **more})


async def ask(site: Site | None, *urls: str, acting: frozenset[str] = frozenset(), dials=(), **more) -> Web:
    asks = [*(Fetch(url, page=True) for url in urls), *(Dial(*dial) for dial in dials)]
    return await asyncio.wait_for(gather_web(asks, settings=settings(site, **more), acting=acting), 30)


def visit(routes: dict[str, bytes | list[bytes] | Handler], path: str = "/", context=None, **more):
    """Serve, ask for one path, and give back the answer and the site."""

    async def story():
        async with serving(Site(routes), context) as site:
            url = f"{'https' if context else 'http'}://{HOST}{path}"
            web = await ask(site, url, **more)
            return web[url], site

    return asyncio.run(story())
