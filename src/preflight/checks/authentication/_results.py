"""Authentication-Results as mailbox providers write them (RFC 8601): comments, quoted words, or no server's name."""

from __future__ import annotations

import re
from typing import NamedTuple

from preflight.facts.send import Header

_LONG = 20_000
_RESULT = re.compile(r"\s*([A-Za-z0-9-]{1,40})(?:\s*/\s*\d{1,5})?\s*=\s*([A-Za-z]{1,20})\b")
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*(?:"|$)', re.DOTALL)


class Results(NamedTuple):
    """One header: who says so ("" where nobody is named), and what, in order."""

    server: str
    said: tuple[tuple[str, str], ...]

    def of(self, method: str) -> tuple[str, ...]:
        """The results of one method, in lower case."""
        return tuple(result for name, result in self.said if name == method)


def read(header: Header) -> Results:
    """The results of one header; what cannot be read is left out."""
    pieces = without_comments(header.raw[:_LONG]).split(";")
    first = pieces[0].split()
    named = bool(first) and not _RESULT.match(pieces[0])
    found = (_RESULT.match(piece) for piece in (pieces[1:] if named else pieces))
    said = tuple((match[1].lower(), match[2].lower()) for match in found if match)
    return Results(first[0].lower() if named else "", said)


def without_comments(text: str) -> str:
    """The text without what stands in parentheses, which nest, and without what stands in quotation marks."""
    kept: list[str] = []
    deep, here = 0, 0
    while here < len(text):
        sign = text[here]
        if sign == '"' and not deep:
            found = _QUOTED.match(text, here)
            here = found.end() if found else here + 1
            continue
        if sign == "\\" and deep:
            here += 2
            continue
        deep = max(0, deep + (sign == "(") - (sign == ")"))
        if not deep and sign != ")":
            kept.append(sign)
        here += 1
    return "".join(kept)
