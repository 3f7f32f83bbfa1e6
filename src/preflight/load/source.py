"""Octets → text: which charset, what could not be read, and where an offset of the text stands."""

from __future__ import annotations

import codecs
import re
from bisect import bisect_right

from preflight.data.charsets import codec_of
from preflight.facts.send import Defect
from preflight.finding import Location

_STEP = 4_096
_LINE = re.compile(r"\r\n|\r|\n")
_META = re.compile(rb"""<meta\b[^>]{0,300}?charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)
_FOREIGN = re.compile(r"[^\x00-\x7f]")
_SINGLE = re.compile(r"cp125\d|iso8859-\d")
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


class Source:
    """The text of a part with its places. `size` is its octets in UTF-8, `defects` what its reader stumbled over."""

    def __init__(self, text: str, where: Location, charset: str = "utf-8", defects: tuple[Defect, ...] = ()) -> None:
        self.text, self.where, self.charset, self.defects = text, where, charset, defects
        self._lines = [0, *(found.end() for found in _LINE.finditer(text))]
        self._octets = [0]
        if not text.isascii():
            for here in range(0, len(text), _STEP):
                self._octets.append(self._octets[-1] + _octets(text[here : here + _STEP]))
        self.size = self._octets[-1] if len(self._octets) > 1 else len(text)

    def at(self, offset: int, path: str = "") -> Location:
        """The place of an offset: line and column from 1, columns in code points; `path` is the chain of elements."""
        line = bisect_right(self._lines, offset)
        place, first = self.where, self._lines[line - 1]
        return Location(
            message=place.message, file=place.file, part=place.part, line=line, column=offset - first + 1, path=path
        )  # fmt: skip

    def octets(self, offset: int) -> int:
        """How many octets of UTF-8 stand before an offset."""
        if len(self._octets) == 1:
            return offset
        step = offset // _STEP
        return self._octets[step] + _octets(self.text[step * _STEP : offset])


def read(data: bytes, where: Location, charset: str | None = None, *, html: bool = False) -> Source:
    """The text of octets: BOM, then the MIME charset, then (`html`) the meta tag's, else UTF-8.

    What is wrong with the charset is a defect "charset" in a part of a raw message, "encoding" in a file.
    """
    data, name, said = _charset(data, charset, html=html)
    defects: list[Defect] = []
    kind = "charset" if where.part else "encoding"
    codec = codec_of(name)
    if codec is None:
        defects.append(Defect(kind, f"nobody knows the charset {name[:40]}; it was read as UTF-8", where))
        codec = "utf-8"
    try:
        text = data.decode(codec)
        defects += _misnamed(data, text, codec, name, where, charset, html=html) if where.part else []
    except (UnicodeError, ValueError):
        text = data.decode(codec, errors="replace")
        words = f"it says that it is {name}, and is not" if said else "it is not UTF-8, and names no other charset"
        defects.append(Defect(kind, f"{words}: some signs cannot be read", _bad(text, where)))
    text = text.encode("utf-8", errors="replace").decode("utf-8") if _surrogates(text) else text
    if "\0" in text:
        defects.append(Defect("nul", "it has NUL bytes inside, which no mail may have", _first(text, "\0", where)))
        text = text.replace("\0", "\ufffd")
    return Source(text, where, name, tuple(defects))


def _misnamed(
    data: bytes, text: str, codec: str, name: str, where: Location, charset: str | None, *, html: bool
) -> list[Defect]:
    """What a part of a message says wrongly of a charset in which it can be read all the same."""
    place = _FOREIGN.search(text)
    if place is None:
        return []
    start = place.start()
    at = Source(text, where).at(start) if not _surrogates(text) else where
    if not charset:
        return [Defect("charset", "it has letters beyond A to Z, and its Content-Type names no charset", at)]
    if _SINGLE.match(codec) and (meant := _utf8(data)) is not None:
        # What stands before is ASCII: there an octet is a sign in both.
        right = meant[start]
        wrong = text[start : start + _octets(right)]
        return [Defect("charset", f"it says that it is {name}, and is UTF-8: it shows “{wrong}” for “{right}”", at)]
    found = _META.search(data[:4_096]) if html else None
    meta = found[1].decode("ascii").lower() if found else ""
    if meta and (other := codec_of(meta)) and data.decode(other, errors="replace") != text:
        words = f"its Content-Type says {name}, its meta tag {meta}: a program that believes the tag garbles it"
        return [Defect("charset-meta", words, where)]
    return []


def _utf8(data: bytes) -> str | None:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _charset(data: bytes, charset: str | None, *, html: bool) -> tuple[bytes, str, bool]:
    for bom, name in _BOMS:
        if data.startswith(bom):
            return data[len(bom) :], name, True
    if charset:
        return data, charset.lower(), True
    found = _META.search(data[:4_096]) if html else None
    name = found[1].decode("ascii").lower() if found else ""
    # A meta tag that can be read at all is no UTF-16, whatever it says.
    return data, name if name and not name.startswith("utf-16") else "utf-8", bool(name)


def _surrogates(text: str) -> bool:
    return not text.isascii() and re.search("[\ud800-\udfff]", text) is not None


def _bad(text: str, where: Location) -> Location:
    return _first(text, "\ufffd", where)


def _first(text: str, sign: str, where: Location) -> Location:
    return Source(text, where).at(max(text.find(sign), 0)) if not _surrogates(text) else where


def _octets(text: str) -> int:
    return len(text.encode("utf-8", errors="replace"))
