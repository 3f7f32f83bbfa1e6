"""Signs and words that make a subject or a sender's name loud or false.

Source: common knowledge of the languages and of mail programs (2026-11-28); the ranges of emoji are those of Unicode's
`Extended_Pictographic` that are shown as pictures by default. Written by us, under this project's licence.
"""

from __future__ import annotations

import re

DATED = "2026-11-28"

_EMOJI = re.compile(
    "[\U0001f000-\U0001faff\u2600-\u26ff\u2705\u2708-\u270d\u2713-\u2716\u2728\u2733\u2734\u2744\u2747\u274c\u274e"
    "\u2753-\u2757\u2763\u2764\u2795-\u2797\u27a1\u2b50\u2b55\u231a\u231b\u23e9-\u23f3]"
)

URGENT = re.compile(
    r"\blast\s+chance\b|\bfinal\s+(?:hours|call|days?)\b|\b(?:sale|offer)\s+ends?\b|\bact\s+now\b|\blimited\s+time\b"
    r"|\bdon['’]?t\s+miss\b|\burgent\b|\b\d{1,2}\s?%\s?(?:off|rabatt|korting|de\s)|\bfree\s+(?:gift|shipping|trial)\b"
    r"|\bonly\s+today\b|\btoday\s+only\b|\bletzte\s+chance\b|\bnur\s+(?:heute|noch)\b|\bjetzt\s+(?:sparen|zugreifen)\b"
    r"|\bderni[eè]re?s?\s+(?:chances?|jours?|heures?)\b|\b[uú]ltim[ao]s?\s+(?:oportunidad|d[ií]as?|horas?|chance)\b"
    r"|\bultim[aio]\s+(?:occasione|ore|giorni|possibilit[aà])\b|\blaatste\s+(?:kans|dagen|uren)\b",
    re.IGNORECASE,
)
"""Words of a subject that say nothing of who sends."""

REPLIES = (
    r"re|aw|antw|antwort|rif|rv|sv|vs|ynt|odp|res|resp|回复|回覆|答复|返信|답장"
    r"|fwd?|fw|wg|tr|enc|encaminhado|doorst|vb|ilt|továbbítás|转发|轉寄|転送"
)
"""How mail programs begin the subjects of replies and of forwarded mail, in many languages."""


def emoji(text: str) -> str:
    """The emoji of a text, each once, in their order."""
    return "".join(dict.fromkeys(_EMOJI.findall(text)))
