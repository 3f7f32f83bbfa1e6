"""How words are compared: without regard to case, blanks and punctuation."""

from __future__ import annotations

import re

_DROPPED = " \t_-./()&'’,:\u00a0"
_JOINTS = re.compile(r"[ _-]+")


def fold(word: str) -> str:
    """`Opted-In`, `OPTED_IN` and `opted in` as one."""
    return word.lower().translate({ord(sign): None for sign in _DROPPED})


def spellings(word: str) -> set[str]:
    """The ways in which exports write a word, in lower case: `opted-in`, `opted in`, `opted_in`, `optedin`."""
    plain = word.strip().lower()
    return {plain, *(_JOINTS.sub(joint, plain) for joint in ("", " ", "-", "_"))} - {""}


def letters(text: str) -> str:
    """Letters and digits alone, in lower case: so that blanks, commas and line breaks make no difference."""
    return "".join(sign for sign in text.casefold() if sign.isalnum())
