"""Certificates: trusted ones are noted, the others told by their fault."""

from __future__ import annotations

import asyncio
import ssl
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest
import trustme

from preflight.errors import InputError
from preflight.facts.web import Dialed

from .site import HOST, Site, answer, ask, knows, serving, visit
from .test_chains import moved


@cache
def authority() -> trustme.CA:
    return trustme.CA(organization_name="House CA")


def context(certificate: trustme.LeafCert) -> ssl.SSLContext:
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(made)
    return made


def issued(*names: str, ca: trustme.CA | None = None, **more) -> ssl.SSLContext:
    return context((ca or authority()).issue_cert(*(names or (HOST,)), **more))


def self_signed(folder: Path) -> ssl.SSLContext:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    file = folder / "own.pem"
    pem = serialization.Encoding.PEM
    unlocked = serialization.NoEncryption()
    file.write_bytes(
        key.private_bytes(pem, serialization.PrivateFormat.PKCS8, unlocked) + certificate.public_bytes(pem)
    )
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.load_cert_chain(file)
    return made


@pytest.fixture
def ca_file(tmp_path: Path) -> Path:
    file = tmp_path / "ca.pem"
    authority().cert_pem.write_to_path(str(file))
    return file


def test_a_trusted_handshake_is_noted(ca_file):
    found, _ = visit({"/": answer()}, context=issued(), ca_file=ca_file)
    tls = found.hops[0].tls
    assert (found.status, tls.fault, tls.issuer, tls.version) == (200, "", "House CA", "TLSv1.3")
    assert datetime.fromisoformat(tls.not_after) > datetime.now(UTC)


def test_without_the_ca_file_the_house_is_not_trusted():
    found, site = visit({"/": answer()}, context=issued())
    assert (found.fault, found.status, found.hops[0].tls.fault) == ("tls", 0, "untrusted")
    assert site.asked == []


NOW = datetime.now(UTC)


@pytest.mark.parametrize(
    ("names", "more", "fault"),
    [
        ((HOST,), {"not_before": NOW - timedelta(days=9), "not_after": NOW - timedelta(days=2)}, "expired"),
        ((HOST,), {"not_before": NOW + timedelta(days=2), "not_after": NOW + timedelta(days=9)}, "not-yet-valid"),
        (("elsewhere.test",), {}, "wrong-host"),
        (("*.site.test",), {}, "wrong-host"),
    ],
)
def test_faults_of_certificates(ca_file, names, more, fault):
    found, site = visit({"/": answer()}, context=issued(*names, **more), ca_file=ca_file)
    tls = found.hops[0].tls
    assert (found.fault, tls.fault, tls.issuer) == ("tls", fault, "House CA")
    assert tls.not_after
    assert tls.detail
    assert site.asked == []


def test_a_self_signed_certificate(tmp_path):
    found, _ = visit({"/": answer()}, context=self_signed(tmp_path))
    assert (found.hops[0].tls.fault, found.hops[0].tls.issuer) == ("self-signed", HOST)


def test_an_old_protocol_is_a_handshake_fault(ca_file):
    async def story():
        # Plain text where TLS is expected.
        async def rude(reader, writer):
            writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
            writer.close()

        server = await asyncio.start_server(rude, "127.0.0.1", 0)
        mapping = (("", 0, "127.0.0.1", server.sockets[0].getsockname()[1]),)
        try:
            return await ask(None, f"https://{HOST}/", connect_to=mapping, ca_file=ca_file)
        finally:
            server.close()

    found = asyncio.run(story())[f"https://{HOST}/"]
    assert (found.fault, found.hops[0].tls.fault) == ("tls", "handshake")


def test_a_connection_that_breaks_in_the_handshake_is_tried_again(ca_file):
    met = []

    async def story():
        async def shut(reader, writer):
            met.append(1)
            writer.transport.abort()

        server = await asyncio.start_server(shut, "127.0.0.1", 0)
        mapping = (("", 0, "127.0.0.1", server.sockets[0].getsockname()[1]),)
        try:
            return await ask(None, f"https://{HOST}/", connect_to=mapping, ca_file=ca_file)
        finally:
            server.close()

    assert asyncio.run(story())[f"https://{HOST}/"].fault == "reset"
    assert len(met) == 2


def test_a_handshake_that_never_ends_is_no_verdict(ca_file):
    async def story():
        async def mute(reader, writer):
            await reader.read()
            writer.close()

        server = await asyncio.start_server(mute, "127.0.0.1", 0)
        mapping = (("", 0, "127.0.0.1", server.sockets[0].getsockname()[1]),)
        try:
            return await ask(
                None, f"https://{HOST}/", dials=[(HOST, 443)], connect_to=mapping, ca_file=ca_file, timeout=0.2
            )
        finally:
            server.close()

    web = asyncio.run(story())
    assert web[f"https://{HOST}/"].kind == "timeout"
    assert web.dial(HOST).kind == "timeout"


def test_a_redirect_to_a_bad_certificate_is_told_at_its_hop(ca_file):
    async def story():
        async with serving(Site({"/": moved(f"https://{HOST}/")})) as plain, serving(Site({}), issued("x.test")) as tls:
            mapping = (("", 80, "127.0.0.1", plain.port), ("", 443, "127.0.0.1", tls.port))
            return await ask(None, f"http://{HOST}/", connect_to=mapping, ca_file=ca_file)

    found = asyncio.run(story())[f"http://{HOST}/"]
    assert (found.fault, [hop.tls.fault if hop.tls else None for hop in found.hops]) == ("tls", [None, "wrong-host"])


def test_a_dial_shakes_hands_and_says_nothing(ca_file):
    async def story():
        async with serving(Site({"/": answer()}), issued()) as site:
            return await ask(site, dials=[(HOST, 443), ("other.test", 443)], ca_file=ca_file), site

    web, site = asyncio.run(story())
    good, bad = web.dial(HOST), web.dial("other.test")
    assert (good.fault, good.tls.issuer, good.address) == ("", "House CA", "127.0.0.1")
    assert (bad.fault, bad.tls.fault) == ("tls", "wrong-host")
    assert site.asked == []


def test_a_dial_to_nowhere():
    web = asyncio.run(ask(None, dials=[("gone.test", 443)]))
    assert web.dial("gone.test") == Dialed("gone.test", 443, fault="no-such-host", detail="gone.test does not exist")


def test_https_through_a_proxy_is_verified_end_to_end(ca_file):
    async def story():
        async with serving(Site({"/x": answer()}), issued("far.test")) as site:
            tunnels = []

            async def tunnel(reader, writer):
                tunnels.append((await reader.readuntil(b"\r\n\r\n")).split(b"\r\n")[0])
                far_reader, far_writer = await asyncio.open_connection("127.0.0.1", site.port)
                writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
                await asyncio.gather(pour(reader, far_writer), pour(far_reader, writer))

            proxy = await asyncio.start_server(tunnel, "127.0.0.1", 0)
            address = f"http://127.0.0.1:{proxy.sockets[0].getsockname()[1]}"
            try:
                web = await ask(None, "https://far.test/x", proxy=address, ca_file=ca_file)
            finally:
                proxy.close()
            return web, tunnels

    web, tunnels = asyncio.run(story())
    assert web["https://far.test/x"].status == 200
    assert tunnels == [b"CONNECT far.test:443 HTTP/1.1"]


async def pour(reader, writer):
    try:
        while data := await reader.read(65536):
            writer.write(data)
    except OSError:
        pass
    writer.close()


@pytest.mark.parametrize("content", [None, "no certificate"])
def test_an_unusable_ca_file_is_an_input_error(tmp_path, content):
    file = tmp_path / "ca.pem"
    if content is not None:
        file.write_text(content)
    with pytest.raises(InputError, match=r"ca\.pem: no readable file of certificates"):
        visit({}, context=issued(), ca_file=file)


def test_an_ip_address_has_a_certificate_of_its_own(ca_file):
    async def story():
        async with serving(Site({"/": answer()}), issued("127.0.0.1")) as site:
            url = f"https://127.0.0.1:{site.port}/"
            return (await ask(None, url, allow_private=True, ca_file=ca_file))[url]

    assert asyncio.run(story()).status == 200


def test_a_closing_dot_is_no_other_host(ca_file):
    async def story():
        async with serving(Site({"/": answer()}), issued("dot.test")) as site:
            url = f"https://dot.test.:{site.port}/"
            more = {"resolve": knows(**{"dot__test.": "127.0.0.1"}), "allow_private": True}
            return (await ask(None, url, ca_file=ca_file, **more))[url]

    assert asyncio.run(story()).status == 200
