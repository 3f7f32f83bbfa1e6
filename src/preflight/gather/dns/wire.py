"""One question and its answer as octets (RFC 1035, RFC 6891); and what an answer says, as facts. See ADR 10."""

from __future__ import annotations

import contextlib
import ipaddress
import os
import socket
import struct
from typing import NamedTuple

from preflight.facts.dns import Kind, Records
from preflight.spf.names import labels

PAYLOAD = 1232
"""Octets of a UDP answer that pass everywhere without being cut into fragments (DNS Flag Day 2020)."""

Name = tuple[bytes, ...]
"""The labels of a name, without the root's empty one."""

_TYPES = {"A": 1, "NS": 2, "CNAME": 5, "PTR": 12, "MX": 15, "TXT": 16, "AAAA": 28}
_OPT, _INTERNET = 41, 1
_CODES = {0: "", 1: "FORMERR", 2: "SERVFAIL", 3: "NXDOMAIN", 4: "NOTIMP", 5: "REFUSED", 9: "NOTAUTH", 16: "BADVERS"}
_BARE_CODES = frozenset({"FORMERR", "SERVFAIL", "NOTIMP", "REFUSED"})
"""Failures that servers tell without repeating the question."""

_LONGEST_CHAIN = 12
_LONGEST_NAME = 255
_HEAD = struct.Struct("!HHHHHH")
_RECORD = struct.Struct("!HHIH")
_TRUNCATED, _ANSWER, _OPCODE = 0x0200, 0x8000, 0x7800
_RECURSE = 0x0100


class Garbled(Exception):
    """An answer that is none."""


class Question(NamedTuple):
    """What goes out."""

    name: Name
    kind: Kind
    wire: bytes


class Reply(NamedTuple):
    """What came back: the records, or the code of a failure; `onward` is a CNAME that the server did not follow."""

    records: Records | None
    failure: str = ""
    onward: str = ""


class _Held(NamedTuple):
    """A record as it came: whose it is, its type, and where its data stand in the message."""

    owner: Name
    type: int
    start: int
    end: int


def wire_name(name: str, kind: Kind) -> Name | None:
    """The labels to ask for; None where DNS can hold no such name. A PTR's name is the address itself."""
    if kind == "PTR":
        with contextlib.suppress(ValueError):
            name = ipaddress.ip_address(name).reverse_pointer
    return labels(name)


def question(name: Name, kind: Kind, *, edns: bool = True) -> Question:
    """A question with a random id, recursion wanted."""
    head = os.urandom(2) + _HEAD.pack(0, _RECURSE, 1, 0, 0, int(edns))[2:]
    asked = b"".join(bytes((len(label),)) + label for label in name) + b"\0"
    tail = struct.pack("!HH", _TYPES[kind], _INTERNET)
    option = b"\0" + _RECORD.pack(_OPT, PAYLOAD, 0, 0) if edns else b""
    return Question(name, kind, head + asked + tail + option)


def is_truncated(wire: bytes) -> bool:
    """Whether the server says that there is more; told from the header alone, since the rest may be cut anywhere."""
    return len(wire) > 2 and bool(wire[2] & (_TRUNCATED >> 8))


def same_id(wire: bytes, asked: Question) -> bool:
    """Whether an answer bears the question's id; one that does not is somebody else's, or forged."""
    return len(wire) >= _HEAD.size and wire[:2] == asked.wire[:2]


def read(wire: bytes, asked: Question, name: str) -> Reply:
    """What the answer says. Raises Garbled for one that cannot be read or answers something else."""
    try:
        return _read(wire, asked, name)
    except (struct.error, IndexError, ValueError, OSError):
        raise Garbled from None


def _read(wire: bytes, asked: Question, name: str) -> Reply:
    _id, flags, questions, *counts = _HEAD.unpack_from(wire)
    if wire[:2] != asked.wire[:2] or not flags & _ANSWER or flags & _OPCODE:
        raise Garbled
    place = _HEAD.size
    for _number in range(questions):
        owner, place = _name(wire, place)
        kind, class_ = struct.unpack_from("!HH", wire, place)
        place += 4
        if (_folded(owner), kind, class_) != (_folded(asked.name), _TYPES[asked.kind], _INTERNET):
            raise Garbled
    answers, authority, code = _sections(wire, place, counts, flags & 0x0F)
    failure = _CODES.get(code, f"RCODE {code}")
    if questions != 1 and failure not in _BARE_CODES:
        raise Garbled
    if failure not in {"", "NXDOMAIN"}:
        return Reply(None, failure=failure)
    chain, values = _followed(wire, answers, asked)
    nxdomain = failure == "NXDOMAIN"
    onward = chain[-1] if chain and not values and not nxdomain and not authority else ""
    return Reply(Records(name, asked.kind, values, nxdomain, tuple(chain)), onward=onward)


def _sections(wire: bytes, place: int, counts: list[int], code: int) -> tuple[list[_Held], int, int]:
    """The answers, how many records stand in the authority section, and the whole code."""
    answers: list[_Held] = []
    for section, count in enumerate(counts):
        for _number in range(count):
            owner, place = _name(wire, place)
            kind, class_, ttl, size = _RECORD.unpack_from(wire, place)
            start = place + _RECORD.size
            place = start + size
            if place > len(wire):
                raise Garbled
            if kind == _OPT:
                code |= ttl >> 24 << 4
            elif section == 0 and class_ == _INTERNET:
                answers.append(_Held(_folded(owner), kind, start, place))
    if place != len(wire):
        raise Garbled
    return answers, counts[1], code


def _followed(wire: bytes, answers: list[_Held], asked: Question) -> tuple[list[str], tuple[str, ...]]:
    """The CNAMEs from the question on, and the values at their end, each once."""
    chain: list[str] = []
    at = _folded(asked.name)
    while True:
        found = [held for held in answers if held.owner == at and held.type == _TYPES[asked.kind]]
        alias = next((held for held in answers if held.owner == at and held.type == _TYPES["CNAME"]), None)
        if found or alias is None or len(chain) >= _LONGEST_CHAIN:
            return chain, tuple(dict.fromkeys(_value(wire, held, asked.kind) for held in found))
        target, end = _name(wire, alias.start)
        if end != alias.end:
            raise Garbled
        at = _folded(target)
        chain.append(_bare(target))


def _value(wire: bytes, held: _Held, kind: Kind) -> str:
    """A record's data as text. Raises Garbled, or what `read` catches."""
    data = wire[held.start : held.end]
    if kind == "TXT":
        return _strings(data)
    if kind == "A":
        return str(ipaddress.IPv4Address(data))
    if kind == "AAAA":
        return socket.inet_ntop(socket.AF_INET6, data)
    place = held.start + 2 if kind == "MX" else held.start
    name, end = _name(wire, place)
    if end != held.end:
        raise Garbled
    return f"{int.from_bytes(data[:2], 'big')} {_bare(name)}" if kind == "MX" else _bare(name)


def _strings(data: bytes) -> str:
    """The strings of a TXT record, joined, an octet a character."""
    pieces, place = [], 0
    while place < len(data):
        end = place + 1 + data[place]
        if end > len(data):
            raise Garbled
        pieces.append(data[place + 1 : end])
        place = end
    return b"".join(pieces).decode("latin-1")


def _name(wire: bytes, place: int) -> tuple[Name, int]:
    """A name, and where the octets behind it begin. A pointer leads backwards, so that none goes round in a circle."""
    found: list[bytes] = []
    end, size, earliest = 0, 1, place
    while (length := wire[place]) != 0:
        if length & 0xC0 == 0xC0:
            target = (length & 0x3F) << 8 | wire[place + 1]
            end = end or place + 2
            if target >= earliest:
                raise Garbled
            place = earliest = target
            continue
        size += length + 1
        if length & 0xC0 or size > _LONGEST_NAME or place + 1 + length > len(wire):
            raise Garbled
        found.append(wire[place + 1 : place + 1 + length])
        place += 1 + length
    return tuple(found), end or place + 1


def _folded(name: Name) -> Name:
    return tuple(label.lower() for label in name)


def _bare(name: Name) -> str:
    """A name as SPF writes it: an octet a character, lower case, no final dot."""
    return b".".join(name).decode("latin-1").lower()
