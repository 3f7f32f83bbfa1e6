"""From a host's name to its addresses: by the system, or by name servers that the user names."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Sequence
from typing import Any

AT_ONCE = 32
"""Look-ups in flight; each of the system's needs a thread."""

LIFETIME = 8.0
"""Seconds for one look-up, retries included."""

_NO_SUCH = {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)}


class NoSuchHost(Exception):
    """The name does not exist, or has no address."""


class ResolverFailed(Exception):
    """Nobody could tell: the name server failed, or was silent."""


class Resolver:
    """Answers with the addresses of a host, IPv4 first.

    Without `nameservers` the system is asked (hosts file and resolv.conf as everywhere on this machine); with them,
    those alone, for the absolute name, without search domains. Each is an address and a port.
    """

    def __init__(self, nameservers: Sequence[tuple[str, int]] = (), *, lifetime: float = LIFETIME) -> None:
        self._nameservers = tuple(nameservers)
        self._lifetime = lifetime
        self._slots: asyncio.Semaphore | None = None
        self._stub: Any = None

    async def __call__(self, host: str) -> list[str]:
        """Raises NoSuchHost, or ResolverFailed with a reason for people."""
        self._slots = self._slots or asyncio.Semaphore(AT_ONCE)
        async with self._slots:
            try:
                async with asyncio.timeout(self._lifetime):
                    found = await (self._by_nameservers(host) if self._nameservers else _by_system(host))
            except TimeoutError:
                raise ResolverFailed(f"no name server answered within {self._lifetime:g} s") from None
        if not found:
            raise NoSuchHost(host)
        return sorted(dict.fromkeys(found), key=lambda address: ":" in address)

    async def _by_nameservers(self, host: str) -> list[str]:
        import dns.exception
        import dns.name

        try:
            name = dns.name.from_text(host.rstrip(".") or "..")
        except (dns.exception.DNSException, UnicodeError):
            raise NoSuchHost(host) from None
        answers = await asyncio.gather(self._records(name, "A"), self._records(name, "AAAA"), return_exceptions=True)
        found = [address for answer in answers if isinstance(answer, list) for address in answer]
        failed = next((a for a in answers if isinstance(a, BaseException) and not isinstance(a, NoSuchHost)), None)
        if failed is not None and not found:
            raise failed
        return found

    async def _records(self, name: Any, kind: str) -> list[str]:
        import dns.exception
        import dns.resolver

        try:
            answer = await self._resolver().resolve(name, kind, search=False, lifetime=self._lifetime)
        except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
            return []
        except dns.exception.Timeout:
            raise ResolverFailed("the name server did not answer") from None
        except (dns.exception.DNSException, OSError) as error:
            raise ResolverFailed(f"the name server failed ({type(error).__name__})") from None
        return [record.address for record in answer]

    def _resolver(self) -> Any:
        if self._stub is None:
            import dns.asyncresolver
            import dns.nameserver

            self._stub = dns.asyncresolver.Resolver(configure=False)
            self._stub.nameservers = [dns.nameserver.Do53Nameserver(host, port) for host, port in self._nameservers]
            self._stub.timeout = self._lifetime / 3
        return self._stub


async def _by_system(host: str) -> list[str]:
    """The system's answer, from a thread that nobody waits for at the end: a silent name server must not hold us up."""
    loop = asyncio.get_running_loop()
    waiting: asyncio.Future[list[str]] = loop.create_future()

    def ask() -> None:
        try:
            found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
            result: list[str] | Exception = [str(entry[4][0]).partition("%")[0] for entry in found]
        except (OSError, UnicodeError, ValueError) as error:
            result = _system_error(host, error)
        # The loop may be closed by now: the run is over, and nobody asks any more.
        try:
            loop.call_soon_threadsafe(_settle, waiting, result)
        except RuntimeError:
            return

    threading.Thread(target=ask, name="preflight-resolve", daemon=True).start()
    return await waiting


def _system_error(host: str, error: Exception) -> Exception:
    if isinstance(error, socket.gaierror) and error.errno not in _NO_SUCH:
        return ResolverFailed(f"the system's resolver failed ({error.strerror})")
    if isinstance(error, OSError) and not isinstance(error, socket.gaierror):
        return ResolverFailed(f"the system's resolver failed ({type(error).__name__})")
    return NoSuchHost(host)


def _settle(waiting: asyncio.Future[list[str]], result: list[str] | Exception) -> None:
    if waiting.done():
        return
    if isinstance(result, Exception):
        waiting.set_exception(result)
    else:
        waiting.set_result(result)
