"""authentication.spf-permissive"""

from __future__ import annotations

import re
from collections.abc import Iterator

from preflight.check import check
from preflight.checks.authentication import _spf
from preflight.facts import Dns, Send
from preflight.facts.dns import SpfNode
from preflight.finding import Finding, Item, Mender, Severity, Tally, Text, _

_EVERYBODY = re.compile(r"\+?all", re.IGNORECASE)
_RANGE = re.compile(r"\+?(?:ip4:[\d.]+|(?:a|mx)(?::[^/\s]+)?)/([0-7])(?://\d+)?", re.IGNORECASE)


@check("authentication.spf-permissive", severity=Severity.BLOCKER, mender=Mender.DNS, asks=_spf.asks, cites=("G2",))
def spf_permissive(send: Send, dns: Dns) -> Iterator[Item]:
    """The SPF record lets anybody send in your name.

    It ends in +all, or allows a range of more than sixteen million addresses. Spammers look for such records; mailbox
    providers trust nothing that they allow.

    Bad:
        html: <p>Hello</p>
        send: {sender: {return_path: bounce.acme.test}}
        dns: {"SPF bounce.acme.test": {result: ok, records: ["v=spf1 include:_spf.esp.test +all"]}}
    Good:
        html: <p>Hello</p>
        send: {sender: {return_path: bounce.acme.test}}
        dns: {"SPF bounce.acme.test": {result: ok, records: ["v=spf1 ip4:10.0.0.0/8 -all"]}}
    Fix: end the record in -all or ~all, and name the addresses that really send.
    Source: RFC 7208 (2014-04), sections 5.1 and 11.1
    """
    judged, unknowns, skip = _spf.trees(send, dns)
    if skip is not None:
        yield skip
        return
    yield from unknowns
    open_: set[str] = set()
    for one, tree in judged:
        for node in _spf.answering(tree.root):
            for term in _wide(node):
                open_.add(one.domain)
                yield Finding(
                    _message(tree.domain, node, term), key=f"{one.domain}:{node.domain}:{term}", location=one.location,
                    fix=_FIX if node is tree.root else _OTHERS, severity=_spf.lowered(one, Severity.BLOCKER),
                    evidence={"domain": one.domain, "record_of": node.domain, "term": term,
                              "records": list(node.records)},
                )  # fmt: skip
    all_ = len(judged) + len(unknowns)
    words = _("{open} of {domains} SPF records let anybody send", open=len(open_), domains=all_)
    yield Tally(words, {"domains": all_, "open": len(open_)})


def _wide(node: SpfNode) -> list[str]:
    """The terms of a record that let anybody in; what stands behind `all` is never reached."""
    found = []
    for term in _spf.terms(node):
        if _EVERYBODY.fullmatch(term) or _RANGE.fullmatch(term):
            found.append(term)
        if term.lower().lstrip("+-~?") == "all":
            break
    return found


def _message(domain: str, node: SpfNode, term: str) -> Text:
    if node.domain == domain:
        return _("the SPF record of {domain} lets anybody send in its name: {term}", domain=domain, term=term)
    return _(
        "the SPF record of {domain} lets anybody send in its name: {included}, which it includes, says {term}",
        domain=domain, included=node.domain, term=term,
    )  # fmt: skip


_FIX = _("End the record in -all or ~all, and name the addresses that really send.")
_OTHERS = _("Take the include out, or ask whoever runs it to correct their record.")
