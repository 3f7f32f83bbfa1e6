"""One question and its answer as octets; and what an answer says, as facts."""

from __future__ import annotations

import contextlib
import ipaddress
import struct
from typing import NamedTuple

import dns.exception
import dns.flags
import dns.message
import dns.name
import dns.rcode
import dns.rdatatype
import dns.rrset

from preflight.facts.dns import Kind, Records
from preflight.spf.names import labels
from preflight.spf.querying import bare, shown

PAYLOAD = 1232
"""Octets of a UDP answer that pass everywhere without being cut into fragments (DNS Flag Day 2020)."""

_LONGEST_CHAIN = 12
_TRUNCATED = 0x02


class Garbled(Exception):
    """An answer that is none."""


class Question(NamedTuple):
    """What goes out."""

    name: dns.name.Name
    kind: Kind
    message: dns.message.Message
    wire: bytes


class Reply(NamedTuple):
    """What came back: the records, or the code of a failure; `onward` is a CNAME that the server did not follow."""

    records: Records | None
    failure: str = ""
    onward: str = ""


def wire_name(name: str, kind: Kind) -> dns.name.Name | None:
    """The absolute name to ask for; None where DNS can hold none such. A PTR's name is the address itself."""
    if kind == "PTR":
        with contextlib.suppress(ValueError):
            name = ipaddress.ip_address(name).reverse_pointer
    pieces = labels(name)
    return None if pieces is None else dns.name.Name((*pieces, b""))


def question(name: dns.name.Name, kind: Kind, *, edns: bool = True) -> Question:
    """A question with a random id, recursion wanted."""
    message = dns.message.make_query(name, kind, use_edns=0 if edns else -1, payload=PAYLOAD)
    return Question(name, kind, message, message.to_wire())


def is_truncated(wire: bytes) -> bool:
    """Whether the server says that there is more; told from the header alone, since the rest may be cut anywhere."""
    return len(wire) > 2 and bool(wire[2] & _TRUNCATED)


def same_id(wire: bytes, asked: Question) -> bool:
    """Whether an answer bears the question's id; one that does not is somebody else's, or forged."""
    return len(wire) >= 12 and wire[:2] == asked.wire[:2]


def read(wire: bytes, asked: Question, name: str) -> Reply:
    """What the answer says. Raises Garbled for one that cannot be read or answers something else."""
    try:
        message = dns.message.from_wire(wire)
        if not asked.message.is_response(message):
            raise Garbled
    except (dns.exception.DNSException, struct.error, ValueError, IndexError):
        raise Garbled from None
    code = message.rcode()
    if code not in {dns.rcode.NOERROR, dns.rcode.NXDOMAIN}:
        return Reply(None, failure=dns.rcode.to_text(code))
    chain, found = _followed(message, asked)
    values = tuple(shown(record, asked.kind) for record in found) if found else ()
    nxdomain = code == dns.rcode.NXDOMAIN
    onward = chain[-1] if chain and not found and not nxdomain and not message.authority else ""
    return Reply(Records(name, asked.kind, values, nxdomain, tuple(chain)), onward=onward)


def _followed(message: dns.message.Message, asked: Question) -> tuple[list[str], dns.rrset.RRset | None]:
    """The CNAMEs from the question on, and the records at their end."""
    wanted = dns.rdatatype.from_text(asked.kind)
    held = {(rrset.name, rrset.rdtype): rrset for rrset in message.answer}
    chain: list[str] = []
    at = asked.name
    while len(chain) < _LONGEST_CHAIN:
        found = held.get((at, wanted))
        alias = held.get((at, dns.rdatatype.CNAME))
        if found is not None or alias is None:
            return chain, found
        at = alias[0].target
        chain.append(bare(at))
    return chain, None
