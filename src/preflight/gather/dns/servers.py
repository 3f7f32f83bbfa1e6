"""Which name servers are asked: those that the user names, else the system's."""

from __future__ import annotations

import ipaddress
import sys
from pathlib import Path
from typing import NamedTuple

RESOLV_CONF = Path("/etc/resolv.conf")
_MOST = 8
_LARGE = 65_536


class Server(NamedTuple):
    """Address and port of a name server."""

    address: str
    port: int

    def __str__(self) -> str:
        return self.address if self.port == 53 else f"{self.address} (port {self.port})"


def servers(named: tuple[str, ...]) -> tuple[Server, ...]:
    """The servers to ask, in order; () where there is none. Raises ValueError for one that cannot be read."""
    return tuple(map(parse, named)) if named else _of_the_system()


def parse(text: str) -> Server:
    """`192.0.2.53:53`, `[2001:db8::53]:53` or an address alone. Raises ValueError."""
    address, port = text.strip(), "53"
    if address.startswith("["):
        address, _, rest = address[1:].partition("]")
        port = rest.removeprefix(":") or port
    elif address.count(":") == 1:
        address, _, port = address.partition(":")
    if not (port.isascii() and port.isdigit() and 0 < int(port) < 65_536):
        raise ValueError(f"{text!r} has no port between 1 and 65535")
    ipaddress.ip_address(address)
    return Server(address, int(port))


def _of_the_system() -> tuple[Server, ...]:
    return _of_windows() if sys.platform == "win32" else _of_resolv_conf(RESOLV_CONF)


def _of_resolv_conf(path: Path) -> tuple[Server, ...]:
    try:
        with path.open(encoding="utf-8", errors="replace") as lines:
            text = lines.read(_LARGE)
    except OSError:
        return ()
    found = []
    for line in text.splitlines():
        words = line.split()
        if len(words) > 1 and words[0] == "nameserver":
            try:
                ipaddress.ip_address(words[1])
            except ValueError:
                continue
            found.append(Server(words[1], 53))
    return tuple(dict.fromkeys(found))[:_MOST]


def _of_windows() -> tuple[Server, ...]:
    import dns.resolver

    try:
        known = dns.resolver.Resolver().nameservers
    except (dns.resolver.NoResolverConfiguration, OSError):
        return ()
    return tuple(Server(address, 53) for address in known if isinstance(address, str))[:_MOST]
