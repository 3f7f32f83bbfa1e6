"""authentication.dmarc-invalid"""

from __future__ import annotations

from collections.abc import Iterator

from preflight.check import check
from preflight.checks.authentication import _dmarc
from preflight.facts import Dns, Send
from preflight.finding import Finding, Item, Mender, Severity, Tally, _


@check(
    "authentication.dmarc-invalid",
    severity=Severity.BLOCKER,
    mender=Mender.DNS,
    asks=_dmarc.asks,
    cites=("G2", "Y1", "R8"),
)
def dmarc_invalid(send: Send, dns: Dns) -> Iterator[Item]:
    """The DMARC record cannot be read.

    Receivers then act as if there were none, and Gmail, Yahoo and Microsoft refuse bulk mail without one. A record
    without p= counts as p=none, but only where it names an address for reports.

    Bad:
        from: Acme <events@acme.test>
        html: <p>Hello</p>
        dns: {"DMARC acme.test": {records: ["v=DMARC1; p none"], tags: {v: dmarc1}, fault: "“p none” is no tag"}}
    Good:
        from: Acme <events@acme.test>
        html: <p>Hello</p>
        dns: {"DMARC acme.test": {records: ["v=DMARC1; p=none"], tags: {v: dmarc1, p: none}}}
    Fix: correct the record at the place named; `v=DMARC1; p=none` with an address for reports is enough.
    Source: RFC 9989 (2026-05), sections 4.7 and 4.8
    """
    judged, unknowns, skip = _dmarc.policies(send, dns)
    if skip is not None:
        yield skip
        return
    yield from unknowns
    invalid = 0
    for one in judged:
        fault = _fault(one)
        if fault:
            invalid += 1
            yield Finding(
                _("the DMARC record at {name} cannot be used: {fault}", name=one.policy.found_at, fault=fault),
                key=one.policy.found_at, fix=_FIX, location=one.author.location,
                evidence={"domain": one.author.domain, "found_at": one.policy.found_at,
                          "records": list(one.policy.records)},
            )  # fmt: skip
    all_ = len(judged) + len(unknowns)
    words = _("{invalid} of {domains} DMARC records cannot be read", invalid=invalid, domains=all_)
    yield Tally(words, {"domains": all_, "invalid": invalid})


def _fault(one: _dmarc.Judged) -> str:
    if one.policy.fault:
        return one.policy.fault
    if "p" not in one.policy.tags and not one.policy.tags.get("rua"):
        return "it has neither a policy (p=) nor an address for reports (rua=)"
    return ""


_FIX = _("Correct the record; “v=DMARC1; p=none; rua=mailto:you@your-domain” is enough to begin with.")
