"""unsubscribe.clipped"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated

from preflight.check import Options, check, option
from preflight.checks.unsubscribe import _ways
from preflight.checks.unsubscribe._ways import Way
from preflight.data.gmail import CLIP, cut
from preflight.facts import Ask, Audience, Facts, Send
from preflight.facts.personas import lengths_asked, sent_octets
from preflight.facts.send import Message
from preflight.finding import Finding, Item, Mender, Severity, Skip, Tally, _, ngettext


class Clipped(Options, frozen=True):
    """Options of unsubscribe.clipped."""

    cut_at: Annotated[int, option("Octets of HTML after which the mail program cuts.", ge=1)] = CLIP


def asks(send: Send, options: Clipped, known: Facts) -> Iterable[Ask]:  # noqa: ARG001 - all asks are called alike
    """How long the values are that fill the tokens."""
    return lengths_asked(send.messages) if send.audience is not None and send.audience.members is not None else ()


@check("unsubscribe.clipped", severity=Severity.BLOCKER, mender=Mender.BUILDER, asks=asks, cites=("T1", "G6"))
def clipped(send: Send, options: Clipped, audience: Audience) -> Iterator[Item]:
    """Gmail cuts the mail before its unsubscribe link.

    Gmail shows the first 102,400 bytes of the HTML and hides the rest behind "View entire message". The unsubscribe
    link stands in the footer, so it is the first thing to go, and people press "spam" instead. One that stands before
    the cut is enough. Where a proof is given, its size counts.

    Bad:
        html: <p>Sale in all our shops!</p><a href="https://shop.test/unsubscribe?u=1">Unsubscribe</a>
        options: {cut_at: 20}
    Good:
        html: <p>Sale in all our shops!</p><a href="https://shop.test/unsubscribe?u=1">Unsubscribe</a>
    Fix: make the mail smaller, or repeat the unsubscribe link near the top.
    Source: HubSpot "Review the estimated size of an email", read 2026-11-22
    """
    offered = [(m, seen) for one in send.messages if (seen := _seen(m := one.proof or one)) and m.html]
    if not offered:
        yield Skip(_("there is no unsubscribe link in an HTML part to look at"))
        return
    beyond = 0
    for message, ways in offered:
        size = sent_octets(send, message, audience)
        if size <= options.cut_at or not _all_beyond(message, ways, options.cut_at):
            continue
        beyond += 1
        yield _finding(ways[0], size, options.cut_at)
    words = ngettext(
        "the unsubscribe link stands before the cut in {before} of {n} message",
        "the unsubscribe link stands before the cut in {before} of {n} messages",
        len(offered),
        before=len(offered) - beyond,
    )
    yield Tally(words, {"messages": len(offered), "clipped": beyond})


def _seen(message: Message) -> list[Way]:
    return [way for way in _ways.ways(message) if not way.hidden]


def _all_beyond(message: Message, ways: list[Way], limit: int) -> bool:
    part = message.html
    if part is None or part.size <= limit:
        return False
    end = cut(part.source, limit)
    return all((way.location.line, way.location.column) >= end for way in ways)


def _finding(way: Way, size: int, limit: int) -> Finding:
    return Finding(
        _(
            "the unsubscribe link stands beyond the {limit} bytes that Gmail shows (the HTML has {size})",
            limit=limit,
            size=size,
        ),
        key="clipped",
        fix=_("Make the mail smaller, or repeat the unsubscribe link near the top."),
        location=way.location,
        evidence={"size": size, "limit": limit, **({"url": way.url} if way.url else {})},
        many=_("in {n} messages the unsubscribe link stands beyond the {limit} bytes that Gmail shows", limit=limit),
    )
