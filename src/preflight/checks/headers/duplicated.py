"""headers.duplicated"""

from __future__ import annotations

from collections.abc import Iterator

from preflight.check import check
from preflight.checks.headers import _mails
from preflight.facts import Send
from preflight.facts.send import Message
from preflight.finding import Finding, Item, Mender, Severity, Tally, _

_ONCE = frozenset({
    "date", "from", "sender", "reply-to", "to", "cc", "bcc", "message-id", "in-reply-to", "references", "subject",
    "mime-version", "content-type", "content-transfer-encoding", "content-disposition", "list-id", "list-unsubscribe",
    "list-unsubscribe-post",
})  # fmt: skip
"""RFC 5322 §3.6, RFC 2045 §3, RFC 2369 §3, RFC 2919 §3, RFC 8058 §3."""


@check("headers.duplicated", severity=Severity.BLOCKER, mender=Mender.TEMPLATE, cites=("G9",))
def duplicated(send: Send) -> Iterator[Item]:
    """A header that may stand once stands twice.

    Gmail refuses such mail, since a reader and a filter may each believe another of the two.

    Bad:
        eml: |
            From: a@acme.test
            Subject: One
            Subject: Two

            Hello
    Good:
        eml: |
            From: a@acme.test
            Subject: One
            Received: by one.test
            Received: by two.test

            Hello
    Fix: take one of the two out, in the template or where your platform adds headers of your own.
    Source: Google, Email sender guidelines (2026-03-11); RFC 5322 (2008-10), section 3.6
    """
    mails = _mails.mails(send)
    if not mails:
        yield _mails.NO_MAIL
        return
    count = 0
    for mail in mails:
        for name, times in _twice(mail).items():
            count += 1
            places = mail.header(name)
            yield Finding(
                _("the header {name} stands {times} times; it may stand once", name=places[0].name, times=times),
                key=name, fix=_FIX, location=places[1].location,
                evidence={"header": places[0].name, "lines": [one.location.line for one in places][:20]},
            )  # fmt: skip
    words = _("{count} headers of {mails} raw messages stand more than once", count=count, mails=len(mails))
    yield Tally(words, {"mails": len(mails), "duplicated": count})


def _twice(mail: Message) -> dict[str, int]:
    names = [header.name.lower() for header in mail.headers or ()]
    return {name: names.count(name) for name in dict.fromkeys(names) if name in _ONCE and names.count(name) > 1}


_FIX = _("Take out all but one, in the template or where your platform adds headers of your own.")
