"""What a handshake says, and why one failed."""

from __future__ import annotations

import ssl
from datetime import UTC, datetime
from typing import Any

from preflight.facts.web import Tls
from preflight.gather.roots import ALPN

_FAULTS = {9: "not-yet-valid", 10: "expired", 18: "self-signed", 62: "wrong-host", 64: "wrong-host"}
"""OpenSSL's verify codes (X509_V_ERR_…); every other one is a chain that ends at nobody we trust."""


def looking() -> ssl.SSLContext:
    """A context that trusts everybody: to read the certificate of a host that failed, and for nothing else."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.set_alpn_protocols(ALPN)
    return context


def told(ssl_object: Any) -> Tls:
    """What a handshake that was trusted says."""
    certificate = ssl_object.getpeercert() or {}
    expires = certificate.get("notAfter")
    issuer = {key: value for name in certificate.get("issuer", ()) for key, value in name}
    return Tls(
        not_after=_iso(datetime.fromtimestamp(ssl.cert_time_to_seconds(expires), UTC)) if expires else "",
        issuer=issuer.get("organizationName") or issuer.get("commonName", ""),
        version=ssl_object.version() or "",
    )


def failed(error: ssl.SSLError) -> Tls:
    """Why a handshake failed, in our words and OpenSSL's."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return Tls(fault=_FAULTS.get(error.verify_code, "untrusted"), detail=error.verify_message.rstrip(". "))
    reason = (getattr(error, "reason", "") or type(error).__name__).replace("_", " ").lower()
    return Tls(fault="handshake", detail=reason)


def described(failure: Tls, ssl_object: Any) -> Tls:
    """`failure` with the dates and issuer of the certificate that the host shows."""
    from cryptography import x509
    from cryptography.x509.oid import NameOID

    der = ssl_object.getpeercert(binary_form=True)
    try:
        certificate = x509.load_der_x509_certificate(der)
        names = [
            str(name.value)
            for oid in (NameOID.ORGANIZATION_NAME, NameOID.COMMON_NAME)
            for name in certificate.issuer.get_attributes_for_oid(oid)
        ]
        expires = _iso(certificate.not_valid_after_utc)
    except (ValueError, TypeError):  # a certificate that OpenSSL reads and the stricter parser does not
        return failure
    return Tls(failure.fault, failure.detail, expires, names[0] if names else "", ssl_object.version() or "")


def _iso(when: datetime) -> str:
    return when.strftime("%Y-%m-%dT%H:%M:%SZ")
