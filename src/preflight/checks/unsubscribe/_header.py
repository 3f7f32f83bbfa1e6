"""List-Unsubscribe as it is really written: encoded, folded inside an address, bare, unclosed, several."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.errors import HeaderParseError
from email.header import decode_header
from typing import NamedTuple

from preflight.facts import Audience, Send
from preflight.facts.audience import Table
from preflight.facts.send import Header, Message
from preflight.finding import Severity, Skip, _

BULK = 5_000
"""Recipients from which on a send is bulk by itself (G1)."""

ONE_CLICK = "List-Unsubscribe=One-Click"
_LONG = 8_000

_ENCODED = re.compile(r"=\?[^?\s]{1,40}\?[BbQq]\?")
_BRACKETED = re.compile(r"<([^<>]*)(?:>|(?=<)|$)")
_BARE = re.compile(r"(?:https?://|mailto:)[^\s,<>]+", re.IGNORECASE)
_TOKEN = re.compile(r"\{\{|\{%|\*\||%%|<%|\[\[|\$\{|%\w+%|\{\w+\}")

TRANSACTIONAL = Skip(_("transactional mail needs no List-Unsubscribe header"))


class Address(NamedTuple):
    """One address of the header. `bare`: it stands without its angle brackets."""

    url: str
    bare: bool = False

    @property
    def https(self) -> bool:
        """Whether it is one that a mailbox provider can call."""
        return re.match(r"https://[^\s/?#]", self.url, re.IGNORECASE) is not None

    @property
    def token(self) -> bool:
        """Whether a token makes the whole address, so that nobody can tell where it leads."""
        return _TOKEN.match(self.url) is not None


def with_headers(send: Send) -> list[Message]:
    """For each message the one that shows how it goes out: its proof, else the draft where somebody gave headers."""
    found = []
    for message in send.messages:
        shown = message.proof if message.proof is not None and message.proof.headers is not None else message
        if shown.headers is not None:
            found.append(shown)
    return found


def addresses(message: Message) -> list[Address]:
    """All addresses of the message's List-Unsubscribe headers, each once."""
    found = [one for header in message.header("List-Unsubscribe") for one in _read(decoded(header))]
    return list(dict.fromkeys(found))


def encoded(header: Header) -> bool:
    """Whether the header is written in encoded words (RFC 2047)."""
    return _ENCODED.search(header.raw[:_LONG]) is not None


def decoded(header: Header) -> str:
    """The header's value with encoded words read; as it stands where they cannot be."""
    if not encoded(header):
        return header.raw[:_LONG] or header.value[:_LONG]
    try:
        pieces = decode_header(header.raw[:_LONG])
        return "".join(_piece(text, charset) for text, charset in pieces)
    except (HeaderParseError, ValueError):  # ValueError: base64 that is none
        return header.value[:_LONG]


def audience_severity(send: Send, audience: Audience) -> Severity:
    """A blocker for bulk mail; an unknown audience counts as bulk. A small send is a warning: limits are per day."""
    counts = send.audience.counts if send.audience else None
    people = audience.members.rows if isinstance(audience.members, Table) else counts.final if counts else None
    return Severity.BLOCKER if people is None or people >= BULK else Severity.WARNING


def _piece(text: bytes | str, charset: str | None) -> str:
    if isinstance(text, str):
        return text
    try:
        return text.decode(charset or "ascii", "replace")
    except LookupError:  # a charset that nobody knows
        return text.decode("latin-1")


def _read(value: str) -> Iterator[Address]:
    outside = value
    for match in _BRACKETED.finditer(value):
        outside = outside.replace(match[0], " ", 1)
        # Some mailers fold inside the address; a blank is never part of one.
        inside = re.sub(r"\s+", "", match[1])
        if match[0].endswith(">"):
            yield Address(inside)
        else:
            yield from (Address(piece) for piece in _unclosed(inside))
    for bare in _BARE.finditer(outside):
        yield Address(bare[0], bare=True)


def _unclosed(text: str) -> Iterator[str]:
    """An address whose bracket was never closed runs into the next: they part where a new scheme begins."""
    yield from (piece for piece in re.split(r",(?=https?:|mailto:)", text, flags=re.IGNORECASE) if piece)
