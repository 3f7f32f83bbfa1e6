"""Whether a signature holds, by the key that is published for it, at an instant."""

from __future__ import annotations

import base64
import binascii
from datetime import UTC, datetime
from typing import Literal, NamedTuple

from preflight.dkim.keys import public_key
from preflight.facts.dns import DkimKey
from preflight.facts.signature import Signature

Kind = Literal["valid", "faulty", "key", "expired", "altered-body", "altered-headers"]

SHORTEST = 1024
"""Bits of an RSA key below which no signature counts (RFC 8301 §3.2)."""

_LARGEST = 16_384
_LEEWAY = 3600


class Verdict(NamedTuple):
    """What became of a signature.

    key: its key is missing, useless or too short, which the checks of keys tell · faulty: no receiver can verify it,
    and `detail` is a sentence · expired: `detail` is the day · altered-body: the text is not the one that was signed ·
    altered-headers: neither are the headers, or the key is another
    """

    kind: Kind
    detail: str = ""

    @property
    def valid(self) -> bool:
        """Whether it holds."""
        return self.kind == "valid"


def faulty(signature: Signature) -> Verdict:
    """The verdict for a signature that no key can save."""
    return Verdict("faulty", signature.fault)


def verified(signature: Signature, key: DkimKey, now: datetime) -> Verdict:
    """The verdict for one signature that bears its hashes."""
    if not key.records or key.problem or (key.key_type == "rsa" and key.bits < SHORTEST):
        return Verdict("key")
    return _mismatch(signature, key) or _out_of_time(signature, now) or _altered(signature, key) or Verdict("valid")


def _mismatch(signature: Signature, key: DkimKey) -> Verdict | None:
    kind = signature.algorithm.partition("-")[0]
    if kind != key.key_type:
        return Verdict("faulty", f"it is made with {kind}, and the published key is for {key.key_type}")
    flags = {flag.strip().lower() for flag in key.tags.get("t", "").split(":")}
    if "s" in flags and signature.identity != signature.domain:
        words = f"its key is for {signature.domain} alone (t=s), and it speaks for {signature.identity} (i=)"
        return Verdict("faulty", words)
    return None


def _out_of_time(signature: Signature, now: datetime) -> Verdict | None:
    if signature.expires is not None and signature.expires < now.timestamp():
        return Verdict("expired", _shown(signature.expires))
    if signature.made is not None and signature.made > now.timestamp() + _LEEWAY:
        return Verdict("faulty", f"it is dated {_shown(signature.made)}, which is yet to come (t=)")
    return None


def _shown(seconds: int) -> str:
    try:
        return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M UTC")
    except (ValueError, OverflowError, OSError):
        return "a far day"


def _altered(signature: Signature, key: DkimKey) -> Verdict | None:
    if signature.body != "same":
        return Verdict("altered-body")
    return None if _fits(signature, key) else Verdict("altered-headers")


def _fits(signature: Signature, key: DkimKey) -> bool:
    from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm

    try:
        value = base64.b64decode(signature.value, validate=True)
        octets = base64.b64decode(key.tags.get("p", "").encode("latin-1", "replace"), validate=True)
        return _checked(key.key_type, octets, value, bytes.fromhex(signature.digest))
    except (InvalidSignature, UnsupportedAlgorithm, binascii.Error, ValueError):
        return False


def _checked(kind: str, octets: bytes, value: bytes, digest: bytes) -> bool:
    """Raises InvalidSignature, or ValueError for what no key takes."""
    if kind == "ed25519":
        signer = public_key("ed25519", octets)
        if signer is None:
            return False
        signer.verify(value, digest)  # RFC 8463 §3: the hash is what Ed25519 signs
        return True
    from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
    from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
    from cryptography.hazmat.primitives.hashes import SHA256

    key = public_key("rsa", octets)
    if key is None or key.key_size > _LARGEST:
        return False
    key.verify(value, digest, PKCS1v15(), Prehashed(SHA256()))
    return True
