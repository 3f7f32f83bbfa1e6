"""The messages whose headers are known as they went over the line."""

from __future__ import annotations

from preflight.facts import Send
from preflight.facts.send import Message, all_messages
from preflight.finding import Skip, _


def mails(send: Send) -> list[Message]:
    """Messages and proofs that were read from a raw mail."""
    return [one for one in all_messages(send) if one.size is not None and one.headers is not None]


NO_MAIL = Skip(_("no raw message is given: a draft's headers are made when it is sent"), not_given="headers")
