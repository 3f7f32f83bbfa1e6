"""What is published for a DKIM selector (RFC 6376 §3.6.1), and whether any mail can be verified with it."""

from __future__ import annotations

import base64
import binascii
import re
from typing import NamedTuple

from preflight.dkim.keys import public_key
from preflight.dkim.tags import tags_of
from preflight.facts.dns import DkimKey, Records
from preflight.gather.dns.asking import Asker

_P = re.compile(r"(?:^|;)\s*p\s*=")
_V = re.compile(r"\s*v\s*=\s*DKIM", re.IGNORECASE)


class _Read(NamedTuple):
    """The key itself: what it is, or why it is none."""

    key_type: str = ""
    bits: int = 0
    problem: str = ""
    detail: str = ""


async def dkim_key(name: str, asker: Asker) -> DkimKey:
    """What stands at `selector._domainkey.domain`. Raises Failed."""
    return key_of(await asker.records(name, "TXT"))


def key_of(found: Records) -> DkimKey:
    """The key in the TXT records of a selector."""
    keys = tuple(text for text in found.values if _P.search(text) or _V.match(text))
    others = tuple(text for text in found.values if text not in keys)
    tags, read = _read(keys)
    return DkimKey(
        found.name, keys, others, found.chain, tags, read.key_type, read.bits, read.problem, read.detail, found.nxdomain
    )


def _read(keys: tuple[str, ...]) -> tuple[dict[str, str], _Read]:
    if not keys:
        return {}, _Read()
    if len(keys) > 1:
        return {}, _Read(problem="several-records", detail=f"{len(keys)} keys are published under one selector")
    tags, wrong = tags_of(keys[0])
    if wrong:
        return tags, _Read(problem="syntax", detail=wrong)
    if "v" in tags and (tags["v"] != "DKIM1" or next(iter(tags)) != "v"):
        return tags, _Read(problem="version", detail=f"it must begin with v=DKIM1, and “v={tags['v'][:20]}” is found")
    if "p" not in tags:
        return tags, _Read(problem="no-key", detail="it has no p=, the tag that holds the key")
    if not tags["p"]:
        return tags, _Read(problem="revoked", detail="p= is empty, which takes the key back")
    key = _key(tags.get("k", "rsa").lower(), tags["p"])
    return tags, key if key.problem else _usable(tags, key)


def _key(kind: str, text: str) -> _Read:
    try:
        octets = base64.b64decode(text.encode("latin-1", "replace"), validate=True)
    except (binascii.Error, ValueError):
        return _Read(kind, problem="base64", detail="p= is no base64: the key was cut or something was pasted into it")
    if kind == "ed25519":
        if len(octets) == 32:
            return _Read(kind, 256)
        return _Read(kind, problem="key", detail=f"an Ed25519 key has 32 octets, and this one {len(octets)}")
    if kind != "rsa":
        return _Read(kind[:20], problem="key-type", detail=f"“k={kind[:20]}” is no kind of key that receivers know")
    return _rsa(octets)


def _rsa(octets: bytes) -> _Read:
    key = public_key("rsa", octets)
    if key is None:
        return _Read("rsa", problem="key", detail="p= holds no RSA key: it was cut, or it is something else")
    return _Read("rsa", key.key_size)


def _usable(tags: dict[str, str], key: _Read) -> _Read:
    """A sound key that its own tags keep from being used for mail (§3.6.1 `h=`, `s=`)."""
    hashes = {word.strip().lower() for word in tags["h"].split(":")} if "h" in tags else {"sha256"}
    if "sha256" not in hashes:
        return key._replace(problem="sha1-only", detail=f"h={tags['h'][:40]} leaves out sha256, the only hash in use")
    services = {word.strip().lower() for word in tags["s"].split(":")} if "s" in tags else {"*"}
    if not services & {"*", "email"}:
        return key._replace(problem="not-for-mail", detail=f"s={tags['s'][:40]} excludes e-mail")
    return key
