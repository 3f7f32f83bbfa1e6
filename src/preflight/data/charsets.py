"""Names of charsets: what browsers and mail programs read under them, and which nobody knows.

Source: WHATWG Encoding standard, section 4.2 "Names and labels", as of 2026-11; written by us, under this project's
licence.
"""

from __future__ import annotations

import codecs

DATED = "2026-11-24"

BROWSERS: dict[str, str] = {
    "iso-8859-1": "cp1252", "iso8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "ascii": "cp1252",
    "us-ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030", "iso-8859-9": "cp1254", "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949", "shift_jis": "cp932", "tis-620": "cp874", "iso-8859-8-i": "iso8859-8", "x-sjis": "cp932",
    "unicode-1-1-utf-8": "utf-8", "x-gbk": "gb18030", "windows-31j": "cp932", "x-mac-cyrillic": "mac_cyrillic",
    "x-mac-roman": "mac_roman", "x-user-defined": "cp1252", "x-euc-jp": "euc_jp", "windows-949": "cp949",
    "unicode-1-1-utf-7": "utf-7", "ansi_x3.110-1983": "cp1252", "windows-874": "cp874",
}  # fmt: skip
"""Names, in lower case, that are read as another charset than Python's of that name."""

_NO_CHARSETS = frozenset({"idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape", "mbcs", "oem"})
"""Codecs of Python's that are no charsets; "undefined" raises by design, idna and punycode are quadratic."""


def codec_of(name: str) -> str | None:
    """Python's codec for a charset as a mail names it; None where nobody knows it."""
    try:
        found = codecs.lookup(BROWSERS.get(name.lower(), name))
    except (LookupError, ValueError):
        return None
    if found.name in _NO_CHARSETS or not getattr(found, "_is_text_encoding", True):
        return None
    return found.name
