"""content.forbidden-terms"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated

from preflight.check import Options, check, option
from preflight.checks.content._stretches import NO_WORDS, Stretch, stretches_of
from preflight.facts import Send
from preflight.finding import Finding, Item, Mender, Severity, Skip, Tally, _, ngettext


class ForbiddenTerms(Options, frozen=True):
    """Options of content.forbidden-terms."""

    terms: Annotated[
        tuple[str, ...], option("Words and phrases that must not stand in a mail; a * stands for any letters.")
    ] = ()
    match_case: Annotated[bool, option("Whether capitals make a difference.")] = False


@check("content.forbidden-terms", severity=Severity.WARNING, mender=Mender.COPY, on=False)
def forbidden_terms(send: Send, options: ForbiddenTerms) -> Iterator[Item]:
    """The mail holds a term that the checklist forbids.

    Claims that legal wants nowhere, old product names, a competitor's trade mark: what must never go out is looked for
    in subject, preheader, text and the pictures' alternative texts.

    Bad:
        html: <p>A guaranteed return!</p>
        options: {terms: [guaranteed]}
    Good:
        html: <p>A return that we aim at.</p>
        options: {terms: [guaranteed]}
    Fix: say it otherwise.
    """
    terms = [(term, _pattern(term, options)) for term in options.terms if term.strip()]
    if not terms:
        yield Skip(_("the checklist names no terms; give the option terms"))
        return
    stretches = [stretch for message in send.messages for stretch in stretches_of(message, alts=True)]
    if not stretches:
        yield NO_WORDS
        return
    found = [
        (term, match[0], stretch)
        for stretch in stretches
        for term, pattern in terms
        if (match := pattern.search(stretch.text)) is not None
    ]
    yield from (_finding(*one) for one in found)
    bad = len({term for term, _words, _stretch in found})
    words = ngettext(
        "{bad} of {n} forbidden term stands in the mail", "{bad} of {n} forbidden terms stand in the mail",
        len(terms), bad=bad,
    )  # fmt: skip
    yield Tally(words, {"terms": len(terms), "found": bad, "stretches": len(stretches)})


def _pattern(term: str, options: ForbiddenTerms) -> re.Pattern[str]:
    """The term as whole words, whatever blanks stand between them."""
    words = r"\s+".join(re.escape(word).replace(r"\*", r"\w*") for word in term.split())
    return re.compile(rf"(?<!\w){words}(?!\w)", 0 if options.match_case else re.IGNORECASE)


def _finding(term: str, words: str, stretch: Stretch) -> Finding:
    return Finding(
        _("“{term}” stands in the mail, and must not", term=words[:100]),
        key=term.casefold()[:200],
        fix=_("Say it otherwise."),
        location=stretch.location,
        evidence={"term": term[:200], "found": words[:200]},
        many=_("“{term}” stands in the mail in {n} places, and must not", term=words[:100]),
    )
