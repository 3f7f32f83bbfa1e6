"""Texts as YAML that reads back as these texts: what came out of files is hostile."""

from __future__ import annotations

import json
import re
import unicodedata
from itertools import chain, count

_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9 _./+-]*(?<! )")
_WORDS = frozenset({"true", "false", "yes", "no", "on", "off", "null", "y", "n"})


def scalar(text: str) -> str:
    """A text as a YAML scalar that reads back as this text."""
    if _PLAIN.fullmatch(text) and text.lower() not in _WORDS and not re.match(r"[\d.+-]", text):
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    return "".join(sign if sign.isprintable() else _escaped(sign) for sign in quoted)


def comment(text: str) -> str:
    """A text that stays within its comment."""
    return "".join(sign if sign.isprintable() else " " for sign in text)[:200]


def usable(text: str) -> bool:
    """Whether a value may stand in a manifest: `${…}` in it would be read from the environment."""
    return "${" not in text and not any(unicodedata.category(sign) == "Cs" for sign in text)


def name_of(text: str, taken: set[str], default: str) -> str:
    """A plain name made of a text, other than those in `taken`, to which it is added."""
    stem = re.sub(r"[^\w-]+", "-", text).strip("-")[:60] or default
    names = chain([stem], (f"{stem}-{number}" for number in count(2)))
    name = next(one for one in names if one not in taken)
    taken.add(name)
    return name


def _escaped(sign: str) -> str:
    return f"\\u{ord(sign):04x}" if ord(sign) < 0x10000 else f"\\U{ord(sign):08x}"
