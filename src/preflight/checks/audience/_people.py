"""Who would get it, in numbers, and why that is not known."""

from __future__ import annotations

from preflight.facts import Audience
from preflight.facts.audience import Measured, Table
from preflight.facts.send import AudienceSpec
from preflight.facts.web import Unanswered
from preflight.finding import Text, Unknown, _

_OURS: dict[str, Text] = {
    "not-asked": _("not asked then: the saved facts hold no answer"),
    "budget": _("out of time: the scan of the audience was not done before its time budget was used up"),
}


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
