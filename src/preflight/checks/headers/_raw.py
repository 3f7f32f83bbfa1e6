"""Raw messages: what headers are judged on. Those that a manifest names are the platform's to write."""

from __future__ import annotations

from preflight.facts import Send
from preflight.facts.send import Message, all_messages
from preflight.finding import Skip, _


def raw_messages(send: Send) -> list[Message]:
    """The messages and proofs that were read from an `.eml`."""
    return [message for message in all_messages(send) if message.size is not None and message.headers is not None]


NONE = Skip(_("there is no raw message; add a proof"), not_given="headers")
