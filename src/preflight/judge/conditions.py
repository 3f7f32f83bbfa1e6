"""Conditions of a checklist (`when:`), decided on the facts."""

from __future__ import annotations

from preflight.facts import Facts
from preflight.facts.audience import Table
from preflight.policy import When

BULK = 5_000
"""Recipients of one send from which on we call it bulk; Gmail says "close to 5,000" a day (G1)."""


def recipients(facts: Facts) -> int | None:
    """How many people would get it: the rows that were read, else the platform's or the brief's number."""
    if isinstance(facts.audience.members, Table):
        return facts.audience.members.rows
    spec = facts.send.audience
    return spec.counts.final if spec and spec.counts else None


def holds(when: When | None, facts: Facts) -> bool:
    """Whether every condition holds. An unknown audience counts as bulk, and as larger than any limit."""
    if when is None:
        return True
    people = recipients(facts)
    send = facts.send
    return (
        (when.bulk is None or when.bulk is (people is None or people >= BULK))
        and (when.audience_over is None or people is None or people > when.audience_over)
        and (when.kind is None or when.kind == send.kind)
        and (when.platform is None or when.platform == send.platform)
    )
