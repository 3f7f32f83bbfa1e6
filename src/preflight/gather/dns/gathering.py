"""Answers lookups: records as they stand, walks by their own modules; all at once."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from preflight.errors import InputError
from preflight.facts.dns import Dns, DnsAnswer, Lookup
from preflight.facts.web import Unanswered
from preflight.gather.dns.asking import Asker, Failed
from preflight.gather.dns.dkim import dkim_key
from preflight.gather.dns.dmarc import dmarc_policy
from preflight.gather.dns.servers import servers
from preflight.gather.dns.settings import DnsSettings
from preflight.gather.dns.spf_test import spf_test
from preflight.gather.dns.spf_tree import spf_tree

_WALKS: dict[str, Callable[[str, Asker], Awaitable[DnsAnswer]]] = {
    "SPF": spf_tree, "DMARC": dmarc_policy, "DKIM": dkim_key, "SPFTEST": spf_test,
}  # fmt: skip


async def gathered(lookups: list[Lookup], settings: DnsSettings, known: Dns) -> Dns:
    """`known` and the answers to `lookups`, with every record that a walk came by, so that nothing is asked twice.

    Raises InputError for a name server that is none.
    """
    try:
        asker = Asker(settings, servers(settings.nameservers), known)
    except ValueError as error:
        raise InputError(f"--nameserver: {error}") from None
    answers: dict[str, DnsAnswer] = {}
    done = 0

    async def run(lookup: Lookup) -> tuple[str, DnsAnswer]:
        nonlocal done
        answer = await _answer(lookup, asker)
        done += 1
        if settings.on_progress is not None:
            settings.on_progress(done, len(lookups), lookup.name)
        return _key(lookup), answer

    try:
        answers = dict(await asyncio.gather(*map(run, lookups)))
    finally:
        await asker.aclose()
    passed = {key: answer for key, answer in sorted(asker.answers().items()) if key not in answers}
    return Dns({**known.answers, **answers, **passed})


async def _answer(lookup: Lookup, asker: Asker) -> DnsAnswer:
    name = lookup.name.lower().removesuffix(".")
    try:
        walk = _WALKS.get(lookup.kind)
        return await walk(name, asker) if walk else await asker.records(name, lookup.kind)
    except Failed as failed:
        return failed.why
    except Exception as error:  # one name's accident must not take the others with it
        return Unanswered("error", f"our DNS reader stumbled over {lookup.kind} {name} ({type(error).__name__})")


def _key(lookup: Lookup) -> str:
    return f"{lookup.kind} {lookup.name.lower()}"
