"""The words of the reports in the reader's language: the one place where a translator is applied.

`Words` gives the chrome (headings, labels); `sentence` renders what the checks say. JSON always carries English.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from preflight.finding import Text, fill
from preflight.report.catalogue import catalogue
from preflight.report.glossary import plain_words

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
          "November", "December")  # fmt: skip

FAMILIES: dict[str, str] = {
    "audience": "Recipients",
    "suppression": "Opt-outs",
    "consent": "Consent",
    "authentication": "Sender authentication",
    "unsubscribe": "Unsubscribing",
    "links": "Links",
    "landing": "Landing pages",
    "tracking": "Tracking",
    "sender": "Sender",
    "subject": "Subject and preview",
    "tokens": "Personalisation",
    "content": "Content",
    "html": "HTML",
    "images": "Images",
    "accessibility": "Accessibility",
    "headers": "Mail headers",
    "settings": "Platform settings",
    "schedule": "Schedule",
    "naming": "Naming",
}
"""What a reader calls the families of checks."""

MENDERS: dict[str, str] = {
    "builder": "Mail builder",
    "copy": "Copywriting",
    "template": "Template",
    "data": "Data and lists",
    "web": "Website",
    "dns": "DNS and domains",
    "legal": "Legal",
    "operator": "You, who run this check",
}
"""Who can mend a fault."""

INPUTS: dict[str, str] = {
    "audience": "Recipients",
    "suppression": "Opt-out lists",
    "consent": "Consent records",
    "sender": "Sending domain",
    "headers": "Headers of a delivered test",
    "brief": "Brief",
    "schedule": "Scheduled time",
    "settings": "Platform settings",
    "message": "The mail itself",
    "from": "From line",
    "subject": "Subject",
    "name": "Name of the send",
    "text": "Text part",
}
"""What a reader calls the inputs that nobody gave."""

INPUT_PARTS: dict[str, str] = {
    "links": "the links wanted",
    "says": "what the mail must say",
    "audience": "number of recipients",
    "utm": "UTM values",
    "ips": "addresses that send",
    "dkim": "DKIM keys",
    "return_path": "return path",
    "counts": "the platform's numbers",
    "counts.final": "the platform's final number",
    "columns.status": "column with the status",
    "exported_at": "when they were exported",
    "seeds": "seed addresses",
    "recipients": "who is wanted",
}
"""What a reader calls a part of one: "brief.utm"."""

SEVERITIES: dict[str, str] = {"blocker": "Blocker", "warning": "Warning", "note": "Note"}
VERDICTS: dict[str, str] = {
    "go": "Nothing stands in the way.",
    "hold": "Wait: a person has to look first.",
    "stop": "Do not send this yet.",
}
VIEWS: dict[str, str] = {"wide": "Desktop", "phone": "Phone, 375 px", "dark": "Dark", "bare": "Pictures off"}
"""How the mail can be shown."""

ANSWERS: dict[str, str] = {"pass": "passed", "fail": "not passed"}
WAIVER_STATES: dict[str, str] = {"active": "accepted", "expired": "run out", "unmatched": "no longer needed"}
PARTS: dict[str, str] = {"message": "message", "audience": "recipients", "send": "whole send"}

TABLES: dict[str, dict[str, str]] = {
    "severities": SEVERITIES, "verdicts": VERDICTS, "menders": MENDERS, "views": VIEWS, "answers": ANSWERS,
    "waiver_states": WAIVER_STATES, "parts": PARTS,
}  # fmt: skip
"""What the templates know by their own names."""


_SEPARATORS = str.maketrans(",.", ".,")


def sentence(text: Text | None) -> str | None:
    """What a check says, in English, as the JSON carries it."""
    return None if text is None else str(text)


class Words:
    """The texts of a report in one language ("en", "de"); what nobody translated stays English."""

    def __init__(self, lang: str) -> None:
        self.lang = "de" if lang == "de" else "en"
        self._catalogue = catalogue(self.lang)

    def __call__(self, english: str, **values: str | float) -> str:
        """A text; numbers among its values get the language's separators."""
        shown: dict[str, str | int | float] = {
            name: value if isinstance(value, str) else self.number(value) for name, value in values.items()
        }
        return fill(self._catalogue.get(english), shown)

    def said(self, one: dict[str, Any], key: str) -> str:
        """What a check says, out of the report, which has it in English."""
        text = one.get(key) or ""
        found = self._catalogue.sentence(text)
        return plain_words(text) if found == text else found

    def many(self, one: str, many: str, n: int, **values: str | int) -> str:
        """A text that depends on a number; `{n}` is among its values."""
        return self(one if n == 1 else many, n=n, **values)

    def number(self, value: float) -> str:
        """48,200 or 48.200; 1.5 or 1,5."""
        shown = f"{value:,}"
        return shown.translate(_SEPARATORS) if self.lang == "de" else shown

    def family(self, name: str) -> str:
        """The heading of a family; a plug-in's own name where it is none of ours."""
        return self(FAMILIES[name]) if name in FAMILIES else name

    def input(self, name: str) -> str:
        """What an input is called: "brief.utm" is the brief's utm."""
        head, _, rest = name.partition(".")
        known = self(INPUTS[head]) if head in INPUTS else head
        part = self(INPUT_PARTS[rest]) if rest in INPUT_PARTS else rest.replace("_", " ")
        return f"{known}: {part}" if rest else known

    def moment(self, text: str | None, zone: str = "") -> str:
        """An instant as the report has it, in words; "" for none, itself where it is no instant."""
        try:
            return self.when(datetime.fromisoformat(text), zone) if text else ""
        except ValueError:
            return text or ""

    def when(self, moment: datetime, zone: str = "") -> str:
        """Wednesday, 25 November 2026, 09:00 (Europe/Berlin, UTC+1)."""
        dot = "." if self.lang == "de" else ""
        day = f"{self(WEEKDAYS[moment.weekday()])}, {moment.day}{dot} {self(MONTHS[moment.month - 1])} {moment.year}"
        places = ", ".join(dict.fromkeys(part for part in (zone, _offset(moment)) if part))
        return f"{day}, {moment:%H:%M}" + (f" ({places})" if places else "")


def _offset(moment: datetime) -> str:
    shift = moment.utcoffset()
    if shift is None:
        return ""
    minutes = int(shift.total_seconds() // 60)
    if not minutes:
        return "UTC"
    sign = "+" if minutes > 0 else "−"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{sign}{hours}" + (f":{rest:02}" if rest else "")
