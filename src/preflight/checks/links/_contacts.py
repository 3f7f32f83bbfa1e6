"""What is wrong with an address to write to or a number to call, as programs that open them read it."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import unquote

from preflight.finding import Severity, Text, _
from preflight.mailboxes import mailbox

_SCHEME = re.compile(r"\s*(mailto|tel|callto|sms|smsto):", re.IGNORECASE)
_LONG = 4_000
_WRONG_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_DOMAIN = re.compile(r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_][\w-]{0,61}[^\W_]")
_LOCAL = re.compile(r"[^\s@,;:<>()\[\]\\\"]{1,64}")
_SECOND_QUESTION = re.compile(r"\?(?:subject|body|cc|bcc)=", re.IGNORECASE)
_EXTENSION = re.compile(r"(?:[;,pwx#*]|ext\.?|durchwahl).*$", re.IGNORECASE | re.DOTALL)
_TRUNK = re.compile(r"\+(?!39|378|379)\d{1,3}[\s.-]*\(0\)")
_SEPARATORS = re.compile(r"[\s().\-/\u2010-\u2015\u00a0]+")


class Fault(NamedTuple):
    """What is wrong, and how to mend it."""

    words: Text
    fix: Text
    severity: Severity = Severity.BLOCKER


def fault(raw: str) -> Fault | None:
    """What is wrong with a mailto:, tel: or sms: link; None where it works, or is of another kind."""
    found = _SCHEME.match(raw[:_LONG])
    if found is None:
        return None
    rest = raw[found.end() : _LONG].strip()
    scheme = found[1].lower()
    if scheme == "mailto":
        return _mail(raw.strip()[:120], rest)
    return _message(raw.strip()[:120], rest) if scheme.startswith("sms") else _call(raw.strip()[:120], rest)


def _mail(shown: str, rest: str) -> Fault | None:
    if rest.startswith("//"):
        return Fault(_("“{link}” has slashes, which belong to web addresses alone", link=shown), _FIX_MAIL)
    to, _sign, query = rest.partition("?")
    fields = [(name.lower(), value) for name, _, value in (piece.partition("=") for piece in query.split("&"))]
    if not unquote(to).strip() and not any(value for _name, value in fields):
        return Fault(_("“{link}” names no address", link=shown), _FIX_MAIL)
    copies = [value for name, value in fields if name in {"to", "cc", "bcc"}]
    for part in (to, *copies):
        if (found := _addresses(shown, part)) is not None:
            return found
    return _query(shown, query)


def _addresses(shown: str, part: str) -> Fault | None:
    if _WRONG_PERCENT.search(part):
        return Fault(_("“{link}” has a percent sign that stands for nothing", link=shown), _FIX_MAIL)
    text = unquote(part).strip().strip(",;")
    if ";" in text and all(map(_works, text.split(";"))):
        words = _("“{link}” parts its addresses by semicolons, which only Outlook understands", link=shown)
        return Fault(words, _FIX_COMMA, Severity.WARNING)
    wrong = next((one.strip() for one in text.split(",") if one.strip() and not _works(one)), None)
    if wrong is None:
        return None
    if re.search(r"\S\s+\S", wrong):
        return Fault(_("“{link}” has a blank inside its address", link=shown), _FIX_MAIL)
    return Fault(_("“{link}” leads to no valid address", link=shown), _FIX_MAIL)


def _works(text: str) -> bool:
    """Whether a mail program can make an address of it; “Jane <jane@acme.example>” is one."""
    bare = text.strip()
    bare = mailbox(bare)[1] if "<" in bare else bare
    local, sign, domain = bare.rpartition("@")
    plain = _LOCAL.fullmatch(local) is not None and not local.startswith(".")
    return bool(sign) and plain and _DOMAIN.fullmatch(domain) is not None


def _query(shown: str, query: str) -> Fault | None:
    if _SECOND_QUESTION.search("?" + query, 1):
        words = _("“{link}” has a second ?, so all that follows it becomes part of the subject", link=shown)
        return Fault(words, _("Write & before every field but the first."), Severity.WARNING)
    if _WRONG_PERCENT.search(query):
        words = _("“{link}” has a percent sign that some programs cannot read", link=shown)
        return Fault(words, _("Write %25 for a percent sign."), Severity.WARNING)
    return None


def _call(shown: str, rest: str) -> Fault | None:
    text = unquote(rest).lstrip("/").partition("?")[0].strip()
    if text.count("+") > 1:
        return Fault(_("“{link}” has more than one number", link=shown), _FIX_CALL)
    if _TRUNK.search(text):
        return Fault(_("“{link}”: the (0) would be dialled, too", link=shown), _FIX_TRUNK, Severity.WARNING)
    number = _SEPARATORS.sub("", _EXTENSION.sub("", text) if text[:1] not in "*#" else text)
    digits = sum(sign.isdecimal() for sign in number)
    if digits < _FEWEST:
        return Fault(_("“{link}” has no number to call", link=shown), _FIX_CALL)
    if any(sign.isalpha() for sign in number):
        words = _("“{link}” has letters, which not every phone turns into digits", link=shown)
        return Fault(words, _FIX_CALL, Severity.WARNING)
    return None


_FEWEST = 3
"""Digits of a number; 110, 112 and 911 are the shortest."""


def _message(shown: str, rest: str) -> Fault | None:
    """Without a number the reader chooses whom to write to, which is meant where a text is given."""
    numbers = re.split(r"[?&]", unquote(rest).lstrip("/"), maxsplit=1)
    if not numbers[0].strip(" ;"):
        return None if len(numbers) > 1 and numbers[1] else Fault(_("“{link}” names no number", link=shown), _FIX_CALL)
    for number in re.split(r"[,;]", numbers[0]):
        if sum(sign.isdecimal() for sign in number) < _FEWEST or any(sign.isalpha() for sign in number):
            return Fault(_("“{link}” has no number to write to", link=shown), _FIX_CALL)
    return None


_FIX_MAIL = _("Write mailto:name@domain, a blank in the subject as %20.")
_FIX_COMMA = _("Part the addresses by commas.")
_FIX_CALL = _("Write the number in its international form, digits alone: tel:+491234567.")
_FIX_TRUNK = _("Leave the (0) out: it is dialled within the country only.")
