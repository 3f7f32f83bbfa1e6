"""Names that a mail makes for itself (`{% for item in … %}`, `{% set x = … %}`), which are no platform's."""

from __future__ import annotations

import re
from collections.abc import Iterable

from preflight.facts.send import Token

_MADE = re.compile(
    r"\{%-?\s*(?:set|assign|capture|increment|decrement|with|import\s+\S+\s+as|from\s+\S+\s+import)\s+(\w+)"
    r"|\{%-?\s*for\s+(\w+)(?:\s*,\s*(\w+))?\s+in\b|\{%-?\s*macro\s+\w+\(([^)]*)\)|\bas\s+\|\s*(\w+)(?:\s+(\w+))?\s*\|"
    r"|\{%-?\s*connected_content\b[^%]*:save\s+(\w+)|\{\{-?\s*(?:\$(\w+)\s*:=|range\s+\$\w+,\s*\$(\w+))"
    r"|#set\s*\(\s*\$(\w+)|#foreach\s*\(\s*\$(\w+)",
    re.IGNORECASE,
)
_FIRST = re.compile(r"[\w$]+")


def made_here(tokens: Iterable[Token]) -> frozenset[str]:
    """The names, in lower case."""
    found: set[str] = {"loop", "forloop", "this", "block", "tablerowloop"}
    for token in tokens:
        if token.kind == "directive":
            for match in _MADE.finditer(token.text[:2_000]):
                found |= {word.lower() for group in match.groups() if group for word in re.findall(r"\w+", group)}
    return frozenset(found)


def root(name: str) -> str:
    """The first word of a name: "item" of "item.title"."""
    match = _FIRST.search(name)
    return match[0].lower().lstrip("$") if match else ""
