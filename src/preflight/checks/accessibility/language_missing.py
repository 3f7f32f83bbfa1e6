"""accessibility.language-missing"""

from __future__ import annotations

from collections.abc import Iterator

from preflight.check import check
from preflight.data.function_words import NAMES
from preflight.facts import Send
from preflight.facts.bodies import FRAGMENT, Body, bodies, wholes, why_none
from preflight.facts.destination import token_in
from preflight.facts.language import plausible, primary, spoken
from preflight.finding import Finding, Item, Location, Mender, Severity, Tally, Text, _, ngettext


@check("accessibility.language-missing", severity=Severity.WARNING, mender=Mender.TEMPLATE, cites=("T5",))
def language_missing(send: Send) -> Iterator[Item]:
    """The mail does not say in which language it is, or names another one.

    A screen reader takes its voice from the lang attribute: German read by an English voice cannot be understood, and
    programs that translate or hyphenate go by it too.

    Bad:
        html: <html><head><title>Spring</title></head><body><p>Spring is here</p></body></html>
    Good:
        html: <html lang="en"><head><title>Spring</title></head><body><p>Spring is here</p></body></html>
    Fix: write the language into the html tag, such as lang="en".
    Source: EMC Accessibility Report 2026 (95.66 % of 376,348 mails), quoted by athinadesign.ca, read 2026-11-22
    """
    found = bodies(send)
    whole = wholes(found)
    if not whole:
        yield from why_none(send) if not found else (FRAGMENT,)
        return
    bad = 0
    for body in whole:
        finding = _judged(body)
        bad += finding is not None
        if finding is not None:
            yield finding
    words = ngettext(
        "{bad} of {n} message does not say rightly in which language it is",
        "{bad} of {n} messages do not say rightly in which language they are",
        len(whole),
        bad=bad,
    )
    yield Tally(words, {"messages": len(whole), "wrong": bad})


def _judged(body: Body) -> Finding | None:
    tongues = [tongue for tongue in body.markup.tongues if tongue]
    if not tongues:
        words = _("the mail does not say in which language it is")
        return _finding(body, words, "missing", _("{n} messages do not say in which language they are"))
    if any(token_in(tongue) for tongue in tongues):
        return None
    said = next((tongue for tongue in tongues if plausible(tongue)), "")
    if not said:
        words = _("lang says “{said}”, which is no language", said=tongues[0])
        return _finding(body, words, "invalid", _("in {n} messages lang says “{said}”, which is no language",
                                                  said=tongues[0]))  # fmt: skip
    heard = spoken(" ".join(run.text for run in body.part.runs if not run.hidden))
    if not heard or heard & {primary(tongue) for tongue in tongues} or not _known(said):
        return None
    name = _name(heard)
    words = _("lang says “{said}”, and the text is in {name}", said=said, name=name)
    many = _("in {n} messages lang says “{said}”, and the text is in {name}", said=said, name=name)
    return _finding(body, words, f"{primary(said)} is {name}", many)


def _known(said: str) -> bool:
    """Whether we would hear the language that is said; a rarer one may look like its neighbour."""
    return primary(said) in NAMES


def _name(heard: frozenset[str]) -> str:
    return next((NAMES[one] for one in NAMES if one in heard), "another language")


def _finding(body: Body, words: Text, key: str, many: Text) -> Finding:
    place = Location(message=body.message.name, file=body.part.file, line=1, column=1)
    return Finding(words, key=key, fix=_FIX, location=place, many=many)


_FIX = _('Write the language into the html tag, such as lang="en".')
