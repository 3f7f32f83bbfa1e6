"""What behaviours are made of: answers, pages, pieces of bad manners.

In an answer `@HTTP@` stands for the plain site as the client named it, `@AUTHORITY@` for that without its scheme, and
`@PORT@` for the port on which the site really listens.
"""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import Awaitable, Callable
from typing import NamedTuple


class Request(NamedTuple):
    method: str
    target: str
    headers: dict[str, str]


Handler = Callable[[Request, asyncio.StreamWriter], Awaitable[bytes | None]]
"""Writes by itself, or gives back what is to be written; the connection is closed after it."""

Reply = bytes | list[bytes] | Handler
"""Octets, or octets for the first, second … request, or a handler."""


class Behaviour(NamedTuple):
    """One thing that servers do. `link` is where the mail leads, at `host`; `routes` are paths and their replies."""

    name: str
    right: str
    routes: dict[str, Reply]
    link: str = ""
    host: str = "site"
    element: str = '<a href="{url}">A link</a>'

    @property
    def path(self) -> str:
        return self.link or f"/{self.name}"


WORDS = (
    "We open the studio on winter evenings for a few people at a time, bring paper, ink and soup, and show how it is "
    "done. Everything is there; wear something that may get stains, and tell us in good time if you cannot come. "
)


def page(
    title: str = "Winter evenings", heading: str = "Winter evenings", text: str = WORDS * 2, head: str = ""
) -> bytes:
    """An ordinary page."""
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>{head}</head>'
        f"<body><h1>{heading}</h1><p>{text}</p></body></html>"
    ).encode()


def answer(status: int = 200, body: bytes | None = None, **headers: str) -> bytes:
    """A whole answer; underscores in names of headers become hyphens, a header with the value "-" is left out."""
    content = page() if body is None else body
    fields = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(content))}
    fields |= {name.replace("_", "-"): value for name, value in headers.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items() if value != "-")
    return f"HTTP/1.1 {status} X\r\n{head}\r\n".encode() + content


def to(location: str, status: int = 302, **headers: str) -> bytes:
    """A redirect."""
    return answer(status, b"", Location=location, **headers)


def gone() -> bytes:
    """A page that is not there, and says so as it should."""
    return answer(404, page("Not found", "Not found", "There is no such page."))


def one(name: str, right: str, reply: Reply, link: str = "", **more: Reply) -> Behaviour:
    """A behaviour with one path of its own; `more` are those below it, by their last segment."""
    routes = {(link or f"/{name}").partition("?")[0].partition("#")[0]: reply}
    return Behaviour(name, right, routes | {f"/{name}/{last}": found for last, found in more.items()}, link)


def packed(data: bytes, bits: int = 31) -> bytes:
    """gzip (31), zlib (15) or raw deflate (-15)."""
    packer = zlib.compressobj(9, zlib.DEFLATED, bits)
    return packer.compress(data) + packer.flush()


def reset(writer: asyncio.StreamWriter) -> None:
    """Break off without a farewell."""
    import socket
    import struct

    found = writer.get_extra_info("socket")
    found.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


def dripping(start: bytes, piece: bytes, pause: float, times: int = 120) -> Handler:
    """Start, and then a piece again and again."""

    async def handler(_request: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(start)
        for _ in range(times):
            if writer.is_closing():
                return
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(pause)

    return handler
