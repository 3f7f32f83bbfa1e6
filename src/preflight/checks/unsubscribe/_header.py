"""What the checks of the unsubscribe headers share; the header itself is read by `facts.list_unsubscribe`."""

from __future__ import annotations

from collections.abc import Iterable

from preflight.check import Options
from preflight.facts import Ask, Audience, Facts, Send, bulk, list_unsubscribe
from preflight.facts.list_unsubscribe import Address, decoded, encoded
from preflight.facts.send import Message
from preflight.finding import Severity, Skip, _

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


GMAIL = ("gmail",)
BOTH = ("gmail", "yahoo")
"""Who demands List-Unsubscribe of bulk senders (G6, Y2): an e-mail address is enough for Yahoo. Microsoft does not."""


def asks(send: Send, options: Options, known: Facts) -> Iterable[Ask]:  # noqa: ARG001 - all asks are called alike
    """How many recipients the large providers have."""
    return bulk.asks(send)


def audience_severity(send: Send, audience: Audience, at: tuple[str, ...] = BOTH) -> Severity:
    """A blocker where bulk rules hold at one of these providers; an unknown audience counts as bulk, else a warning."""
    return Severity.WARNING if bulk.below(send, audience, at) else Severity.BLOCKER


__all__ = [
    "BOTH", "GMAIL", "ONE_CLICK", "TRANSACTIONAL", "Address", "addresses", "asks", "audience_severity", "decoded",
    "encoded", "with_headers",
]  # fmt: skip
