"""Pages that answer 200 and are none, pages that look like it and are some, places on pages, pictures, other files."""

from __future__ import annotations

import struct
import zlib

from tests.servers.behaviours.made import WORDS, Behaviour, Reply, answer, one, page, to


def _picture(name: str, right: str, reply: Reply) -> Behaviour:
    element = '<img src="{url}" width="600" height="200" alt="The studio">'
    return one(name, right, reply)._replace(element=element)


def _png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0\0\0\0")) + chunk(b"IEND", b"")
    )


def _saying(title: str, heading: str, text: str = "", head: str = "") -> bytes:
    return answer(200, page(title, heading, text, head))


_SOFT = "links.soft-404"
_PLACES = answer(200, page(text=f'{WORDS}<h2 id="agenda">Agenda</h2>{WORDS}'))
_ARTICLE = _saying(
    "How to design a 404 page that people like", "How to design a 404 page",
    f"A good page says “page not found” in plain words. {WORDS * 6}",
)  # fmt: skip
_APP = b'<!doctype html><title>Studio</title><div id="root"></div><script src="/app.js"></script>'
_FRAME = b'<!doctype html><title>studio</title><iframe src="https://www.sedoparking.com/frmpark/studio"></iframe>'
_PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"

ALL: tuple[Behaviour, ...] = (
    one("fine", "fine", answer()),
    one("soft-404-title", _SOFT, _saying("Page not found | The studio", "Oh dear", WORDS)),
    one("soft-404-heading", _SOFT, _saying("The studio", "Page not found", WORDS)),
    one("soft-404-german", _SOFT, _saying("Seite nicht gefunden", "Hoppla", WORDS)),
    one("soft-404-class", _SOFT, answer(200, page().replace(b"<body>", b'<body class="error404">'))),
    one("offer-ended", _SOFT, _saying("The studio", "This offer has ended", WORDS)),
    Behaviour("led-to-404-page", _SOFT, {"/led-to-404-page": to("/404"), "/404": answer()}),
    Behaviour("led-to-home", _SOFT, {"/led/offers/winter": to("/"), "/": _saying("The studio", "The studio", WORDS * 6)},
              "/led/offers/winter"),
    one("parked-frame", _SOFT, answer(200, _FRAME)),
    one("parked-for-sale", _SOFT, _saying("behaves.test", "This domain is for sale", "Make an offer.")),
    one("empty-page", _SOFT, answer(200, b"<!doctype html><title></title><body></body>")),
    one("no-body", _SOFT, answer(200, b"")),
    one("default-nginx", _SOFT, _saying("Welcome to nginx!", "Welcome to nginx!", "If you see this page, it works.")),
    one("default-apache", _SOFT, answer(200, b"<html><body><h1>It works!</h1></body></html>")),
    one("maintenance", _SOFT, _saying("The studio", "Down for maintenance", "We are back soon.")),
    one("app-built-by-script", "fine", answer(200, _APP)),
    one("article-about-404s", "fine", _ARTICLE),
    one("short-but-a-page", "fine", _saying("Thank you", "Thank you", "We have your place.")),
    one("fragment-there", "fine", _PLACES, "/fragment-there#agenda"),
    one("fragment-missing", "links.fragment-missing", _PLACES, "/fragment-missing#programme"),
    one("fragment-top", "fine", _PLACES, "/fragment-top#top"),
    one("fragment-of-text", "fine", _PLACES, "/fragment-of-text#:~:text=winter%20evenings"),
    _picture("picture", "fine", answer(200, _png(), Content_Type="image/png")),
    _picture("picture-is-a-page", "images.broken", answer()),
    _picture("picture-404", "images.broken", answer(404)),
    one("pdf", "fine", answer(200, _PDF, Content_Type="application/pdf")),
    one("page-as-text", "fine", answer(200, Content_Type="text/plain")),
    one("page-as-octets", "fine", answer(200, Content_Type="application/octet-stream")),
    one("page-as-image", "fine", answer(200, Content_Type="image/png")),
    one("type-none", "fine", answer(200, Content_Type="-")),
    one("type-nonsense", "fine", answer(200, Content_Type="; ; /")),
)  # fmt: skip
