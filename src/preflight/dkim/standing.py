"""How the signatures of a message stand: which of them hold, and which of them belong to its From domain."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from preflight.dkim.verify import Verdict, faulty, verified
from preflight.facts.dns import Dns, Lookup
from preflight.facts.names import ascii_name
from preflight.facts.send import Message, Send, address_of, all_messages
from preflight.facts.signature import Signature
from preflight.facts.web import Unanswered


class Standing(NamedTuple):
    """One signature. `verdict` is what DNS said instead where nobody told its key.

    `aligned` is None where it cannot be told.
    """

    signature: Signature
    verdict: Verdict | Unanswered
    aligned: bool | None

    @property
    def holds(self) -> bool:
        """Whether it is known to hold."""
        return isinstance(self.verdict, Verdict) and self.verdict.valid


def signed(send: Send) -> list[Message]:
    """The raw messages and proofs that bear a signature."""
    return [message for message in all_messages(send) if message.signatures]


def author(message: Message) -> str:
    """The domain of the message's From address, or ""."""
    return ascii_name(address_of(message.sender).rpartition("@")[2])


def asks(send: Send) -> list[Lookup]:
    """The keys of all signatures, and the policies that say what aligns."""
    found = []
    for message in signed(send):
        usable = [one for one in message.signatures if not one.fault]
        found += [Lookup(one.key_name, "DKIM") for one in usable]
        found += [Lookup(domain, "DMARC") for domain in (author(message), *(one.domain for one in usable)) if domain]
    return list(dict.fromkeys(found))


def standings(message: Message, dns: Dns, now: datetime) -> tuple[Standing, ...]:
    """All signatures of a message, the topmost first."""
    own = author(message)
    return tuple(Standing(one, _verdict(one, dns, now), aligned(own, one.domain, dns)) for one in message.signatures)


def _verdict(signature: Signature, dns: Dns, now: datetime) -> Verdict | Unanswered:
    if signature.fault:
        return faulty(signature)
    key = dns.dkim(signature.key_name)
    return key if isinstance(key, Unanswered) else verified(signature, key, now)


def aligned(own: str, domain: str, dns: Dns) -> bool | None:
    """Whether a signing domain belongs to a From domain (RFC 9989 §4.4); None where DNS left it open.

    Where nobody publishes a DMARC record there is none to say so; then one registrable domain is one organization.
    """
    if not own or not domain:
        return False
    if own == domain:
        return True
    policy, other = dns.dmarc(own), dns.dmarc(domain)
    if isinstance(policy, Unanswered):
        return None
    if policy.tags.get("adkim") == "s":
        return False
    if not policy.records and not isinstance(other, Unanswered) and not other.records:
        return _registrable(own) == _registrable(domain)
    if isinstance(other, Unanswered) or not policy.organizational or not other.organizational:
        return None
    return policy.organizational == other.organizational


def _registrable(domain: str) -> str:
    from preflight.data.hosts import registrable

    return registrable(domain) or domain
