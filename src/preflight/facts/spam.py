"""What a spam filter of the user's own says of a message."""

from __future__ import annotations

from typing import Literal

from preflight.facts.base import Fact
from preflight.facts.web import NOT_ASKED, Unanswered

Service = Literal["spamd", "rspamd"]


class Score(Fact, frozen=True, tag=True):
    """Ask: let the filter at `place` ("127.0.0.1:783") judge the message of that name."""

    service: Service
    place: str
    message: str


class Rule(Fact, frozen=True):
    """A rule that matched, and its share of the score."""

    name: str
    score: float
    words: str = ""


class Scored(Fact, frozen=True, tag=True):
    """The answer: the score, the one from which the filter calls it spam, and the rules that count most."""

    score: float
    threshold: float
    rules: tuple[Rule, ...] = ()


class SpamScores(Fact, frozen=True):
    """All that filters said, by message."""

    answers: dict[str, Scored | Unanswered] = {}

    def __getitem__(self, message: str) -> Scored | Unanswered:
        """What was said of that message; unanswered where nobody asked."""
        return self.answers.get(message, NOT_ASKED)
