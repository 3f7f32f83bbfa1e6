"""Do the rules for bulk senders hold? Said once, for every check whose severity hangs on it."""

from __future__ import annotations

from preflight.data.consumer_domains import at_providers, bulk
from preflight.facts.audience import Audience, Measure, Measured, Table
from preflight.facts.send import Send

DOMAINS = Measure("audience.domains", by="domain")
"""Ask this to learn how many recipients each domain has."""

OTHER = "other"
"""The group in which domains with fewer than five people are counted together."""


def asks(send: Send) -> tuple[Measure, ...]:
    """What a check asks before it calls `below`."""
    return (DOMAINS,) if send.audience is not None and send.audience.members is not None else ()


ALL = ("gmail", "yahoo", "microsoft")


def below(send: Send, audience: Audience, at: tuple[str, ...] = ALL) -> bool:
    """Whether the audience is *known* to stay below 5,000 at each of these mailbox providers; unknown is not."""
    people = recipients(send, audience)
    if people is not None and people < bulk():
        return True
    measured = audience[DOMAINS.name]
    if not isinstance(measured, Measured) or not measured.groups:
        return False
    # Any of those counted as "other" may be at any of the three.
    unnamed = sum(number for domain, number in measured.groups if domain == OTHER)
    counts = at_providers(measured.groups)
    return all(counts[provider] + unnamed < bulk() for provider in at)


def recipients(send: Send, audience: Audience) -> int | None:
    """How many people would get it: the rows that were read, else the platform's number."""
    if isinstance(audience.members, Table):
        return audience.members.rows
    counts = send.audience.counts if send.audience is not None else None
    return counts.final if counts is not None else None
