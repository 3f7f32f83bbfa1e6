"""html.clipped"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated

from preflight.check import Options, check, option
from preflight.data.gmail import CLIP, NEAR, cut
from preflight.facts import Ask, Audience, Facts, Send
from preflight.facts.personas import lengths_asked, sent_octets
from preflight.facts.send import Message, Part
from preflight.finding import Finding, Item, Location, Mender, Severity, Skip, Tally, _, ngettext


class Clipped(Options, frozen=True):
    """Options of html.clipped."""

    cut_at: Annotated[int, option("Octets of HTML after which the mail program cuts.", ge=1)] = CLIP
    near: Annotated[int, option("Octets from which on a note says that the cut is near.", ge=1)] = NEAR


def asks(send: Send, options: Clipped, known: Facts) -> Iterable[Ask]:  # noqa: ARG001 - all asks are called alike
    """How long the values are that fill the tokens."""
    return lengths_asked(send.messages) if send.audience is not None and send.audience.members is not None else ()


@check("html.clipped", severity=Severity.WARNING, mender=Mender.BUILDER, cites=("T1",), asks=asks)
def clipped(send: Send, options: Clipped, audience: Audience) -> Iterator[Item]:
    """Gmail cuts the mail because its HTML is too long.

    After 102,400 bytes of HTML Gmail hides the rest behind "View entire message": the footer, the links and the open
    pixel there are lost. Where a proof is given its size counts, since wrapped links and filled tokens make a mail
    longer; without one, tokens count as the longest value that the audience has for them. Pictures do not count.

    Bad:
        html: <p>A very long mail</p><p>with a footer</p>
        options: {cut_at: 30, near: 20}
    Good:
        html: <p>A short mail</p>
    Fix: shorten the mail: fewer sections, no unused styles and comments, HTML minified.
    Source: HubSpot "Review the estimated size of an email", read 2026-11-22
    """
    sent = [shown for message in send.messages if (shown := _sent(message)).html is not None]
    parts = [(message, message.html, sent_octets(send, message, audience)) for message in sent]
    if not parts:
        yield Skip(_("there is no HTML part"))
        return
    large = 0
    for message, part, size in parts:
        if part is None or size <= min(options.near, options.cut_at):
            continue
        large += size > options.cut_at
        beyond = size > options.cut_at
        yield _beyond(message, part, options.cut_at, size) if beyond else _near(message, part, options, size)
    largest = max(size for _message, _part, size in parts)
    words = ngettext(
        "{large} of {n} message is cut by Gmail; the largest HTML has {largest} bytes",
        "{large} of {n} messages are cut by Gmail; the largest HTML has {largest} bytes",
        len(parts),
        large=large,
        largest=largest,
    )
    yield Tally(words, {"messages": len(parts), "clipped": large, "largest": largest})


def _sent(message: Message) -> Message:
    """The message as it is sent: the proof where it holds HTML."""
    return message.proof if message.proof is not None and message.proof.html is not None else message


def _beyond(message: Message, part: Part, limit: int, size: int) -> Finding:
    end = cut(part.source, limit) if part.size > limit else (0, 0)
    if end == (0, 0):
        return Finding(
            _("the HTML has up to {size} bytes once its tokens are filled; Gmail cuts it at {limit}", size=size,
              limit=limit),
            key="clipped", fix=_FIX, location=Location(message=message.name, file=part.file),
            evidence={"size": size, "limit": limit},
        )  # fmt: skip
    lost = _lost(message, part, end)
    place = Location(message=message.name, file=part.file, line=end[0], column=end[1])
    first = lost.pop("first", "")
    words = _("the HTML has {size} bytes; Gmail cuts it at {limit}", size=size, limit=limit)
    if first:
        words = _("the HTML has {size} bytes; Gmail cuts it at {limit}, before “{first}”; links behind: {links}",
                  size=size, limit=limit, first=str(first), links=int(lost["links"]))  # fmt: skip
    return Finding(words, key="clipped", fix=_FIX, location=place,
                   evidence={"size": size, "limit": limit, "first": first, **lost},
                   many=_("in {n} messages the HTML is cut at {limit} bytes", limit=limit))  # fmt: skip


def _lost(message: Message, part: Part, end: tuple[int, int]) -> dict[str, int | str]:
    """What stands behind the cut: the first words, and how many links, pictures and open pixels."""

    def behind(place: Location) -> bool:
        return (place.line, place.column) >= end

    texts = (run.text for run in part.runs if not run.hidden and run.text.strip() and behind(run.location))
    images = [image for image in message.images if behind(image.location)]
    return {
        "first": next(texts, "")[:80],
        "links": sum(link.where == "html" and behind(link.location) for link in message.links),
        "unsubscribe_links": sum(
            link.where == "html" and link.role in {"unsubscribe", "preference"} and behind(link.location)
            for link in message.links
        ),
        "images": sum(image.role != "pixel" for image in images),
        "open_pixels": sum(image.role == "pixel" for image in images),
    }


def _near(message: Message, part: Part, options: Clipped, size: int) -> Finding:
    return Finding(
        _("the HTML has {size} bytes, near the {limit} at which Gmail cuts", size=size, limit=options.cut_at),
        key="near",
        fix=_FIX,
        location=Location(message=message.name, file=part.file),
        evidence={"size": size, "limit": options.cut_at},
        severity=Severity.NOTE,
        many=_("{n} messages are near the {limit} bytes at which Gmail cuts", limit=options.cut_at),
    )


_FIX = _("Shorten the mail: fewer sections, no unused styles and comments, HTML minified.")
