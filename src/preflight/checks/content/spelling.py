"""content.spelling"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Annotated

from preflight.check import Ask, Facts, Options, check, option
from preflight.checks.content._stretches import NO_WORDS, Stretch, stretches_of
from preflight.facts import Send, Spell, Spelling
from preflight.facts.spelling import Spelt
from preflight.finding import Finding, Item, Mender, Severity, Skip, Tally, Unknown, _, ngettext


class SpellingOptions(Options, frozen=True):
    """Options of content.spelling."""

    dictionaries: Annotated[
        dict[str, str],
        option("Hunspell dictionaries by language: {en: en_US, de: /usr/share/hunspell/de_DE}; a name is looked for "
               "where the system keeps them."),
    ] = {}  # fmt: skip
    allow: Annotated[frozenset[str], option("Words that are right: products, people, places.")] = frozenset()


def asks(send: Send, options: SpellingOptions, _known: Facts) -> Iterable[Ask]:
    """Every word that may be misspelt, of each language that has a dictionary."""
    words: dict[str, dict[str, None]] = {}
    for stretch in _all(send):
        if dictionary := _dictionary(stretch.language, options):
            words.setdefault(dictionary, {}).update(dict.fromkeys(_words(stretch, options)))
    return [Spell(dictionary, tuple(sorted(found))) for dictionary, found in words.items() if found]


@check("content.spelling", severity=Severity.NOTE, mender=Mender.COPY, asks=asks, on=False)
def spelling(send: Send, spelling: Spelling, options: SpellingOptions) -> Iterator[Item]:
    """A word is misspelt.

    A slip in the subject costs more trust than one in a web page, and cannot be mended afterwards. Names, words with
    figures and words in capitals are left alone; the mail must say its language.

    Bad:
        html: <p>You will recieve it.</p>
        language: en
        spelling: {en_US: {unknown: [recieve]}}
        options: {dictionaries: {en: en_US}}
    Good:
        html: <p>You will receive it.</p>
        language: en
        spelling: {en_US: {unknown: []}}
        options: {dictionaries: {en: en_US}}
    Fix: correct it, or list the word under allow.
    """
    if not options.dictionaries:
        yield Skip(_("the checklist names no dictionaries; give the option dictionaries"))
        return
    stretches = _all(send)
    if not stretches:
        yield NO_WORDS
        return
    looked = bad = 0
    for stretch in stretches:
        dictionary = _dictionary(stretch.language, options)
        answer = spelling[dictionary] if dictionary else None
        if not isinstance(answer, Spelt):
            yield _unknown(stretch, dictionary, answer.reason if answer is not None else "")
            continue
        words = list(_words(stretch, options))
        wrong = [word for word in words if word in answer.unknown]
        looked, bad = looked + len(words), bad + len(wrong)
        yield from (_finding(word, stretch) for word in dict.fromkeys(wrong))
    told = ngettext(
        "{bad} of {n} word is not in the dictionary", "{bad} of {n} words are not in the dictionary", looked, bad=bad
    )
    yield Tally(told, {"words": looked, "misspelt": bad})


_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+|[#@]\w+|\b[\w-]+\.(?:com|org|net|[a-z]{2})\b", re.IGNORECASE)
_WORD = re.compile(r"(?<![\w'’.-])[^\W\d_]{2,40}(?:['’-][^\W\d_]{1,40})*(?![\w@])")


def _all(send: Send) -> list[Stretch]:
    return [stretch for message in send.messages for stretch in stretches_of(message)]


def _dictionary(language: str, options: SpellingOptions) -> str:
    """The dictionary of the language ("de-AT"), or that of its first half."""
    known = {name.lower().replace("_", "-"): path for name, path in options.dictionaries.items()}
    own = language.lower().replace("_", "-")
    return known.get(own) or known.get(own.partition("-")[0]) or ""


def _words(stretch: Stretch, options: SpellingOptions) -> Iterator[str]:
    """Words that a dictionary can judge: none in capitals, no camels; names only where nouns are written like them."""
    nouns = stretch.language[:2].lower() == "de"
    for found in _WORD.finditer(_ADDRESS.sub(" ", stretch.text)):
        word = found[0].replace("’", "'")
        name = word[0].isupper() and not nouns
        if not name and word[1:] == word[1:].lower() and word not in options.allow:
            yield word


def _unknown(stretch: Stretch, dictionary: str, reason: str) -> Unknown:
    if not stretch.language:
        return Unknown(_("the mail does not say its language"), "language", stretch.location)
    if not dictionary:
        words = _("the checklist names no dictionary for {language}", language=stretch.language[:20])
        return Unknown(words, f"none {stretch.language[:20]}", stretch.location)
    return Unknown(_("{reason}", reason=reason), f"dictionary {dictionary[:150]}", stretch.location)


def _finding(word: str, stretch: Stretch) -> Finding:
    return Finding(
        _("“{word}” is not in the dictionary", word=word[:60]), key=word.casefold()[:100],
        fix=_("Correct it, or list the word under allow."), location=stretch.location,
        evidence={"word": word[:60], "phrase": stretch.text[:150]},
        many=_("“{word}” is not in the dictionary, in {n} places", word=word[:60]),
    )  # fmt: skip
