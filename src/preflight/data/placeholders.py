"""Phrases that stand in a template until somebody writes the real words.

Source: our own list, from general knowledge of templates and editors (2026-11-24); written by us, under this project's
licence. Each pattern is as narrow as its phrase allows, since it stops a send: "[Add to calendar]" is a button,
"XX. Kongress" a number, "TODO INCLUIDO" a holiday, and "your name here" is printed on mugs.
"""

from __future__ import annotations

import re

DATED = "2026-11-24"

_INSERT = (
    r"insert|einfügen|insérer|insérez|insertar|inserta|inserire|inserisci|inserir|insira|invoegen|infoga|indsæt|wstaw"
)
_TO_WRITE = r"text|headline|heading|title|subtitle|subheading|subject(?:\sline)?|copy|content|paragraph|description"
_TO_FILL = r"name|first\sname|company|company\sname|brand|city|address|title|link|url|date|logo|product|offer|text"

LATIN = (
    r"\blorem\s+ipsum\b|\bdolor\s+sit\s+amet\b|\bconsectetur\s+adipis?ci(?:s|ng)|\bsed\s+do\s+eiusmod\b"
    r"|\bsed\s+ut\s+perspiciatis\b"
)
"""The printers' dummy Latin, in any case; one fault, whichever of its words stand there."""

IN_ANY_CASE: tuple[str, ...] = (
    # [insert date], <insert link here>, {Insert price}
    rf"[\[<{{«]\s?(?:please\s|bitte\s)?(?:{_INSERT})\b[^\]>}}»\n]{{0,80}}[\]>}}»]",
    r"\[[^\]\n]{1,60}\s(?:einfügen|einsetzen|eintragen|ergänzen|invoegen|goes\shere)\s?\]",
    rf"\[\s?(?:your|ihre?|dein|votre|tu|su)\s(?:{_TO_FILL})\s?\](?!\()",
    r"\[\s?(?:placeholder|platzhalter|dummy|blindtext)[^\]\n]{0,40}\]",
    # your text here, headline goes here
    rf"\byour\s(?:{_TO_WRITE})\s(?:goes\s)?here\b",
    rf"\b(?:add|insert|enter|type|put|edit|write)\s(?:your\s|the\s|some\s|this\s)?(?:{_TO_WRITE})\shere\b",
    rf"\b(?:{_TO_WRITE})\sgoes\shere\b",
    r"\bclick\s(?:here\s)?to\s(?:edit|add)\s(?:this\s|your\s)?(?:text|title|subtitle)\b",
    r"^\s*(?:placeholder|dummy|sample)(?:\s(?:text|copy|image|headline))\s*[.…]*\s*$",
    r"\bthis\sis\s(?:a\s|an\s|some\s)?(?:sample|placeholder|dummy)\stext\b",
    r"\b(?:ihr|dein|euer)\stext\shier\b|\bhier\s(?:steht|kommt)\s(?:ihr|dein|der)\stext\b|^\s*blindtext\b",
    r"\bhier\s(?:ihren\s|deinen\s)?text\seinfügen\b",
    r"\b(?:votre|ton)\stexte\sici\b|\b(?:tu|su)\stexto\saquí\b|\bil\stuo\stesto\squi\b|\bseu\stexto\saqui\b",
    r"\b(?:uw|je)\stekst\shier\b",
)
"""They stop a send, in capitals or not."""

AS_WRITTEN: tuple[str, ...] = (
    r"(?<![\w#@/.-])FIXME(?![\w-])",
    r"(?<![\w#@/.-])TODO\s?:|^\s*TODO\s*[.!]*\s*$|[\[(<]\s?TODO\b",
    # XX %, €XX, XX,XX €; never "XX. Kongress" or the size XX
    r"(?<![\w,.])[Xx]{2,3}\s?%(?!\w)",
    r"(?<!\w)[€$£]\s?[Xx]{2,3}(?:[.,][Xx]{2})?(?!\w)",
    r"(?<!\w)XX(?:[.,]XX)?\s?(?:[€£]|EUR\b|USD\b|CHF\b|GBP\b|percent\b|Prozent\b|Euro\b)",
    # dates and times that somebody is to tell
    r"(?<![\w.])XX\.\s?XX\.(?:\s?(?:\d{2,4}|X{2,4}))?(?!\w)",
    r"(?<!\w)XX/XX/(?:\d{2,4}|X{2,4})(?!\w)|(?<!\w)XX:XX(?!\w)",
)
"""They stop a send as they are written here."""

TODO = r"(?<![\w#@/.-])TODO(?![\w-])(?!\s+(?i:lists?|apps?|items?|tasks?)\b)"
"""It stops a send but in Spanish and Portuguese, where "TODO" is "all"."""

WARNINGS: tuple[str, ...] = (
    # "TBD Bank" is a bank's name.
    r"(?<![\w&-])TB[CD](?![\w&-])(?!\s+[A-Z][a-z]+(?:$|[\s,.!?)]))",
    r"(?<![\w-])(?:tbc|tbd)(?=\s?[)\]])",
)
"""Some mean what they say: a warning."""

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|(?<!\S)[^\s@]+@\S+")
_SPANISH = re.compile(
    r"[¡¿ñãõç]|\b(?:el|lo|la|los|las|de|del|en|que|con|por|para|tu|tus|su|sus|y|es|um|uma|com|seu|sua|os|em|não|mais"
    r"|yo|mi|quiero|todos?|incluido|incluído)\b",
    re.IGNORECASE,
)
_SPEAK_OF_ALL = frozenset({"es", "pt", "gl", "ca"})
_STOPS = (
    *(re.compile(pattern, re.IGNORECASE) for pattern in IN_ANY_CASE),
    *(re.compile(pattern) for pattern in AS_WRITTEN),
)
_LATIN = re.compile(LATIN, re.IGNORECASE)
_TODO = re.compile(TODO)
_WARNS = tuple(re.compile(pattern) for pattern in WARNINGS)


def phrases(text: str, language: str = "") -> list[tuple[str, bool]]:
    """The placeholders that stand in a text, each once, and whether it stops a send. Addresses are left out.

    `language` is the mail's, as far as it says ("es-MX").
    """
    plain = _ADDRESS.sub(" ", text)
    all_is_meant = language[:2].lower() in _SPEAK_OF_ALL or _SPANISH.search(plain.replace("TODO", " "))
    todo = () if all_is_meant else (_TODO,)
    found = {"Lorem ipsum": True} if _LATIN.search(plain) else dict[str, bool]()
    for patterns, stops in (((*_STOPS, *todo), True), (_WARNS, False)):
        for pattern in patterns:
            for match in pattern.finditer(plain):
                found.setdefault(" ".join(match[0].split()), stops)
    # "TODO:" and "TODO" are one fault.
    return [(phrase, stops) for phrase, stops in found.items() if not any(phrase in o and phrase != o for o in found)]
