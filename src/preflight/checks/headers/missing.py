"""headers.missing"""

from __future__ import annotations

from collections.abc import Iterator

from preflight.check import check
from preflight.checks.headers import _mails
from preflight.facts import Send
from preflight.finding import Finding, Item, Mender, Severity, Tally, _

_WANTED = ("Date", "Message-ID")
"""A missing From is told by sender.missing."""


@check("headers.missing", severity=Severity.BLOCKER, mender=Mender.TEMPLATE, cites=("G9",))
def missing(send: Send) -> Iterator[Item]:
    """A raw message lacks a header that every mail has.

    Gmail refuses mail without a Message-ID, and filters take a missing Date for a sign of spam. A message that was not
    sent yet may get them on its way, so there it is a warning; one that was delivered did not.

    Bad:
        eml: |
            Received: by mx.test
            From: a@acme.test
            Date: Tue, 24 Nov 2026 10:00:00 +0000

            Hello
    Good:
        eml: |
            From: a@acme.test
            Date: Tue, 24 Nov 2026 10:00:00 +0000
            Message-ID: <1@acme.test>

            Hello
    Fix: let the server that sends add the header.
    Source: Google, Email sender guidelines (2026-03-11); RFC 5322 (2008-10), section 3.6
    """
    mails = _mails.mails(send)
    if not mails:
        yield _mails.NO_MAIL
        return
    lacking = 0
    for mail in mails:
        delivered = bool(mail.header("Received"))
        for name in _WANTED:
            if any(header.value.strip() for header in mail.header(name)):
                continue
            lacking += 1
            words = _("the delivered message has no {name} header", name=name) if delivered else _(
                "the message has no {name} header; whoever sends it must add one", name=name)  # fmt: skip
            yield Finding(
                words, key=name.lower(), fix=_FIX, location=mail.location, evidence={"header": name},
                severity=None if delivered else Severity.WARNING,
            )  # fmt: skip
    words = _("{lacking} headers are missing in {mails} raw messages", lacking=lacking, mails=len(mails))
    yield Tally(words, {"mails": len(mails), "missing": lacking})


_FIX = _("Let the server that sends add the header; look at how the message leaves your platform.")
