"""Text → the tokens in it, in their order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from preflight.data.dialects import shapes

MAX_TOKENS = 20_000
_HINT = re.compile(shapes.HINT, re.IGNORECASE)


class Found(NamedTuple):
    """A token in a text: where it stands and which brackets it has."""

    text: str
    start: int
    shape: str

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.start + len(self.text)


def may_hold(text: str) -> bool:
    """Whether there is anything in the text that looks like a token, whole or broken."""
    return _HINT.search(text) is not None


def find(text: str, platform: str = "generic", *, comments: bool = False) -> Iterator[Found]:
    """The tokens of a text, at most `MAX_TOKENS`; the languages' own comments only where they are asked for."""
    if not may_hold(text):
        return
    for number, found in enumerate(_pattern(platform).finditer(text)):
        if number >= MAX_TOKENS:
            return
        shape = found.lastgroup or ""
        if comments or shape != "comment":
            yield Found(found[0], found.start(), shape)


@cache
def _pattern(platform: str) -> re.Pattern[str]:
    every = (*shapes.SHAPES, *shapes.ONLY_ON.get(platform, ()))
    joined = "|".join(f"(?P<{name}>{pattern})" for name, pattern in every)
    # One look at the sign that every shape begins with spares looking at all of them: ten times as fast.
    return re.compile(rf"(?=[{{%*<\[~#$])(?:{joined})", re.IGNORECASE)
