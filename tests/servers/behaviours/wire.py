"""What happens on the line: breaks, slowness, codings, odd HTTP, TLS, and hosts that are not there."""

from __future__ import annotations

import asyncio
import zlib

from tests.servers.behaviours.made import (
    WORDS,
    Behaviour,
    Handler,
    Reply,
    Request,
    answer,
    dripping,
    one,
    packed,
    page,
    reset,
    to,
)  # fmt: skip

_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
_LONG = page(text=WORDS * 8)


def _broken_off(octets: bytes, rudely: bool) -> Handler:
    """Some octets and then no more."""

    async def handler(_request: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(octets)
        await writer.drain()
        if rudely:
            # Time to be read: what waits in the other side's buffer is thrown away by a reset.
            await asyncio.sleep(0.05 if octets else 0)
            reset(writer)

    return handler


async def _stalled(_request: Request, _writer: asyncio.StreamWriter) -> None:
    await asyncio.sleep(120)


def _bomb(times: int = 20) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    start = packer.compress(_LONG) + packer.flush(zlib.Z_FULL_FLUSH)
    raw = zlib.compressobj(9, zlib.DEFLATED, -15)
    return start + times * (raw.compress(b"\0" * 10_000_000) + raw.flush(zlib.Z_FULL_FLUSH))


def _chunked(data: bytes) -> bytes:
    pieces = [data[at : at + 100] for at in range(0, len(data), 100)]
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


def _at(name: str, host: str, right: str, reply: Reply | None = None) -> Behaviour:
    """A behaviour of a host of its own."""
    return Behaviour(name, right, {f"/{name}": answer() if reply is None else reply}, host=host)


ALL: tuple[Behaviour, ...] = (
    one("reset-before-head", "broken", _broken_off(b"", rudely=True)),
    one("reset-after-head", "unknown", _broken_off(_HEAD + b"Content-Length: 9000\r\n\r\n", rudely=True)),
    one("reset-in-head", "broken", _broken_off(_HEAD, rudely=True)),
    one("empty-answer", "broken", _broken_off(b"", rudely=False)),
    one("malformed", "broken", _broken_off(b"SSH-2.0-OpenSSH_9.9\r\n\r\n", rudely=False)),
    one("http-0-9", "broken", _broken_off(page(), rudely=False)),
    one("http-1-0", "fine",
        _broken_off(b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + page(), rudely=False)),
    one("no-length", "fine", _broken_off(_HEAD + b"\r\n" + page(), rudely=False)),
    one("chunked", "fine", _HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + _chunked(page())),
    one("length-too-long", "fine",
        _broken_off(_HEAD + b"Content-Length: %d\r\n\r\n" % (len(_LONG) + 99) + _LONG, rudely=False)),
    one("length-too-short", "fine",
        _broken_off(_HEAD + b"Content-Length: %d\r\n\r\n" % (len(_LONG) - 20) + _LONG, rudely=False)),
    one("early-hints", "fine", b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n" + answer()),
    one("gzip", "fine", answer(200, packed(page()), Content_Encoding="gzip")),
    one("deflate-zlib", "fine", answer(200, packed(page(), 15), Content_Encoding="deflate")),
    one("deflate-raw", "fine", answer(200, packed(page(), -15), Content_Encoding="deflate")),
    one("brotli-unasked", "unknown", answer(200, b"\x0b\x02\x80<p>\x03", Content_Encoding="br")),
    one("gzip-damaged", "unknown", answer(200, b"this is no gzip at all", Content_Encoding="gzip")),
    one("gzip-bomb", "fine", answer(200, _bomb(), Content_Encoding="gzip")),
    one("endless-body", "fine", dripping(_HEAD + b"\r\n" + _LONG, b"<p>and so on</p>" * 500, 0.01, 3_000)),
    one("endless-head", "unknown", dripping(_HEAD, b"X-More: %s\r\n" % (b"and so on " * 500), 0.01, 3_000)),
    one("huge-header", "fine", answer(200, X_Policy="default-src " * 2_500)),
    one("slow-head", "unknown", dripping(b"HTTP/1.1 200 OK\r\nX-Slow: ", b"x", 1.0)),
    one("slow-body", "unknown", dripping(_HEAD + b"Content-Length: 9000\r\n\r\n<title>", b"x", 1.0)),
    one("stalled", "unknown", _stalled),
    _at("tls", "secure", "fine"),
    _at("tls-expired", "expired", "links.certificate"),
    _at("tls-wrong-host", "wrong", "links.certificate"),
    _at("tls-self-signed", "own", "links.certificate"),
    _at("tls-unknown-ca", "stranger", "links.certificate"),
    _at("tls-expires-in-2-days", "soon", "links.certificate"),
    _at("tls-handshake-failure", "alert", "links.certificate"),
    _at("tls-port-speaks-http", "rude", "links.certificate"),
    _at("tls-to-plain", "secure", "links.redirect-chain", to("@HTTP@/fine")),
    Behaviour("refused", "broken", {}, host="refused"),
    Behaviour("no-such-host", "broken", {}, host="gone"),
)  # fmt: skip
