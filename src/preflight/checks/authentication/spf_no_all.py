"""authentication.spf-no-all"""

from __future__ import annotations

import re
from collections.abc import Iterator

from preflight.check import check
from preflight.checks.authentication import _spf
from preflight.facts import Dns, Send
from preflight.facts.dns import SpfNode
from preflight.finding import Finding, Item, Mender, Severity, Tally, Text, _

_ALL = re.compile(r"([-+~?]?)all", re.IGNORECASE)
_PTR = re.compile(r"[-+~?]?ptr(?::.*)?", re.IGNORECASE)


@check("authentication.spf-no-all", severity=Severity.WARNING, mender=Mender.DNS, asks=_spf.asks, cites=("R6",))
def spf_no_all(send: Send, dns: Dns) -> Iterator[Item]:
    """The SPF record does not say what to do with everybody else.

    Without a closing -all or ~all, or with ?all, a forged mail is as good as yours. The term ptr is slow, and RFC 7208
    says not to publish it; some receivers leave it out.

    Bad:
        html: <p>Hello</p>
        send: {sender: {return_path: bounce.acme.test}}
        dns: {"SPF bounce.acme.test": {result: ok, records: ["v=spf1 include:_spf.esp.test"]}}
    Good:
        html: <p>Hello</p>
        send: {sender: {return_path: bounce.acme.test}}
        dns: {"SPF bounce.acme.test": {result: ok, records: ["v=spf1 include:_spf.esp.test ~all"]}}
    Fix: end the record in -all or ~all, and replace ptr by the addresses that send.
    Source: RFC 7208 (2014-04), sections 5.1, 5.5 and 6.1
    """
    judged, unknowns, skip = _spf.trees(send, dns)
    if skip is not None:
        yield skip
        return
    yield from unknowns
    open_: set[str] = set()
    for one, tree in judged:
        for kind, words, fix in _faults(tree.domain, _spf.own(tree.root)):
            open_.add(one.domain)
            yield Finding(
                words, key=f"{one.domain}:{kind}", fix=fix, location=one.location,
                severity=_spf.lowered(one, Severity.WARNING),
                evidence={"domain": one.domain, "records": list(tree.root.records)},
            )  # fmt: skip
    all_ = len(judged) + len(unknowns)
    words = _("{open} of {domains} SPF records leave open who may not send", open=len(open_), domains=all_)
    yield Tally(words, {"domains": all_, "open": len(open_)})


def _faults(domain: str, node: SpfNode) -> Iterator[tuple[str, Text, Text]]:
    """What the record that ends the evaluation leaves open; one that redirects on cannot end it and is not had."""
    terms = _spf.terms(node)
    closing = next((found[1] for term in terms if (found := _ALL.fullmatch(term))), None)
    if node.records and closing is None and not any(term.lower().startswith("redirect=") for term in terms):
        yield "open", _("the SPF record of {domain} has no closing -all or ~all", domain=domain), _CLOSE
    elif closing == "?":
        yield "neutral", _("the SPF record of {domain} ends in ?all, which says nothing", domain=domain), _CLOSE
    if any(_PTR.fullmatch(term) for term in terms):
        yield "ptr", _("the SPF record of {domain} uses ptr, which RFC 7208 says not to publish", domain=domain), _PLAIN


_CLOSE = _("End the record in -all, or in ~all as long as you are not sure who sends for you.")
_PLAIN = _("Replace ptr by the addresses or includes of the servers that send.")
