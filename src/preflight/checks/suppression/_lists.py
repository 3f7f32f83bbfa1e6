"""What the suppression lists say, and why something is not known."""

from __future__ import annotations

from preflight.data.folding import fold
from preflight.facts.send import ListSpec, Send
from preflight.facts.web import Unanswered
from preflight.finding import Text, Unknown, _

_OURS: dict[str, Text] = {
    "not-asked": _("not asked then: the saved facts hold no answer"),
    "budget": _("out of time: the scan was not done before its time budget was used up"),
}


def unanswered(answer: Unanswered, spec: ListSpec) -> Unknown:
    """An unknown about one list."""
    ours = _OURS.get(answer.kind)
    if ours is not None:
        return Unknown(ours, key=answer.kind, location=spec.location, evidence={"list": spec.name})
    reason = _("the list {list} could not be judged: {reason}", list=spec.name, reason=answer.reason)
    return Unknown(reason, key=f"{spec.name}:{answer.kind}", location=spec.location, evidence={"list": spec.name})


def same_name(one: str, other: str) -> bool:
    """Whether two names of lists are one, whatever their case and hyphens."""
    return fold(one) == fold(other)


def age_in_hours(spec: ListSpec, send: Send) -> float | None:
    """How old the list will be when the send goes out; None where the send does not say."""
    if spec.exported_at is None or send.scheduled_at is None:
        return None
    return round((send.scheduled_at - spec.exported_at).total_seconds() / 3600, 1)
