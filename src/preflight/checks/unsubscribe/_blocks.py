"""Conditional blocks of the platforms' languages: does a thing stand only where a condition holds?"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from preflight.dialects import steps_of
from preflight.facts.send import Token

Place = tuple[int, int]

_CONDITION = re.compile(
    r"\{%-?\s*(?:if|unless|case)\b|\{\{-?\s*#\s*(?:if|unless|eq|ne|neq|gt|gte|lt|lte|and|or|not)\w*|\{\{-?\s*if\b"
    r"|\*\|\s*(?:IF(?:NOT)?|INTERESTED)\s*:|%%\[|\[if:|#if\b", re.IGNORECASE
)  # fmt: skip
"""What opens a condition; loops and other blocks hide nothing from anybody for certain."""
_ABOUT_LEAVING = re.compile(r"unsub|opt.?out|prefer|abmeld", re.IGNORECASE)
_DEEP = 200


@dataclass
class _Block:
    """A block that is open. `reached` tells for each branch so far whether the thing stands in it for certain."""

    condition: str
    counts: bool
    reached: list[bool] = field(default_factory=lambda: [False])
    otherwise: bool = False

    @property
    def certain(self) -> bool:
        return (not self.counts and self.reached[0]) or (self.otherwise and all(self.reached))


def only_within(tokens: Iterable[Token], places: Iterable[Place]) -> str:
    """The condition that must hold for any of the places to be seen; "" where one is always seen or it is not clear."""
    steps: list[tuple[Place, str]] = [
        ((t.location.line, t.location.column), t.text) for t in tokens if t.kind == "directive" and t.where == "html"
    ]
    wanted = [(place, "") for place in places]
    if not wanted or not steps:
        return ""
    stack, condition = [_Block("", counts=False)], ""
    for _place, text in sorted([*steps, *wanted]):
        if not text:
            stack[-1].reached[-1] = True
            condition = condition or next((b.condition for b in stack if b.counts), "")
        elif not _step(stack, text):
            return ""  # crossed or endless blocks are another check's business
    return condition if len(stack) == 1 and not stack[0].certain else ""


def _step(stack: list[_Block], text: str) -> bool:
    """Follow one directive; False where the blocks do not fit."""
    for step in steps_of(text):
        if step.verb == "end":
            if len(stack) == 1:
                return False
            closed = stack.pop()
            stack[-1].reached[-1] = stack[-1].reached[-1] or closed.certain
        elif step.verb == "else":
            stack[-1].reached.append(False)
            stack[-1].otherwise = step.last
        else:
            # A block that asks for the way out itself ("if unsubscribe_link") hides it from nobody who has one.
            counts = _CONDITION.match(text) is not None and _ABOUT_LEAVING.search(text) is None
            stack.append(_Block(text[:80], counts=counts))
    return len(stack) <= _DEEP
