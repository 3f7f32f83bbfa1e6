"""The keys that sign clearances: Ed25519, one file a key in the user's data folder, readable by its owner only.

A retired key loses its private half: it signs nothing more, and what it signed before can still be checked.
"""

from __future__ import annotations

import base64
import hashlib
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from preflight.errors import InputError, LedgerError
from preflight.ledger.workspace import data_folder

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey


class Key(msgspec.Struct, frozen=True):
    """A key; `public` and `private` are the raw halves in base64, times are UTC in ISO 8601."""

    id: str
    public: str
    made_at: str
    private: str = ""
    retired_at: str = ""

    @property
    def pem(self) -> str:
        """The public half as others read it."""
        from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

        made = public_key(base64.b64decode(self.public))
        return made.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def folder() -> Path:
    """Where the keys lie."""
    return data_folder() / "keys"


def new() -> Key:
    """Make a key and keep it. Raises LedgerError."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    private = Ed25519PrivateKey.generate()
    raw = private.public_key().public_bytes_raw()
    key = Key(key_id(raw), _text(raw), _now(), _text(private.private_bytes_raw()))
    _write(key)
    return key


def every() -> list[Key]:
    """All keys, the oldest first. Raises LedgerError where one cannot be read."""
    found = []
    for place in folder().glob("*.json") if folder().is_dir() else ():
        try:
            found.append(msgspec.json.decode(place.read_bytes(), type=Key))
        except (OSError, msgspec.MsgspecError) as error:
            raise LedgerError(f"the key {place} cannot be read: {type(error).__name__}") from error
    return sorted(found, key=lambda key: key.made_at)


def current() -> Key:
    """The key to sign with: the newest; the first one is made when it is wanted. Raises LedgerError."""
    known = every()
    active = [key for key in known if key.private]
    if not known:
        return new()
    if not active:
        raise LedgerError("every key is retired: preflight key new")
    return active[-1]


def retire(id: str) -> Key:
    """Take a key out of use. Raises InputError where there is none of that id, or it is retired already."""
    found = [key for key in every() if key.id == id or key.id.removeprefix("ed25519:") == id]
    if not found:
        raise InputError(f"there is no key {id}: preflight key list")
    if found[0].retired_at:
        raise InputError(f"{id} was retired on {found[0].retired_at}")
    key = msgspec.structs.replace(found[0], private="", retired_at=_now())
    _write(key)
    return key


def key_id(raw: bytes) -> str:
    """What a public key is called."""
    return f"ed25519:{hashlib.sha256(raw).hexdigest()[:16]}"


def public_key(raw: bytes) -> Ed25519PublicKey:
    """A public key from its 32 octets."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    return Ed25519PublicKey.from_public_bytes(raw)


def private_key(key: Key) -> Ed25519PrivateKey:
    """The half that signs."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(base64.b64decode(key.private))


def read_public(given: str) -> Key:
    """A public key as somebody gave it: a PEM file, or its 32 octets in base64. Raises InputError."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from cryptography.hazmat.primitives.serialization import load_pem_public_key

    place = Path(given)
    try:
        if place.is_file():
            loaded = load_pem_public_key(place.read_bytes())
            if not isinstance(loaded, Ed25519PublicKey):
                raise InputError(f"{given} is no Ed25519 key")
            raw = loaded.public_bytes_raw()
        else:
            raw = base64.b64decode(given, validate=True)
            public_key(raw)
    except (OSError, ValueError) as error:
        raise InputError(f"{given} is no public key: a PEM file, or base64") from error
    return Key(key_id(raw), _text(raw), "")


def _write(key: Key) -> None:
    place = folder() / f"{key.id.replace(':', '-')}.json"
    beside = place.with_name(f".{place.name}.{os.getpid()}")
    try:
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(msgspec.json.format(msgspec.json.encode(key), indent=2))
        beside.replace(place)
    except OSError as error:
        raise LedgerError(f"the key cannot be written: {error.strerror}: {place}") from error


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
