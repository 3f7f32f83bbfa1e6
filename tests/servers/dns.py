"""A name server on loopback for tests, over UDP and TCP, with zones given as text and faults on demand.

    with NameServer('''
        mail.test       TXT    "v=spf1 include:_spf.mail.test" " -all"
        *.wild.test     A      192.0.2.1
        down.test       !servfail
        half.test       MX     !silent
    ''') as server:
        server.address          # "127.0.0.1:40123"
        server.asked            # [("mail.test", "TXT", "udp"), …]

Faults: silent · servfail · refused · formerr · truncate (always over UDP) · garbage · wrong-id · tcp-closed (truncates,
then hangs up on TCP) · no-edns (FORMERR where the question has EDNS). Without a type they hold for all.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
from collections.abc import Callable
from typing import Any, Self

import dns.exception
import dns.flags
import dns.message
import dns.name
import dns.rcode
import dns.rdata
import dns.rdataclass
import dns.rdatatype
import dns.rrset

IN = dns.rdataclass.IN
ANY = dns.rdatatype.ANY


class NameServer:
    """Serves as a recursive resolver would: CNAMEs are followed, what is in no zone does not exist."""

    def __init__(self, zones: str = "", *, delay: float = 0.0) -> None:
        self.asked: list[tuple[str, str, str]] = []
        self.delay = delay
        self._records: dict[dns.name.Name, dict[int, list[dns.rdata.Rdata]]] = {}
        self._faults: dict[tuple[dns.name.Name, int], str] = {}
        self._everything = ""
        self.address = ""
        for line in zones.splitlines():
            if line.strip() and not line.strip().startswith(";"):
                self._line(line.split(None, 2))

    def _line(self, words: list[str]) -> None:
        if words[0] == "*" and words[1].startswith("!"):
            self._everything = words[1][1:]
            return
        name = dns.name.from_text(words[0])
        if words[1].startswith("!"):
            self.fault(name, words[1][1:])
        elif words[2].startswith("!"):
            self.fault(name, words[2][1:], words[1])
        else:
            self.add(name, dns.rdata.from_text(IN, words[1], words[2]))

    def add(self, name: dns.name.Name, record: dns.rdata.Rdata) -> None:
        """One more record."""
        self._records.setdefault(name.canonicalize(), {}).setdefault(record.rdtype, []).append(record)

    def fault(self, name: dns.name.Name, fault: str, kind: str = "ANY") -> None:
        """From now on this question, or each about the name, ends in a fault."""
        self._faults[name.canonicalize(), dns.rdatatype.from_text(kind)] = fault

    def count(self, name: str, kind: str, transport: str = "udp") -> int:
        """How often a question came in."""
        return self.asked.count((name, kind, transport))

    def __enter__(self) -> Self:
        started = threading.Event()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._serve, args=(started,), daemon=True)
        self._thread.start()
        assert started.wait(10)
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    def _serve(self, started: threading.Event) -> None:
        asyncio.set_event_loop(self._loop)
        udp, tcp = _sockets()
        self.address = f"127.0.0.1:{udp.getsockname()[1]}"
        transport, _ = self._loop.run_until_complete(self._loop.create_datagram_endpoint(lambda: _Udp(self), sock=udp))
        server = self._loop.run_until_complete(asyncio.start_server(self._tcp, sock=tcp))
        started.set()
        self._loop.run_forever()
        transport.close()
        server.close()
        tasks = asyncio.all_tasks(self._loop)
        for task in tasks:
            task.cancel()
        self._loop.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))
        self._loop.close()

    async def _tcp(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
            while True:
                size = int.from_bytes(await reader.readexactly(2), "big")
                answer = self.answer(await reader.readexactly(size), "tcp")
                if answer is None:
                    break
                await asyncio.sleep(self.delay)
                writer.write(len(answer).to_bytes(2, "big") + answer)
                await writer.drain()
        writer.close()

    def answer(self, wire: bytes, transport: str) -> bytes | None:
        """The answer to one message, or None for silence (over TCP: hang up)."""
        query = dns.message.from_wire(wire)
        question = query.question[0]
        name = question.name.canonicalize()
        shown = b".".join(label for label in name.labels if label).decode("latin-1")
        self.asked.append((shown, dns.rdatatype.to_text(question.rdtype), transport))
        fault = self._faults.get((name, question.rdtype)) or self._faults.get((name, ANY)) or self._everything
        return _FAULTS[fault](self, query, transport) if fault else self._sound(query, transport)

    def _sound(self, query: dns.message.Message, transport: str) -> bytes:
        response = dns.message.make_response(query, recursion_available=True)
        self._look_up(query, response)
        limit = 65535 if transport == "tcp" else max(512, query.payload)
        try:
            return response.to_wire(max_size=limit)
        except dns.exception.TooBig:
            return self._truncated(query, transport)

    def _truncated(self, query: dns.message.Message, transport: str) -> bytes:
        if transport == "tcp":
            return self._sound(query, transport)
        response = dns.message.make_response(query, recursion_available=True)
        response.flags |= dns.flags.TC
        return response.to_wire()

    def _look_up(self, query: dns.message.Message, response: dns.message.Message) -> None:
        question = query.question[0]
        name = question.name
        for _ in range(16):
            records = self._at(name)
            if records is None:
                if not response.answer:
                    response.set_rcode(dns.rcode.NXDOMAIN)
                return
            found = records.get(question.rdtype) or records.get(dns.rdatatype.CNAME)
            if not found:
                return
            response.answer.append(dns.rrset.from_rdata_list(name, 60, found))
            if found[0].rdtype == question.rdtype:
                return
            name = found[0].target

    def _at(self, name: dns.name.Name) -> dict[int, list[dns.rdata.Rdata]] | None:
        key = name.canonicalize()
        if key in self._records:
            return self._records[key]
        if any(known.is_subdomain(key) for known in self._records):
            return {}
        parent = key
        while len(parent) > 1:
            parent = parent.parent()
            wild = dns.name.Name((b"*", *parent.labels))
            if wild in self._records:
                return self._records[wild]
        return None

    def _failing(self, query: dns.message.Message, rcode: dns.rcode.Rcode) -> bytes:
        response = dns.message.make_response(query, recursion_available=True)
        response.set_rcode(rcode)
        return response.to_wire()

    def _garbage(self, query: dns.message.Message, _transport: str) -> bytes:
        return query.id.to_bytes(2, "big") + b"\x81\x80\x00\x01\x00\x09\x00\x00\x00\x00\xc0\x0c\xc0"

    def _wrong_id(self, query: dns.message.Message, transport: str) -> bytes:
        sound = self._sound(query, transport)
        return bytes([sound[0] ^ 1]) + sound[1:]

    def _no_edns(self, query: dns.message.Message, transport: str) -> bytes:
        return self._failing(query, dns.rcode.FORMERR) if query.edns >= 0 else self._sound(query, transport)

    def _tcp_closed(self, query: dns.message.Message, transport: str) -> bytes | None:
        return None if transport == "tcp" else self._truncated(query, transport)


_FAULTS: dict[str, Callable[[NameServer, dns.message.Message, str], bytes | None]] = {
    "silent": lambda *_: None,
    "servfail": lambda server, query, _: server._failing(query, dns.rcode.SERVFAIL),
    "refused": lambda server, query, _: server._failing(query, dns.rcode.REFUSED),
    "formerr": lambda server, query, _: server._failing(query, dns.rcode.FORMERR),
    "truncate": NameServer._truncated,
    "garbage": NameServer._garbage,
    "wrong-id": NameServer._wrong_id,
    "tcp-closed": NameServer._tcp_closed,
    "no-edns": NameServer._no_edns,
}


class _Udp(asyncio.DatagramProtocol):
    def __init__(self, server: NameServer) -> None:
        self._server = server

    def connection_made(self, transport: Any) -> None:
        self._transport = transport

    def datagram_received(self, data: bytes, addr: Any) -> None:
        answer = self._server.answer(data, "udp")
        if answer is not None:
            asyncio.get_running_loop().call_later(self._server.delay, self._transport.sendto, answer, addr)


def _sockets() -> tuple[socket.socket, socket.socket]:
    """One port for both, UDP and TCP."""
    for _ in range(50):
        tcp = socket.create_server(("127.0.0.1", 0))
        udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        try:
            udp.bind(tcp.getsockname())
        except OSError:
            tcp.close()
            udp.close()
            continue
        udp.setblocking(False)
        return udp, tcp
    raise OSError("no port is free for both UDP and TCP")
