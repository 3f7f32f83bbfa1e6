"""What the checks of the unsubscribe headers share; the header itself is read by `facts.list_unsubscribe`."""

from __future__ import annotations

from preflight.facts import Audience, Send, list_unsubscribe
from preflight.facts.audience import Table
from preflight.facts.list_unsubscribe import Address, decoded, encoded
from preflight.facts.send import Message
from preflight.finding import Severity, Skip, _

BULK = 5_000
"""Recipients from which on a send is bulk by itself (G1)."""

ONE_CLICK = "List-Unsubscribe=One-Click"

TRANSACTIONAL = Skip(_("transactional mail needs no List-Unsubscribe header"))


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
    return list_unsubscribe.addresses(message.header("List-Unsubscribe"))


def audience_severity(send: Send, audience: Audience) -> Severity:
    """A blocker for bulk mail; an unknown audience counts as bulk. A small send is a warning: limits are per day."""
    counts = send.audience.counts if send.audience else None
    people = audience.members.rows if isinstance(audience.members, Table) else counts.final if counts else None
    return Severity.BLOCKER if people is None or people >= BULK else Severity.WARNING


__all__ = ["BULK", "ONE_CLICK", "TRANSACTIONAL", "Address", "addresses", "audience_severity", "decoded", "encoded",
           "with_headers"]  # fmt: skip
