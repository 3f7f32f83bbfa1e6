"""Text from a stranger's mail, made safe to look at: signs that reorder, hide or cannot be written are shown."""

from __future__ import annotations

import re

_SIGNS = (
    *range(0x09), *range(0x0B, 0x20), *range(0x7F, 0xA0),  # control characters but tab and line feed
    0x061C, 0x200B, 0x200E, 0x200F, 0x2028, 0x2029, 0x2060, *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF,
    *range(0xFFF9, 0xFFFC), *range(0xE0000, 0xE0080),
)  # fmt: skip
_VISIBLE = {sign: f"‹U+{sign:04X}›" for sign in _SIGNS}
_URL = re.compile(r"https?://[^\s\"'<>]+")
_NO_NAME = re.compile(r"[^A-Za-z0-9_-]")
_PADDING = re.compile("[\u00ad\u034f\u200b-\u200d\u2060\ufeff\\s\u00a0]+")


def visible(text: str) -> str:
    """The text with control, bidi and invisible signs as words (`‹U+202E›`): what is shown is what is there."""
    return text if text.isascii() and text.isprintable() else text.translate(_VISIBLE)


def one_line(text: str) -> str:
    """The same on one line, blanks collapsed."""
    return visible(" ".join(text.split()))


def unpadded(text: str) -> str:
    """A preheader without the invisible filler that keeps an inbox from showing what follows."""
    return _PADDING.sub(" ", text).strip()


def scrubbed(text: str) -> str:
    """The text with what no file can hold (half a surrogate pair) replaced."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def cut(text: str, length: int) -> str:
    """At most `length` signs, with an ellipsis where something was left out."""
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def capital(text: str) -> str:
    """A sentence with a capital at its beginning, unless it begins with a name, an address or code."""
    first = text.partition(" ")[0].rstrip(",:;")
    return text[:1].upper() + text[1:] if first.isalpha() and first.islower() else text


def short_urls(text: str, length: int = 64) -> str:
    """Long URLs without their query and the middle of their path; the finding has them in full."""
    return _URL.sub(lambda found: _short_url(found[0], length), text)


def _short_url(url: str, length: int) -> str:
    if len(url) <= length:
        return url
    plain = url.partition("?")[0]
    tail = "?…" if plain != url else ""
    return (plain if len(plain) <= length else f"{plain[: length - 20]}…{plain[-18:]}") + tail


def anchor(id: str) -> str:
    """An id as the name of a place on a page."""
    return _NO_NAME.sub("-", id)
