"""What picture a few octets are, and how large it is when it is drawn: a small file may unfold to a whole memory."""

from __future__ import annotations

import base64
import struct
from collections.abc import Callable
from typing import NamedTuple

PIXELS = 16_000_000
"""Of one picture that is shown."""


class Raster(NamedTuple):
    """A picture's kind, as in `image/…`, and its size in pixels."""

    kind: str
    width: int
    height: int


def raster(body: bytes) -> Raster | None:
    """What it is by its own octets, whatever its server said; None of what is none, or cannot be measured."""
    for starts, kind, measure in _KINDS:
        if any(body[at : at + len(start)] == start for start, at in starts):
            try:
                found = measure(body)
            except (struct.error, IndexError):
                return None
            return Raster(kind, *found) if found is not None else None
    return None


def shown(body: bytes) -> str:
    """`png`, `jpeg`, `gif` or `webp`; "" of what is none, and of what is larger than a browser should have to draw."""
    found = raster(body)
    return found.kind if found is not None and 0 < found.width * found.height <= PIXELS else ""


def drawable(address: str) -> bool:
    """Whether a `data:` address in base64 holds a picture that a browser should have to draw."""
    try:
        return bool(shown(base64.b64decode(address.partition(",")[2])))
    except ValueError:
        return False


def _png(body: bytes) -> tuple[int, int] | None:
    width, height = struct.unpack_from(">II", body, 16)
    return width, height


def _gif(body: bytes) -> tuple[int, int] | None:
    width, height = struct.unpack_from("<HH", body, 6)
    return width, height


def _jpeg(body: bytes) -> tuple[int, int] | None:
    at = 2
    while at < len(body) - 9:
        if body[at] != 0xFF:
            return None
        mark, length = body[at + 1], struct.unpack_from(">H", body, at + 2)[0]
        if mark == 0xFF:
            at += 1  # a filler
        elif 0xC0 <= mark <= 0xCF and mark not in {0xC4, 0xC8, 0xCC}:
            height, width = struct.unpack_from(">HH", body, at + 5)
            return width, height
        else:
            at += 2 + length
    return None


def _webp(body: bytes) -> tuple[int, int] | None:
    kind = body[12:16]
    if kind == b"VP8X":
        return 1 + int.from_bytes(body[24:27], "little"), 1 + int.from_bytes(body[27:30], "little")
    if kind == b"VP8L":
        bits = struct.unpack_from("<I", body, 21)[0]
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if kind == b"VP8 ":
        width, height = struct.unpack_from("<HH", body, 26)
        return width & 0x3FFF, height & 0x3FFF
    return None


_Measure = Callable[[bytes], tuple[int, int] | None]
_KINDS: tuple[tuple[tuple[tuple[bytes, int], ...], str, _Measure], ...] = (
    (((b"\x89PNG\r\n\x1a\n", 0),), "png", _png),
    (((b"GIF87a", 0), (b"GIF89a", 0)), "gif", _gif),
    (((b"\xff\xd8\xff", 0),), "jpeg", _jpeg),
    (((b"WEBP", 8),), "webp", _webp),
)
