"""Sentences that several checks of the family share."""

from __future__ import annotations

from preflight.facts.web import Unanswered
from preflight.finding import Location, Text, Unknown, _

_OURS: dict[str, Text] = {
    "offline": _("offline: DNS was not asked"),
    "budget": _("out of time: DNS was not asked, or did not answer, before the time budget was used up"),
    "not-asked": _("not asked then: the saved facts hold no answer"),
}

RULES = "Gmail (Email sender guidelines, 2026-03-11), Yahoo (2025-04-10) and Microsoft (2025-04-30)"
"""Who demands SPF, DKIM and DMARC of bulk senders, with the dates of their texts (G2, Y1, M1)."""


def unanswered(answer: Unanswered, domain: str, location: Location) -> Unknown:
    """An unknown for a question that DNS left open; one for all of them where the reason lies with us."""
    ours = _OURS.get(answer.kind)
    if ours is not None:
        return Unknown(ours, key=answer.kind, location=location, evidence={"domain": domain})
    reason = _("DNS gave no answer about {domain}: {reason}", domain=domain, reason=answer.reason)
    return Unknown(reason, key=domain, location=location, evidence={"domain": domain, "kind": answer.kind})
