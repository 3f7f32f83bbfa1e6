"""Asks DNS: every name and type once a run, all at once, by UDP and TCP.

    gather_dns(asks, settings=…) → Dns

`asking` shares the answers and chooses the server, `transport` sends, `wire` reads, `spf_tree`, `dmarc` and `dkim`
follow what hangs together. dnspython is imported when there is something to ask.
"""

from __future__ import annotations

from collections.abc import Collection

from preflight.facts.dns import Dns, Lookup
from preflight.gather.dns.settings import DnsSettings, Progress

NOTHING = Dns()


async def gather_dns(asks: Collection[Lookup], *, settings: DnsSettings, known: Dns = NOTHING) -> Dns:
    """`known` and the answers to all `asks` that it does not hold yet.

    A name or type that does not exist is answered by empty `Records`; SERVFAIL, REFUSED and silence are `Unanswered`.
    Never raises for anything that DNS does; raises InputError for a name server that is none.
    """
    lookups = [ask for ask in dict.fromkeys(asks) if f"{ask.kind} {ask.name.lower()}" not in known.answers]
    if not lookups:
        return known
    from preflight.gather.dns.gathering import gathered

    return await gathered(lookups, settings, known)


__all__ = ["DnsSettings", "Progress", "gather_dns"]
