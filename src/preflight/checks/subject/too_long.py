"""subject.too-long"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from preflight.check import Options, check, option
from preflight.checks.subject._subjects import NONE, graphemes, subjects
from preflight.facts import Send
from preflight.facts.personas import BLANK, LONGEST, Persona, rendered
from preflight.facts.send import Message
from preflight.finding import Finding, Item, Mender, Severity, Tally, Unknown, _, ngettext


class TooLong(Options, frozen=True):
    """Options of subject.too-long."""

    at_most: Annotated[int, option("Signs, as a reader counts them, with tokens filled.", ge=1)] = 60


@check("subject.too-long", severity=Severity.NOTE, mender=Mender.COPY, cites=("T3",))
def too_long(send: Send, options: TooLong) -> Iterator[Item]:
    """The subject is longer than inboxes show.

    Phones show the first 35 to 50 signs, desktops 60 to 77. What stands behind that is not read. Tokens are counted
    with their fallbacks.

    Bad:
        html: <p>Sale!</p>
        subject: Our great winter sale has begun and there is more in it for you than ever
    Good:
        html: <p>Sale!</p>
        subject: Our winter sale has begun
    Fix: put what matters into the first 35 signs, and shorten the rest.
    Source: emailtooltester "How long can a subject line be?", read 2026-11-22; sources differ
    """
    found = subjects(send)
    if not found:
        yield NONE
        return
    longest = bad = 0
    for message, subject in found:
        length, most = (_length(send, message, persona) for persona in (BLANK, LONGEST))
        longest = max(longest, most)
        if length <= options.at_most:
            continue
        if rendered(send, message, BLANK, "subject").unknown:
            why = _("a condition or a script makes the subject; how long it is only the platform knows")
            yield Unknown(why, "scripted", subject.location)
            continue
        bad += 1
        least = _("the subject is {length} signs long; inboxes show {most} at most", length=length,
                  most=options.at_most)  # fmt: skip
        more = _("the subject is at least {length} signs long, whoever gets it; inboxes show {most} at most",
                 length=length, most=options.at_most)  # fmt: skip
        yield Finding(
            least if length == most else more,
            key=f"long {subject.text[:150]}",
            fix=_("Put what matters into the first 35 signs, and shorten the rest."),
            location=subject.location,
            evidence={"subject": subject.text[:300], "length": length, "limit": options.at_most},
        )
    words = ngettext(
        "{bad} of {n} subject is longer than {most} signs", "{bad} of {n} subjects are longer than {most} signs",
        len(found), bad=bad, most=options.at_most,
    )  # fmt: skip
    yield Tally(words, {"subjects": len(found), "too_long": bad, "longest": longest})


def _length(send: Send, message: Message, persona: Persona) -> int:
    return graphemes(" ".join(rendered(send, message, persona, "subject").text[:_LONG].split()))


_LONG = 4_000
