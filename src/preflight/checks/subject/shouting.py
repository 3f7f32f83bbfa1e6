"""subject.shouting"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated

from preflight.check import Options, check, option
from preflight.checks.subject._subjects import NONE, filled, subjects
from preflight.facts import Send
from preflight.finding import Finding, Item, Mender, Severity, Tally, Text, _, ngettext


class Shouting(Options, frozen=True):
    """Options of subject.shouting."""

    allow: Annotated[frozenset[str], option("Words in capitals that are meant so: names and abbreviations.")] = (
        frozenset()
    )


@check("subject.shouting", severity=Severity.WARNING, mender=Mender.COPY)
def shouting(send: Send, options: Shouting) -> Iterator[Item]:
    """The subject shouts: mostly capitals, "!!" or "$$$".

    Readers and filters know this from junk mail. One word in capitals, an abbreviation or a single "!" is no shouting.

    Bad:
        html: <p>Sale!</p>
        subject: LAST DAYS OF OUR WINTER SALE
    Good:
        html: <p>Sale!</p>
        subject: Last days of our WINTER sale!
    Fix: write it as you would say it.
    """
    found = subjects(send)
    if not found:
        yield NONE
        return
    bad = 0
    for message, subject in found:
        why = _why(filled(message, "subject", subject.text[:_LONG])[0], options.allow)
        if why is None:
            continue
        bad += 1
        yield Finding(
            why, key=why.template, fix=_("Write it as you would say it."), location=subject.location,
            evidence={"subject": subject.text[:300]}, many=_("{n} subjects shout"),
        )  # fmt: skip
    words = ngettext("{bad} of {n} subject shouts", "{bad} of {n} subjects shout", len(found), bad=bad)
    yield Tally(words, {"subjects": len(found), "shouting": bad})


_LONG = 1_000
_SIGNS = re.compile(r"[!！][!！?？]*[!！]|[$€£]{3,}")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SHORT = 3
"""Letters up to which a word in capitals may well be an abbreviation."""


def _why(text: str, allow: frozenset[str]) -> Text | None:
    if found := _SIGNS.search(text):
        return _("the subject holds “{signs}”", signs=found[0][:20])
    words = [word for word in _WORD.findall(text) if word.upper() != word.lower() and word not in allow]
    loud = [word for word in words if word.isupper()]
    letters, capitals = sum(map(len, words)), sum(map(len, loud))
    if len(loud) * 10 < len(words) * 7:  # a few abbreviations among other words
        return None
    if capitals * 10 > letters * 6 and sum(len(word) > _SHORT for word in loud) >= 2:
        return _("the subject is mostly in capitals")
    return None
