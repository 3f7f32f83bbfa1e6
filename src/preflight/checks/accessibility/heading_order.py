"""accessibility.heading-order"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from preflight.check import check
from preflight.facts import Send
from preflight.facts.bodies import Body, bodies, why_none
from preflight.facts.markup import Heading
from preflight.finding import Finding, Item, Mender, Severity, Skip, Tally, _


@check("accessibility.heading-order", severity=Severity.NOTE, mender=Mender.COPY, cites=("T6",))
def heading_order(send: Send) -> Iterator[Item]:
    """The headings skip a level, or several of them are the first one.

    Who listens to a mail leaps from heading to heading, and takes their levels for its outline. A level that is skipped
    sounds as if something were missing, and a second h1 as if another mail began.

    Bad:
        html: <h1>Spring is here</h1><h3>Coats</h3>
    Good:
        html: <h1>Spring is here</h1><h2>Coats</h2><h3>In wool</h3><h2>Shoes</h2>
    Fix: number the headings by the outline, and give them their size by style.
    Source: mass.gov "Email and newsletter accessibility testing checklist", read 2026-11-22
    """
    found = bodies(send)
    headings = [_outline(body) for body in found]
    total = sum(map(len, headings))
    if not total:
        yield from why_none(send) if not found else (Skip(_("the mail has no heading")),)
        return
    skipped = [pair for outline in headings for pair in pairwise(outline) if pair[1].level > pair[0].level + 1]
    firsts = [heading for outline in headings for heading in _firsts(outline)[1:]]
    for above, heading in skipped:
        yield Finding(
            _("after an h{above} comes an h{level} (“{text}”)", above=above.level, level=heading.level,
              text=heading.text[:60]),
            key="skipped", fix=_("Number the headings by the outline; give them their size by style."),
            location=heading.location, many=_("{n} headings skip a level"),
        )  # fmt: skip
    for heading in firsts:
        yield Finding(
            _("a second h1 (“{text}”)", text=heading.text[:60]), key="several",
            fix=_("Keep the h1 for the mail's own heading, and make the others h2."), location=heading.location,
            many=_("{n} headings are an h1 after the first one"),
        )  # fmt: skip
    words = _("{bad} of {headings} headings are out of order", bad=len(skipped) + len(firsts), headings=total)
    yield Tally(words, {"headings": total, "skipped": len(skipped), "further_h1": len(firsts)})


def _outline(body: Body) -> list[Heading]:
    """The headings that are heard, each once: a copy for phones is no second one."""
    heard = [heading for heading in body.markup.headings if heading.text and not heading.hidden]
    return [one for one, before in zip(heard, [None, *heard], strict=False)
            if before is None or (one.level, one.text) != (before.level, before.text)]  # fmt: skip


def _firsts(outline: list[Heading]) -> list[Heading]:
    return list({heading.text: heading for heading in reversed(outline) if heading.level == 1}.values())[::-1]
