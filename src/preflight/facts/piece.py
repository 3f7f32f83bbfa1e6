"""Whether a file is a mail that goes to readers, or a piece of one, or a mail system's report about another."""

from __future__ import annotations

import re

from preflight.facts.send import Message, Send
from preflight.finding import Text, _

_HEAD = 20_000
_REPORTED = re.compile(r"\s*multipart/report\b", re.IGNORECASE)
_SYSTEM = re.compile(r"(?<![\w.+-])mailer-?daemon@|^\s*<>\s*$", re.IGNORECASE)


def piece(send: Send, message: Message) -> Text | None:
    """Why what is missing proves nothing: a lone draft without <html>, <body> and doctype is a module of a mail."""
    source = message.html.source[:_HEAD].lower() if message.html is not None else ""
    whole = any(tag in source for tag in ("<html", "<body", "<!doctype"))
    if whole or not send.bare or message.state != "draft":
        return None
    return _("this is a piece of a mail; the rest of it stands elsewhere")


def report(message: Message) -> Text | None:
    """Why the message is none that anybody sends to readers: a mail system writes it when it could not deliver."""
    if message.headers is None:
        return None
    said = any(_REPORTED.match(header.raw) for header in message.header("Content-Type"))
    if said or (message.sender is not None and _SYSTEM.search(message.sender.text[:500])):
        return _("this is a mail system's report about another mail; judge that one")
    return None


def sent(send: Send) -> list[Message]:
    """The messages that go to readers."""
    return [message for message in send.messages if report(message) is None]


def unseen(send: Send, message: Message) -> Text | None:
    """Why a part of the content cannot be seen, so that its absence proves nothing; None where all of it is here."""
    if message.shell:
        return _("the content of this mail stands elsewhere: {why}", why=message.shell)
    lost = next((defect for defect in message.defects if defect.lost), None)
    if lost is not None:
        return _("a part of the mail could not be read: {why}", why=lost.message)
    return report(message) or piece(send, message)
