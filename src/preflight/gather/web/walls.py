"""Tells whether a bot-wall answered instead of the page."""

from __future__ import annotations

from preflight.data.bot_walls import ANY, MARKS, REFUSALS, Mark
from preflight.gather.web.exchange import Head


def challenge(head: Head, body: str) -> str:
    """The vendor of the bot-wall whose decisive mark stands in the answer; "" where there is none."""
    lower = body.lower()
    names = {name for name, _value in head.lines}
    marks = MARKS if head.status in REFUSALS or head.status >= 400 else _ALWAYS
    return next((mark.vendor for mark in marks if _holds(mark, head, names, lower)), "")


def _holds(mark: Mark, head: Head, names: set[str], body: str) -> bool:
    if head.status not in mark.statuses:
        return False
    if mark.header:
        return mark.header in names and (not mark.value or head.get(mark.header).lower() == mark.value)
    return mark.body in body


_ALWAYS = tuple(mark for mark in MARKS if mark.statuses == ANY)
"""Those that count whatever the status: the others need not be looked for in a page that answers 200."""
