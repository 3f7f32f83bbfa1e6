"""A site over TLS and a name server on loopback that answer late, in a process of their own. Prints where they are.

usage: python benchmarks/servers.py FOLDER HTTP_DELAY DNS_DELAY      (seconds)
"""

from __future__ import annotations

import asyncio
import base64
import json
import pathlib
import ssl
import sys

import dns.flags
import dns.message
import dns.rdataclass
import dns.rdatatype
import dns.rrset
import trustme
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

BODY = b"<!doctype html><title>A page</title><h1>A page</h1>" + b"<p>Some words of a landing page.</p>" * 300
PAGE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % len(BODY) + BODY
HOSTS = [f"www{n}.bench.test" for n in range(6)]


def zone() -> dict[tuple[str, str], list[str]]:
    """SPF with four includes, two selectors, DMARC: twelve look-ups."""
    public = rsa.generate_private_key(65537, 2048).public_key()
    der = public.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    key = base64.b64encode(der).decode()
    includes = " ".join(f"include:s{n}.bench.test" for n in range(6))
    found = {("bounce.bench.test", "TXT"): [f"v=spf1 {includes} -all"],
             ("_dmarc.bench.test", "TXT"): ["v=DMARC1; p=reject; rua=mailto:r@bench.test"]}  # fmt: skip
    found |= {(f"s{n}.bench.test", "TXT"): [f"v=spf1 ip4:192.0.2.{n} -all"] for n in range(6)}
    found |= {(f"{name}._domainkey.bench.test", "TXT"): [f"v=DKIM1; k=rsa; p={key}"] for name in ("a", "b")}
    return found | {(host, "A"): ["192.0.2.1"] for host in HOSTS}


class Dns(asyncio.DatagramProtocol):
    """Answers each question after a while."""

    def __init__(self, delay: float) -> None:
        self.delay, self.zone = delay, zone()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport

    def datagram_received(self, data: bytes, addr: object) -> None:
        asyncio.get_running_loop().call_later(self.delay, self.reply, data, addr)

    def reply(self, data: bytes, addr: object) -> None:
        asked = dns.message.from_wire(data)
        reply = dns.message.make_response(asked)
        name, kind = asked.question[0].name.to_text(True).lower(), dns.rdatatype.to_text(asked.question[0].rdtype)
        values = self.zone.get((name, kind), [])
        texts = [" ".join(f'"{v[i : i + 255]}"' for i in range(0, len(v), 255)) if kind == "TXT" else v for v in values]
        if texts:
            reply.answer.append(dns.rrset.from_text(asked.question[0].name, 60, dns.rdataclass.IN, kind, *texts))
        self.transport.sendto(reply.to_wire(), addr)  # type: ignore[attr-defined]


async def serve(folder: pathlib.Path, http_delay: float, dns_delay: float) -> None:
    """Serve until the process is ended."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(folder / "root.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*HOSTS, "u.bench.test").configure_cert(context)

    async def one(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while await reader.readuntil(b"\r\n\r\n"):
                await asyncio.sleep(http_delay)
                writer.write(PAGE)
                await writer.drain()
        except (OSError, asyncio.IncompleteReadError):
            writer.close()

    server = await asyncio.start_server(one, "127.0.0.1", 0, ssl=context)
    transport, _ = await asyncio.get_running_loop().create_datagram_endpoint(
        lambda: Dns(dns_delay), local_addr=("127.0.0.1", 0)
    )
    port, name = server.sockets[0].getsockname()[1], transport.get_extra_info("sockname")[1]
    print(json.dumps({"connect_to": f":443:127.0.0.1:{port}", "nameserver": f"127.0.0.1:{name}"}), flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(serve(pathlib.Path(sys.argv[1]), float(sys.argv[2]), float(sys.argv[3])))
