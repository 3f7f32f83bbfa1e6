"""The text part beside an HTML part: whether it says anything of its own."""

from __future__ import annotations

import re

from preflight.data.folding import letters
from preflight.facts.send import Part
from preflight.finding import Text, _

_STUB = re.compile(
    r"(?:do(?:es)?\s+not|(?:do|does|wo)n['’]?t|can(?:not|['’]t)|unable\s+to|not)\s+(?:properly\s+|correctly\s+|be\s+able\s+to\s+)?"
    r"(?:support|display|show|view|read|render)\b[^.]{0,60}html"
    r"|html[^.]{0,60}(?:not\s+(?:supported|enabled|displayed)|(?:is\s+)?required|capable|compatible|enabled|version\s+of\s+this)"
    r"|(?:view|read|see|open)\s+(?:this|the)\s+(?:e-?mail|message|newsletter)\s+(?:in|with|using)\s+an?\s+html"
    r"|kein(?:e)?\s+html|html[\s-]*(?:e-?mails?|nachrichten|format|darstellung)?[^.]{0,40}(?:nicht|unterstützt|darstellen|anzeigen)"
    r"|(?:ne\s+(?:supporte|prend|permet|peut)|no\s+(?:admite|soporta|puede)|non\s+(?:supporta|visualizza)|não\s+suporta"
    r"|ondersteunt\s+geen)[^.]{0,60}html",
    re.IGNORECASE,
)
_SHORT = 400
"""Letters and digits up to which a text that speaks of HTML says nothing else."""


def silent(part: Part) -> Text | None:
    """That the text part is empty, or says only that the mail is in HTML; None where it says something."""
    said = letters(part.source)
    if not said:
        return _("the text part is empty")
    if len(said) <= _SHORT and _STUB.search(part.source[:5_000]):
        return _("the text part says only that the mail is in HTML")
    return None
