"""headers.missing"""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.utils import parsedate_tz

from preflight.check import check
from preflight.checks.headers import _raw
from preflight.facts import Send
from preflight.facts.given import Headers
from preflight.facts.send import Header, Message
from preflight.finding import Finding, Item, Mender, Severity, Tally, Text, _, ngettext

_NEEDED = ("Date", "From", "Message-ID")
_COMMENT = re.compile(r"\([^()\\]*+\)")
_ID = re.compile(r"<[^<>\s@]+(?:@[^<>\s@]+)+>|<\"[^\"<>]+\"@[^<>\s@]+>")
_LONG = 1_000


@check("headers.missing", severity=Severity.BLOCKER, mender=Mender.TEMPLATE, cites=("G9",))
def missing(send: Send, headers: Headers) -> Iterator[Item]:  # noqa: ARG001 - a need
    """A header that every mail must have is missing.

    A mail without Date, From or Message-ID is refused or taken for spam. On a delivered mail it stops the send. On a
    raw message that has not been sent yet it is a warning, since most platforms add the date and the number themselves;
    so is a date or a number that nobody can read: it was taken once, and the next server may not.

    Bad:
        eml: |
          Received: from a.test
          From: a@shop.test
          Date: Tue, 24 Nov 2026 08:00:00 +0000

          Sale!
    Good:
        eml: |
          Received: from a.test
          From: a@shop.test
          Date: Tue, 24 Nov 2026 08:00:00 +0000
          Message-ID: <1@shop.test>

          Sale!
    Fix: ask whoever runs your platform to write the header.
    Source: Google "Email sender guidelines" (81126), 2026-03-11; RFC 5322, section 3.6 (2008-10)
    """
    messages = _raw.raw_messages(send)
    if not messages:
        yield _raw.NONE
        return
    bad = 0
    for message in messages:
        names = _absent(message, _told(send, message))
        unreadable = list(_unreadable(message))
        bad += len(names) + len(unreadable)
        yield from (*_findings(message, names), *unreadable)
    looked = len(messages) * len(_NEEDED)
    words = ngettext(
        "{good} of {n} needed header is there and can be read",
        "{good} of {n} needed headers are there and can be read", looked, good=looked - bad,
    )  # fmt: skip
    yield Tally(words, {"headers": looked, "faults": bad})


def _told(send: Send, message: Message) -> bool:
    """Whether `sender.missing` tells that the message has no From: it looks at drafts first."""
    return not any(one.proof is message and one.sender is not None for one in send.messages)


def _absent(message: Message, from_told: bool) -> list[str]:
    return [name for name in _NEEDED if not message.header(name) and not (name == "From" and from_told)]


def _findings(message: Message, names: list[str]) -> Iterator[Finding]:
    if message.header("Received"):
        for name in names:
            yield Finding(_("the delivered mail has no {header}", header=name), key=name.lower(), fix=_fix(name),
                          location=message.location, many=_("{n} messages have no {header}", header=name))  # fmt: skip
    elif names:
        # What is still to be written is one thing to look at, however many headers it is.
        shown = " and ".join(names)
        yield Finding(
            _("the message has no {header} yet; most platforms add it when they send", header=shown), key="not-yet",
            fix=_FIX_YET, location=message.location, severity=Severity.WARNING,
            many=_("{n} messages have no {header} yet", header=shown),
        )  # fmt: skip


def _unreadable(message: Message) -> Iterator[Finding]:
    for name, readable in (("Date", _is_date), ("Message-ID", _is_id)):
        for header in message.header(name)[:1]:
            if not readable(header.raw[:_LONG]):
                yield _strange(name, header)


def _strange(name: str, header: Header) -> Finding:
    words = _("{header} cannot be read: “{value}”", header=name, value=header.raw[:100])
    return Finding(words, key=f"{name.lower()} unreadable", fix=_fix(name), location=header.location,
                   evidence={"header": header.raw[:300]}, severity=Severity.WARNING,
                   many=_("{header} cannot be read in {n} messages", header=name))  # fmt: skip


def _is_date(text: str) -> bool:
    try:
        found = parsedate_tz(text)
    except (ValueError, IndexError, TypeError, OverflowError):  # what the standard library does with odd ones
        return False
    if found is None:
        return False
    year, month, day, hour, minute, second = found[:6]
    return year > 0 and 1 <= month <= 12 and 1 <= day <= 31 and hour < 24 and minute < 60 and second <= 60


def _is_id(text: str) -> bool:
    """Whether it is one number in angle brackets with an at sign, which servers go by."""
    return _ID.fullmatch(_COMMENT.sub(" ", text).strip()) is not None


_FIX_YET = _("Add a proof that was delivered: it shows whether your platform writes what is missing.")


def _fix(name: str) -> Text:
    return _("Ask whoever runs your platform to write the header {header}.", header=name)
