"""Signed mails, made by dkimpy, and the keys that belong to them."""

from __future__ import annotations

import base64
from datetime import UTC, datetime
from functools import cache

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicNumbers, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from nacl.signing import SigningKey

import dkim
from preflight.dkim.reading import signatures
from preflight.facts.dns import DkimKey, Records
from preflight.facts.signature import Signature
from preflight.finding import Location
from preflight.gather.dns.dkim import key_of

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
MAIL = (
    b"From: Acme <events@acme.test>\r\nTo: jane@x.test\r\nSubject: Three   talks,\r\n one hour \r\n"
    b"List-Unsubscribe: <https://acme.test/u/1>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"
    b"Content-Type: text/plain\r\n\r\nJoin us \t on 2 December. \r\n\r\nSee you\r\n\r\n\r\n"
)
SIGNED = ("from", "to", "subject", "list-unsubscribe", "list-unsubscribe-post")


class _Clock:
    """dkimpy dates what it signs by the module `time`."""

    time = staticmethod(lambda: NOW.timestamp() - 3600)


@cache
def rsa(bits: int = 1024) -> RSAPrivateKey:
    return generate_private_key(65537, bits)


@cache
def ed25519(seed: int = 0) -> SigningKey:
    return SigningKey(bytes(range(seed, seed + 32)))


def record(kind: str = "rsa", more: str = "", **which: int) -> str:
    """The text that is published for a key."""
    if kind == "rsa":
        weak = RSAPublicNumbers(65537, 2**511 + 111) if which.get("bits") == 512 else None
        public = weak.public_key() if weak else _private(which.get("bits", 1024)).public_key()
        octets = public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    else:
        octets = ed25519(**which).verify_key.encode()
    return f"v=DKIM1; k={kind}; {more}p={base64.b64encode(octets).decode()}"


def key(text: str, name: str = "k1._domainkey.acme.test") -> DkimKey:
    return key_of(Records(name, "TXT", (text,)))


class _Signer(dkim.DKIM):
    """dkimpy's, which may say when a signature expires."""

    expires = b""

    def gen_header(self, fields, *more):  # type: ignore[no-untyped-def]
        """The header as dkimpy makes and signs it."""
        extra = [(b"x", self.expires.removeprefix(b"x="))] if self.expires else []
        return super().gen_header([*fields[:3], *extra, *fields[3:]], *more)


def _private(bits: int) -> RSAPrivateKey:
    return rsa() if bits == 1024 else rsa(bits=bits)


def sign(
    mail: bytes = MAIL, kind: str = "rsa", *, forms: str = "relaxed/relaxed", headers: tuple[str, ...] = SIGNED,
    domain: str = "acme.test", selector: str = "k1", length: bool = False, identity: str = "",
    expires: bytes = b"", bits: int = 1024,
) -> bytes:  # fmt: skip
    """The mail with a signature before it."""
    private = (
        _private(bits).private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption())
        if kind == "rsa"
        else base64.b64encode(bytes(ed25519()))
    )
    signer = _Signer(mail, signature_algorithm=f"{kind}-sha256".encode())
    signer.expires = expires
    header, body = forms.split("/")
    plain, dkim.time = dkim.time, _Clock
    try:
        line = signer.sign(
            selector.encode(), domain.encode(), private, canonicalize=(header.encode(), body.encode()),
            include_headers=[name.encode() for name in headers], length=length, identity=identity.encode() or None,
        )  # fmt: skip
    finally:
        dkim.time = plain
    return line + mail


def read(mail: bytes) -> tuple[Signature, ...]:
    return signatures(mail, lambda line: Location(file="mail.eml", line=line))


def oracle(mail: bytes, published: str) -> bool:
    """What dkimpy says of the topmost signature."""
    plain, dkim.time = dkim.time, _Clock
    try:
        return bool(dkim.verify(mail, dnsfunc=lambda _name, timeout=5: published.encode()))
    finally:
        dkim.time = plain
