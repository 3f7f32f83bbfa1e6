"""content.placeholder"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, NamedTuple

from preflight.check import Options, check, option
from preflight.data.placeholders import phrases
from preflight.facts import Send
from preflight.facts.send import Message, Part
from preflight.finding import Finding, Item, Location, Mender, Severity, Skip, Tally, _, ngettext


class Placeholder(Options, frozen=True):
    """Options of content.placeholder."""

    words: Annotated[
        tuple[str, ...], option("Further phrases that must not stand in the mail; upper and lower case are one.")
    ] = ()
    allow: Annotated[tuple[str, ...], option("Phrases of our own list that are meant here.")] = ()


class _Stretch(NamedTuple):
    """A stretch of words that a reader sees."""

    text: str
    location: Location


@check("content.placeholder", severity=Severity.BLOCKER, mender=Mender.COPY)
def placeholder(send: Send, options: Placeholder) -> Iterator[Item]:
    """A placeholder still stands in the mail.

    "Lorem ipsum", "TODO", "XX %" and "[insert date]" are what a template or a colleague left until the real words
    came. Everybody sees that nobody has read the mail. TBC and TBD are a warning, since some mean them.

    Bad:
        html: <p>Save XX % until [insert date]!</p>
    Good:
        html: <p>Save 20 % until Friday!</p>
    Fix: write the real words, or take the passage out.
    """
    stretches = [stretch for message in send.messages for stretch in _stretches(message)]
    if not stretches:
        yield Skip(_("there are no words to look at"), not_given="message")
        return
    own = [re.compile(rf"(?<!\w){re.escape(word)}(?!\w)", re.IGNORECASE) for word in options.words if word.strip()]
    allowed = {word.casefold() for word in options.allow}
    causes: set[str] = set()
    for stretch in stretches:
        for phrase, stops in _found(stretch.text, own):
            if phrase.casefold() not in allowed:
                causes.add(phrase.casefold())
                yield _finding(phrase, stops, stretch.location)
    words = ngettext(
        "{found} placeholders in {n} stretch of text", "{found} placeholders in {n} stretches of text",
        len(stretches), found=len(causes),
    )  # fmt: skip
    yield Tally(words, {"stretches": len(stretches), "placeholders": len(causes)})


def _found(text: str, own: list[re.Pattern[str]]) -> Iterator[tuple[str, bool]]:
    yield from phrases(text)
    yield from ((match[0], True) for pattern in own if (match := pattern.search(text)))


def _finding(phrase: str, stops: bool, location: Location) -> Finding:
    return Finding(
        _("“{phrase}” still stands in the mail", phrase=phrase[:100]),
        key=phrase.casefold()[:200],
        fix=_("Write the real words, or take the passage out."),
        location=location,
        evidence={"phrase": phrase[:200]},
        severity=Severity.BLOCKER if stops else Severity.WARNING,
        many=_("“{phrase}” still stands in the mail, in {n} places", phrase=phrase[:100]),
    )


def _stretches(message: Message) -> Iterator[_Stretch]:
    """Subject, preheader and every visible stretch of both parts, tokens taken out."""
    for value in (message.subject, message.preheader):
        if value is not None:
            yield _Stretch(_plain(value.text, message), value.location)
    for part in (message.html, message.text):
        if part is not None:
            yield from (_Stretch(_plain(run.text, message), run.location) for run in _runs(part))


def _runs(part: Part) -> Iterator[_Stretch]:
    """The visible runs, and the hidden ones before them: mail programs show those as the preview."""
    begun = False
    for run in part.runs:
        begun = begun or not run.hidden
        if not run.hidden or not begun:
            yield _Stretch(run.text, run.location)


def _plain(text: str, message: Message) -> str:
    """The text without personalisation tokens, whose names and arguments nobody sees."""
    for token in message.tokens:
        if token.text and token.text in text:
            text = text.replace(token.text, " ")
    return text
