"""Addresses as a browser reads them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from preflight.data.acting_shapes import TOKENS

_TRIMMED = "".join(map(chr, range(0x21)))
_TOKEN = re.compile(TOKENS)
_OTHER_TOKEN = re.compile(
    r"\{(?:contactfield|leadfield|ownerfield|pagelink|assetlink)=|\{(?:unsubscribe|webview)_(?:url|text)\}"
    r"|%(?:recipient\.|unsubscribe_url|tag_unsubscribe_url|mailing_list_unsubscribe_url)|~~eloqua\.\."
    r"|^\[(?:unsubscribe|webversion|preferences|forwardtoafriend)\b"
)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_HOST = re.compile(r"(?:www\.|[\w-]+\.(?:com|org|net|de|eu|io|co\.uk|fr|it|es|nl|at|ch)(?=[/?#:]|$))", re.IGNORECASE)
_CANDIDATE = re.compile(r"[\s,]*+(\S++)")
_BREAKS = re.compile(r"[\t\n\r]")


class Read(NamedTuple):
    """`url` as a browser would request it, or the trimmed text with `invalid` saying in plain words why not."""

    url: str
    invalid: str = ""
    token: bool = False


def resolve(raw: str, base: str = "") -> Read:
    """The address that `raw` stands for; what holds a token, stays in the mail or is empty is left as it stands."""
    text = raw.strip(_TRIMMED)
    if has_token(text):
        return Read(text, token=True)
    if not text or text.startswith("#"):
        return Read(text)
    # Imported here, as no start-up may pay for it.
    import ada_url

    try:
        return Read(ada_url.join_url(base, text) if base else ada_url.URL(text).href)
    except (ValueError, UnicodeError):
        return Read(text, _why(_BREAKS.sub("", text)))


def base_of(raw: str) -> str:
    """The address of a `<base>`, or "" where it is none to resolve against."""
    read = resolve(raw)
    return read.url if read.url.startswith(("http://", "https://")) and not (read.token or read.invalid) else ""


def has_token(text: str) -> bool:
    """Whether a personalisation token stands in the address, bare or percent-encoded."""
    return _TOKEN.search(text) is not None or _OTHER_TOKEN.search(text) is not None


def srcset(value: str) -> Iterator[str]:
    """The addresses of a `srcset`, as the standard splits it."""
    here = 0
    while (found := _CANDIDATE.match(value, here)) is not None:
        url, here = found[1], found.end()
        if url.endswith(","):
            url = url.rstrip(",")
        else:
            comma = value.find(",", here)
            here = len(value) if comma < 0 else comma + 1
        if url:
            yield url


def _why(text: str) -> str:
    if text.startswith("//"):
        return "it names no protocol; https: is missing in front"
    if not _SCHEME.match(text):
        return (
            "https:// is missing in front" if _HOST.match(text) else "it names no site, and a mail has none of its own"
        )
    rest = text.partition(":")[2].lstrip("/\\")
    host = re.split(r"[/\\?#]", rest, maxsplit=1)[0]
    if not host:
        return "it has no host"
    if re.search(r"\s", host):
        return "its host has a blank inside"
    if re.search(r":[^\]]*$", host.rpartition("@")[2]) and not re.search(r":\d{0,5}$", host):
        return "its port is no number"
    return "its host is no name that a browser accepts"
