"""authentication.spf-near-limit"""

from __future__ import annotations

from collections.abc import Iterator

from preflight.check import check
from preflight.checks.authentication import _spf
from preflight.facts import Dns, Send
from preflight.facts.dns import SpfTree
from preflight.finding import Finding, Item, Mender, Severity, Tally, Text, _

_NEAR = 8


@check(
    "authentication.spf-near-limit",
    severity=Severity.WARNING,
    mender=Mender.DNS,
    asks=_spf.tree_asks,
    cites=("R4", "M1"),
)
def spf_near_limit(send: Send, dns: Dns) -> Iterator[Item]:
    """The SPF record is about to need more lookups than receivers make.

    Receivers look up ten names at most and then treat the mail as if nobody had allowed it. Whoever you include may add
    a lookup any day, without asking you.

    Bad:
        html: <p>Hello</p>
        send: {sender: {return_path: bounce.acme.test}}
        dns: {"SPF bounce.acme.test": {result: ok, lookups: 9, records: ["v=spf1 include:_spf.esp.test -all"]}}
    Good:
        html: <p>Hello</p>
        send: {sender: {return_path: bounce.acme.test}}
        dns: {"SPF bounce.acme.test": {result: ok, lookups: 7, records: ["v=spf1 include:_spf.esp.test -all"]}}
    Fix: take out the includes of services that you left, the dearest first.
    Source: RFC 7208 (2014-04), section 4.6.4
    """
    judged, unknowns, skip = _spf.trees(send, dns)
    if skip is not None:
        yield skip
        return
    yield from unknowns
    near = [(one, tree) for one, tree in judged if tree.lookups >= _NEAR]
    for one, tree in near:
        yield Finding(
            _message(tree), key=one.domain, fix=_fix(tree), location=one.location,
            severity=_spf.lowered(one, Severity.WARNING),
            evidence={"domain": one.domain, "lookups": tree.lookups, "left": _spf.MOST - tree.lookups,
                      "voids": tree.voids, "actual": _spf.actual(send, one.domain, dns),
                      "tree": _spf.as_json(tree)},
        )  # fmt: skip
    most = max((tree.lookups for _one, tree in judged), default=0)
    words = _(
        "{near} of {domains} SPF records are near the limit; up to {lookups} DNS lookups, and 10 are allowed",
        near=len(near), domains=len(judged) + len(unknowns), lookups=most,
    )  # fmt: skip
    yield Tally(words, {"domains": len(judged) + len(unknowns), "near": len(near), "lookups": most})


def _message(tree: SpfTree) -> Text:
    if tree.lookups >= _spf.MOST:
        return _(
            "the SPF record of {domain} needs all 10 DNS lookups that receivers make: one more include makes 11, and "
            "they give up", domain=tree.domain,
        )  # fmt: skip
    return _(
        "the SPF record of {domain} needs {lookups} of the 10 DNS lookups that receivers make; {left} left",
        domain=tree.domain, lookups=tree.lookups, left=_spf.MOST - tree.lookups,
    )  # fmt: skip


def _fix(tree: SpfTree) -> Text:
    costs = _spf.dearest(tree)
    if not costs:
        return _("Take out what no longer sends for you.")
    return _("Take out what no longer sends for you. Dearest first, with what each costs: {costs}", costs=costs)
