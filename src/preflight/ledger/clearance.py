"""Clearances: the gate's GO, signed, for whoever presses Send elsewhere. A DSSE envelope with an Ed25519 signature.

https://github.com/secure-systems-lab/dsse: what is signed is "DSSEv1", the type and the payload, each with its length.
"""

from __future__ import annotations

import base64
import binascii
from pathlib import Path
from typing import Any

import msgspec

from preflight.errors import InputError
from preflight.ledger import keys

TYPE = "application/vnd.preflight.clearance+json"
_MAX = 10_000_000
_CANONICAL = msgspec.json.Encoder(order="deterministic")


class Signature(msgspec.Struct, frozen=True):
    """A signature in base64, and the name of its key."""

    keyid: str
    sig: str


class Envelope(msgspec.Struct, frozen=True):
    """A DSSE envelope, as its JSON has it."""

    payloadType: str  # noqa: N815 - the standard's name
    payload: str
    signatures: tuple[Signature, ...]


class Refused(Exception):
    """A clearance does not hold; the text says why."""


def sealed(body: dict[str, Any], key: keys.Key) -> bytes:
    """The envelope around a body, as a file's content."""
    payload = _CANONICAL.encode(body)
    signature = keys.private_key(key).sign(_signed(TYPE, payload))
    envelope = Envelope(TYPE, _text(payload), (Signature(key.id, _text(signature)),))
    return msgspec.json.format(msgspec.json.encode(envelope), indent=2) + b"\n"


def write(body: dict[str, Any], file: Path) -> None:
    """Sign with the current key and write. Raises InputError, LedgerError."""
    data = sealed(body, keys.current())
    beside = file.with_name(f".{file.name}.part")
    try:
        beside.write_bytes(data)
        beside.replace(file)
    except OSError as error:
        raise InputError(f"the clearance cannot be written: {error.strerror}: {file}") from error


def read(file: Path, trusted: list[keys.Key]) -> tuple[dict[str, Any], keys.Key]:
    """The body of a clearance and the key that signed it.

    Raises Refused where it is none, was touched, or no trusted key signed it; InputError where it cannot be read.
    """
    try:
        with file.open("rb") as opened:
            data = opened.read(_MAX)
    except OSError as error:
        raise InputError(f"{file}: {error.strerror}") from error
    try:
        envelope = msgspec.json.decode(data, type=Envelope)
        payload = base64.b64decode(envelope.payload, validate=True)
    except (msgspec.MsgspecError, binascii.Error, ValueError) as error:
        raise Refused("it is no clearance") from error
    if envelope.payloadType != TYPE:
        raise Refused(f"it is no clearance, but {envelope.payloadType}")
    key = _signer(envelope, payload, trusted)
    body: dict[str, Any] = msgspec.json.decode(payload)
    if key.retired_at and str(body.get("decided_at", "")) > key.retired_at:
        raise Refused(f"it was signed with {key.id} after that key was retired on {key.retired_at}")
    return body, key


def _signer(envelope: Envelope, payload: bytes, trusted: list[keys.Key]) -> keys.Key:
    from cryptography.exceptions import InvalidSignature

    known = {key.id: key for key in trusted}
    mine = [one for one in envelope.signatures if one.keyid in known]
    if not mine:
        raise Refused("no key that is trusted here signed it")
    for one in mine:
        key = known[one.keyid]
        try:
            signature = base64.b64decode(one.sig, validate=True)
            keys.public_key(base64.b64decode(key.public)).verify(signature, _signed(envelope.payloadType, payload))
        except (InvalidSignature, binascii.Error, ValueError):
            continue
        return key
    raise Refused("it was touched: the signature does not fit")


def _signed(kind: str, payload: bytes) -> bytes:
    """The pre-authentication encoding."""
    return b"DSSEv1 %d %b %d %b" % (len(kind), kind.encode(), len(payload), payload)


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()
