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
    without a policy counts as p=none, but only where it names an address for reports. What they merely skip, or read as
    something else than you meant, is a warning.

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
        if fault or one.policy.ignored:
            invalid += 1
            yield _finding(one, fault)
    all_ = len(judged) + len(unknowns)
    words = _("{invalid} of {domains} DMARC records cannot be read", invalid=invalid, domains=all_)
    yield Tally(words, {"domains": all_, "invalid": invalid})


def _finding(one: _dmarc.Judged, fault: str) -> Finding:
    name, ignored = one.policy.found_at, one.policy.ignored
    words = (
        _("the DMARC record at {name} cannot be used: {fault}", name=name, fault=fault)
        if fault
        else _("the DMARC record at {name} is not read as it was meant: {ignored}", name=name, ignored=ignored)
    )
    return Finding(
        words, key=name, fix=_FIX if fault else _FIX_TAG, location=one.author.location,
        severity=None if fault else Severity.WARNING,
        evidence={"domain": one.author.domain, "found_at": name, "records": list(one.policy.records)},
    )  # fmt: skip


def _fault(one: _dmarc.Judged) -> str:
    if one.policy.fault:
        return one.policy.fault
    if "p" not in one.policy.tags and not one.policy.tags.get("rua"):
        return "it has neither a policy (p=) nor an address for reports (rua=)"
    return ""


_FIX = _("Correct the record; “v=DMARC1; p=none; rua=mailto:you@your-domain” is enough to begin with.")
_FIX_TAG = _("Correct what is named, or take it out.")
