"""DKIM keys as they are published: over loopback zones, and whatever bytes stand in them."""

from __future__ import annotations

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from preflight.facts.dns import DkimKey, Records
from preflight.facts.web import Unanswered
from preflight.gather.dns.dkim import key_of
from tests.gather.dns.asked import one

NAME = "hs1._domainkey.acme.test"
PRIVATE = rsa.generate_private_key(65537, 2048).public_key()
RSA = base64.b64encode(PRIVATE.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).decode()
PKCS1 = base64.b64encode(PRIVATE.public_bytes(Encoding.DER, PublicFormat.PKCS1)).decode()
ED = base64.b64encode(
    ed25519.Ed25519PrivateKey.generate().public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
).decode()
# 512 bits: nobody makes such a key today, and one that was published long ago must still be told by its size.
SMALL = (
    "MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBAL9/Vs6XqUbHKEoR9JpK2Ljq0Xz8YkqCRqQ+hJ"
    "7xzvJx7gm5rqhE5WkRzGXwCq0k0P7qvUwYQmIq7o3kH9b1f0ECAwEAAQ=="
)


def key(*texts: str) -> DkimKey:
    return key_of(Records(NAME, "TXT", texts))


@pytest.mark.parametrize(
    ("record", "kind", "bits"),
    [
        (f"v=DKIM1; k=rsa; p={RSA}", "rsa", 2048),
        (f"p={RSA}", "rsa", 2048),
        (f"v=DKIM1; p={PKCS1}", "rsa", 2048),
        (f"v=DKIM1; k=ed25519; p={ED}", "ed25519", 256),
        (f"v=DKIM1; h=sha1:sha256; s=email; t=y:s; p={RSA[:40]} {RSA[40:]}", "rsa", 2048),
        (f"v=DKIM1; s=*; n=a note; p={SMALL}", "rsa", 512),
    ],
    ids=lambda value: str(value) if len(str(value)) < 20 else "record",
)
def test_sound_keys(record: str, kind: str, bits: int) -> None:
    found = key(record)
    assert (found.problem, found.key_type, found.bits) == ("", kind, bits), found.detail


@pytest.mark.parametrize(
    ("record", "problem"),
    [
        ("v=DKIM1; p=", "revoked"),
        ("v=DKIM1; k=rsa; p= ;", "revoked"),
        ("v=DKIM1; k=rsa", "no-key"),
        (f"v=DKIM1; p={RSA[:-3]}", "base64"),
        (f"v=DKIM1; p={RSA}%", "base64"),
        (f"v=DKIM1; p={RSA[:200]}", "key"),
        (f"v=DKIM1; p={ED}", "key"),
        (f"v=DKIM1; k=ed25519; p={RSA}", "key"),
        (f"v=DKIM1; k=dsa; p={RSA}", "key-type"),
        (f"v=DKIM2; p={RSA}", "version"),
        (f"p={RSA}; v=DKIM1", "version"),
        (f"v=DKIM1; p={RSA}; p={RSA}", "syntax"),
        (f"v=DKIM1; k=rsa p {RSA}; p", "syntax"),
        (f"v=DKIM1; h=sha1; p={RSA}", "sha1-only"),
        (f"v=DKIM1; s=tlsrpt; p={RSA}", "not-for-mail"),
    ],
    ids=lambda value: value if len(value) < 20 else "record",  # keys are made anew, and names must stay the same
)
def test_useless_keys(record: str, problem: str) -> None:
    found = key(record)
    assert found.problem == problem
    assert found.records == (record,)
    assert found.detail


def test_two_keys() -> None:
    found = key(f"v=DKIM1; p={RSA}", f"v=DKIM1; k=ed25519; p={ED}")
    assert (found.problem, len(found.records)) == ("several-records", 2)


def test_another_text_is_no_key() -> None:
    found = key("v=spf1 -all")
    assert (found.records, found.others, found.problem) == ((), ("v=spf1 -all",), "")
    assert key(f"v=DKIM1; p={RSA}", "hello").problem == ""


def test_over_dns_through_aliases_and_split_strings() -> None:
    zone = f"""
        {NAME} CNAME hs1.acme.esp.test.
        hs1.acme.esp.test CNAME key.esp.test.
        key.esp.test TXT "v=DKIM1; k=rsa; p={RSA[:200]}" "{RSA[200:]}"
    """
    found = one(zone, NAME, "DKIM")
    assert isinstance(found, DkimKey)
    assert (found.bits, found.problem, found.chain) == (2048, "", ("hs1.acme.esp.test", "key.esp.test"))


def test_missing_over_dns() -> None:
    found = one(f"{NAME} CNAME gone.esp.test.", NAME, "DKIM")
    assert isinstance(found, DkimKey)
    assert (found.records, found.chain, found.nxdomain) == ((), ("gone.esp.test",), True)
    bare = one("", NAME, "DKIM")
    assert isinstance(bare, DkimKey)
    assert bare.nxdomain


@pytest.mark.parametrize("fault", ["servfail", "refused", "silent"])
def test_a_failure_is_no_answer(fault: str) -> None:
    assert isinstance(one(f"{NAME} !{fault}", NAME, "DKIM", timeout=0.3), Unanswered)
