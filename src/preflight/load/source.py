"""Octets → text: which charset, what could not be read, and where an offset of the text stands."""

from __future__ import annotations

import codecs
import re
from bisect import bisect_right

from preflight.facts.send import Defect
from preflight.finding import Location

_STEP = 4_096
_LINE = re.compile(r"\r\n|\r|\n")
_META = re.compile(rb"""<meta\b[^>]{0,300}?charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
# What browsers read under these names (WHATWG Encoding standard, 2026-11).
_BROWSERS = {"iso-8859-1": "cp1252", "iso8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "ascii": "cp1252",
             "us-ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030", "iso-8859-9": "cp1254",
             "ks_c_5601-1987": "cp949", "euc-kr": "cp949", "shift_jis": "cp932", "tis-620": "cp874"}  # fmt: skip
# Codecs of Python's that are no charsets; "undefined" raises by design, idna and punycode are quadratic.
_NO_CHARSETS = frozenset({"idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape", "mbcs", "oem"})


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
    """The text of octets: BOM, then the MIME charset, then (`html`) the meta tag's, else UTF-8."""
    data, name, said = _charset(data, charset, html=html)
    defects: list[Defect] = []
    codec = _codec(name)
    if codec is None:
        defects.append(_defect("encoding", f"nobody knows the charset {name[:40]}; it was read as UTF-8", where))
        codec = "utf-8"
    try:
        text = data.decode(codec)
    except (UnicodeError, ValueError):
        text = data.decode(codec, errors="replace")
        words = f"it says that it is {name}, and is not" if said else "it is not UTF-8, and names no other charset"
        defects.append(_defect("encoding", f"{words}: some signs cannot be read", _bad(text, where)))
    text = text.encode("utf-8", errors="replace").decode("utf-8") if _surrogates(text) else text
    if "\0" in text:
        defects.append(_defect("nul", "it has NUL bytes inside, which no mail may have", _first(text, "\0", where)))
        text = text.replace("\0", "\ufffd")
    return Source(text, where, name, tuple(defects))


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


def _codec(name: str) -> str | None:
    try:
        found = codecs.lookup(_BROWSERS.get(name, name))
    except (LookupError, ValueError):
        return None
    if found.name in _NO_CHARSETS or not getattr(found, "_is_text_encoding", True):
        return None
    return found.name


def _surrogates(text: str) -> bool:
    return not text.isascii() and re.search("[\ud800-\udfff]", text) is not None


def _bad(text: str, where: Location) -> Location:
    return _first(text, "\ufffd", where)


def _first(text: str, sign: str, where: Location) -> Location:
    return Source(text, where).at(max(text.find(sign), 0)) if not _surrogates(text) else where


def _defect(kind: str, message: str, where: Location) -> Defect:
    return Defect(kind, message, where)


def _octets(text: str) -> int:
    return len(text.encode("utf-8", errors="replace"))
