"""authentication.dmarc-monitoring-only"""

from __future__ import annotations

from collections.abc import Iterator

from preflight.check import check
from preflight.checks.authentication import _dmarc
from preflight.facts import Dns, Send
from preflight.finding import Finding, Item, Mender, Severity, Tally, Text, _


@check(
    "authentication.dmarc-monitoring-only", severity=Severity.NOTE, mender=Mender.DNS, asks=_dmarc.asks, cites=("G2",)
)
def dmarc_monitoring_only(send: Send, dns: Dns) -> Iterator[Item]:
    """The DMARC policy asks receivers to do nothing.

    That is enough for Gmail, Yahoo and Microsoft. Forged mail in your name is delivered all the same.

    Bad:
        from: Acme <events@acme.test>
        html: <p>Hello</p>
        dns: {"DMARC acme.test": {records: ["v=DMARC1; p=none"], tags: {v: dmarc1, p: none}}}
    Good:
        from: Acme <events@acme.test>
        html: <p>Hello</p>
        dns: {"DMARC acme.test": {records: ["v=DMARC1; p=quarantine"], tags: {v: dmarc1, p: quarantine}}}
    Fix: once the reports show that all your mail passes, write p=quarantine, then p=reject.
    Source: RFC 9989 (2026-05), section 4.7
    """
    judged, unknowns, skip = _dmarc.policies(send, dns)
    if skip is not None:
        yield skip
        return
    yield from unknowns
    watching = 0
    for one in judged:
        trying = one.policy.tags.get("t") == "y"
        if not one.readable or not (one.wanted == "none" or trying):
            continue
        watching += 1
        yield Finding(
            _message(one), key=one.author.domain, fix=_fix(one), location=one.author.location,
            evidence={"domain": one.author.domain, "found_at": one.policy.found_at,
                      "records": list(one.policy.records)},
        )  # fmt: skip
    all_ = len(judged) + len(unknowns)
    words = _("{watching} of {domains} DMARC policies only watch", watching=watching, domains=all_)
    yield Tally(words, {"domains": all_, "watching": watching})


def _message(one: _dmarc.Judged) -> Text:
    if one.wanted != "none":
        return _(
            "the DMARC policy for {domain} ({tag}={wanted}) is only tried out (t=y): receivers act one step milder",
            domain=one.author.domain, tag=one.tag, wanted=one.wanted,
        )  # fmt: skip
    if one.tag == "p":
        return _("the DMARC policy for {domain} only watches (p=none): forged mail is delivered",
                 domain=one.author.domain)  # fmt: skip
    return _(
        "the DMARC policy that {domain} has from {name} only watches ({tag}=none): forged mail is delivered",
        domain=one.author.domain, name=one.policy.found_at, tag=one.tag,
    )  # fmt: skip


def _fix(one: _dmarc.Judged) -> Text:
    if one.wanted != "none":
        return _("Once the reports show that all your mail passes, take t=y out of the record at {name}.",
                 name=one.policy.found_at)  # fmt: skip
    return _(
        "Once the reports show that all your mail passes, write {tag}=quarantine, then {tag}=reject, at {name}.",
        tag=one.tag, name=one.policy.found_at,
    )  # fmt: skip
