"""RFC 7208 §4: may this address send for this domain?"""

from __future__ import annotations

import asyncio
import ipaddress
import time
from collections.abc import Awaitable, Callable
from functools import cached_property

from preflight.spf import macros
from preflight.spf.macros import MacroFault, Pieces
from preflight.spf.names import is_fqdn, same_or_below, shortened
from preflight.spf.querying import Query, TemporaryFault
from preflight.spf.record import (
    MOST_LOOKUPS,
    MOST_MX,
    MOST_PTR,
    MOST_VOIDS,
    Record,
    SyntaxFault,
    Term,
    chosen,
    read,
)
from preflight.spf.trace import Result, SpfResult, Step

_BY_QUALIFIER: dict[str, Result] = {"+": "pass", "-": "fail", "~": "softfail", "?": "neutral"}


class _Permanent(Exception):
    """The result is permerror; the message says why."""


class Evaluation:
    """One evaluation: who sends, from where, and what it has cost so far."""

    def __init__(self, ip: str, sender: str, helo: str, query: Query, receiver: str = "unknown") -> None:
        self.ip = _address(ip)
        local, _at, domain = sender.rpartition("@")
        self._local = local or "postmaster"
        self._sender_domain = domain
        self._helo = helo
        self._query = query
        self._receiver = receiver
        self._validated: list[str] | None = None
        self.lookups = 0
        self.voids = 0
        self.trace: list[Step] = []

    async def run(self, domain: str) -> SpfResult:
        """The result for `domain`; never raises for anything that DNS or a record holds."""
        reason = ""
        explanation: str | None = None
        try:
            result, explanation = await self._check(domain, 0)
        except _Permanent as error:
            result, reason = "permerror", str(error)
        except TemporaryFault as error:
            result, reason = "temperror", str(error)
        return SpfResult(result, explanation, tuple(self.trace), reason, self.lookups, self.voids)

    async def _check(self, domain: str, depth: int) -> tuple[Result, str | None]:
        record = await self._record(domain, depth)
        if record is None:
            return "none", None
        for term in record.mechanisms:
            if await self._counted(term, domain, depth):
                result = _BY_QUALIFIER[term.qualifier]
                return result, await self._explanation(record, domain) if result == "fail" and not depth else None
        if record.redirect is not None:
            return await self._redirected(record.redirect, domain, depth)
        return "neutral", None

    async def _record(self, domain: str, depth: int) -> Record | None:
        texts = chosen(await self._query(domain, "TXT")) if is_fqdn(domain) else ()
        for text in texts:
            self._note(depth, domain, text, "record")
        if not texts:
            self._note(depth, domain, "", "no record")
            return None
        if len(texts) > 1:
            raise _Permanent(f"{domain} has {len(texts)} SPF records, and only one is allowed")
        try:
            return read(texts[0])
        except SyntaxFault as fault:
            raise _Permanent(f"{domain}: “{fault.term}”: {fault.words}") from None

    async def _redirected(self, term: Term, domain: str, depth: int) -> tuple[Result, str | None]:
        self._count(term, domain, depth)
        target = await self._target(term, domain)
        # Depth stays 0 for a redirect at the top: its explanation is the one that counts.
        result, explanation = await self._check(target, depth)
        if result == "none":
            raise _Permanent(f"redirect={target}: there is no SPF record")
        return result, explanation

    async def _counted(self, term: Term, domain: str, depth: int) -> bool:
        if term.costly:
            self._count(term, domain, depth)
        matched = await self._mechanisms[term.name](term, domain, depth)
        self._note(depth, domain, term.text, "match" if matched else "no match")
        return matched

    def _count(self, term: Term, domain: str, depth: int) -> None:
        self.lookups += 1
        if self.lookups > MOST_LOOKUPS:
            self._note(depth, domain, term.text, "permerror")
            raise _Permanent(f"more than {MOST_LOOKUPS} DNS lookups, at “{term.text}” of {domain}")

    def _found(self, values: tuple[str, ...], term: Term) -> tuple[str, ...]:
        """`values`, an empty answer counted."""
        self.voids += not values
        if self.voids > MOST_VOIDS:
            raise _Permanent(f"more than {MOST_VOIDS} DNS lookups found nothing, at “{term.text}”")
        return values

    def _note(self, depth: int, domain: str, term: str, outcome: str) -> None:
        self.trace.append(Step(depth, domain, term, outcome, self.lookups, self.voids))

    @cached_property
    def _mechanisms(self) -> dict[str, Callable[[Term, str, int], Awaitable[bool]]]:
        return {
            "all": self._all,
            "include": self._include,
            "a": self._a,
            "mx": self._mx,
            "ptr": self._ptr,
            "ip4": self._ip,
            "ip6": self._ip,
            "exists": self._exists,
        }

    async def _all(self, _term: Term, _domain: str, _depth: int) -> bool:
        return True

    async def _ip(self, term: Term, _domain: str, _depth: int) -> bool:
        network = term.network
        return network is not None and network.version == self.ip.version and self.ip in network

    async def _include(self, term: Term, domain: str, depth: int) -> bool:
        target = await self._target(term, domain)
        result, _explanation = await self._check(target, depth + 1)
        if result == "none":
            raise _Permanent(f"include:{target}: there is no SPF record")
        return result == "pass"

    async def _a(self, term: Term, domain: str, _depth: int) -> bool:
        target = await self._target(term, domain)
        return self._covers(self._found(await self._query(target, self._kind), term), term)

    async def _mx(self, term: Term, domain: str, _depth: int) -> bool:
        target = await self._target(term, domain)
        records = self._found(await self._query(target, "MX"), term)
        if len(records) > MOST_MX:
            raise _Permanent(f"{target} has {len(records)} mail servers, and “mx” allows {MOST_MX}")
        hosts = [record.partition(" ")[2] for record in records]
        answers = await asyncio.gather(
            *(self._query(host, self._kind) for host in hosts if host), return_exceptions=True
        )
        for answer in answers:
            if isinstance(answer, BaseException):
                raise answer
            if self._covers(answer, term):
                return True
        return False

    async def _exists(self, term: Term, domain: str, _depth: int) -> bool:
        target = await self._target(term, domain)
        return bool(self._found(await self._query(target, "A"), term))

    async def _ptr(self, term: Term, domain: str, _depth: int) -> bool:
        target = await self._target(term, domain)
        return any(same_or_below(name, target) for name in await self._names())

    def _covers(self, addresses: tuple[str, ...], term: Term) -> bool:
        length = term.cidr4 if self.ip.version == 4 else term.cidr6
        return any(self.ip in ipaddress.ip_network((address, length), strict=False) for address in addresses)

    @property
    def _kind(self) -> str:
        return "A" if self.ip.version == 4 else "AAAA"

    async def _names(self) -> list[str]:
        """Names of the address that lead back to it (§5.5); a failure of DNS here is no match, not an error."""
        if self._validated is None:
            self._validated = []
            names = await self._or_nothing(self.ip.reverse_pointer, "PTR")
            for name in names[:MOST_PTR]:
                if str(self.ip) in map(_canonical, await self._or_nothing(name, self._kind)):
                    self._validated.append(name)
        return self._validated

    async def _or_nothing(self, name: str, kind: str) -> tuple[str, ...]:
        try:
            return await self._query(name, kind)
        except TemporaryFault:
            return ()

    async def _target(self, term: Term, domain: str) -> str:
        if term.target is None:
            return domain
        return shortened(macros.fill_in(term.target, await self._values(term.target, domain)))

    async def _values(self, pieces: Pieces, domain: str) -> dict[str, str]:
        values = {
            "s": f"{self._local}@{self._sender_domain}",
            "l": self._local,
            "o": self._sender_domain,
            "d": domain,
            "i": _dotted(self.ip),
            "h": self._helo,
            "v": "in-addr" if self.ip.version == 4 else "ip6",
            "c": str(self.ip),
            "r": self._receiver,
            "t": str(int(time.time())),
        }
        if "p" in macros.used(pieces):
            values["p"] = _preferred(await self._names(), domain)
        return values

    async def _explanation(self, record: Record, domain: str) -> str | None:
        """The domain's own words for a fail; None wherever anything about them is wrong (§6.2)."""
        if record.exp is None:
            return None
        texts = await self._or_nothing(await self._target(record.exp, domain), "TXT")
        if len(texts) != 1 or not texts[0].isascii():
            return None
        try:
            pieces = macros.read(texts[0], macros.EXPLANATION_LETTERS)
        except MacroFault:
            return None
        return macros.fill_in(pieces, await self._values(pieces, domain))


def _address(ip: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    address = ipaddress.ip_address(ip)
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return mapped or address


def _canonical(address: str) -> str:
    return str(ipaddress.ip_address(address))


def _dotted(ip: ipaddress.IPv4Address | ipaddress.IPv6Address) -> str:
    return str(ip) if ip.version == 4 else ".".join(ip.exploded.replace(":", "").upper())


def _preferred(names: list[str], domain: str) -> str:
    """The name for `%{p}`: the domain itself, else one below it, else any (§7.3)."""
    same = [name for name in names if name.lower() == domain.lower()]
    below = [name for name in names if same_or_below(name, domain)]
    return next(iter((*same, *below, *names)), "unknown")
