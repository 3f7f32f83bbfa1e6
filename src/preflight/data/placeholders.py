"""Phrases that stand in a template until somebody writes the real words.

Source: our own list, from general knowledge of templates and editors (2026-11-24); written by us, under this project's
licence. Each pattern is as narrow as the phrase allows, since it stops a send.
"""

from __future__ import annotations

import re
from typing import NamedTuple

DATED = "2026-11-24"


class Phrase(NamedTuple):
    """A pattern, and whether it stops a send (else it is a warning)."""

    pattern: re.Pattern[str]
    stops: bool = True


_INSERT = (
    r"insert|add|enter|replace|put|type|hier einfügen|einfügen|bitte einfügen|hier einsetzen|insérer|insérez|ajouter|insertar"
    r"|inserta|introducir|inserire|inserisci|inserir|insira|invoegen|voeg|infoga|indsæt|wstaw"
)
_THING = r"text|headline|heading|title|subtitle|subheading|subject(?: line)?|copy|content|paragraph|description|message|body|caption|cta"
_SPANISH = (
    r"lo|la|los|las|el|al|en|a|por|tu|tus|su|sus|un|una|con|sin|de|del|para|que|es|está|esta|este|incluido|listo|vale|cambia"
    r"|mundo|hay|no|o|y|e|ano|dia|día|os|as|em|com|mais|seu|sua|feito|pronto|site|o que"
)

PHRASES: tuple[Phrase, ...] = (
    Phrase(re.compile(r"\blorem\s+ipsum\b", re.IGNORECASE)),
    Phrase(re.compile(r"\bdolor\s+sit\s+amet\b", re.IGNORECASE)),
    Phrase(re.compile(r"(?<![\w#@/.-])FIXME(?![\w-])")),
    # In Spanish and Portuguese "TODO" is "all", and people do keep to-do lists.
    Phrase(re.compile(rf"(?<![\w#@/.-])TODO\s?:|^\s*TODO\s*[.!]*\s*$|[\[(<]\s?TODO\b|(?<![\w#@/.-])TODO(?=\s+[a-z])(?!\s+(?:(?i:{_SPANISH}|lists?|apps?|items?))\b)(?![\w-])")),
    Phrase(re.compile(r"(?<![\w,.])[Xx]{2,3}\s?%(?!\w)|(?<!\w)[€$£]\s?[Xx]{2,3}(?:[.,][Xx]{2})?(?!\w)|(?<!\w)XX[.,]XX\s?(?:[€$£]|EUR|USD|CHF)|(?<!\w)XX\s?(?:€|EUR\b|percent\b|Prozent\b)")),
    Phrase(re.compile(r"(?<![\w.])XX\.\s?XX\.(?:\s?(?:\d{2,4}|X{2,4}))?(?!\w)|(?<!\w)XX/XX/(?:\d{2,4}|X{2,4})(?!\w)|(?<!\w)XX:XX(?!\w)")),
    Phrase(re.compile(rf"[\[<{{«]\s?(?:please\s)?(?:{_INSERT})\b[^\]>}}»\n]{{0,80}}[\]>}}»]", re.IGNORECASE)),
    Phrase(re.compile(r"\[[^\]\n]{1,60}\s(?:einfügen|einsetzen|eintragen|ergänzen|goes here|here|hier|ici|aquí|qui)\s?\]", re.IGNORECASE)),
    Phrase(re.compile(r"\[\s?(?:your|ihr|ihre|votre|vos|tu|su|il tuo)\s[^\]\n]{1,40}\]|\[\s?(?:placeholder|platzhalter|dummy|blindtext)[^\]\n]{0,40}\]", re.IGNORECASE)),
    Phrase(re.compile(rf"\b(?:your|add|insert|enter|type|put|edit|write)\s(?:your\s|the\s|some\s|this\s)?(?:{_THING})\s(?:goes\s)?here\b", re.IGNORECASE)),
    Phrase(re.compile(rf"\b(?:{_THING})\sgoes\shere\b|\bplaceholder\s(?:text|copy|headline|image)\b|\bdummy\s(?:text|copy)\b|\bblindtext\b", re.IGNORECASE)),
    Phrase(re.compile(r"\b(?:ihr|dein|euer)\stext\shier\b|\bhier\s(?:steht|kommt)\s(?:ihr|dein|der)\stext\b|\bhier\s(?:ihren\s|deinen\s)?text\seinfügen\b", re.IGNORECASE)),
    Phrase(re.compile(r"\b(?:votre|ton)\stexte\sici\b|\b(?:tu|su)\stexto\saquí\b|\bil\stuo\stesto\squi\b|\bseu\stexto\saqui\b|\buw\stekst\shier\b", re.IGNORECASE)),
    Phrase(re.compile(r"\b(?:click|tap)\s(?:here\s)?to\sedit\b|\bthis\sis\s(?:a\s|an\s)?(?:sample|example|placeholder|new)\s(?:text|paragraph|headline)\b|\bwrite\sa\ssubheading\b", re.IGNORECASE)),
    Phrase(re.compile(r"(?<![\w&-])TB[CD](?![\w&-])(?!\s+[A-Z][a-z]+(?:$|[\s,.!?)]))|(?<![\w-])(?:tbc|tbd)(?=\s?[)\]])"), stops=False),
)  # fmt: skip

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+")


def phrases(text: str) -> list[tuple[str, bool]]:
    """The placeholders that stand in a text, each once, and whether it stops a send. Addresses are left out."""
    plain = _ADDRESS.sub(" ", text)
    found: dict[str, bool] = {}
    for phrase in PHRASES:
        for match in phrase.pattern.finditer(plain):
            found.setdefault(" ".join(match[0].split()), phrase.stops)
    return list(found.items())
