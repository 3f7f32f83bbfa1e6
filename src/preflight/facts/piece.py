"""Whether a file is a mail, or a piece that is put into one."""

from __future__ import annotations

from preflight.facts.send import Message, Send
from preflight.finding import Text, _

_HEAD = 20_000


def piece(send: Send, message: Message) -> Text | None:
    """Why what is missing proves nothing: a lone draft without <html>, <body> and doctype is a module of a mail."""
    source = message.html.source[:_HEAD].lower() if message.html is not None else ""
    whole = any(tag in source for tag in ("<html", "<body", "<!doctype"))
    if whole or not send.bare or message.state != "draft":
        return None
    return _("this is a piece of a mail; the rest of it stands elsewhere")
