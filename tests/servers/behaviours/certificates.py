"""One certificate for each fault that certificates have."""

from __future__ import annotations

import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import trustme
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

LOOPBACK = "127.0.0.1"


def contexts(folder: Path, ca_file: Path, domain: str) -> dict[str, ssl.SSLContext]:
    """The contexts by host; the root of those that are to be trusted is written to `ca_file`."""
    now = datetime.now(UTC)
    house, stranger = trustme.CA(organization_name="House CA"), trustme.CA(organization_name="Nobody knows")
    house.cert_pem.write_to_path(str(ca_file))

    def issued(host: str, ca: trustme.CA = house, after: timedelta = timedelta(days=90)) -> ssl.SSLContext:
        names = (f"{host}.{domain}", LOOPBACK)
        return _context(ca.issue_cert(*names, not_before=now - timedelta(days=90), not_after=now + after))

    return {
        "secure": issued("secure"),
        "expired": issued("expired", after=timedelta(days=-2)),
        "soon": issued("soon", after=timedelta(days=2)),
        "stranger": issued("stranger", stranger),
        "wrong": _context(house.issue_cert("elsewhere.test")),
        "own": _self_signed(folder / "own.pem", f"own.{domain}", now),
    }


def _context(certificate: trustme.LeafCert) -> ssl.SSLContext:
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(made)
    return made


def _self_signed(file: Path, host: str, now: datetime) -> ssl.SSLContext:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=90))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem, unlocked = serialization.Encoding.PEM, serialization.NoEncryption()
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, unlocked)
    file.write_bytes(private + certificate.public_bytes(pem))
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.load_cert_chain(file)
    return made
