"""Public keys as they are published."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, overload

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey


@overload
def public_key(kind: Literal["rsa"], octets: bytes) -> RSAPublicKey | None: ...
@overload
def public_key(kind: Literal["ed25519"], octets: bytes) -> Ed25519PublicKey | None: ...
def public_key(kind: Literal["rsa", "ed25519"], octets: bytes) -> RSAPublicKey | Ed25519PublicKey | None:
    """The key of `p=`, or None where the octets hold none of that kind."""
    from cryptography.exceptions import UnsupportedAlgorithm

    try:
        return _rsa(octets) if kind == "rsa" else _ed25519(octets)
    except (ValueError, UnsupportedAlgorithm):
        return None


def _rsa(octets: bytes) -> RSAPublicKey | None:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
    from cryptography.hazmat.primitives.serialization import load_der_public_key

    key: Any = load_der_public_key(octets)
    return key if isinstance(key, RSAPublicKey) else None


def _ed25519(octets: bytes) -> Ed25519PublicKey:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    return Ed25519PublicKey.from_public_bytes(octets)
