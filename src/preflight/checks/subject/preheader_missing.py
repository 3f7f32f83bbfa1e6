"""subject.preheader-missing"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Annotated

from preflight.check import Options, check, option
from preflight.checks.subject._subjects import filled, graphemes, subject_of
from preflight.data import leaving_words
from preflight.data.folding import letters
from preflight.facts import Send
from preflight.facts.piece import unseen
from preflight.facts.send import Message
from preflight.finding import Finding, Item, Location, Mender, Severity, Skip, Tally, Text, Unknown, _, ngettext


class PreheaderMissing(Options, frozen=True):
    """Options of subject.preheader-missing."""

    at_least: Annotated[int, option("Signs below which a preview text is remarked on.", ge=0)] = 35
    at_most: Annotated[int, option("Signs above which it is.", ge=1)] = 130


@check("subject.preheader-missing", severity=Severity.WARNING, mender=Mender.COPY, cites=("T4",))
def preheader_missing(send: Send, options: PreheaderMissing) -> Iterator[Item]:
    """The inbox would show no preview text of its own beside the subject.

    Beside the subject, inboxes show the first words of the mail. Where nobody wrote a preheader, that is "View in
    browser", a picture's name or the address of the first link. A copy of the subject wastes the place. Below 35 signs
    the client fills up with what follows, beyond 130 nobody sees the rest: that is a note.

    Bad:
        html: <p><a href="https://shop.test/web">View in browser</a></p><p>Sale!</p>
        subject: Winter sale
    Good:
        html: <div style="display:none">Up to half off on coats and boots, in all shops until Sunday.</div><p>Sale!</p>
        subject: Winter sale
    Fix: write a preheader of 35 to 130 signs that goes on where the subject stops.
    Source: sources differ on the length; read 2026-11-22
    """
    given = [message for message in send.messages if message.html is not None or message.preheader is not None]
    if not given:
        yield Skip(_("there is no HTML whose first words an inbox would show"), not_given="message")
        return
    messages = [message for message in given if message.preheader is not None or unseen(send, message) is None]
    if not messages:
        yield Skip(unseen(send, given[0]) or _("its first words cannot be seen"))
        return
    items = [item for message in messages if (item := _judged(message, options)) is not None]
    yield from items
    good = len(messages) - len(items)
    words = ngettext(
        "{good} of {n} message has its own preview text", "{good} of {n} messages have their own preview text",
        len(messages), good=good,
    )  # fmt: skip
    yield Tally(words, {"messages": len(messages), "good": good})


def _judged(message: Message, options: PreheaderMissing) -> Finding | Unknown | None:
    said = message.preheader
    if said is None or not said.text.strip():
        return _unseen(message) or _none(message)
    text, whole = filled(message, "preheader", said.text[:_LONG])
    text, rest = filled(message, "html", text)
    if not letters(text):
        why = _("the preview text is empty but for tokens") if not (whole and rest) else _("the preview text is empty")
        return Unknown(why, "tokens", said.location) if not (whole and rest) else _fault(why, "empty", said.location)
    if found := _view_words(text):
        return _fault(_("the inbox would show “{words}” as preview text", words=found), "view", said.location)
    subject = subject_of(message)[1]
    if subject is not None and letters(subject.text) == letters(said.text):
        return _fault(_("the preview text repeats the subject"), "copy", said.location)
    return _length(graphemes(text), whole and rest, said.location, options)


def _length(length: int, whole: bool, location: Location, options: PreheaderMissing) -> Finding | None:
    if length > options.at_most:
        words = _("the preview text is {length} signs long; {most} at most are seen", length=length,
                  most=options.at_most)  # fmt: skip
        return _fault(words, "long", location, Severity.NOTE)
    if length < options.at_least and whole:
        words = _("the preview text is only {length} signs long; inboxes fill up with what follows", length=length)
        return _fault(words, "short", location, Severity.NOTE)
    return None


def _unseen(message: Message) -> Unknown | None:
    """That a token makes the first words of the mail; None where they are to be seen."""
    runs = [run.text for run in (message.html.runs if message.html else ()) if not run.hidden and letters(run.text)]
    if runs and not letters(filled(message, "html", runs[0])[0]):
        return Unknown(_("a token makes the first words of the mail"), "tokens", message.location)
    return None


def _none(message: Message) -> Finding:
    """What the inbox shows instead: the first words of the mail."""
    runs = [run for run in (message.html.runs if message.html else ()) if not run.hidden and letters(run.text)]
    shown = " ".join(run.text for run in runs[:_FEW])[:_SHOWN]
    place = runs[0].location if runs else message.location
    if found := _view_words(shown):
        return _fault(_("there is no preview text; the inbox would show “{words}”", words=found), "view", place)
    if not shown:
        return _fault(_("there is no preview text, and no words that an inbox could show"), "none", place)
    return _fault(_("there is no preview text; the inbox would show “{words}”", words=shown), "none", place)


def _fault(words: Text, key: str, location: Location, severity: Severity | None = None) -> Finding:
    return Finding(
        words, key=key, severity=severity, location=location,
        fix=_("Write a preheader of 35 to 130 signs that goes on where the subject stops."),
        many=_("{n} messages have no preview text of their own") if severity is None else None,
    )  # fmt: skip


_LONG = 4_000
_FEW = 8
_SHOWN = 90
_START = 60
"""Signs from the start within which "view in browser" would be what a reader sees first."""


def _view_words(text: str) -> str:
    """The words to read the mail in a browser, if the text begins with them or nearly so."""
    spread = unicodedata.normalize("NFKD", text[:_SHOWN].casefold())
    folded = "".join(sign for sign in spread if not unicodedata.combining(sign))
    found = _pattern().search(folded)
    return text[:_SHOWN] if found is not None and found.start() < _START else ""


@cache
def _pattern() -> re.Pattern[str]:
    words = sorted({word for words in leaving_words.VIEW.values() for word in words}, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words)))
