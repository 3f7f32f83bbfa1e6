"""The HTML parts of a send that can be looked at for how they are made."""

from __future__ import annotations

from typing import NamedTuple

from preflight.facts.markup import Markup
from preflight.facts.piece import report
from preflight.facts.send import Message, Part, Send
from preflight.finding import Skip, Tally, Unknown, _


class Body(NamedTuple):
    """A message with its HTML and what that is made of."""

    message: Message
    part: Part
    markup: Markup


def bodies(send: Send) -> list[Body]:
    """Those of the messages whose content stands in them, in their order."""
    parts = [(message, message.html) for message in send.messages if not message.shell and report(message) is None]
    return [Body(message, part, part.markup) for message, part in parts if part and part.markup]


def why_none(send: Send) -> list[Skip | Unknown | Tally]:
    """What a check yields instead where `bodies` finds none: a skip, or that older facts do not say."""
    if not any(message.html for message in send.messages):
        return [Skip(_("there is no HTML part"))]
    shell = next((message.shell for message in send.messages if message.shell), "")
    if shell:
        return [Skip(_("the content of this mail stands elsewhere: {why}", why=shell))]
    system = next((why for message in send.messages if (why := report(message)) is not None), None)
    if system is not None:
        return [Skip(system)]
    return [Unknown(_("not asked then"), key="older"), Tally(_("0 of 0 messages could be looked at"), {"messages": 0})]


def wholes(found: list[Body]) -> list[Body]:
    """Those that are documents; a fragment gets its head from somebody's template."""
    return [body for body in found if body.markup.whole]


FRAGMENT = Skip(_("the HTML is a fragment; the template that it goes into says so"))
