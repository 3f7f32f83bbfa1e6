"""Which language a text is in, as far as its small words or its letters tell; "" where they do not."""

from __future__ import annotations

import re
from collections import Counter

from preflight.data.function_words import NEAR, SAME, SCRIPTS, WORDS

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_FEWEST = 30
_MOST = 2_000
_LETTERS = 20
_SAMPLE = 4_000
_SHARE = 0.12
"""Of all words: running text in any of these languages has thrice as many of its small ones."""

_DISTINCT = 6
"""Small words of one kind each that a text must have: a table that says "de" forty times is no Spanish."""

_AHEAD = 1.4
"""How far the first language must be ahead of the second."""


def primary(tag: str) -> str:
    """The language of a tag: "de" of "de-AT" or "DE_at"; codes that mean the same are made one."""
    found = re.split(r"[-_]", tag.strip().lower(), maxsplit=1)[0]
    return SAME.get(found, found)


def plausible(tag: str) -> bool:
    """Whether a tag can name a language at all."""
    return re.fullmatch(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*", tag.strip()) is not None


def spoken(text: str) -> frozenset[str]:
    """The languages that a text may be in; nothing where it is too short, mixed, or in one that we do not know."""
    words = _WORD.findall(text[:20_000].lower().replace("’", "'"))[:_MOST]
    script = frozenset[str]() if text.isascii() else _script(text[:_SAMPLE])
    if script:
        return script
    if len(words) < _FEWEST:
        return frozenset()
    # Letters that stand alone are labels and variables more often than words.
    counts = Counter(word for word in words if len(word) > 1)
    scores = {language: sum(counts[word] for word in small) / len(words) for language, small in WORDS.items()}
    (first, most), *others = sorted(scores.items(), key=lambda pair: -pair[1])
    rivals = [(language, score) for language, score in others if score * _AHEAD > most]
    near = {language for language, _score in rivals if frozenset({first, language}) in NEAR}
    distinct = len(counts.keys() & WORDS[first])
    clear = most >= _SHARE and distinct >= _DISTINCT and len(near) == len(rivals)
    return frozenset({first, *near, *_kin(first)}) if clear else frozenset()


def _kin(language: str) -> set[str]:
    return {other for pair in NEAR if language in pair for other in pair}


def _script(text: str) -> frozenset[str]:
    letters = [sign for sign in text if sign.isalpha()]
    counts = [sum(first <= sign <= last for sign in letters) for first, last, _languages in SCRIPTS]
    han = sum("\u4e00" <= sign <= "\u9fff" for sign in letters)
    for own, (_first, _last, languages) in zip(counts, SCRIPTS, strict=True):
        # Kana among Chinese characters make a text Japanese.
        whole, share = (own + han, 10) if languages == {"ja"} else (own, 2)
        if own >= _LETTERS and own * share > len(letters) and whole * 2 > len(letters):
            return languages
    return frozenset()
