"""How SPF asks DNS: one function from a name and a type to texts, so that any resolver will do."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from preflight.spf.names import labels

Query = Callable[[str, str], Awaitable[tuple[str, ...]]]
"""Name and type (TXT, A, AAAA, MX, PTR) → values; () where the name or type does not exist; a name that DNS cannot
hold does not exist. TXT is its strings joined, an octet a character; MX is "10 host"; names without the final dot.
Raises TemporaryFault where nobody could tell."""


class TemporaryFault(Exception):
    """DNS did not answer, or failed; the message is for people."""


def by_dnspython(resolver: Any) -> Query:
    """A `Query` over a `dns.asyncresolver.Resolver`; names are absolute, search domains are not used."""

    async def query(name: str, kind: str) -> tuple[str, ...]:
        import dns.exception
        import dns.name
        import dns.resolver

        pieces = labels(name)
        if pieces is None:
            return ()
        absolute = dns.name.Name([*pieces, b""])
        try:
            answer = await resolver.resolve(absolute, kind, search=False)
        except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
            return ()
        except (dns.exception.DNSException, OSError) as error:
            raise TemporaryFault(f"{kind} {name}: {type(error).__name__}") from None
        return tuple(shown(record, kind) for record in answer)

    return query


def shown(record: Any, kind: str) -> str:
    """A record of dnspython as text."""
    if kind == "TXT":
        return b"".join(record.strings).decode("latin-1")
    if kind == "MX":
        return f"{record.preference} {bare(record.exchange)}"
    if kind in {"A", "AAAA"}:
        return str(record.address)
    return bare(record.target)


def bare(name: Any) -> str:
    """A name of dnspython as SPF writes it: an octet a character, lower case, no final dot."""
    return b".".join(label for label in name.labels if label).decode("latin-1").lower()
