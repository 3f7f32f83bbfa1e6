"""audience.counts-disagree"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from preflight.check import Options, check, option
from preflight.checks.audience import _people
from preflight.facts import Audience
from preflight.facts.audience import Table
from preflight.facts.send import AudienceSpec, Counts
from preflight.facts.web import Unanswered
from preflight.finding import Finding, Item, Mender, Severity, Skip, Tally, Text, _


class CountsDisagree(Options, frozen=True):
    """Options of audience.counts-disagree."""

    tolerate: Annotated[float, option("Per cent of difference that only warns, since lists live.", ge=0)] = 0.5


@check("audience.counts-disagree", severity=Severity.BLOCKER, mender=Mender.DATA)
def counts_disagree(spec: AudienceSpec, audience: Audience, options: CountsDisagree) -> Iterator[Item]:
    """The platform's numbers do not add up with each other or with the file.

    The people of the segment, less those who are suppressed, are those who get it. Where that does not hold, the
    file is of another segment, or of another day, and whatever was checked was checked for other people.

    Bad:
        html: <p>Hello</p>
        send: {audience: {members: audience.csv, counts: {segment: 50000, suppressed: 1800, final: 48200}}}
        audience: {rows: 31900}
    Good:
        html: <p>Hello</p>
        send: {audience: {members: audience.csv, counts: {segment: 50000, suppressed: 1800, final: 48200}}}
        audience: {rows: 48200}
    Fix: export the audience again, and read the numbers off the platform at the same time.
    """
    if spec.counts is None:
        yield Skip(_("the platform's numbers are not given"), not_given="audience.counts")
        return
    rows: int | None = None
    compared, wrong = 0, 0
    if spec.members is not None:
        if not isinstance(audience.members, Table):
            yield _people.unanswered(audience.members or Unanswered("not-asked", ""))
        else:
            rows = audience.members.rows
    for what, one, other in _pairs(spec, spec.counts, rows):
        compared += 1
        if one != other:
            wrong += 1
            yield _finding(what, one, other, options, spec)
    if not compared and rows is None and spec.members is None:
        yield Skip(_("there are too few numbers to compare"), not_given="audience.counts")
        return
    words = _("{wrong} of {compared} comparisons of numbers do not add up", wrong=wrong, compared=compared)
    yield Tally(words, {"comparisons": compared, "wrong": wrong})


def _pairs(spec: AudienceSpec, counts: Counts, rows: int | None) -> Iterator[tuple[Text, int, int]]:
    if counts.segment is not None and counts.suppressed is not None and counts.final is not None:
        words = _(
            "{segment} in the segment less {suppressed} suppressed",
            segment=counts.segment,
            suppressed=counts.suppressed,
        )
        yield words, counts.segment - counts.suppressed, counts.final
    shown = counts.segment if spec.stage == "segment" else counts.final
    if rows is not None and shown is not None:
        yield _("the file"), rows, shown


def _finding(what: Text, one: int, other: int, options: CountsDisagree, spec: AudienceSpec) -> Finding:
    share = 100 * abs(one - other) / max(1, other)
    file = what.template == "the file"
    words = _("{what} makes {one}, but the platform shows {other}", what=str(what), one=one, other=other)
    if file:
        words = _("the file holds {one} rows, but the platform shows {other} people", one=one, other=other)
    return Finding(
        words, key="file" if file else "sum", location=spec.location,
        severity=Severity.WARNING if share <= options.tolerate else Severity.BLOCKER,
        fix=_("Export the audience again, and read the numbers off the platform at the same time."),
        evidence={"computed": one, "shown": other, "difference_percent": round(share, 2)},
    )  # fmt: skip
