"""headers.duplicated"""

from __future__ import annotations

from collections.abc import Iterator

from preflight.check import check
from preflight.checks.headers import _raw
from preflight.facts import Send
from preflight.facts.given import Headers
from preflight.facts.send import Header, Message
from preflight.finding import Finding, Item, Mender, Severity, Tally, _, ngettext

SINGLE: frozenset[str] = frozenset(
    {
        # RFC 5322, section 3.6
        "date", "from", "sender", "reply-to", "to", "cc", "bcc", "message-id", "in-reply-to", "references", "subject",
        # RFC 2045, 2183 and 3282
        "mime-version", "content-type", "content-transfer-encoding", "content-id", "content-description",
        "content-disposition",
        # RFC 2369, 2919 and 8058
        "list-unsubscribe", "list-unsubscribe-post", "list-help", "list-subscribe", "list-post", "list-owner",
        "list-archive", "list-id",
    }
)  # fmt: skip
"""Headers that a message has once at most."""

_PEOPLE = frozenset({"to", "cc", "bcc"})


@check("headers.duplicated", severity=Severity.BLOCKER, mender=Mender.TEMPLATE, cites=("G9",))
def duplicated(send: Send, headers: Headers) -> Iterator[Item]:  # noqa: ARG001 - a need
    """A header that may stand once stands twice.

    Gmail refuses mail with two From, Subject or Date lines, and every other server picks the one it likes: people may
    see another subject than you, and a second List-Unsubscribe may be the one that does not work. It mostly comes of a
    header set by hand that the platform writes as well. (Several addresses in one From line: sender.missing.)

    Bad:
        eml: |
          From: a@shop.test
          Subject: Sale
          Subject: Winter sale

          Sale!
    Good:
        eml: |
          From: a@shop.test
          Subject: Winter sale

          Sale!
    Fix: take out the header that you set by hand, or ask your platform why it writes two.
    Source: Google "Email sender guidelines" (81126), 2026-03-11; RFC 5322, section 3.6 (2008-10)
    """
    messages = _raw.raw_messages(send)
    if not messages:
        yield _raw.NONE
        return
    looked, twice = 0, 0
    for message in messages:
        for group in _groups(message):
            looked += 1
            if len(group) > 1:
                twice += 1
                yield from _findings(group)
    words = ngettext(
        "{twice} of {n} header that may stand once stands more often",
        "{twice} of {n} headers that may stand once stand more often",
        looked, twice=twice,
    )  # fmt: skip
    yield Tally(words, {"headers": looked, "duplicated": twice})


def _groups(message: Message) -> list[list[Header]]:
    groups: dict[str, list[Header]] = {}
    for header in message.headers or ():
        if header.name.lower() in SINGLE:
            groups.setdefault(header.name.lower(), []).append(header)
    return list(groups.values())


def _findings(group: list[Header]) -> Iterator[Finding]:
    """One for each place; they are shown as one."""
    name = group[0].name
    same = len({" ".join(header.value.split()) for header in group}) == 1
    words = (
        _("{header} stands {count} times, each time with the same words", header=name, count=len(group))
        if same
        else _("{header} stands {count} times, with different words", header=name, count=len(group))
    )
    values = [] if name.lower() in _PEOPLE else [header.value[:300] for header in group[:5]]
    for header in group:
        yield Finding(words, key=name.lower(), fix=_FIX, location=header.location,
                      evidence={"header": name, "values": values}, many=words)  # fmt: skip


_FIX = _("Take out the header that you set by hand, or ask your platform why it writes two.")
