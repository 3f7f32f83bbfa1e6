"""Is a zst file whole? The engine takes a cut one for a short one, and says nothing.

Walks the frames and blocks of RFC 8878 by their headers, without unpacking anything.
"""

from __future__ import annotations

import os

from preflight.gather.audience.refusal import Refused

_FRAME = 0xFD2FB528
_SKIPPABLE = range(0x184D2A50, 0x184D2A60)
_DICTIONARY_ID = (0, 1, 2, 4)
_CONTENT_SIZE = (0, 2, 4, 8)
_RAW_LIMIT = 128 * 1024
_RLE, _RESERVED = 1, 3


class _Cut(Exception):
    """The file ends, or makes no sense, within a frame."""


def refuse_cut(descriptor: int) -> None:
    """Raises Refused where the file does not end with the end of a frame."""
    size, place = os.fstat(descriptor).st_size, 0
    try:
        while place < size:
            place = _after_frame(descriptor, place)
    except _Cut:
        place = -1
    if place != size:
        raise Refused("is a damaged or cut zst file: export it again")


def _after_frame(descriptor: int, place: int) -> int:
    magic = _number(descriptor, place, 4)
    if magic in _SKIPPABLE:
        return place + 8 + _number(descriptor, place + 4, 4)
    if magic != _FRAME:
        raise _Cut
    flags = _number(descriptor, place + 4, 1)
    single = flags >> 5 & 1
    content = _CONTENT_SIZE[flags >> 6] or single
    place += 5 + (not single) + _DICTIONARY_ID[flags & 3] + content
    last = False
    while not last:
        header = _number(descriptor, place, 3)
        last, kind, length = bool(header & 1), header >> 1 & 3, header >> 3
        if kind == _RESERVED or (kind != _RLE and length > _RAW_LIMIT):
            raise _Cut
        place += 3 + (1 if kind == _RLE else length)
    return place + (4 if flags >> 2 & 1 else 0)


def _number(descriptor: int, place: int, octets: int) -> int:
    found = os.pread(descriptor, octets, place)
    if len(found) < octets:
        raise _Cut
    return int.from_bytes(found, "little")
