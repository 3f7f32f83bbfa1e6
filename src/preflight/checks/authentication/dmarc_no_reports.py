"""authentication.dmarc-no-reports"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from preflight.check import Options, check
from preflight.checks.authentication import _dmarc
from preflight.data.hosts import registrable
from preflight.facts import Ask, Dns, Facts, Lookup, Send
from preflight.facts.names import ascii_name
from preflight.facts.web import Unanswered
from preflight.finding import Finding, Item, Mender, Severity, Tally, Text, Unknown, _

_MOST = 5


def asks(send: Send, options: Options, known: Facts) -> Iterable[Ask]:
    """The policy of each From domain; then whether those who would get its reports elsewhere have agreed."""
    judged, _unknowns, _skip = _dmarc.policies(send, known.dns)
    return [
        *_dmarc.asks(send, options, known),
        *(Lookup(name, "TXT") for one in judged for name in _elsewhere(one).values()),
    ]


@check("authentication.dmarc-no-reports", severity=Severity.NOTE, mender=Mender.DNS, asks=asks, cites=("Y1",))
def dmarc_no_reports(send: Send, dns: Dns) -> Iterator[Item]:
    """Nobody gets the DMARC reports.

    They are how you learn that a platform's mail fails, or that somebody forges yours; Yahoo strongly recommends them.
    An address at another company gets them only where that company's DNS says that it wants them.

    Bad:
        from: Acme <events@acme.test>
        html: <p>Hello</p>
        dns: {"DMARC acme.test": {records: ["v=DMARC1; p=none"], tags: {v: dmarc1, p: none}}}
    Good:
        from: Acme <events@acme.test>
        html: <p>Hello</p>
        dns:
            DMARC acme.test:
                records: ["v=DMARC1; p=none; rua=mailto:d@acme.test"]
                tags: {v: dmarc1, p: none, rua: "mailto:d@acme.test"}
    Fix: add rua=mailto: and an address that somebody reads, or that of a service for DMARC reports.
    Source: RFC 9989 (2026-05), section 4.7; RFC 9990 (2026-05), section 4; Yahoo (2025-04-10)
    """
    judged, unknowns, skip = _dmarc.policies(send, dns)
    if skip is not None:
        yield skip
        return
    yield from unknowns
    without = 0
    for one in judged:
        for item in _judged(one, dns):
            without += isinstance(item, Finding)
            yield item
    all_ = len(judged) + len(unknowns)
    words = _("{without} of {domains} DMARC policies have nobody to report to", without=without, domains=all_)
    yield Tally(words, {"domains": all_, "without": without})


def _judged(one: _dmarc.Judged, dns: Dns) -> Iterator[Finding | Unknown]:
    if one.policy.fault or ("p" not in one.policy.tags and not one.policy.tags.get("rua")):
        return
    addresses = _addresses(one)
    name = one.policy.found_at
    if not one.policy.tags.get("rua"):
        yield _finding(one, "none", _("the DMARC record at {name} names nobody who gets reports", name=name), _ADD)
    elif not addresses:
        words = _("the address for reports in the DMARC record at {name} is no mailto: address", name=name)
        yield _finding(one, "no-mailto", words, _ADD)
    for domain, place in _elsewhere(one).items():
        found = dns.records(place, "TXT")
        if isinstance(found, Unanswered):
            words = _("whether {domain} wants the DMARC reports is not known: {reason}", domain=domain,
                      reason=found.reason)  # fmt: skip
            yield Unknown(words, key=place, location=one.author.location, evidence={"name": place})
        elif not any(text.strip().lower().startswith("v=dmarc1") for text in found.values):
            words = _("the DMARC reports of {name} are to go to {domain}, which has not agreed to that", name=name,
                      domain=domain)  # fmt: skip
            yield _finding(one, domain, words, Text(_AGREE.template, {"domain": domain, "place": place}))


def _finding(one: _dmarc.Judged, kind: str, words: Text, fix: Text) -> Finding:
    evidence = {"domain": one.author.domain, "found_at": one.policy.found_at, "records": list(one.policy.records)}
    return Finding(words, key=f"{one.policy.found_at}:{kind}", fix=fix, location=one.author.location, evidence=evidence)


def _addresses(one: _dmarc.Judged) -> list[str]:
    """The domains that reports go to."""
    pieces = [piece.strip() for piece in one.policy.tags.get("rua", "").split(",")]
    found = (piece[7:].partition("!")[0].rpartition("@")[2] for piece in pieces if piece.startswith("mailto:"))
    return list(dict.fromkeys(name for domain in found if (name := ascii_name(domain))))


def _elsewhere(one: _dmarc.Judged) -> dict[str, str]:
    """Domains of others that reports go to, each with the name at which it must say that it wants them."""
    own = one.policy.found_at.removeprefix("_dmarc.")
    others = [domain for domain in _addresses(one) if _whose(domain) != _whose(own)][:_MOST]
    return {domain: f"{own}._report._dmarc.{domain}" for domain in others}


def _whose(domain: str) -> str:
    return registrable(domain) or domain


_ADD = _("Add rua=mailto: and an address that somebody reads, or that of a service for DMARC reports.")
_AGREE = _("Ask {domain} to publish the TXT record “v=DMARC1” at {place}, or name another address.")
