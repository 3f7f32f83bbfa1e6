"""Conditional comments, by which mails speak to Outlook alone, or to all but Outlook."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from preflight.load.scan import Event

_IF = re.compile(r"\s*\[if\s+([^\]]{0,300}+)\]\s*", re.IGNORECASE)
_ENDIF = re.compile(r"<!\s*\[endif\]\s*(?:--)?\s*\Z", re.IGNORECASE)
_END_ALONE = re.compile(r"\s*(?:<!\s*)?\[endif\]", re.IGNORECASE)


class Comment(NamedTuple):
    """What a comment is; `start` and `end` enclose what Outlook reads in it, `ends` says that it is closed well."""

    kind: Literal["plain", "outlook", "reveal", "end"]
    expression: str = ""
    start: int = 0
    end: int = 0
    ends: bool = True


def comment(event: Event, source: str) -> Comment:
    """What the comment of an event is. `<!--[if mso]>`…: outlook; `<!--[if !mso]><!-->` or `<![if !mso]>`: reveal."""
    text, bare = event.text, event.name == "!"
    if not bare and _END_ALONE.match(text[:40]):
        return Comment("end")
    found = _IF.match(text)
    if found is None:
        return Comment("end") if bare and text.lower().startswith("[endif]") else Comment("plain")
    expression = " ".join(found[1].split())
    if bare:
        return Comment("reveal", expression)
    rest = text[found.end() :]
    if not rest.startswith(">"):
        return Comment("plain")
    if rest[1:].strip() in {"<!", "<!-", "<!--", ""}:
        return Comment("reveal", expression)
    first = event.start + 4 + found.end() + 1
    last = _ENDIF.search(source, max(first, event.end - 60), event.start + 4 + len(text))
    return Comment("outlook", expression, first, last.start() if last else event.start + 4 + len(text), bool(last))
