"""No recipient's address leaves in clear: masks addresses in whatever is about to be written."""

from __future__ import annotations

import re
from collections.abc import Callable, Container
from typing import Any

_ADDRESS = re.compile(
    r"(?P<local>(?:[\w!#$&'+/?^`{|}~.=-]|%(?:25)*(?:2[BDEbde]|5[Ff])){1,64}?)(?P<at>@|%(?:25)*40)(?P<domain>(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_][\w-]*\w)"
)
_PICTURE = re.compile(r"\dx\.(?:png|jpe?g|gif|webp|svg|avif)", re.IGNORECASE)
"""`hero@2x.png` is the picture for fine screens, and nobody's address."""

_PACKED_AT = re.compile(r"%(?:25)*40")
"""An at sign within a URL, once or several times encoded."""

_WORD = re.compile(r"(?:[\w.+-]|%(?:25)*(?:2[BDEbde]|5[Ff]))+$")
"""The last word of a local part; its plus, hyphen, point or underscore may be encoded."""


def mask(address: str) -> str:
    """`jane.doe@gmail.com` as `j***e@g***.com`; what is no address comes back as `***`."""
    local, at, domain = address.rpartition("@")
    if not at or not local or not domain:
        return "***"
    head, _, tail = domain.rpartition(".")
    ends = local[0] + "***" + (local[-1] if len(local) > 2 else "")
    return f"{ends}@{(head or tail)[:1]}***.{tail}"


def tells(text: str) -> bool:
    """Whether an address stands in a text."""
    return "@" in text and _ADDRESS.search(text) is not None


def masker(allowed: Container[str]) -> Callable[[str], str]:
    """A function that masks every address in a text, but for those `allowed` (lower case)."""

    def replace(match: re.Match[str]) -> str:
        # A URL's query runs into the local part ("?e=jane"), so only its last word is the address.
        word = _WORD.search(match["local"])
        if word is None:
            return match[0]
        plain = f"{word[0]}@{match['domain']}"
        if plain.lower() in allowed or _PICTURE.fullmatch(match["domain"]):
            return match[0]
        return match["local"][: word.start()] + mask(plain).replace("@", match["at"])

    def masked(text: str) -> str:
        return _ADDRESS.sub(replace, text) if "@" in text or _PACKED_AT.search(text) else text

    return masked


def mask_deep(value: Any, masked: Callable[[str], str]) -> Any:
    """`value` (plain JSON) with every string masked, keys of objects too."""
    kind = type(value)
    if kind is str:
        # Most texts hold nothing to mask, and facts hold a hundred thousand of them.
        return masked(value) if "@" in value or "40" in value or not value.isascii() else value
    if kind is dict:
        return {mask_deep(key, masked): mask_deep(item, masked) for key, item in value.items()}
    if kind is list or kind is tuple:
        return [mask_deep(item, masked) for item in value]
    return masked(value) if isinstance(value, str) else value
