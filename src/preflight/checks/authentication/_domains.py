"""Whose DNS a send depends on: the envelope's domain, the From domains, the selectors it is signed with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from preflight.facts.names import SELECTOR, ascii_name
from preflight.facts.send import Header, Message, Send, Value, address_of, all_messages
from preflight.finding import Location

_BLANKS = re.compile(r"\s+")
_MOST = 20


class Envelope(NamedTuple):
    """A domain that bounces go to. `fallback`: nobody said, so the From domain is looked at instead."""

    domain: str
    location: Location
    fallback: bool = False


class Selector(NamedTuple):
    """A place where a key must stand."""

    domain: str
    selector: str
    location: Location

    @property
    def name(self) -> str:
        """The name that is asked for."""
        return f"{self.selector}._domainkey.{self.domain}"


class FromDomain(NamedTuple):
    """The domain of a From address."""

    domain: str
    location: Location


def envelopes(send: Send) -> tuple[Envelope, ...]:
    """The manifest's return path, else those of the proofs, else the From domains; () where there is none of all."""
    given = ascii_name(send.sender.return_path.rpartition("@")[2]) if send.sender else ""
    if given:
        return (Envelope(given, send.at("sender.return_path")),)
    read_off = [
        Envelope(domain, header.location)
        for message in all_messages(send)
        for header in message.header("Return-Path")[:1]
        if (domain := ascii_name(header.value.strip().strip("<>").rpartition("@")[2]))
    ]
    found = read_off or [Envelope(one.domain, one.location, fallback=True) for one in from_domains(send)]
    return tuple({one.domain: one for one in reversed(found)}.values())[::-1][:_MOST]


def from_domains(send: Send) -> tuple[FromDomain, ...]:
    """The domains of the From addresses, each with its first place."""
    found: dict[str, FromDomain] = {}
    for message in all_messages(send):
        for domain, location in _from(message):
            found.setdefault(domain, FromDomain(domain, location))
    return tuple(found.values())[:_MOST]


def selectors(send: Send) -> tuple[Selector, ...]:
    """The manifest's selectors, then those read off signatures, each once."""
    given = [(one.domain, one.selector, send.at("sender.dkim")) for one in (send.sender.dkim if send.sender else ())]
    signed = [
        (tags.get("d", ""), tags.get("s", ""), header.location)
        for message in all_messages(send)
        for header in message.header("DKIM-Signature")
        if (tags := _signature(header))
    ]
    found: dict[str, Selector] = {}
    for domain, selector, location in [*given, *signed]:
        one = Selector(ascii_name(domain), selector.strip().lower().strip("."), location)
        if one.domain and SELECTOR.fullmatch(one.selector):
            found.setdefault(one.name, one)
    return tuple(found.values())[:_MOST]


def _from(message: Message) -> Iterator[tuple[str, Location]]:
    values = [message.sender] if message.sender else [Value(h.value, h.location) for h in message.header("From")[:1]]
    for value in values:
        domain = ascii_name(address_of(value).rpartition("@")[2])
        if domain:
            yield domain, value.location


def _signature(header: Header) -> dict[str, str]:
    """The tags of a DKIM-Signature, blanks taken out, as RFC 6376 §3.2 allows them anywhere around."""
    pairs = (piece.partition("=") for piece in header.raw.split(";"))
    return {name.strip().lower(): _BLANKS.sub("", value) for name, equals, value in pairs if equals}
