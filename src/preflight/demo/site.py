"""The demo's web site: HTTPS and HTTP on loopback, with certificates of a root of its own."""

from __future__ import annotations

import datetime
import ssl
import struct
import threading
import zlib
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import NamedTuple

EXPIRED = "old.acme-sale.test"
"""The host whose certificate ended yesterday."""


class Answer(NamedTuple):
    """What a page answers; `to` is where a redirect leads."""

    status: int
    body: str | bytes = ""
    to: str = ""
    kind: str = "text/html; charset=utf-8"


def page(title: str, text: str) -> Answer:
    """An ordinary page."""
    head = f'<meta charset="utf-8"><title>{title}</title><script src="https://stats.acme.test/matomo.js"></script>'
    return Answer(
        200, f"<!doctype html><html lang=en><head>{head}</head><body><h1>{title}</h1><p>{text}</p></body></html>"
    )


_WIDE, _HIGH = 240, 96


def picture() -> Answer:
    """A PNG, written by hand: the light of a lamp in a dark room."""
    pieces = (
        (b"IHDR", struct.pack(">IIBBBBB", _WIDE, _HIGH, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(b"".join(b"\0" + b"".join(_lit(x, y) for x in range(_WIDE)) for y in range(_HIGH)))),
        (b"IEND", b""),
    )
    body = b"".join(struct.pack(">I", len(d)) + n + d + struct.pack(">I", zlib.crc32(n + d)) for n, d in pieces)
    return Answer(200, b"\x89PNG\r\n\x1a\n" + body, kind="image/png")


def _lit(x: int, y: int) -> bytes:
    """A sign of the picture: warm under the lamp, dark towards the walls, a table below."""
    far = ((x - _WIDE / 2) ** 2 + (2.2 * (y - 24)) ** 2) ** 0.5
    light = max(0.0, 1 - far / 150) ** 1.6 * (0.7 if y > 66 else 1.0)
    return bytes((int(46 + 200 * light), int(34 + 140 * light), int(28 + 70 * light)))


_WORDS = (
    "We open the studio on winter evenings for a few people at a time, bring paper, ink and soup, and show how it is "
    "done. Everything is there; wear something that may get stains."
)
PAGES: dict[tuple[str, str], Answer] = {
    ("www.acme.test", "/winter"): page("Winter studio", _WORDS),
    ("www.acme.test", "/winter/linocut"): page("Linocut", _WORDS),
    ("www.acme.test", "/winter/paper"): page("Paper", _WORDS),
    ("www.acme.test", "/winter/light"): page("Light", _WORDS),
    ("www.acme.test", "/winter/book"): page("Keep a place", _WORDS),
    ("www.acme.test", "/privacy"): page("Privacy", _WORDS),
    ("img.acme.test", "/winter-studio.png"): picture(),
    ("shop.acme-sale.test", "/start"): Answer(301, to="https://shop.acme-sale.test/welcome"),
    ("bit.ly", "/acme-winter"): page("Directions", _WORDS),
    ("shop.acme-sale.test", "/welcome"): page("Welcome", _WORDS),
    ("shop.acme-sale.test", "/mittens"): page("This offer has expired", "Look at our other offers."),
    ("shop.acme-sale.test", "/logo.png"): page("Sign in", _WORDS),
    ("shop.acme-sale.test", "/coats"): page("Coats", _WORDS),
    ("shop.acme-sale.test", "/boots"): page("Boots", _WORDS),
    ("shop.acme-sale.test", "/hats"): page("Hats", _WORDS),
    ("shop.acme-sale.test", "/gloves"): page("Gloves", _WORDS),
    ("shop.acme-sale.test", "/scarves"): page("Scarves", _WORDS),
    ("staging.acme-sale.test", "/preview"): page("Preview", _WORDS),
    ("old.acme-sale.test", "/archive"): page("Archive", _WORDS),
}
"""Host and path → answer; anything else is a 404."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 30

    def do_GET(self) -> None:
        """Answer from the table."""
        host = (self.headers.get("Host") or "").partition(":")[0].lower()
        answer = PAGES.get((host, self.path.partition("?")[0]), Answer(404, "<h1>Not found</h1>"))
        body = answer.body.encode() if isinstance(answer.body, str) else answer.body
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.kind)
        self.send_header("Content-Length", str(len(body)))
        if answer.to:
            self.send_header("Location", answer.to)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nobody wants to read this server's log."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, context: ssl.SSLContext | None) -> None:
        self._context = context
        super().__init__(("127.0.0.1", 0), _Handler)

    def finish_request(self, request: object, client_address: object) -> None:
        """Shake hands in the connection's own thread, so that a slow one holds up nobody."""
        if self._context is None:
            super().finish_request(request, client_address)  # type: ignore[arg-type]
            return
        try:
            with self._context.wrap_socket(request, server_side=True) as secured:  # type: ignore[arg-type]
                super().finish_request(secured, client_address)
        except OSError:
            return  # the client refused the certificate, which is the point of one of them


class Site:
    """Both servers, up between `with` and its end. `ca_file` holds the root to trust."""

    def __init__(self, folder: Path) -> None:
        self.ca_file = folder / "demo-root.pem"
        self._servers = [_Server(self._certificates()), _Server(None)]

    @property
    def connect_to(self) -> tuple[str, ...]:
        """curl's mappings that bring every host's ports 443 and 80 here."""
        secure, plain = (server.server_address[1] for server in self._servers)
        return (f":443:127.0.0.1:{secure}", f":80:127.0.0.1:{plain}")

    def __enter__(self) -> Site:
        for server in self._servers:
            threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, _t: type[BaseException] | None, _e: BaseException | None, _b: TracebackType | None) -> None:
        for server in self._servers:
            server.shutdown()
            server.server_close()

    def _certificates(self) -> ssl.SSLContext:
        """A context that shows each host its certificate."""
        import trustme

        authority = trustme.CA(organization_name="preflight demo")
        authority.cert_pem.write_to_path(str(self.ca_file))
        yesterday = datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=1)
        contexts = {name: ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER) for name in ("good", "expired")}
        names = sorted({host for host, _path in PAGES} | {"u.acme.test"})
        authority.issue_cert(*names).configure_cert(contexts["good"])
        old = authority.issue_cert(EXPIRED, not_before=yesterday - datetime.timedelta(days=90), not_after=yesterday)
        old.configure_cert(contexts["expired"])

        def choose(connection: ssl.SSLObject | ssl.SSLSocket, name: str | None, _context: ssl.SSLContext) -> None:
            connection.context = contexts["expired" if name == EXPIRED else "good"]

        contexts["good"].sni_callback = choose
        return contexts["good"]
