"""Words around a date that tell whether it is announced or told of, and how times of day are written.

Source: common knowledge of the seven languages of `dates.py` (2026-11-28); written by us, under this project's licence.
"""

from __future__ import annotations

import re

DATED = "2026-11-28"

ANNOUNCED = re.compile(
    r"\b(?:until|till|ends?(?:\s(?:on|at\smidnight(?:\son)?))?|ending\son|expires?(?:\son)?|deadline(?:\sis)?|due\s(?:on|by)"
    r"|valid(?:\s(?:until|through|to))?|when\s?:|(?:register|sign\sup|rsvp|book|order|apply|reply|respond)\s(?:by|before)|save\sthe\sdate"
    r"|(?:join|meet|visit)\sus(?:\s(?:on|there))?|see\syou(?:\son)?|(?:takes|taking)\splace(?:\son)?|starts?(?:\son)?"
    r"|begins?(?:\son)?|opens?(?:\son)?|coming(?:\son)?|only\son"
    r"|bis(?:\szum|\seinschließlich)?|spätestens(?:\sam|\sbis(?:\szum)?)?|anmeldeschluss|(?:wann|termin)\s?:|gültig|beginnt\sam|startet\sam|findet\sam"
    r"|jusqu['’]au|avant\sle|rendez-vous\sle|(?:quand|cuándo|quando|wanneer)\s?:|valable|válid[ao]|hasta(?:\sel)?|antes\sdel|fino\sal?|entro\sil|tot\sen\smet|uiterlijk(?:\sop)?"
    r"|vóór|até(?:\so|\sao)?(?:\sdia)?)[\s:,–—-]{0,4}(?:(?:on|the|am|den|dem|le|el|il|op|o|dia)\s)?$",
    re.IGNORECASE,
)
"""What stands before the date of a deadline or an invitation."""

AFTERWARDS = re.compile(
    r"\b(?:was|were|had|did|sent|wrote|written|posted|published|updated|modified|ordered|purchased|received|since|founded"
    r"|established|born|died|recap|recording|last|ago|dated|issued|version|released|effective|took\splace|missed|invoice"
    r"|war|waren|hatte|wurde|wurden|schrieb|gesendet|geschrieben|veröffentlicht|seit|gegründet|stand|rückblick|rechnung"
    r"|était|étaient|avait|écrit|envoyé|publié|depuis|fondé|fue|fueron|había|escribió|enviado|publicado|desde|fundad[ao]"
    r"|era|erano|stato|scritto|inviato|pubblicato|dal|foi|foram|escreveu|was|schreef|verzonden|gepubliceerd|sinds)\b"
    r"|(?:^|\s)(?:(?<!the\s)date|sent|datum|gesendet|fecha|data)\s?:|@\s?\d{1,2}:\d\d|^\W{0,4}on\s(?:mon|tue|wed|thu|fri|sat|sun),?\s",
    re.IGNORECASE,
)
"""What speaks of something that is over, or of a document: its dates are none that are announced."""

TIME_OF_DAY = re.compile(
    r"\b(?:[01]?\d|2[0-3])[:.][0-5]\d\b|\b(?:1[0-2]|0?[1-9])\s?[ap]\.?m\b|\b(?:[01]?\d|2[0-3])\s?(?:uhr|h)\b",
    re.IGNORECASE,
)

EVENT = re.compile(
    r"\b(?:webinars?|workshops?|events?|talks?|part(?:y|ies)|conferences?|summits?|seminars?|courses?|concerts?|live|tickets?"
    r"|open\shouse|meet-?ups?|launch|konferenz|seminare?|vortrag|veranstaltung|messe|konzert|tag\sder\soffenen\stür|conférence"
    r"|atelier|salon|concert|soirée|taller|seminario|conferencia|evento|feria|concierto|conferenza|fiera|concerto|curso"
    r"|conferência|feira|bijeenkomst|cursus|beurs)\b",
    re.IGNORECASE,
)
"""What takes place on a day."""

STARTS_A_SPAN = re.compile(
    r"\s{0,2}(?:[–—-]\s{0,2}|(?:to|until|till|through|bis|au|à|al|a|tot|até)\s{1,2})(?=[\w(])", re.IGNORECASE
)
"""What stands behind the first day of several."""

ON_THE_DAY = re.compile(r"\b(?:on|am|den|le|el|il|op|em|no\sdia)\s$", re.IGNORECASE)
"""What stands before a day on which something is; in a subject, that announces it."""
