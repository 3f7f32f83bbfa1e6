"""The subjects of a send, and what stands in them beside their tokens."""

from __future__ import annotations

import unicodedata

from preflight.facts.piece import report, sent
from preflight.facts.send import Message, Send, Value
from preflight.finding import Skip, _

NONE = Skip(_("there is no subject to look at"), not_given="subject")


def not_given(send: Send) -> Skip | None:
    """Why there is nothing to judge, or None: a lone HTML file has no place for a subject, a report is no send."""
    if not send.messages:
        return Skip(_("nobody gave the subject; add subject:"), not_given="message")
    system = [report(message) for message in send.messages]
    if system[0] is not None and all(system):
        return Skip(system[0])
    silent = all(m.state == "draft" and m.subject is None and m.headers is None for m in send.messages)
    return Skip(_("nobody gave the subject; add subject:"), not_given="subject") if send.bare and silent else None


def subject_of(message: Message) -> tuple[Message, Value | None]:
    """The draft's subject; where nobody gave one, the proof's. And the message whose tokens stand in it."""
    if message.subject is None and message.proof is not None:
        return message.proof, message.proof.subject
    return message, message.subject


def subjects(send: Send) -> list[tuple[Message, Value]]:
    """The messages that have a subject with something in it, each with it."""
    both = [subject_of(message) for message in sent(send)]
    return [(owner, value) for owner, value in both if value is not None and value.text.strip()]


def filled(message: Message, where: str, text: str) -> tuple[str, bool]:
    """The text with its tokens' fallbacks in their places, and whether that is all that can be told of it.

    A field without a fallback is left out, a conditional block too: then the true text may be longer or shorter.
    """
    whole = True
    for token in message.tokens[:_MANY]:
        if token.where == where and token.text in text:
            whole = whole and token.fallback is not None
            text = text.replace(token.text, token.fallback or "")
    return " ".join(text.split()), whole


def graphemes(text: str) -> int:
    """How many signs a reader sees: what is joined to the sign before it counts with it."""
    count, joined, flags = 0, False, 0
    for sign in unicodedata.normalize("NFC", text):
        code = ord(sign)
        flags = flags + 1 if 0x1F1E6 <= code <= 0x1F1FF else 0
        extends = unicodedata.category(sign) in {"Mn", "Me", "Mc", "Cf"} or 0x1F3FB <= code <= 0x1F3FF
        if not extends and not joined and (flags == 0 or flags % 2):
            count += 1
        joined = sign == "\u200d"
    return count


_MANY = 200
