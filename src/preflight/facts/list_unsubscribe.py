"""List-Unsubscribe as it is really written (RFC 2369): encoded, folded within an address, commented, bare, unclosed.

Two readings, and they differ on purpose: `addresses` is what a mailbox provider reads, for a verdict; `every_url` is
all that anybody might read, for what must never be requested.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from urllib.parse import unquote

from preflight.facts import encoded_words
from preflight.facts.send import Header

_LONG = 8_000
_LONGEST = 100_000

_COMMENT = re.compile(r"<[^<>]*+>|\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*+\))*+\)", re.DOTALL)
_BRACKETED = re.compile(r"<([^<>]*)(>|(?=<)|$)")
_BARE = re.compile(r"(?<!&lt;)(?:https?://|mailto:)[^\s,<>]+", re.IGNORECASE)
_BEGINS = re.compile(r",(?=https?:|mailto:)", re.IGNORECASE)
_JOINED = re.compile(r",\s*mailto:|,\s+https?://", re.IGNORECASE)
_HTTPS = re.compile(r"https://[^\s/?#]", re.IGNORECASE)
_TOKEN = re.compile(r"\{\{|\{%|\*\||%%|<%|\[\[|\$\{|%\w+%|\{\w+\}")
_AROUND = "\"'`.;,)> \t"


class Address(NamedTuple):
    """One address of the header, blanks taken out.

    `bare`: it stands without its angle brackets. `joined`: one pair of brackets holds two addresses, which a provider
    reads as one that cannot work.
    """

    url: str
    bare: bool = False
    joined: bool = False

    @property
    def https(self) -> bool:
        """Whether it is one that a mailbox provider can call."""
        return _HTTPS.match(self.url) is not None

    @property
    def mailto(self) -> bool:
        """Whether it is one to write to."""
        return self.url[:7].lower() == "mailto:"

    @property
    def token(self) -> bool:
        """Whether a token makes the whole address, so that nobody can tell where it leads."""
        return _TOKEN.match(self.url) is not None


def encoded(header: Header) -> bool:
    """Whether the header is written in encoded words (RFC 2047)."""
    return encoded_words.BEGINS.search(header.raw[:_LONG]) is not None


def decoded(header: Header) -> str:
    """The header's value with encoded words read; as it stands where they cannot be."""
    return encoded_words.decode((header.raw or header.value)[:_LONG])


def addresses(headers: Iterable[Header]) -> list[Address]:
    """The addresses that a mailbox provider reads in these headers, each once; comments do not count."""
    return list(dict.fromkeys(one for header in headers for one in _read(decoded(header))))


def every_url(header: Header) -> frozenset[str]:
    """Every web address that anybody may read in the header, however it is written: none is ever requested."""
    found: set[str] = set()
    for text in _readings(header):
        for piece in re.split(r"[<>]", text):
            for one in (*piece.split(), "".join(piece.split())):
                found.update(_spellings(one))
    return frozenset(found)


def mail_addresses(header: Header) -> frozenset[str]:
    """The bare addresses that the header asks to write to, in lower case."""
    targets = (one.url[7:].partition("?")[0] for one in _read(decoded(header)) if one.mailto)
    pieces = (unquote(piece).strip().lower() for target in targets for piece in target.split(","))
    return frozenset(piece for piece in pieces if "@" in piece)


def _readings(header: Header) -> set[str]:
    """The header as it stands, decoded, decoded where its last word is cut, and with HTML's entities read."""
    plain = {header.raw[:_LONGEST], header.value[:_LONGEST], encoded_words.decode(header.raw[:_LONGEST])}
    plain |= {encoded_words.decode_cut(text) for text in plain}
    return plain | {html.unescape(text) for text in plain}


def _spellings(text: str) -> Iterator[str]:
    """A text that holds addresses, with and without what follows a comma: either may be meant."""
    for start in re.finditer(r"(?:https?|ftp)://", text, re.IGNORECASE):
        url = text[start.start() :][:_LONG]
        yield from (url, url.strip(_AROUND), url.partition(",")[0].strip(_AROUND), _BEGINS.split(url)[0].strip(_AROUND))


def _read(value: str) -> Iterator[Address]:
    text = _COMMENT.sub(lambda found: found[0] if found[0].startswith("<") else " ", value)
    for match in _BRACKETED.finditer(text):
        # Some mailers fold inside the address; a blank is never part of one.
        inside = "".join(match[1].split()).strip("\"'`")
        if match[2]:
            yield Address(inside, joined=_JOINED.search(match[1]) is not None)
        else:
            # A bracket that was never closed runs into the next address: they part where a new scheme begins.
            yield from (Address(piece) for piece in _BEGINS.split(inside) if piece)
    for bare in _BARE.finditer(_BRACKETED.sub(" ", text)):
        yield Address(bare[0].rstrip(_AROUND), bare=True)
