"""From a host and a port to a connection: resolve, refuse what is private, connect to the very address looked at.

Every connection of the web floor is made here, whoever wants it and at every redirect: nothing goes around the guard.
"""

from __future__ import annotations

import asyncio
import base64
import ipaddress
import ssl
from urllib.parse import unquote, urlsplit

from preflight.facts.web import Tls
from preflight.gather import roots
from preflight.gather.resolve import NoSuchHost, ResolverFailed
from preflight.gather.web import guard, tls
from preflight.gather.web.failures import Dead, NoVerdict, Shaky
from preflight.gather.web.settings import WebSettings
from preflight.gather.web.stream import Stream

_TURN = 3.0
"""Seconds for one of several addresses, so that a dead IPv6 route leaves time for the next."""

_TUNNEL_HEAD = 8 * 1024


class Dialer:
    """Makes connections. One for a whole run: each name is looked up once."""

    def __init__(self, settings: WebSettings) -> None:
        self._settings = settings
        self._trusting: ssl.SSLContext | None = None
        self._looking: ssl.SSLContext | None = None
        self._lookups: dict[str, asyncio.Task[list[str]]] = {}
        proxy = urlsplit(settings.proxy) if settings.proxy else None
        self._proxy = (proxy.hostname or "", proxy.port or 8080) if proxy else None
        self.proxy_headers = _credentials(proxy.username, proxy.password) if proxy else ()

    def prepare(self) -> None:
        """Load the trusted roots. Raises InputError for an unusable `ca_file`."""
        self._trusting = self._trusting or roots.trusting(self._settings.ca_file)

    def proxied(self, host: str, port: int) -> bool:
        """Whether connections to that place go through the proxy."""
        return self._proxy is not None and self._settings.mapped(host, port) is None

    async def dial(self, host: str, port: int, secure: bool) -> Stream:
        """A connection, under TLS where `secure`.

        Raises Dead, Shaky and NoVerdict; for time-outs the caller sets the limit.
        """
        stream = await self._connect(host, port, tunnel=secure)
        if secure:
            await self._shake_hands(stream, host, port)
        return stream

    async def aclose(self) -> None:
        """Give up look-ups that are still under way."""
        for task in self._lookups.values():
            task.cancel()

    async def _connect(self, host: str, port: int, tunnel: bool) -> Stream:
        mapped = self._settings.mapped(host, port)
        if mapped is not None:
            return await _first(await self._addresses(mapped[0]), mapped[1])
        if self._proxy is None:
            return await _first(self._guarded(await self._addresses(host)), port)
        await self._guard_behind_proxy(host)
        stream = await _first(await self._addresses(self._proxy[0]), self._proxy[1])
        if tunnel:
            await self._tunnel(stream, host, port)
        return stream

    async def _addresses(self, host: str) -> list[str]:
        try:
            return [str(ipaddress.ip_address(host))]
        except ValueError:
            pass
        if host not in self._lookups:
            self._lookups[host] = asyncio.create_task(self._look_up(host))
            self._lookups[host].add_done_callback(_retrieve)
        # Shielded: many links share the look-up, and one that gives up must not take it from the others.
        return await asyncio.shield(self._lookups[host])

    async def _look_up(self, host: str) -> list[str]:
        try:
            return await self._settings.resolve(host)
        except NoSuchHost:
            raise Dead("no-such-host", f"{host} does not exist") from None
        except ResolverFailed as error:
            raise NoVerdict("resolver", f"{host} could not be looked up: {error}") from None

    def _guarded(self, addresses: list[str]) -> list[str]:
        if self._settings.allow_private:
            return addresses
        for address in addresses:
            if kind := guard.refusal(address):
                raise NoVerdict("guard", f"leads to {address}, a {kind} address, and was not requested")
        return addresses

    async def _guard_behind_proxy(self, host: str) -> None:
        """The proxy resolves by itself; what we can see of the name is looked at all the same."""
        try:
            self._guarded(await self._addresses(host))
        except Dead:
            return
        except NoVerdict as error:
            if error.kind == "guard":
                raise

    async def _tunnel(self, stream: Stream, host: str, port: int) -> None:
        place = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        lines = [f"CONNECT {place} HTTP/1.1", f"Host: {place}", *(f"{n}: {v}" for n, v in self.proxy_headers), "", ""]
        stream.write("\r\n".join(lines).encode("latin-1", "replace"))
        head = bytearray()
        while b"\r\n\r\n" not in head:
            data = await stream.read(_TUNNEL_HEAD)
            head += data
            if not data or len(head) > _TUNNEL_HEAD:
                raise NoVerdict("error", "the proxy gave no answer")
        status = bytes(head[:64]).split(b" ", 2)[1:2]
        if status != [b"200"]:
            stream.drop()
            said = status[0][:3].decode("latin-1") if status else "nothing"
            raise NoVerdict("error", f"the proxy refused the connection (it answered {said})")

    async def _shake_hands(self, stream: Stream, host: str, port: int) -> None:
        self.prepare()
        assert self._trusting is not None
        name = host.rstrip(".")
        try:
            stream.tls = tls.told(await stream.handshake(self._trusting, name))
        except ssl.SSLError as error:
            stream.drop()
            failure = tls.failed(error)
            if isinstance(error, ssl.SSLCertVerificationError):
                failure = await self._look_closer(failure, host, port)
            raise Dead("tls", failure.detail, failure) from None
        except OSError as error:
            stream.drop()
            raise Shaky("reset", f"the connection broke during the TLS handshake ({type(error).__name__})") from None
        except ValueError as error:  # a name that no certificate can bear
            stream.drop()
            failure = Tls(fault="handshake", detail=f"not a name for a certificate ({type(error).__name__})")
            raise Dead("tls", failure.detail, failure) from None

    async def _look_closer(self, failure: Tls, host: str, port: int) -> Tls:
        """Shake hands once more without trust, to say until when the certificate held and who issued it."""
        self._looking = self._looking or tls.looking()
        try:
            stream = await self._connect(host, port, tunnel=True)
        except (Dead, Shaky, NoVerdict):
            return failure
        try:
            return tls.described(failure, await stream.handshake(self._looking, host.rstrip(".")))
        except (OSError, ValueError):
            return failure
        finally:
            stream.drop()


async def _first(addresses: list[str], port: int) -> Stream:
    """The first of the addresses that takes the connection."""
    errors: list[OSError] = []
    for address in addresses:
        last = address is addresses[-1]
        try:
            async with asyncio.timeout(None if last else _TURN):
                return await Stream.open(address, port)
        except TimeoutError as error:
            # From `asyncio.timeout` or from the kernel (ETIMEDOUT); the caller's own limit is no TimeoutError here.
            errors.append(error)
        except OSError as error:
            errors.append(error)
    raise _gave_up(errors)


def _gave_up(errors: list[OSError]) -> Exception:
    if any(isinstance(error, ConnectionRefusedError) for error in errors):
        return Dead("refused", "the connection was refused")
    if any(isinstance(error, TimeoutError) for error in errors):
        return TimeoutError()
    if any(isinstance(error, ConnectionError) for error in errors):
        return Shaky("reset", "the connection was reset")
    why = errors[-1].strerror or type(errors[-1]).__name__ if errors else "no address"
    return NoVerdict("error", f"no way to the server from here ({why})")


def _credentials(user: str | None, password: str | None) -> tuple[tuple[str, str], ...]:
    if user is None:
        return ()
    pair = f"{unquote(user)}:{unquote(password or '')}".encode()
    return (("Proxy-Authorization", f"Basic {base64.b64encode(pair).decode()}"),)


def _retrieve(task: asyncio.Task[list[str]]) -> None:
    """Take note of a failure that nobody waits for any more, or asyncio complains about it on stderr."""
    if not task.cancelled():
        task.exception()
