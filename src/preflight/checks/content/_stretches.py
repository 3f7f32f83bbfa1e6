"""The words of a mail, stretch by stretch, as a reader sees them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Literal, NamedTuple

from preflight.data.dates import weekday_alone
from preflight.data.folding import letters
from preflight.facts.language import primary, spoken
from preflight.facts.piece import report
from preflight.facts.send import Message, Part, Run, Send
from preflight.finding import Location, Skip, Text, _

NO_WORDS = Skip(_("there are no words to look at"), not_given="message")


class Stretch(NamedTuple):
    """A stretch of words that a reader sees, without the tokens in it; `language` is the mail's, as far as it says."""

    text: str
    location: Location
    language: str = ""
    where: Literal["subject", "preheader", "html", "text", "alt"] = "html"


def stretches_of(message: Message, *, alts: bool = False) -> Iterator[Stretch]:
    """Subject, preheader and every visible stretch of both parts, tokens taken out; on demand pictures' alts too."""
    tokens = frozenset(token.text for token in message.tokens[:_MANY] if token.text)
    language = language_of(message)
    if message.subject is not None:
        yield Stretch(_plain(message.subject.text, tokens), message.subject.location, language, "subject")
    if message.preheader is not None:
        yield Stretch(_plain(message.preheader.text, tokens), message.preheader.location, language, "preheader")
    if message.html is not None:
        for run in _runs(message.html):
            yield Stretch(_plain(run.text, tokens), run.location, language, "html")
    if message.text is not None:
        for run in _runs(message.text):
            yield Stretch(_plain(run.text, tokens), run.location, language, "text")
    for image in message.images if alts else ():
        if image.alt and image.role == "content":
            yield Stretch(_plain(image.alt, tokens), image.location, language, "alt")


def dated(message: Message) -> Iterator[Stretch]:
    """The same stretches, a weekday that stands in a line of its own joined with the line below it."""
    above: Stretch | None = None
    for stretch in stretches_of(message, alts=True):
        if above is not None:
            joined = above.where == stretch.where
            yield stretch._replace(text=f"{above.text} {stretch.text}", location=above.location) if joined else above
            if not joined:
                yield stretch
            above = None
        elif weekday_alone(stretch.text):
            above = stretch
        else:
            yield stretch
    if above is not None:
        yield above


def language_of(message: Message) -> str:
    """The language that the mail says it is in, unless its words are plainly in another; "" where neither tells."""
    said = message.language or (message.html.language if message.html else "")
    heard = _heard(visible(message))
    if len(heard) == 1 and primary(said) not in heard:
        return next(iter(heard))
    return said


@lru_cache(maxsize=32)
def _heard(text: str) -> frozenset[str]:
    return spoken(text)


def has_words(send: Send) -> bool:
    """Whether there is any part to look at."""
    return any(message.html or message.text for message in send.messages)


def elsewhere(message: Message) -> Text | None:
    """Why a part of the content cannot be seen, so that its absence proves nothing; None where all is here."""
    if message.shell:
        return _("the content of this mail stands elsewhere: {why}", why=message.shell)
    lost = next((defect for defect in message.defects if defect.lost), None)
    if lost is not None:
        return _("a part of the mail could not be read: {why}", why=lost.message)
    system = report(message)
    if system is not None:
        return system
    pictured = any(image.role == "content" for image in message.images)
    if pictured and len(letters(visible(message))) < _FEW:
        return _("the mail is made of pictures, and what they say cannot be read")
    return None


def visible(message: Message) -> str:
    """All that a reader sees of the HTML (or of the text where there is nothing else), line by line."""
    part = message.html or message.text
    return "\n".join(run.text for run in part.runs if not run.hidden) if part is not None else ""


def _runs(part: Part) -> Iterator[Run]:
    """The visible runs, and the hidden ones before them: mail programs show those as the preview."""
    begun = False
    for run in part.runs:
        begun = begun or not run.hidden
        if not run.hidden or not begun:
            yield run


def _plain(text: str, tokens: frozenset[str]) -> str:
    """The text without personalisation tokens, whose names and arguments nobody sees."""
    for token in tokens:
        if token in text:
            text = text.replace(token, " ")
    return text


_FEW = 100
"""Letters below which a mail with pictures says what it says by them."""

_MANY = 500
"""Tokens that are taken out; a mail with more is no mail, and must not take long."""
