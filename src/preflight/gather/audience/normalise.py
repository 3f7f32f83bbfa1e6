"""The one form in which addresses, domains and digests are compared; in Python, and the same in SQL.

SQL folds plain ASCII alone: engines differ beyond it, and a difference would let a suppressed person through. What is
beyond ASCII is brought out once and comes back as a small table.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Literal

from preflight.data.address_shape import PLAIN

STRIP = " \t\n\v\f\r\u00a0\u200b\ufeff"
"""What is stripped from both ends, and nothing else."""

_UNSEEN = dict.fromkeys(
    (*range(0x80, 0xA1), 0xAB, 0xAD, 0xBB, 0x34F, 0x61C, 0x115F, 0x1160, 0x1680, 0x17B4, 0x17B5, 0x180E,
     *range(0x2000, 0x2010), *range(0x2018, 0x2020), 0x2039, 0x203A, *range(0x2028, 0x2030), *range(0x205F, 0x2070),
     0x2800, 0x3000, 0x3164, 0xFEFF, 0xFFA0, *range(0xFFF9, 0xFFFE)),
    " ",
)  # fmt: skip
"""Blanks, signs that nobody sees, quotation marks and the mark of a broken encoding: within an address they make it
one that cannot be compared, since whoever wrote it saw another."""

Kind = Literal["email", "domain", "md5", "sha1", "sha256"]
DIGESTS: dict[str, int] = {"md5": 32, "sha1": 40, "sha256": 64}
"""Digests by name, with their hexadecimal digits."""

PATTERN: dict[str, str] = {
    "email": PLAIN,
    "domain": r"([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])",
    **{name: f"[0-9a-f]{{{digits}}}" for name, digits in DIGESTS.items()},
}
"""What a comparable cell is like, for Python and the engines alike."""

_READS: dict[str, re.Pattern[str]] = {kind: re.compile(pattern) for kind, pattern in PATTERN.items()}
WHY_NOT: dict[str, str] = {
    "email": "is no plain e-mail address",
    "domain": "is no domain",
    **{name: f"is no {name.upper()} digest of {digits} hexadecimal digits" for name, digits in DIGESTS.items()},
}
"""Why a cell cannot be compared, by what it should hold."""


def normalise(text: str, kind: str = "email") -> str:
    """The form in which `text` is compared, "" where nothing is left of it."""
    bare = text.strip(STRIP)
    if kind in DIGESTS:
        return bare.lower()
    if kind == "domain":
        return _domain(_undecorated(bare.lower()))
    local, at, domain = normalise_local(bare).rpartition("@")
    return f"{local}{at}{_domain(domain)}" if at else domain


def normalise_local(text: str) -> str:
    """What stands before the at sign, in the form in which it is compared."""
    folded = unicodedata.normalize("NFC", text).lower()
    return folded if folded.isascii() else folded.translate(_UNSEEN)


def normalise_domain(text: str) -> str:
    """What stands behind it."""
    return _domain(normalise_local(text))


def unicode_form(address: str) -> str:
    """The address with its domain in Unicode, "" where that is no other than the ASCII form."""
    local, at, domain = address.rpartition("@")
    if not at or "xn--" not in domain:
        return ""
    shown = _unicode(domain)
    return f"{local}@{shown}" if shown and shown != domain else ""


def comparable(text: str, kind: str) -> bool:
    """Whether a normalised cell is what it should be, so that comparing it means something."""
    return _READS[kind].fullmatch(text) is not None


def folded_sql(raw: str, kind: str) -> str:
    """SQL for the normalised form of a column of plain ASCII; NULL where nothing is left."""
    # Few cells have blanks round them, and trimming is the dearest step of all.
    bare = f"CASE WHEN {raw} >= '!' AND ({raw})[-1] >= '!' THEN lower({raw}) ELSE {_trimmed(raw)} END"
    if kind == "domain":
        return f"nullif(regexp_replace({bare}, '^(@|\\*\\.|\\.)+', ''), '')"
    return bare


def literal(text: str) -> str:
    """A string as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"


def quoted(name: str) -> str:
    """An identifier as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'


def _trimmed(raw: str) -> str:
    return f"nullif(lower(trim({raw}, chr(32)||chr(9)||chr(10)||chr(11)||chr(12)||chr(13))), '')"


def _undecorated(domain: str) -> str:
    """Lists of domains write `@acme.example` and `*.acme.example` too."""
    return re.sub(r"^(@|\*\.|\.)+", "", domain)


@lru_cache(maxsize=65536)
def _domain(domain: str) -> str:
    if domain.isascii():
        return domain
    import idna

    try:
        return idna.encode(domain, uts46=True).decode("ascii")
    except (idna.IDNAError, UnicodeError):
        return domain


@lru_cache(maxsize=65536)
def _unicode(domain: str) -> str:
    import idna

    try:
        return idna.decode(domain)
    except (idna.IDNAError, UnicodeError):
        return ""
