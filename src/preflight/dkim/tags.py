"""Tag lists, as signatures and key records are written (RFC 6376 §3.2)."""

from __future__ import annotations

import re

_BLANKS = re.compile(r"[ \t\r\n]+")


def tags_of(text: str, *, packed: frozenset[str] = frozenset({"p"})) -> tuple[dict[str, str], str]:
    """The tags, and why the list cannot be read ("" where it can). Blanks are taken out of the `packed` ones."""
    tags: dict[str, str] = {}
    for piece in text.split(";"):
        name, equals, value = (part.strip() for part in piece.partition("="))
        if not name and not equals:
            continue
        if not equals or not name:
            return tags, f"“{piece.strip()[:40]}” is no tag"
        if name in tags:
            return tags, f"the tag “{name[:20]}” stands twice"
        tags[name] = _BLANKS.sub("", value) if name in packed else value
    return tags, ""
