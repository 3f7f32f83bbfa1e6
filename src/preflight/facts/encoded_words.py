"""RFC 2047 encoded words ("=?utf-8?Q?…?=") as they are really written: unescaped inside, split within a letter, cut."""

from __future__ import annotations

import base64
import binascii
import quopri
import re
from collections.abc import Iterator
from typing import NamedTuple

from preflight.data.charsets import codec_of

BEGINS = re.compile(r"=\?[^?\s]{1,60}\?[BbQq]\?")
"""How an encoded word begins."""

# A `?=` before two hexadecimal digits belongs to an address that was put in unescaped ("?=3D").
_WORD = re.compile(
    r"=\?([^?\s]{1,60})\?(?:[Qq]\?(.{0,2000}?)\?=(?![0-9A-Fa-f]{2})|[Bb]\?([A-Za-z0-9+/=\s]{0,8000})\?=)", re.DOTALL
)
_CUT = re.compile(r"=\?[^?\s]{1,60}\?(?:[Qq]\?(.{0,8000})|[Bb]\?([A-Za-z0-9+/=\s]{0,8000}))\Z", re.DOTALL)


class Word(NamedTuple):
    """One or more encoded words that belong together: the octets, the charset they are said to be in (lower case), and
    what stands before them."""

    before: str
    octets: bytes
    charset: str

    @property
    def text(self) -> str:
        """The octets read; as Latin-1 where nobody knows the charset."""
        codec = codec_of(self.charset)
        if codec is None:
            return self.octets.decode("latin-1")
        return self.octets.decode(codec, "replace")


def words(text: str) -> Iterator[Word]:
    """The encoded words of a text; those of one charset that only blanks part are one: they may split a letter."""
    held: Word | None = None
    last = 0
    for found in _WORD.finditer(text):
        between, charset = text[last : found.start()], found[1].partition("*")[0].lower()
        last, octets = found.end(), _octets(found[2], found[3])
        if held is not None and not between.strip():
            if held.charset == charset:
                held = held._replace(octets=held.octets + octets)
                continue
            between = ""
        if held is not None:
            yield held
        held = Word(between, octets, charset)
    if held is not None:
        yield held


def decode(text: str) -> str:
    """The text with its encoded words read; what is broken stays as it stands."""
    if "=?" not in text:
        return text
    ends = [found.end() for found in _WORD.finditer(text)]
    pieces = [piece for word in words(text) for piece in (word.before, word.text)]
    return "".join((*pieces, text[ends[-1] :] if ends else text))


def decode_cut(text: str) -> str:
    """The text with its last word read where that is never closed."""
    return _CUT.sub(lambda cut: _octets(cut[1], cut[2]).decode("latin-1"), text)


def _octets(quoted: str | None, packed: str | None) -> bytes:
    if quoted is not None:
        return quopri.decodestring(quoted.encode("utf-8", "replace"), header=True)
    signs = re.sub(r"[^A-Za-z0-9+/]", "", packed or "")
    try:
        return base64.b64decode(signs + "=" * (-len(signs) % 4))
    except binascii.Error:  # a single sign too many
        return base64.b64decode(signs[:-1])
