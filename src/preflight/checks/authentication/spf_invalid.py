"""authentication.spf-invalid"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from preflight.check import check
from preflight.checks.authentication import _domains, _spf, _words
from preflight.facts import Dns, Send
from preflight.facts.dns import SpfProblem, SpfTree
from preflight.facts.web import Unanswered
from preflight.finding import Finding, Item, Mender, Severity, Skip, Tally, Text, _


@check(
    "authentication.spf-invalid", severity=Severity.BLOCKER, mender=Mender.DNS, asks=_spf.tree_asks,
    cites=("R4", "R5", "R6", "M1"),
)  # fmt: skip
def spf_invalid(send: Send, dns: Dns) -> Iterator[Item]:
    """The SPF record cannot be used.

    It has a mistake, stands twice, or needs more than ten DNS lookups. Receivers then give up on it (“permerror”) and
    treat the mail as if nobody had allowed it; Microsoft names the eleventh lookup as a reason to refuse.

    Bad:
        from: Acme <events@acme.test>
        html: <p>Hello</p>
        send: {sender: {return_path: bounce.acme.test}}
        dns:
            SPF bounce.acme.test:
                result: permerror
                problem: lookup-limit
                culprit: include:_spf.shop.test
                lookups: 11
                records: ["v=spf1 include:_spf.esp.test include:_spf.shop.test -all"]
    Good:
        from: Acme <events@acme.test>
        html: <p>Hello</p>
        send: {sender: {return_path: bounce.acme.test}}
        dns: {"SPF bounce.acme.test": {result: ok, records: ["v=spf1 include:_spf.esp.test -all"], lookups: 1}}
    Fix: correct the term that the finding names; to save lookups, take out the includes of services you left.
    Source: RFC 7208 (2014-04), sections 4.5, 4.6 and 4.6.4
    """
    envelopes = _domains.envelopes(send)
    trees = [(one, dns.spf(one.domain)) for one in envelopes]
    if not envelopes:
        yield Skip(_("neither a return path nor a From domain is known"), not_given="sender.return_path")
        return
    if all(isinstance(tree, SpfTree) and tree.result == "none" for _one, tree in trees):
        yield Skip(_("there is no SPF record to judge"))
        return
    for one, tree in trees:
        if isinstance(tree, Unanswered):
            yield _words.unanswered(tree, one.domain, one.location)
        else:
            yield from _findings(one, tree, _spf.actual(send, one.domain, dns))
    judged = [tree for _one, tree in trees if isinstance(tree, SpfTree)]
    invalid = sum(tree.result == "permerror" for tree in judged)
    lookups = max((tree.lookups for tree in judged), default=0)
    words = _(
        "{invalid} of {domains} SPF records cannot be used; up to {lookups} DNS lookups, and 10 are allowed",
        invalid=invalid, domains=len(envelopes), lookups=lookups,
    )  # fmt: skip
    yield Tally(words, {"domains": len(envelopes), "invalid": invalid, "lookups": lookups})


def _findings(one: _domains.Envelope, tree: SpfTree, actual: list[dict[str, Any]]) -> Iterator[Finding]:
    if tree.result != "permerror":
        return
    for fault in (SpfProblem(tree.problem, tree.culprit, tree.detail), *tree.further):
        yield Finding(
            _message(fault, tree),
            key=f"{one.domain}:{fault.problem}:{fault.culprit}",
            fix=_fix(fault, tree),
            location=one.location,
            evidence={
                "domain": one.domain,
                "problem": fault.problem,
                "culprit": fault.culprit,
                "lookups": tree.lookups,
                "voids": tree.voids,
                "actual": actual,
                "tree": _spf.as_json(tree),
            },
            # Nobody knows yet that this mail's bounces go there.
            severity=Severity.WARNING if one.fallback else None,
        )


def _message(fault: SpfProblem, tree: SpfTree) -> Text:
    if fault.problem == "lookup-limit":
        return _(
            "the SPF record of {domain} needs {lookups} DNS lookups, and receivers give up after 10: "
            "{culprit} is one too many (RFC 7208, 2014)",
            domain=tree.domain, lookups=tree.lookups, culprit=fault.culprit or tree.domain,
        )  # fmt: skip
    words = fault.detail or fault.culprit or fault.problem
    return _("the SPF record of {domain} cannot be used: {detail}", domain=tree.domain, detail=words)


def _fix(fault: SpfProblem, tree: SpfTree) -> Text:
    if fault.problem != "lookup-limit":
        return _FIXES.get(fault.problem, _FIX)
    costs = _spf.dearest(tree)
    return _(
        "Take out what no longer sends for you, or have your platform use a return path on a subdomain of its own. "
        "Dearest first, with what each costs: {costs}", costs=costs,
    ) if costs else _FIXES["lookup-limit"]  # fmt: skip


_FIX = _("Correct the record at the place named, and check it again.")
_FIXES: dict[str, Text] = {
    "several-records": _("Make one record of them: “v=spf1”, the terms of all, and one “-all” or “~all” at the end."),
    "syntax": _("Correct the term named; a space parts terms, and a colon parts a word from its domain."),
    "lookup-limit": _("Take out what no longer sends for you, until 10 lookups are left."),
    "void-limit": _("Take out the terms whose names no longer exist; at most 2 may be empty."),
    "mx-limit": _("Replace “mx” by the addresses of the servers that really send."),
    "include-missing": _("Take the term out, or correct its domain: a typing mistake, or a service that has gone."),
    "loop": _("Take out the term that leads back to where it came from."),
}
