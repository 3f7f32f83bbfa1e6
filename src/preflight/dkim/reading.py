"""Signatures as facts: what each says of itself, and the hashes that its verification needs."""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Callable

from preflight.dkim import canonical
from preflight.dkim.canonical import Field
from preflight.dkim.tags import tags_of
from preflight.facts.names import SELECTOR, ascii_name
from preflight.facts.signature import Signature
from preflight.finding import Location

MOST = 12
"""Signatures that are looked at; ordinary mail has one to three."""

_PACKED = frozenset({"b", "bh", "h", "d", "s", "a", "c", "x", "t", "l", "q", "v", "i"})
_NEEDED = ("v", "a", "b", "bh", "d", "h", "s")
_ALGORITHMS = ("rsa-sha256", "ed25519-sha256")
_FORMS = ("simple", "relaxed")
_LONGEST_NUMBER = 12


class _Unusable(Exception):
    """Why no receiver can verify a signature."""


def signatures(data: bytes, at: Callable[[int], Location]) -> tuple[Signature, ...]:
    """The DKIM signatures of a raw message, the topmost first; `at` makes the place of a line."""
    if b"dkim-signature" not in data[:1_000_000].lower():
        return ()
    fields, body = canonical.taken_apart(data)
    own = [field for field in fields if field.name == b"dkim-signature"][:MOST]
    hashes = _Bodies(body)
    return tuple(_read(field, fields, hashes, at(field.line)) for field in own)


class _Bodies:
    """The body in its two forms, each made once."""

    def __init__(self, body: bytes) -> None:
        self._body = body
        self._made: dict[str, bytes] = {}

    def of(self, form: str) -> bytes:
        """The body in one form."""
        if form not in self._made:
            self._made[form] = canonical.body(self._body, form)
        return self._made[form]


def _read(field: Field, fields: list[Field], bodies: _Bodies, location: Location) -> Signature:
    text = field.octets.partition(b":")[2].decode("utf-8", "replace")
    tags, wrong = tags_of(text, packed=_PACKED)
    domain, selector = ascii_name(tags.get("d", "")), tags.get("s", "").lower().strip(".")
    bare = Signature(domain, selector, location, algorithm=tags.get("a", "").lower()[:40], fault=wrong)
    try:
        return bare if wrong else _hashed(bare, tags, field, fields, bodies)
    except _Unusable as fault:
        return Signature(domain, selector, location, algorithm=bare.algorithm, fault=str(fault))


def _hashed(bare: Signature, tags: dict[str, str], field: Field, fields: list[Field], bodies: _Bodies) -> Signature:
    """The signature with its hashes. Raises _Unusable."""
    identity = _checked(bare, tags)
    forms = _forms(tags.get("c", "simple"))
    names = [name.strip().lower().encode("utf-8", "replace") for name in tags["h"].split(":")]
    if b"from" not in names:
        raise _Unusable("it does not sign the header From (h=)")
    signed = canonical.selected([one for one in fields if one is not field], names)
    digest = hashlib.sha256()
    for one in signed:
        digest.update(canonical.header(one.octets, forms[0]) + b"\r\n")
    digest.update(canonical.header(canonical.without_value(field.octets), forms[0]))
    body = bodies.of(forms[1])
    limit = _number(tags, "l")
    if limit is not None and limit > len(body):
        raise _Unusable(f"it signs {limit:,} octets of the body (l=), and there are {len(body):,}")
    same = hashlib.sha256(body[:limit]).digest() == _octets(tags["bh"], "bh")
    _octets(tags["b"], "b")
    covers = sorted({one.name.decode("ascii", "replace") for one in signed})
    return Signature(
        bare.domain, bare.selector, bare.location, bare.algorithm, identity, digest.hexdigest(), tags["b"],
        "same" if same else "altered", tuple(covers), _number(tags, "t"), _expiry(tags),
        0 if limit is None else len(body) - limit, limit,
    )  # fmt: skip


def _checked(bare: Signature, tags: dict[str, str]) -> str:
    """The domain of `i=`. Raises _Unusable for what RFC 6376 §6.1.1 wants nobody to verify."""
    missing = [name for name in _NEEDED if not tags.get(name)]
    if missing:
        raise _Unusable(f"it lacks {', '.join(name + '=' for name in missing)}")
    if tags["v"] != "1":
        raise _Unusable(f"nobody knows its version (v={tags['v'][:10]})")
    if bare.algorithm == "rsa-sha1":
        raise _Unusable("it is made with rsa-sha1, which no receiver takes any more (RFC 8301)")
    if bare.algorithm not in _ALGORITHMS:
        raise _Unusable(f"nobody knows how it is made (a={bare.algorithm[:30]})")
    if not bare.domain:
        raise _Unusable(f"d={tags['d'][:60]} is no domain")
    if not SELECTOR.fullmatch(bare.selector):
        raise _Unusable(f"s={tags['s'][:60]} is no selector")
    if "q" in tags and "dns/txt" not in tags["q"].lower().split(":"):
        raise _Unusable(f"its key is not looked up in DNS (q={tags['q'][:30]})")
    identity = ascii_name(tags.get("i", bare.domain).rpartition("@")[2])
    if identity != bare.domain and not identity.endswith("." + bare.domain):
        raise _Unusable(f"i={tags['i'].rpartition('@')[2][:60]} lies outside its domain {bare.domain}")
    return identity


def _forms(text: str) -> tuple[str, str]:
    header, _slash, body = text.lower().partition("/")
    if header not in _FORMS or (body or "simple") not in _FORMS:
        raise _Unusable(f"nobody knows its canonical form (c={text[:30]})")
    return header, body or "simple"


def _number(tags: dict[str, str], name: str) -> int | None:
    text = tags.get(name)
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER):
        raise _Unusable(f"{name}={text[:20]} is no number")
    return int(text)


def _expiry(tags: dict[str, str]) -> int | None:
    made, ends = _number(tags, "t"), _number(tags, "x")
    if made is not None and ends is not None and ends <= made:
        raise _Unusable("it expires before it is made (x= and t=)")
    return ends


def _octets(text: str, name: str) -> bytes:
    try:
        return base64.b64decode(text.encode("utf-8"), validate=True)
    except (binascii.Error, ValueError):
        raise _Unusable(f"{name}= is no base64") from None
