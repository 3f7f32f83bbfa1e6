"""SPF by RFC 7208, public.

    result = await check_host("192.0.2.1", "example.com", "jane@example.com", "mail.example.com", resolver)
    result.result, result.explanation, result.trace

`record` reads a record, `macros` its macros, `evaluate` walks it; all of them ask DNS through one function (`Query`),
so that they run on any resolver.
"""

from __future__ import annotations

from typing import Any

from preflight.spf.evaluate import Evaluation
from preflight.spf.querying import Query, TemporaryFault, by_dnspython
from preflight.spf.trace import Result, SpfResult, Step


async def check_host(
    ip: str, domain: str, sender: str, helo: str, resolver: Any, *, receiver: str = "unknown"
) -> SpfResult:
    """May `ip` send mail for `domain` (RFC 7208 §4)?

    `sender` is the envelope's address; for a null sender the caller passes `postmaster@<helo>` and the HELO as
    `domain`. `resolver` is a `dns.asyncresolver.Resolver`, or a `Query`. `receiver` is what `%{r}` says.
    Raises ValueError where `ip` is no address; whatever DNS does is a result.
    """
    query: Query = by_dnspython(resolver) if hasattr(resolver, "resolve") else resolver
    return await Evaluation(ip, sender, helo, query, receiver).run(domain)


__all__ = ["Query", "Result", "SpfResult", "Step", "TemporaryFault", "check_host"]
