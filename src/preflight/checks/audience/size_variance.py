"""audience.size-variance"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from preflight.check import Options, check, option
from preflight.checks.audience import _people
from preflight.facts import Audience
from preflight.facts.send import AudienceSpec, Brief
from preflight.facts.web import Unanswered
from preflight.finding import Finding, Item, Mender, Severity, Skip, Tally, _


class SizeVariance(Options, frozen=True):
    """Options of audience.size-variance."""

    warn_above: Annotated[float, option("Per cent of difference from the brief, above which it warns.", ge=0)] = 10.0
    stop_above: Annotated[float, option("Per cent of difference, above which it blocks.", ge=0)] = 25.0
    at_least: Annotated[int, option("Where both numbers are below this, nothing is said.", ge=0)] = 50


@check("audience.size-variance", severity=Severity.BLOCKER, mender=Mender.DATA)
def size_variance(spec: AudienceSpec, brief: Brief, audience: Audience, options: SizeVariance) -> Iterator[Item]:
    """The audience is not as large as the brief says.

    A filter that was dropped, or one too many, shows in the number first: half a list is missing, or the whole database
    is in. It fails above a quarter, and warns above a tenth, in either direction.

    Bad:
        html: <p>Hello</p>
        send: {brief: {audience: 48200}, audience: {members: audience.csv}}
        audience: {rows: 31900}
    Good:
        html: <p>Hello</p>
        send: {brief: {audience: 48200}, audience: {members: audience.csv}}
        audience: {rows: 47900}
    Fix: compare the segment's filters with the brief; if the brief is out of date, correct its number.
    """
    if brief.audience is None:
        yield Skip(_("the brief does not say how many recipients are expected"), not_given="brief.audience")
        return
    found = _people.recipients(spec, audience)
    if found is None:
        yield Skip(_("neither recipients nor their final number are given"), not_given="audience.counts.final")
        return
    if isinstance(found, Unanswered):
        yield _people.unanswered(found)
        yield Tally(_("0 of {expected} expected recipients were counted", expected=brief.audience))
        return
    share = 100 * abs(found - brief.audience) / max(1, brief.audience)
    if share > options.warn_above and max(found, brief.audience) >= options.at_least:
        yield _finding(found, brief, share, Severity.BLOCKER if share > options.stop_above else Severity.WARNING)
    words = _("{found} recipients, {expected} expected", found=found, expected=brief.audience)
    yield Tally(words, {"recipients": found, "expected": brief.audience, "difference_percent": round(share, 2)})


def _finding(found: int, brief: Brief, share: float, severity: Severity) -> Finding:
    expected = brief.audience or 0
    direction = "fewer" if found < expected else "more"
    return Finding(
        _(
            "{found} recipients are {share} % fewer than the {expected} of the brief" if found < expected
            else "{found} recipients are {share} % more than the {expected} of the brief",
            found=found, share=f"{share:.0f}", expected=expected,
        ),
        key=f"size:{direction}", severity=severity, location=brief.location,
        fix=_("Compare the segment's filters with the brief; if the brief is out of date, correct its number."),
        evidence={"recipients": found, "expected": expected, "ratio": round(found / max(1, expected), 4)},
    )  # fmt: skip
