"""Looks at the first octets of what is no page: whether they are a picture's, and how many there are in all."""

from __future__ import annotations

import re

import msgspec

from preflight.facts.web import Answer, Unanswered

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"BM", "bmp"),
    (b"\x00\x00\x01\x00", "ico"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
)
_SVG = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>|<!--.*?-->|<!DOCTYPE[^>]*>|\s)*<svg[\s>]", re.DOTALL)
_LOOKED_AT = 1_024
_MOST_WEIGHED = 2 * 1024 * 1024
KEPT = 100 * 1024
"""Octets up to which a picture's own are kept, for the report to show."""

ROOM = 300_000
"""Octets of all pictures that stay in the facts."""


class Octets:
    """Takes a body that is no page; `weigh` wants all of it counted, `keep` all of it kept where it is small enough."""

    def __init__(self, *, weigh: bool, keep: bool = False) -> None:
        self.most = _MOST_WEIGHED if weigh else KEPT + 1 if keep else _LOOKED_AT
        self.start = ""
        self._whole = weigh or keep
        self._head = b""
        self._kept: bytearray | None = bytearray() if keep else None

    @property
    def enough(self) -> bool:
        """Whether the first octets are there and no others are wanted."""
        return not self._whole and len(self._head) >= _LOOKED_AT

    def feed(self, data: bytes, *, last: bool = False) -> None:
        """Keep the first octets."""
        if len(self._head) < _LOOKED_AT:
            self._head += data[: _LOOKED_AT - len(self._head)]
        if self._kept is not None:
            self._kept += data
            if len(self._kept) > KEPT:
                self._kept = None

    @property
    def kept(self) -> bytes:
        """All of it; nothing where it was not to be kept, or was too large."""
        return bytes(self._kept or b"")

    def format(self, kind: str) -> str:
        """What picture it is, "" where it is none; a format that we do not know is believed to be its `kind`."""
        found = format_of(self._head)
        unknown = kind.lower().startswith("image/") and self._head and self._head.lstrip()[:1] != b"<"
        return found or ("unknown" if unknown else "")


def within(replies: dict[str, Answer | Unanswered]) -> dict[str, Answer | Unanswered]:
    """The replies; of the pictures' octets the first that there is room for, in the order of the asks."""
    room = ROOM
    for url, reply in replies.items():
        if isinstance(reply, Answer) and reply.body:
            room -= len(reply.body)
            if room < 0:
                room += len(reply.body)
                replies[url] = msgspec.structs.replace(reply, body=b"")
    return replies


def format_of(head: bytes) -> str:
    """The format of a picture by its first octets, "" where they are no picture's."""
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    if head[4:8] == b"ftyp":
        brand = head[8:12]
        return "avif" if brand in {b"avif", b"avis"} else "heic" if brand[:3] in {b"hei", b"mif", b"hev"} else ""
    found = next((name for magic, name in _MAGIC if head.startswith(magic)), "")
    return found or ("svg" if _SVG.match(head) else "")
