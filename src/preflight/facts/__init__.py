"""Nouns: what is known of a send before it is judged. Frozen; they serialise; no I/O."""

from __future__ import annotations

from datetime import datetime

from preflight.facts.audience import Audience, Measure, Sample
from preflight.facts.dns import Dns, Lookup
from preflight.facts.history import History
from preflight.facts.send import Fact, Send
from preflight.facts.spam import Score, SpamScores
from preflight.facts.spelling import Spell, Spelling
from preflight.facts.web import Dial, Fetch, Web

Ask = Fetch | Dial | Lookup | Measure | Sample | Spell | Score
"""Whatever a check may ask of the outside world."""

FACTS_VERSION = 1


class Clock(Fact, frozen=True):
    """The instant as of which the send is judged; always with a zone."""

    now: datetime


class Facts(Fact, frozen=True):
    """Everything that a judgement rests on; saved as `facts.json`, so that it can be judged again.

    `digests` maps the message, brief and token files that were read to "sha256:…" of their octets; `parts` are the
    fingerprint's parts as they were when the facts were had, since saved facts have their addresses masked. `moved`
    says of saved sources how their columns moved by that (see `report.mail`); it is empty as long as nothing is masked.
    """

    send: Send
    clock: Clock
    web: Web = Web()
    dns: Dns = Dns()
    audience: Audience = Audience()
    spelling: Spelling = Spelling()
    spam: SpamScores = SpamScores()
    history: History = History()
    digests: dict[str, str] = {}
    parts: dict[str, str] = {}
    moved: dict[str, dict[str, list[list[int]]]] = {}
    version: int = FACTS_VERSION


__all__ = [
    "FACTS_VERSION",
    "Ask",
    "Audience",
    "Clock",
    "Dial",
    "Dns",
    "Fact",
    "Facts",
    "Fetch",
    "History",
    "Lookup",
    "Measure",
    "Sample",
    "Score",
    "Send",
    "SpamScores",
    "Spell",
    "Spelling",
    "Web",
]
