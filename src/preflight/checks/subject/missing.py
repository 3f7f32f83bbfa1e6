"""subject.missing"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from preflight.check import check
from preflight.checks.subject._subjects import not_given, subject_of
from preflight.facts import Send
from preflight.facts.personas import BLANK, rendered
from preflight.facts.send import Message, Value
from preflight.finding import Finding, Item, Mender, Severity, Tally, Text, _, ngettext


@check("subject.missing", severity=Severity.BLOCKER, mender=Mender.COPY)
def missing(send: Send) -> Iterator[Item]:
    """The mail has no subject.

    An empty subject looks like spam and is not opened. One that is made of tokens alone is empty for everybody whose
    field is blank, unless the tokens have a fallback.

    Bad:
        html: <p>Sale!</p>
        subject: "  "
    Good:
        html: <p>Sale!</p>
        subject: Our winter sale
    Fix: write a subject; give its tokens a fallback.
    """
    messages = list(send.messages)
    if (skip := not_given(send)) is not None:
        yield skip
        return
    bad = 0
    for message in messages:
        owner, subject = subject_of(message)
        why = _why(send, owner, subject)
        if why is None:
            continue
        bad += 1
        yield Finding(
            why, key=why.template, fix=_("Write a subject; give its tokens a fallback."),
            location=subject.location if subject else message.location,
            evidence={"subject": subject.text[:300]} if subject else {},
            many=_("{n} messages have no subject of their own"),
        )  # fmt: skip
    words = ngettext(
        "{good} of {n} message has a subject", "{good} of {n} messages have a subject",
        len(messages), good=len(messages) - bad,
    )  # fmt: skip
    yield Tally(words, {"messages": len(messages), "missing": bad})


def _why(send: Send, message: Message, subject: Value | None) -> Text | None:
    if subject is None:
        return _("the mail has no subject")
    if not _says_something(subject.text):
        return _("the subject is empty")
    rest = rendered(send, message, BLANK, "subject").text
    if _says_something(rest, punctuation=False):
        return None
    # Only punctuation: an honest if odd subject where no token was taken out of it.
    return _("the subject is made of tokens without a fallback") if rest != subject.text else None


def _says_something(text: str, *, punctuation: bool = True) -> bool:
    """Whether anything is to be seen: no blanks, no invisible signs; on demand no mere punctuation either."""
    blank = ("Z", "C") if punctuation else ("Z", "C", "P")
    return any(not unicodedata.category(sign).startswith(blank) for sign in text)
