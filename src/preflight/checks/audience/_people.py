"""Who would get it, in numbers, and why that is not known."""

from __future__ import annotations

from collections.abc import Iterator

from preflight.facts import Audience, Measure
from preflight.facts.audience import Measured, Table
from preflight.facts.given import Members
from preflight.facts.send import AudienceSpec
from preflight.facts.web import Unanswered
from preflight.finding import Item, Skip, Tally, Text, Unknown, _

UNTAGGED = "CASE WHEN contains(local, '+') THEN split_part(local, '+', 1) ELSE local END"
"""SQL for what stands before the `@`, without a tag: `jane` of `jane+news@…`."""

_OURS: dict[str, Text] = {
    "not-asked": _("not asked then: the saved facts hold no answer"),
    "budget": _("out of time: the scan of the audience was not done before its time budget was used up"),
}


DIGESTS = Skip(_("the file holds digests, which tell nothing of the addresses behind them"))
"""Why a check on addresses has nothing to say of an audience of digests."""


def unanswered(answer: Unanswered) -> Unknown:
    """An unknown for what the scan left open."""
    reason = _OURS.get(answer.kind) or _("the audience could not be judged: {reason}", reason=answer.reason)
    return Unknown(reason, key=f"audience:{answer.kind}")


def recipients(spec: AudienceSpec, audience: Audience) -> int | Unanswered | None:
    """How many would get it: the rows of the final audience, else what the platform says; None where nobody says."""
    counted = spec.counts.final if spec.counts is not None else None
    if spec.members is None or (spec.stage == "segment" and counted is not None):
        return counted
    if isinstance(audience.members, Table):
        return audience.members.rows
    return audience.members or Unanswered("not-asked", "the saved facts hold no answer")


def number(answer: Measured | Unanswered) -> int | Unanswered:
    """A measure's number; the aggregate of no rows is none."""
    return answer if isinstance(answer, Unanswered) else int(answer.value or 0)


def examples(answer: Measured) -> list[dict[str, str]]:
    """Masked examples as evidence."""
    return [{"masked": one.masked, "digest": one.digest} for one in answer.examples]


def known(audience: Audience, *measures: Measure) -> tuple[Table, list[Measured]] | Unanswered:
    """The audience with the answers to these measures, or why one of them is not known."""
    answers = [audience[measure.name] for measure in measures]
    for one in (audience.members, *answers):
        if isinstance(one, Unanswered):
            return one
    if not isinstance(audience.members, Table):
        return Unanswered("not-asked", "not asked then")
    return audience.members, [one for one in answers if isinstance(one, Measured)]


def unknown(why: Unanswered, members: Members) -> Iterator[Item]:
    """What a check yields where `known` says why not."""
    yield unanswered(why)
    yield Tally(_("0 of {files} files could be judged", files=max(1, len(members.source.files))))


def count(answer: Measured) -> int:
    """A measure's number; the aggregate of no rows is none."""
    return int(answer.value or 0)


def per_cent(part: int, whole: int) -> str:
    """A share as people write it: 3 %, 0.04 %."""
    share = 100 * part / max(1, whole)
    return f"{share:.0f}" if share >= 10 or not part else f"{share:.2g}"
