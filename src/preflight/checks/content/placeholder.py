"""content.placeholder"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated

from preflight.check import Options, check, option
from preflight.checks.content._stretches import NO_WORDS, Stretch, stretches_of
from preflight.data.placeholders import phrases
from preflight.facts import Send
from preflight.finding import Finding, Item, Location, Mender, Severity, Tally, _, ngettext


class Placeholder(Options, frozen=True):
    """Options of content.placeholder."""

    words: Annotated[
        tuple[str, ...], option("Further phrases that must not stand in the mail; upper and lower case are one.")
    ] = ()
    allow: Annotated[tuple[str, ...], option("Phrases of our own list that are meant here.")] = ()


@check("content.placeholder", severity=Severity.BLOCKER, mender=Mender.COPY)
def placeholder(send: Send, options: Placeholder) -> Iterator[Item]:
    """A placeholder still stands in the mail.

    "Lorem ipsum", "TODO", "XX %" and "[insert date]" are what a template or a colleague left until the real words
    came. Everybody sees that nobody has read the mail. TBC and TBD are a warning, since some mean them.

    Bad:
        html: <p>Save XX % until [insert date]!</p>
    Good:
        html: <p>Save 20 % until Friday!</p>
    Fix: write the real words, or take the passage out.
    """
    stretches = [stretch for message in send.messages for stretch in stretches_of(message)]
    if not stretches:
        yield NO_WORDS
        return
    own = [re.compile(rf"(?<!\w){re.escape(word)}(?!\w)", re.IGNORECASE) for word in options.words if word.strip()]
    allowed = {word.casefold() for word in options.allow}
    bad = 0
    for stretch in stretches:
        found = [(phrase, stops) for phrase, stops in _found(stretch, own) if phrase.casefold() not in allowed]
        bad += bool(found)
        yield from (_finding(phrase, stops, stretch.location) for phrase, stops in found)
    words = ngettext(
        "{bad} of {n} stretch of text holds a placeholder", "{bad} of {n} stretches of text hold a placeholder",
        len(stretches), bad=bad,
    )  # fmt: skip
    yield Tally(words, {"stretches": len(stretches), "with_placeholders": bad})


def _found(stretch: Stretch, own: list[re.Pattern[str]]) -> Iterator[tuple[str, bool]]:
    yield from phrases(stretch.text, stretch.language)
    yield from ((match[0], True) for pattern in own if (match := pattern.search(stretch.text)))


def _finding(phrase: str, stops: bool, location: Location) -> Finding:
    return Finding(
        _("“{phrase}” still stands in the mail", phrase=phrase[:100]),
        key=phrase.casefold()[:200],
        fix=_("Write the real words, or take the passage out."),
        location=location,
        evidence={"phrase": phrase[:200]},
        severity=Severity.BLOCKER if stops else Severity.WARNING,
        many=_("“{phrase}” still stands in the mail, in {n} places", phrase=phrase[:100]),
    )
