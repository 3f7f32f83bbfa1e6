"""Times of day and the short names of time zones, as mails write them.

Source: common use of the abbreviations (2026-11-28); a name that stands for the zone in winter and summer alike ("ET",
"CET" as many say it) has both offsets. Written by us, under this project's licence.
"""

from __future__ import annotations

import re
from datetime import timedelta

DATED = "2026-11-28"

_HOURS: dict[str, tuple[float, ...]] = {
    "UTC": (0,), "GMT": (0,), "Z": (0,), "WET": (0, 1), "WEST": (1,), "BST": (1,), "IST": (5.5, 1),
    "CET": (1, 2), "CEST": (2,), "MEZ": (1, 2), "MESZ": (2,), "EET": (2, 3), "EEST": (3,), "MSK": (3,),
    "ET": (-5, -4), "EST": (-5, -4), "EDT": (-4,), "CT": (-6, -5), "CST": (-6, -5, 8), "CDT": (-5,),
    "MT": (-7, -6), "MST": (-7, -6), "MDT": (-6,), "PT": (-8, -7), "PST": (-8, -7), "PDT": (-7,),
    "BRT": (-3,), "GST": (4,), "SGT": (8,), "HKT": (8,), "JST": (9,), "KST": (9,), "AEST": (10, 11), "AEDT": (11,),
    "AET": (10, 11), "NZST": (12, 13), "NZDT": (13,), "UK TIME": (0, 1), "UK": (0, 1),
}  # fmt: skip
OFFSETS: dict[str, tuple[timedelta, ...]] = {
    name: tuple(timedelta(hours=hours) for hours in offsets) for name, offsets in _HOURS.items()
}
"""Short name → the offsets that it may stand for."""

_ZONES = "|".join(sorted(map(re.escape, _HOURS), key=len, reverse=True))
TIME = re.compile(
    rf"(?<![\w:.,/€$£-])(?:(?P<h>\d{{1,2}})[:.h](?P<m>[0-5]\d)(?:\s?(?P<p>[ap]\.?m\b\.?))?(?![\d:]|[.,]\d|\s?[€$£%])"
    rf"|(?P<h2>\d{{1,2}})\s?(?P<p2>[ap]\.?m\b\.?)"
    rf"|(?P<h3>\d{{1,2}})\s?(?:uhr|h|o['’]clock)\b)"
    rf"(?:\s?uhr\b|\s?h\b)?(?:\s?\(?(?P<z>{_ZONES})\b\)?)?",
    re.IGNORECASE,
)
"""A time of day: "5 pm", "17:00", "17.30 Uhr", "17h", with a zone's name behind it where there is one."""

FROM = re.compile(
    r"(?<![\w:.,/€$£-])(?P<h>\d{1,2})(?:[:.h](?P<m>[0-5]\d))?\s?(?:[–—-]|to|until|till|and|bis|und|à|a|al|alle|tot|até)\s?$",
    re.IGNORECASE,
)
"""The first hour of a span, before the second: "5" in "5–7 pm"."""

NOON = re.compile(
    r"\b(?:noon|midday|mittags?|12\s?uhr\smittags|midi|mediodía|mezzogiorno|meio-dia|middag)\b", re.IGNORECASE
)

HOURS_OF_BUSINESS = re.compile(
    r"opening\shours|öffnungszeiten|business\shours|hotline|\btel\b|telefon|\bphone\b|\bcall\sus\b|horaires|horario|orari\b"
    r"|openingstijden|\bmo(?:n(?:day|tag)?)?\.?\s?(?:[–—-]|to|bis)\s?(?:fr|sa|su|so)",
    re.IGNORECASE,
)
"""What stands beside the hours at which somebody answers or a shop is open."""
