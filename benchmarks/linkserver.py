"""A site on loopback that answers every request after a while, over HTTP and over TLS, with little CPU of its own.

usage: python benchmarks/linkserver.py FOLDER DELAY      (seconds; the authority's certificate is written into FOLDER)

Prints its two ports. It listens on all of 127.0.0.0/8, so that 127.0.0.2, 127.0.0.3 … are hosts of their own. Paths
that begin with /endless, /bomb, /silent and /drip misbehave.
"""

from __future__ import annotations

import asyncio
import json
import pathlib
import ssl
import sys
import zlib

import trustme

WORDS = b"<p>Some words of a landing page that a reader may want to read on a phone.</p>\n" * 25
BODY = (
    b"<!doctype html><html lang=en><head><meta charset=utf-8><title>A page of the shop</title>"
    b"<link rel=stylesheet href=/a.css><meta name=description content='A page'>"
    b'<script async src="https://www.googletagmanager.com/gtag/js?id=G-ABC1234"></script>'
    b"<script>window.dataLayer=[];function gtag(){dataLayer.push(arguments)}gtag('config','G-ABC1234')</script></head>"
    b"<body class=page><header><a href=/>Home</a> <a href=/offers>Offers</a></header><h1>The page</h1>\n"
    + WORDS
    + b"<footer><a href=/imprint>Imprint</a></footer></body></html>"
)
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
PAGE = HEAD + b"Content-Length: %d\r\n\r\n" % len(BODY) + BODY


def bomb() -> bytes:
    """A megabyte that unfolds to a gigabyte."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    return b"".join(packer.compress(bytes(1_000_000)) for _ in range(1_000)) + packer.flush()


class Site(asyncio.Protocol):
    """One connection."""

    packed = b""

    def __init__(self, delay: float) -> None:
        self.delay = delay
        self.buffer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        while (end := self.buffer.find(b"\r\n\r\n")) >= 0:
            head, self.buffer = self.buffer[:end], self.buffer[end + 4 :]
            self.asked(head.split(b" ", 2)[1].partition(b"?")[0])

    def asked(self, path: bytes) -> None:
        loop = asyncio.get_running_loop()
        if path == b"/endless":
            self.transport.write(HEAD + b"\r\n<title>Long</title>")  # type: ignore[attr-defined]
            self.more(b"x" * 65_536, 0.0)
        elif path == b"/drip":
            self.transport.write(HEAD + b"\r\n<title>")  # type: ignore[attr-defined]
            self.more(b"x", 1.0)
        elif path == b"/bomb":
            answer = HEAD + b"Content-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(Site.packed) + Site.packed
            loop.call_later(self.delay, self.reply, answer)
        elif path != b"/silent":
            loop.call_later(self.delay, self.reply, PAGE)

    def reply(self, answer: bytes) -> None:
        if not self.transport.is_closing():
            self.transport.write(answer)  # type: ignore[attr-defined]

    def more(self, piece: bytes, pause: float) -> None:
        if self.transport.is_closing():
            return
        if self.transport.get_write_buffer_size() < 1_000_000:  # type: ignore[attr-defined]
            self.transport.write(piece)  # type: ignore[attr-defined]
        asyncio.get_running_loop().call_later(pause or 0.001, self.more, piece, pause)


async def serve(folder: pathlib.Path, delay: float) -> None:
    """Serve until the process is ended."""
    Site.packed = bomb()
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(folder / "root.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1", "localhost").configure_cert(context)
    loop = asyncio.get_running_loop()
    plain = await loop.create_server(lambda: Site(delay), "0.0.0.0", 0, backlog=1024)
    secure = await loop.create_server(lambda: Site(delay), "127.0.0.1", 0, ssl=context, backlog=1024)
    ports = [server.sockets[0].getsockname()[1] for server in (plain, secure)]
    print(json.dumps({"http": ports[0], "https": ports[1]}), flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(serve(pathlib.Path(sys.argv[1]), float(sys.argv[2])))
