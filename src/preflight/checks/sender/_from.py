"""Who a mail says it is from, and where replies go."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from preflight.facts.piece import report
from preflight.facts.send import Message, Send, Value
from preflight.finding import Location, Skip, _
from preflight.mailboxes import mailbox

_LONG = 2_000


class From(NamedTuple):
    """A sender: the name that is shown (may be empty), the bare address, its domain in lower case, and the place."""

    name: str
    address: str
    domain: str
    message: Message
    location: Location


def not_given(send: Send) -> Skip | None:
    """Why there is nothing to judge, or None: a lone HTML file has no place to say who sends it."""
    if not send.messages:
        return Skip(_("nobody said who it is from; add from:"), not_given="message")
    system = [report(message) for message in send.messages]
    if system[0] is not None and all(system):
        return Skip(system[0])
    silent = all(m.state == "draft" and m.headers is None and not values(m) for m in send.messages)
    return Skip(_("nobody said who it is from; add from:"), not_given="from") if send.bare and silent else None


def values(message: Message) -> list[Value]:
    """The From lines: of a raw message each of them, else what the manifest says, or the proof."""
    lines = [Value(header.value, header.location) for header in message.header("From")]
    if len(lines) > 1:
        return lines
    if message.sender is not None:
        return [message.sender]
    return lines or (values(message.proof) if message.proof is not None else [])


def senders(send: Send) -> list[From]:
    """Every message's sender that has one address; those without are told by `sender.missing`."""
    return [_read(value, message) for message in send.messages for value in values(message)[:1] if "@" in value.text]


def repliers(send: Send) -> Iterator[From]:
    """Where replies are asked to go, message by message, where somebody said so."""
    for message in send.messages:
        found = message.reply_to or (message.proof.reply_to if message.proof is not None else None)
        if found is not None and "@" in found.text:
            yield _read(found, message)


def _read(value: Value, message: Message) -> From:
    name, address = mailbox(value.text[:_LONG])
    if not address:  # an unquoted comma, a sign that no header may hold: its end still holds the address
        name, _bracket, rest = value.text[:_LONG].rpartition("<")
        address = rest.rstrip("> \t")
    return From(name.strip(' "'), address, address.rpartition("@")[2].lower().rstrip("."), message, value.location)
