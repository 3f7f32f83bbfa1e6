"""Personal data in an address: where in the URL it stands, in the clear, encoded, or as a token that brings it."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from typing import Literal, NamedTuple
from urllib.parse import unquote, unquote_plus

from preflight.data.dialects.shapes import SHAPES
from preflight.data.hosts import listed

Kind = Literal["address", "phone"]
How = Literal["plain", "encoded", "token"]

_LONG = 8_000
_MAIL = re.compile(
    r"(?<![\w.%+@-])(?P<local>[\w.%+'-]{1,64})@(?P<domain>(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,8}[a-z]{2,24})"
    r"(?![\w@-])",
    re.IGNORECASE,
)
_MASKED = re.compile(r"\w\*{3}\w?@\w\*{3}\.\w{2,}")
_PHONE_NAMES = re.compile(
    r"(?:(?:user|contact|customer|mobile|cell|work|home)[_-]?)?"
    r"(?:phone(?:[_-]?(?:number|no|nr))?|tel(?:ephone|efon)?|mobile(?:[_-]?(?:number|no|phone))?|handy|cell|msisdn)",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\+?\(?\d[\d ()./-]{5,22}\d")
_INTERNATIONAL = re.compile(r"\+[1-9]\d{0,3}(?:[ ()./-]{0,2}\d){6,13}")
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{8,4000}={0,2}")
_HEX = re.compile(r"(?:[0-9a-f]{2}){6,2000}", re.IGNORECASE)
_TOKEN = re.compile(
    "|".join(f"(?:{pattern})" for _name, pattern in SHAPES) + r"|\[email\]|\$\{[^{}]{1,80}\}", re.IGNORECASE
)
_HASHED = re.compile(r"md5|sha-?\d|hmac|hash", re.IGNORECASE)
_BEFORE = (
    r"(?:^|[.\s({\[$=|%*\"'@-])(?:(?:user|contact|customer|subscriber|recipient|primary|work|lead|person|to)[_ -]?)?"
)
_AFTER = r"(?=\s*(?:[|:,})\]%*\"'=]|\.\.|$))"
_TOKEN_MAIL = re.compile(rf"{_BEFORE}e?[-_ ]?mail(?:[-_ ]?(?:address|addr|id))?{_AFTER}|^%recipient%$", re.IGNORECASE)
_TOKEN_PHONE = re.compile(
    rf"{_BEFORE}(?:mobile[-_ ]?)?(?:phone|telephone|msisdn)(?:[-_ ]?number)?{_AFTER}", re.IGNORECASE
)


class Seen(NamedTuple):
    """Personal data in a URL: `place` is the parameter's name, or "" for the path; `raw` the piece that holds it.

    `value` is the address or number itself, "" for a token. It must not be shown.
    """

    kind: Kind
    how: How
    place: str
    raw: str
    value: str = ""


def seen(url: str) -> Iterator[Seen]:
    """All that stands in path and query of a URL, at most one for each piece of them."""
    for place, raw in _pieces(url):
        found = _in_token(place, raw) or _in_text(place, raw, "plain") or _in_code(place, raw)
        if found is not None:
            yield found


def masked(url: str) -> str:
    """The URL without what may not be shown; a token stays, it is nobody's yet."""
    for found in seen(url):
        if found.how != "token":
            url = url.replace(found.raw, "…")
    return url


def _pieces(url: str) -> Iterator[tuple[str, str]]:
    """The segments of the path, then the query's values with their names, as they stand."""
    before, _, query = url[:_LONG].partition("#")[0].partition("?")
    path = before.partition("://")[2].partition("/")[2]
    segments = path.split("/")
    # The name of a letter in an archive (`/d/msgid/group/x%40mail.gmail.com`) is nobody's address.
    yield from (("", segment) for segment in segments if segment and "msgid" not in segments)
    for piece in query.split("&") if query else ():
        name, _, value = piece.partition("=")
        shown = unquote(name)
        # What has no name, or an address for one, may not be shown as a name.
        yield (shown, value) if value.strip("=") and "@" not in shown else ("?", piece)


def _in_token(place: str, raw: str) -> Seen | None:
    for token in _TOKEN.finditer(unquote(raw)):
        if not _HASHED.search(token[0]):
            if _TOKEN_MAIL.search(token[0]):
                return Seen("address", "token", place, raw)
            if _TOKEN_PHONE.search(token[0]):
                return Seen("phone", "token", place, raw)
    return None


def _in_text(place: str, raw: str, how: How, outer: str = "") -> Seen | None:
    """`outer` is what stands in the URL where `raw` was decoded from it."""
    # Twice: addresses that are handed on in another address are encoded twice.
    text = unquote(unquote(raw))
    if "@" in text and (address := _address(text) or _as_saved(text)):
        return Seen("address", how, place, outer or raw, address)
    # A plus is a blank in a query, and the sign of an international number where nobody encoded it.
    if place and (number := _number(place, text) or _number(place, unquote(unquote_plus(raw)))):
        return Seen("phone", how, place, outer or raw, number)
    return None


def _address(text: str) -> str:
    return next((found[0] for found in _MAIL.finditer(text) if _is_domain(found["domain"])), "")


def _as_saved(text: str) -> str:
    """An address as saved facts have it, so that a run judged again says the same."""
    found = _MASKED.search(text)
    return found[0] if found else ""


def _is_domain(domain: str) -> bool:
    """Whether mail may go there: `logo@2x.png` and `vue@next.js` look like addresses and are none."""
    return domain.lower().endswith((".test", ".example")) or listed(domain)


def _number(name: str, text: str) -> str:
    """A telephone number: any in a parameter that is called so, elsewhere only an international one."""
    text = text.strip()
    shape = _DIGITS if _PHONE_NAMES.fullmatch(name) else _INTERNATIONAL
    digits = re.sub(r"\D", "", text)
    return digits if shape.fullmatch(text) and 7 <= len(digits) <= 15 else ""


def _in_code(place: str, raw: str) -> Seen | None:
    for piece in unquote(raw).split("."):  # a signed token is several pieces with dots between them
        for text in _decoded(piece):
            found = _in_text(place, text, "encoded", raw)
            if found is not None:
                return found
    return None


def _decoded(text: str) -> Iterator[str]:
    if _HEX.fullmatch(text):
        yield from _readable(bytes.fromhex(text))
    if _BASE64.fullmatch(text):
        plain = text.rstrip("=").translate(str.maketrans("-_", "+/"))
        try:
            yield from _readable(base64.b64decode(plain + "=" * (-len(plain) % 4)))
        except binascii.Error:
            return


def _readable(octets: bytes) -> Iterator[str]:
    try:
        text = octets.decode()
    except UnicodeDecodeError:
        return
    if text.isprintable():
        yield text
