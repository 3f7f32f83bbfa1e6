"""audience.above-limit"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from preflight.check import Options, check, option
from preflight.checks.audience import _people
from preflight.facts import Audience
from preflight.facts.send import AudienceSpec
from preflight.facts.web import Unanswered
from preflight.finding import Finding, Item, Mender, Severity, Skip, Tally, _, ngettext


class AboveLimit(Options, frozen=True):
    """Options of audience.above-limit."""

    limit: Annotated[int, option("More recipients than this are never allowed; 0: no limit.", ge=0)] = 0
    minimum: Annotated[int, option("Fewer recipients than this are never meant.", ge=0)] = 0


@check("audience.above-limit", severity=Severity.BLOCKER, mender=Mender.DATA, on=False)
def above_limit(spec: AudienceSpec, audience: Audience, options: AboveLimit) -> Iterator[Item]:
    """More recipients than your own limit allows, or fewer than your minimum.

    A limit of your own catches what no brief foresaw: the whole database in place of a segment. Turn it on in your
    checklist and say the number.

    Bad:
        html: <p>Hello</p>
        send: {audience: {counts: {final: 48200}}}
        options: {limit: 40000}
    Good:
        html: <p>Hello</p>
        send: {audience: {counts: {final: 38200}}}
        options: {limit: 40000}
    Fix: correct the segment; if the number is right, have the limit raised by whoever set it.
    """
    if not options.limit and not options.minimum:
        yield Skip(_("the checklist names neither a limit nor a minimum"))
        return
    found = _people.recipients(spec, audience)
    if found is None:
        yield Skip(_("neither recipients nor their final number are given"), not_given="audience.counts.final")
        return
    if isinstance(found, Unanswered):
        yield _people.unanswered(found)
        yield Tally(_("the number of recipients is not known, 0 of 1 audiences were counted"))
        return
    fix = _("Correct the segment; if the number is right, have the limit changed by whoever set it.")
    if 0 < options.limit < found:
        words = _("{found} recipients are more than the limit of {limit}", found=found, limit=options.limit)
        yield Finding(words, "limit", fix, spec.location, {"recipients": found, "limit": options.limit})
    if found < options.minimum:
        words = _("{found} recipients are fewer than the minimum of {minimum}", found=found, minimum=options.minimum)
        yield Finding(words, "minimum", fix, spec.location, {"recipients": found, "minimum": options.minimum})
    yield Tally(ngettext("{n} recipient", "{n} recipients", found), {"recipients": found})
