"""How words of exports are compared: without regard to case, blanks and punctuation."""

from __future__ import annotations

DROPPED = " \t_-./()&'’,:\u00a0"
"""Signs that make no difference between two words."""


def fold(word: str) -> str:
    """`Opted-In`, `OPTED_IN` and `opted in` as one."""
    return word.lower().translate({ord(sign): None for sign in DROPPED})
