"""What picture a few octets are, and how large."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preflight.demo.site import picture
from preflight.report.raster import Raster, raster, shown

_JFIF = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
_SOF = b"\xff\xc2\x00\x11\x08" + struct.pack(">HH", 240, 600) + bytes(12)
STARTS = [
    b"\x89PNG\r\n\x1a\n",
    b"GIF89a",
    b"\xff\xd8\xff",
    b"RIFF1234WEBPVP8X",
    b"RIFF1234WEBPVP8L",
    b"RIFF1234WEBPVP8 ",
    b"",
]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (bytes(picture().body), Raster("png", 240, 96)),  # type: ignore[arg-type]  # a picture's body is octets
        (b"GIF89a" + struct.pack("<HH", 600, 240), Raster("gif", 600, 240)),
        (_JFIF + _SOF, Raster("jpeg", 600, 240)),
        (_JFIF + b"\xff\xff\xc4\x00\x04ab" + _SOF, Raster("jpeg", 600, 240)),
        (_JFIF + b"\x00" + _SOF, None),
        (_JFIF, None),
        (b"RIFF1234WEBPVP8X" + bytes(8) + b"\x57\x02\x00\xef\x00\x00", Raster("webp", 600, 240)),
        (b"RIFF1234WEBPVP8L" + bytes(5) + struct.pack("<I", 599 | 239 << 14), Raster("webp", 600, 240)),
        (b"RIFF1234WEBPVP8 " + bytes(10) + struct.pack("<HH", 600 | 1 << 14, 240), Raster("webp", 600, 240)),
        (b"RIFF1234WEBPELSE" + bytes(40), None),
        (b"RIFF1234WAVEfmt " + bytes(40), None),
        (b"GIF89a", None),
        (b"<svg/>", None),
        (b"", None),
    ],
)
def test_kind_and_size(body: bytes, found: Raster | None) -> None:
    assert raster(body) == found


def test_what_is_too_large_to_be_drawn_is_not_shown() -> None:
    assert shown(b"GIF89a" + struct.pack("<HH", 4_000, 4_000)) == "gif"
    assert shown(b"GIF89a" + struct.pack("<HH", 4_001, 4_000)) == ""
    assert shown(b"GIF89a" + struct.pack("<HH", 0, 4_000)) == ""


@given(st.sampled_from(STARTS), st.binary(max_size=200))
def test_whatever_comes_it_comes_to_an_end(start: bytes, rest: bytes) -> None:
    assert raster(start + rest) is None or shown(start + rest) in {"", "png", "gif", "jpeg", "webp"}
