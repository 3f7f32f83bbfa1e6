"""Whether an address may send for a domain: RFC 7208 over the run's own questions, so that no name is asked twice."""

from __future__ import annotations

from typing import cast

from preflight.facts.dns import Kind, SpfVerdict
from preflight.facts.web import Unanswered
from preflight.gather.dns.asking import Asker, Failed
from preflight.spf.evaluate import Evaluation
from preflight.spf.querying import TemporaryFault

_MOST_STEPS = 200


async def spf_test(name: str, asker: Asker) -> SpfVerdict | Unanswered:
    """The verdict for "ADDRESS DOMAIN"; unanswered where DNS left it open.

    Nobody knows the very sender of a mail to come, so `postmaster` of the domain stands for it.
    """
    ip, _blank, domain = name.partition(" ")

    async def query(asked: str, kind: str) -> tuple[str, ...]:
        try:
            # The asker makes the pointer's name of the address itself.
            found = await asker.records(ip if kind == "PTR" else asked, cast("Kind", kind))
        except Failed as failed:
            raise TemporaryFault(failed.why.reason) from None
        return found.values

    done = await Evaluation(ip, f"postmaster@{domain}", domain, query).run(domain)
    if done.result == "temperror":
        return Unanswered("resolver", done.reason)
    steps = tuple(f"{'  ' * step.depth}{step.domain}: {step.term}: {step.outcome}" for step in done.trace[:_MOST_STEPS])
    return SpfVerdict(ip, domain, done.result, done.reason, done.lookups, done.voids, steps)
