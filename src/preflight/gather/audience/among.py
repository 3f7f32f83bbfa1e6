"""Long lists of words that flags compare a text with: laid down in small tables, in which the engine looks words up.

It takes a twelfth of the time that comparing with a hundred words one by one does.
"""

# ruff: noqa: S608 - our own SQL: names are quoted, texts are literals or parameters
from __future__ import annotations

import hashlib

from preflight.gather.audience.portable import Piece, pieces
from preflight.gather.audience.working import Working

_MANY = 16


def looked_up(sql: str, engine: Working) -> str:
    """`sql` with each long list of strings behind IN put into a table of the embedded engine's."""
    if engine.remote:
        return sql
    tokens = list(pieces(sql))
    written: list[str] = []
    at = 0
    while at < len(tokens):
        end = _list_behind(tokens, at)
        words = [_text(text) for kind, text in tokens[at:end] if kind == "string"]
        if len(words) < _MANY:
            end = at + 1
            written.append(tokens[at][1])
        else:
            written.append(f"IN (SELECT word FROM {_laid_down(words, engine)})")
        at = end
    return "".join(written)


def _list_behind(tokens: list[Piece], at: int) -> int:
    """Where a list ends that begins with the IN at `at`: behind its bracket. `at` where none does."""
    if tokens[at][1].upper() != "IN" or tokens[at][0] != "name":
        return at
    opened = False
    for place in range(at + 1, len(tokens)):
        kind, text = tokens[place]
        if text == ")" and opened:
            return place + 1
        if text == "(" and not opened:
            opened = True
        elif kind != "space" and not (opened and (kind == "string" or text == ",")):
            return at
    return at


def _laid_down(words: list[str], engine: Working) -> str:
    # The same list has the same table, however often it is met.
    table = "pf_among_" + hashlib.sha256("\n".join(words).encode()).hexdigest()[:12]
    engine.upload(table, {"word": "text"}, ((word,) for word in words))
    return table


def _text(string: str) -> str:
    return string[1:-1].replace("''", "'")
