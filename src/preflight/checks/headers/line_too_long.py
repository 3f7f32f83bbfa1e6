"""headers.line-too-long"""

from __future__ import annotations

from collections.abc import Iterator

from preflight.check import check
from preflight.checks.headers import _raw
from preflight.facts import Send
from preflight.facts.given import Headers
from preflight.facts.send import Message
from preflight.finding import Finding, Item, Mender, Severity, Tally, _, ngettext

MOST = 998


@check("headers.line-too-long", severity=Severity.NOTE, mender=Mender.TEMPLATE, cites=("R9",))
def line_too_long(send: Send, headers: Headers) -> Iterator[Item]:  # noqa: ARG001 - a need
    """A line of the raw mail is longer than mail allows.

    A line may have 998 octets. A server that minds breaks a longer one wherever it comes to 998: in the midst of a
    word, of a tag or of an address, and the signature no longer fits. It mostly comes of HTML sent without a transfer
    encoding.

    Bad:
        eml: >
          From: a@shop.test


          Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale!
          Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale!
          Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale!
          Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale!
          Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale!
          Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale!
          Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale!
          Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale!
          Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale!
          Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale! Sale!
    Good:
        eml: |
          From: a@shop.test

          Sale!
    Fix: send the part as quoted-printable or base64, or break the lines of the HTML.
    Source: RFC 5322, section 2.1.1 (2008-10)
    """
    messages = _raw.raw_messages(send)
    if not messages:
        yield _raw.NONE
        return
    long = [message for message in messages if message.long_lines_total]
    for message in long:
        yield from _findings(message)
    words = ngettext(
        "{long} of {n} raw message has lines over {most} octets",
        "{long} of {n} raw messages have lines over {most} octets",
        len(messages), long=len(long), most=MOST,
    )  # fmt: skip
    yield Tally(words, {"messages": len(messages), "lines": sum(message.long_lines_total for message in messages)})


def _findings(message: Message) -> Iterator[Finding]:
    """One for each place; they are shown as one."""
    total, longest = message.long_lines_total, max(line.octets for line in message.long_lines)
    words = _("a line has {longest} octets; mail allows {most}", longest=longest, most=MOST)
    many = _("{total} lines are longer than the {most} octets that mail allows; one has {longest}",
             total=total, longest=longest, most=MOST)  # fmt: skip
    for line in message.long_lines:
        yield Finding(words, key=f"long: {message.name}", fix=_FIX, location=line.location,
                      evidence={"octets": [one.octets for one in message.long_lines]}, many=many)  # fmt: skip


_FIX = _("Send the part as quoted-printable or base64, or break the lines of the HTML.")
