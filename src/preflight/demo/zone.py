"""The demo's name server: a small zone over UDP and TCP on loopback."""

from __future__ import annotations

import base64
import socketserver
import struct
import threading
from types import TracebackType

ADDRESS = "192.0.2.80"
"""A documentation address: nothing is ever sent there, every connection is mapped to the demo's own site."""


def _key() -> str:
    """A DKIM record with a fresh RSA key of 2048 bits."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import rsa

    public = rsa.generate_private_key(65537, 2048).public_key()
    der = public.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    return f"v=DKIM1; k=rsa; p={base64.b64encode(der).decode()}"


def records() -> dict[tuple[str, str], list[str]]:
    """Name and type → values, as zone files write them. A TXT is cut into strings where it is sent."""
    hosts = ["www.acme.test", "u.acme.test", "img.acme.test", "shop.acme-sale.test", "staging.acme-sale.test",
             "old.acme-sale.test"]  # fmt: skip
    zone = {(host, "A"): [ADDRESS] for host in hosts}
    zone |= {
        ("bounce.mail.acme.test", "TXT"): ["v=spf1 include:_spf.acme.test -all"],
        ("_spf.acme.test", "TXT"): ["v=spf1 ip4:192.0.2.0/28 -all"],
        ("s1._domainkey.mail.acme.test", "TXT"): [_key()],
        ("_dmarc.acme.test", "TXT"): ["v=DMARC1; p=quarantine; rua=mailto:reports@acme.test"],
        ("mail.acme.test", "MX"): ["10 mx.acme.test."],
        ("acme.test", "MX"): ["10 mx.acme.test."],
        ("mx.acme.test", "A"): [ADDRESS],
        ("acme-sale.test", "MX"): ["10 mx.acme.test."],
        ("bounce.acme-sale.test", "TXT"): [
            "v=spf1 " + " ".join(f"include:s{n}.spf.acme-sale.test" for n in range(12)) + " ~all"
        ],
        ("old._domainkey.acme-sale.test", "TXT"): ["v=DKIM1; k=rsa; p="],
    }
    return zone | {(f"s{n}.spf.acme-sale.test", "TXT"): [f"v=spf1 ip4:198.51.100.{n} -all"] for n in range(12)}


def answer(wire: bytes, zone: dict[tuple[str, str], list[str]]) -> bytes:
    """The answer to a question, in wire form. Raises dns.exception.DNSException for what is none."""
    import dns.flags
    import dns.message
    import dns.rcode
    import dns.rdataclass
    import dns.rdatatype
    import dns.rrset

    question = dns.message.from_wire(wire)
    reply = dns.message.make_response(question)
    reply.flags |= dns.flags.AA | dns.flags.RA
    asked = question.question[0]
    name, kind = asked.name.to_text(omit_final_dot=True).lower(), dns.rdatatype.to_text(asked.rdtype)
    values = zone.get((name, kind))
    if values:
        texts = [_quoted(value) if kind == "TXT" else value for value in values]
        reply.answer.append(dns.rrset.from_text(asked.name, 60, dns.rdataclass.IN, kind, *texts))
    elif not any(owner == name or owner.endswith(f".{name}") for owner, _kind in zone):
        reply.set_rcode(dns.rcode.NXDOMAIN)
    return reply.to_wire()


def _quoted(text: str) -> str:
    """A TXT value in strings of at most 255 octets."""
    return " ".join(f'"{text[at : at + 255]}"' for at in range(0, len(text), 255))


class _Udp(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        """Answer one datagram."""
        data, socket = self.request
        server = self.server
        assert isinstance(server, _UdpServer)
        socket.sendto(answer(data, server.zone), self.client_address)


class _Tcp(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        """Answer one question with its length before it."""
        stream = self.request.makefile("rb")
        header = stream.read(2)
        if len(header) == 2:
            server = self.server
            assert isinstance(server, _TcpServer)
            wire = answer(stream.read(struct.unpack("!H", header)[0]), server.zone)
            self.request.sendall(struct.pack("!H", len(wire)) + wire)


class _UdpServer(socketserver.ThreadingUDPServer):
    daemon_threads = True
    zone: dict[tuple[str, str], list[str]]


class _TcpServer(socketserver.ThreadingTCPServer):
    daemon_threads = True
    zone: dict[tuple[str, str], list[str]]


class NameServer:
    """The name server, up between `with` and its end."""

    def __init__(self) -> None:
        zone = records()
        self._tcp = _TcpServer(("127.0.0.1", 0), _Tcp)
        self._udp = _UdpServer(("127.0.0.1", self._tcp.server_address[1]), _Udp)
        self._tcp.zone = self._udp.zone = zone

    @property
    def address(self) -> str:
        """ADDR:PORT for `--nameserver`."""
        return f"127.0.0.1:{self._tcp.server_address[1]}"

    def __enter__(self) -> NameServer:
        for server in (self._tcp, self._udp):
            threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, _t: type[BaseException] | None, _e: BaseException | None, _b: TracebackType | None) -> None:
        for server in (self._tcp, self._udp):
            server.shutdown()
            server.server_close()
