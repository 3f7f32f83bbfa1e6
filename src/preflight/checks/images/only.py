"""images.only"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from preflight.check import Options, check, option
from preflight.facts import Send
from preflight.facts.send import Image, Message
from preflight.finding import Finding, Item, Mender, Severity, Skip, Tally, _, ngettext

_LARGE = 200
"""CSS pixels of width from which on a picture is content, not an icon."""


class Only(Options, frozen=True):
    """Options of images.only."""

    at_least: Annotated[int, option("Words that a mail with pictures must have beside them.", ge=0)] = 30


@check("images.only", severity=Severity.WARNING, mender=Mender.BUILDER)
def only(send: Send, options: Only) -> Iterator[Item]:
    """The message is pictures with hardly any text.

    Where pictures are blocked, as in many offices, the reader sees an empty mail; a screen reader has nothing to read,
    and filters take such mails for spam.

    Bad:
        html: <img src="https://shop.test/all-in-one.png" width="600" alt=""><p>Unsubscribe</p>
    Good:
        html: <img src="https://shop.test/hero.png" width="600" alt="Spring"><p>Our spring collection is here.</p>
        options: {at_least: 5}
    Fix: write the offer as text, and let pictures only illustrate it.
    """
    judged = [message for message in send.messages if message.html is not None and not message.shell]
    if not any(_large(image) for message in judged for image in message.images):
        yield Skip(_("the mail shows no large picture"))
        return
    bare = 0
    for message in judged:
        large = [image for image in message.images if _large(image)]
        words = _words(message)
        if large and words < options.at_least:
            bare += 1
            yield Finding(
                ngettext("the mail is a picture and {words} words", "the mail is {n} pictures and {words} words",
                         len(large), words=words),
                key=message.name, fix=_FIX, location=large[0].location,
                evidence={"words": words, "pictures": len(large)},
            )  # fmt: skip
    yield Tally(
        _("{bare} of {messages} messages are pictures with hardly any text", bare=bare, messages=len(judged)),
        {"messages": len(judged), "bare": bare},
    )


def _large(image: Image) -> bool:
    return image.role != "pixel" and image.element == "img" and (image.width is None or image.width >= _LARGE)


def _words(message: Message) -> int:
    """Words that can be seen; an address or a token counts as one."""
    return sum(len(run.text.split()) for run in message.html.runs if not run.hidden) if message.html else 0


_FIX = _("Write the offer as text, and let pictures only illustrate it.")
