"""unsubscribe.hidden"""

from __future__ import annotations

from collections.abc import Iterator

from preflight.check import check
from preflight.checks.unsubscribe import _ways
from preflight.checks.unsubscribe._ways import Way
from preflight.facts import Send
from preflight.finding import Finding, Item, Mender, Severity, Skip, Tally, _, ngettext


@check("unsubscribe.hidden", severity=Severity.BLOCKER, mender=Mender.TEMPLATE, cites=("G6", "G10"))
def hidden(send: Send) -> Iterator[Item]:
    """The unsubscribe link is there, but nobody can see it.

    A link in the colour of its ground, in tiny letters, in a block that only some recipients get, or in a comment that
    only Outlook reads, is none for everybody else. Google forbids hidden content, and wants this link clearly visible.

    Bad:
        html: <p>Sale! <a style="display:none" href="https://shop.test/unsubscribe?u=1">Unsubscribe</a></p>
    Good:
        html: <p>Sale! <a href="https://shop.test/unsubscribe?u=1">Unsubscribe</a></p>
    Fix: let everybody see one unsubscribe link: readable size, a colour of its own, outside conditions.
    Source: Google "Email sender guidelines" (81126), 2026-03-11
    """
    offered = [found for message in send.messages if (found := _ways.ways(message, _ways.body(message)))]
    if not offered:
        yield Skip(_("there is no unsubscribe link to look at"))
        return
    unseen = [found for found in offered if all(way.hidden for way in found)]
    for found in unseen:
        yield from (_finding(way) for way in found)
    words = ngettext(
        "the unsubscribe link can be seen in {seen} of {n} message",
        "the unsubscribe link can be seen in {seen} of {n} messages",
        len(offered),
        seen=len(offered) - len(unseen),
    )
    yield Tally(words, {"messages": len(offered), "hidden": len(unseen)})


def _finding(way: Way) -> Finding:
    return Finding(
        _("“{link}” cannot be seen: {why}", link=way.shown, why=way.hidden),
        key=f"hidden:{way.hidden}",
        fix=_("Let everybody see one unsubscribe link: readable size, a colour of its own, outside conditions."),
        location=way.location,
        evidence={"hidden": way.hidden, **({"url": way.url} if way.url else {})},
        many=_("the unsubscribe link cannot be seen in {n} places: {why}", why=way.hidden),
    )
