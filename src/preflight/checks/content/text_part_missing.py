"""content.text-part-missing"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from preflight.check import Options, check, option
from preflight.data.platforms import MAKES_TEXT
from preflight.facts import Send
from preflight.facts.alternative import silent
from preflight.facts.piece import sent
from preflight.facts.send import Message, Part
from preflight.finding import Finding, Item, Location, Mender, Severity, Skip, Tally, Text, _, ngettext


class TextPartMissing(Options, frozen=True):
    """Options of content.text-part-missing."""

    makes_text: Annotated[
        frozenset[str], option("Further platforms that make the text part of a draft by themselves.")
    ] = frozenset()


@check("content.text-part-missing", severity=Severity.WARNING, mender=Mender.BUILDER)
def text_part_missing(send: Send, options: TextPartMissing) -> Iterator[Item]:
    """The mail has no text part, or one that says nothing.

    Watches, screen readers, some filters and people who want no pictures read the text part. "Your client does not
    support HTML" tells them that the mail is not for them.

    Bad:
        html: <p>Sale!</p>
        text: Your e-mail client does not support HTML.
    Good:
        html: <p>Sale!</p>
        text: Sale in all shops until Sunday.
    Fix: write the mail's words as plain text, with its links.
    """
    messages = [message for message in sent(send) if message.html is not None]
    if not messages:
        yield Skip(_("there is no HTML whose text part could be missing"), not_given="message")
        return
    if send.bare and all(message.state == "draft" for message in messages):
        yield Skip(_("a lone HTML file has no place for a text part"), not_given="text")
        return
    platforms = MAKES_TEXT | options.makes_text
    judged = [one for one in messages if not (one.text is None and _made_later(one, send.platform, platforms))]
    if not judged:
        yield Skip(_("{platform} makes the text part when the mail is sent", platform=send.platform))
        return
    faults = [(message, why) for message in judged if (why := _why(message)) is not None]
    for message, why in faults:
        yield Finding(
            why, key=why.template, fix=_("Write the mail's words as plain text, with its links."),
            location=_place(message),
            many=_("{n} messages have no text part that says something"),
        )  # fmt: skip
    words = ngettext(
        "{good} of {n} message has a text part", "{good} of {n} messages have a text part", len(judged),
        good=len(judged) - len(faults),
    )  # fmt: skip
    yield Tally(words, {"messages": len(judged), "missing": len(faults)})


def _part(message: Message) -> Part | None:
    """The text part that will go out: the draft's, else the proof's."""
    return message.text or (message.proof.text if message.proof is not None else None)


def _place(message: Message) -> Location:
    part = _part(message)
    return part.runs[0].location if part is not None and part.runs else message.location


def _made_later(message: Message, platform: str, platforms: frozenset[str]) -> bool:
    return message.state == "draft" and message.proof is None and platform in platforms


def _why(message: Message) -> Text | None:
    part = _part(message)
    return silent(part) if part is not None else _("the mail has no text part")
