"""subject.too-long"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated

from preflight.check import Options, check, option
from preflight.checks.subject._subjects import NONE, graphemes, subjects
from preflight.facts import Ask, Audience, Facts, Send
from preflight.facts.audience import Measured, Table
from preflight.facts.personas import BLANK, LONGEST, Persona, longer_asked, rendered
from preflight.facts.send import Message, Token, Value
from preflight.finding import Finding, Item, Mender, Severity, Tally, Unknown, _, ngettext


class TooLong(Options, frozen=True):
    """Options of subject.too-long."""

    at_most: Annotated[int, option("Signs, as a reader counts them, with tokens filled.", ge=1)] = 60
    share: Annotated[
        float, option("Percent of the recipients whose own values may make the subject longer.", ge=0, le=100)
    ] = 1.0


def asks(send: Send, options: TooLong, known: Facts) -> Iterable[Ask]:  # noqa: ARG001 - all asks are called alike
    """For how many recipients a field of theirs makes the subject too long."""
    if send.audience is not None and send.audience.members is not None:
        found = [one for message, _subject in subjects(send) for one in _fields(send, message, options)]
        yield from dict.fromkeys(longer_asked(token, room) for token, room in found)


@check("subject.too-long", severity=Severity.NOTE, mender=Mender.COPY, cites=("T3",), asks=asks)
def too_long(send: Send, options: TooLong, audience: Audience) -> Iterator[Item]:
    """The subject is longer than inboxes show.

    Phones show the first 35 to 50 signs, desktops 60 to 77. What stands behind that is not read. Tokens are counted
    with their fallbacks; where the audience has the field, it is told for how many recipients it makes the subject too
    long.

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
            for finding in _for_some(send, message, subject, options, audience):
                bad += 1
                yield finding
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


def _fields(send: Send, message: Message, options: TooLong) -> list[tuple[Token, int]]:
    """The fields in the subject, and how long each may be, where it fits without them and nothing else decides."""
    blank = rendered(send, message, BLANK, "subject")
    tokens = [one for one in message.tokens if one.where == "subject" and one.kind == "field"]
    # With one sign in each field, as blanks round an empty one would be lost.
    room = options.at_most - _length(send, message, _SHORTEST) + len(tokens)
    if message.state != "draft" or blank.unknown or room < 0:
        return []
    times = {one.name: sum(other.name == one.name for other in tokens) for one in tokens}
    return [(one, room // times[one.name]) for one in {one.name: one for one in tokens}.values()][:_MOST]


def _for_some(send: Send, message: Message, subject: Value, options: TooLong, audience: Audience) -> Iterator[Finding]:
    """That the subject is too long for many enough; of several fields the one that tells of most."""
    answers = [audience[longer_asked(token, room).name] for token, room in _fields(send, message, options)]
    people = max((int(one.value or 0) for one in answers if isinstance(one, Measured)), default=0)
    rows = audience.members.rows if isinstance(audience.members, Table) else 0
    if not rows or not people or people < rows * options.share / 100:
        return
    yield Finding(
        _("for {people} of {rows} recipients their own values make the subject longer than the {most} signs that "
          "inboxes show", people=people, rows=rows, most=options.at_most),
        key=f"long for some {subject.text[:150]}",
        fix=_("Put what matters into the first 35 signs, and the token behind it."),
        location=subject.location,
        evidence={"subject": subject.text[:300], "people": people, "rows": rows, "limit": options.at_most},
    )  # fmt: skip


def _length(send: Send, message: Message, persona: Persona) -> int:
    return graphemes(" ".join(rendered(send, message, persona, "subject").text[:_LONG].split()))


_LONG = 4_000
_MOST = 10
_SHORTEST = Persona("longest", "x", "x")
