"""Which words a dictionary does not know."""

from __future__ import annotations

from preflight.facts.base import Fact
from preflight.facts.web import NOT_ASKED, Unanswered


class Spell(Fact, frozen=True, tag=True):
    """Ask: look these words up in a Hunspell dictionary, named by its path without ending or by name ("de_DE")."""

    dictionary: str
    words: tuple[str, ...]


class Spelt(Fact, frozen=True, tag=True):
    """The answer: the words that the dictionary does not know."""

    unknown: tuple[str, ...]


class Spelling(Fact, frozen=True):
    """All that was looked up, by dictionary."""

    answers: dict[str, Spelt | Unanswered] = {}

    def __getitem__(self, dictionary: str) -> Spelt | Unanswered:
        """What that dictionary does not know; unanswered where nobody asked."""
        return self.answers.get(dictionary, NOT_ASKED)
