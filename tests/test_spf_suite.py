"""The suite of RFC 7208 (and of its predecessor), by openspf.org, out of pyspf's source distribution.

It is not ours and not committed; `scripts/install --tests` brings it, as does

    pip download --no-deps --no-binary :all: --dest .suites pyspf==2.0.14
"""

from __future__ import annotations

import asyncio
import os
import tarfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import dns.asyncresolver
import dns.name
import dns.rdata
import dns.rdatatype
import dns.rdtypes.ANY.TXT
import pytest
import yaml

from preflight.spf import SpfResult, check_host
from preflight.spf.names import labels
from tests.servers.dns import IN, NameServer

HOW = "bring it with: pip download --no-deps --no-binary :all: --dest .suites pyspf==2.0.14"


@cache
def suite(name: str) -> list[dict[str, Any]]:
    """The scenarios of one file of the suite."""
    folder = Path(os.environ.get("PREFLIGHT_SUITES") or Path(__file__).parents[1] / ".suites")
    for plain in sorted(folder.rglob(name)):
        return [scenario for scenario in yaml.safe_load_all(plain.read_text("utf-8")) if scenario]
    for packed in sorted(folder.rglob("pyspf-*.tar.gz")):
        with tarfile.open(packed) as archive:
            for member in archive:
                if member.name.endswith(f"/{name}"):
                    stream = archive.extractfile(member)
                    assert stream is not None
                    return [scenario for scenario in yaml.safe_load_all(stream.read().decode()) if scenario]
    pytest.fail(f"{name} is not in {folder}; {HOW}", pytrace=False)


def server_for(scenario: dict[str, Any]) -> NameServer:
    """A name server with a scenario's zone. SPF records stand for TXT wherever the name has no TXT of its own."""
    server = NameServer()
    for owner, entries in scenario["zonedata"].items():
        pieces = labels(owner)
        if pieces is None:
            continue
        name = dns.name.Name((*pieces, b""))
        records = [entry for entry in entries if isinstance(entry, dict)]
        own_text = any("TXT" in entry for entry in records)
        for entry in records:
            for kind, value in entry.items():
                _add(server, name, kind, value, own_text)
        if "TIMEOUT" in entries:
            for kind in ("TXT", "A", "AAAA", "MX", "PTR"):
                if not any(kind in entry for entry in records):
                    server.fault(name, "servfail", kind)
            if any(entry.get("TXT") == "NONE" for entry in records):
                server.fault(name, "servfail", "TXT")
    return server


def _add(server: NameServer, name: dns.name.Name, kind: str, value: Any, own_text: bool) -> None:
    if value == "NONE" or (kind == "SPF" and own_text):
        return
    if kind in {"SPF", "TXT"}:
        strings = [value] if isinstance(value, str) else value
        octets = [piece.encode("utf-8") for piece in strings]
        cut = [piece[at : at + 255] for piece in octets for at in range(0, max(len(piece), 1), 255)]
        server.add(name, dns.rdtypes.ANY.TXT.TXT(IN, dns.rdatatype.TXT, cut or [b""]))
        return
    words = f"{value[0]} {value[1] or '.'}" if kind == "MX" else value
    if kind in {"MX", "PTR", "CNAME"} and not words.endswith("."):
        words += "."
    server.add(name, dns.rdata.from_text(IN, kind, words))


def evaluated(test: dict[str, Any], server: NameServer) -> SpfResult:
    host, _, port = server.address.partition(":")
    resolver = dns.asyncresolver.Resolver(configure=False)
    resolver.nameservers = [host]
    resolver.port = int(port)
    helo, sender = str(test.get("helo") or ""), str(test.get("mailfrom") or "")
    sender = sender or f"postmaster@{helo}"
    return asyncio.run(check_host(test["host"], sender.rpartition("@")[2], sender, helo, resolver))


def wrong(file: str) -> Iterator[str]:
    """A line for each test whose answer is not among those allowed."""
    for scenario in suite(file):
        with server_for(scenario) as server:
            for name, test in scenario["tests"].items():
                got = evaluated(test, server)
                allowed = test["result"] if isinstance(test["result"], list) else [test["result"]]
                if got.result not in allowed:
                    yield f"{scenario['description']}/{name}: {got.result}, not {allowed} ({got.reason})"
                wanted = test.get("explanation")
                if wanted is not None and got.result == "fail" and (got.explanation or "DEFAULT") != wanted:
                    yield f"{scenario['description']}/{name}: explains {got.explanation!r}, not {wanted!r}"


@pytest.mark.parametrize(("file", "tests"), [("rfc7208-tests.yml", 203), ("rfc4408-tests.yml", 191)])
def test_the_suite_passes(file: str, tests: int) -> None:
    assert sum(len(scenario["tests"]) for scenario in suite(file)) == tests
    assert list(wrong(file)) == []
