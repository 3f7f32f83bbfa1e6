"""How mails lead to, or give, the details of a company that the law of some countries wants (imprint).

Source: common wordings, and the details that § 5 DDG (Germany) and § 5 ECG (Austria) ask for (2026-11-28). Written by
us, under this project's licence. Links' words in lower case and without accents.
"""

from __future__ import annotations

import re

DATED = "2026-11-28"

LINK = re.compile(
    r"\b(?:impressum|imprint|anbieterkennzeichnung|legal\s(?:notice|disclosure|info(?:rmation)?)|mentions\slegales|aviso\slegal"
    r"|note\slegali|informazioni\slegali|colofon|offenlegung|corporate\sinformation|company\sdetails)\b"
)
PATH = re.compile(
    r"/(?:impressum|imprint|legal[-_]?notice|mentions[-_]?legales|aviso[-_]?legal|anbieterkennzeichnung)\b", re.I
)
REGISTER = re.compile(
    r"\b(?:HR[AB]\s?(?:-?Nr\.?:?\s?)?\d{1,7}|FN\s?\d{4,6}\s?[a-z]\b|ATU\s?\d{8}|DE\s?\d{9}|CHE-?\d{3}\.?\d{3}\.?\d{3}"
    r"|Registergericht|Handelsregister|Amtsgericht|Firmenbuch\w*|USt-?Id\w*|Umsatzsteuer-?Id\w*|UID(?:-?Nr)?\b)",
    re.IGNORECASE,
)
RESPONSIBLE = re.compile(
    r"\b(?:Geschäftsführ\w+|Vorstand\w*|Vertretungsberechtigt\w*|Vertreten\sdurch|Inhaber(?:in)?|Managing\sDirectors?"
    r"|Verantwortlich\w*)\b",
    re.IGNORECASE,
)
