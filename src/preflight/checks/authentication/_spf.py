"""SPF trees of a send's envelope domains, and how they are shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from preflight.check import Options
from preflight.checks.authentication import _addresses, _domains, _words
from preflight.facts import Ask, Dns, Facts, Lookup, Send
from preflight.facts.dns import SpfNode, SpfTerm, SpfTree, SpfVerdict
from preflight.facts.web import Unanswered
from preflight.finding import Severity, Skip, Unknown, _

MOST = 10
"""Lookups after which receivers give up (RFC 7208, section 4.6.4)."""

_DEAREST = 4
_DIFFERS = "differs from mail to mail"
_REFUSES = ("-", "~", "?")


class Judged(NamedTuple):
    """An envelope domain and its record."""

    envelope: _domains.Envelope
    tree: SpfTree


def asks(send: Send, options: Options, known: Facts) -> Iterable[Ask]:  # noqa: ARG001 - all asks are called alike
    """The SPF tree of each envelope domain."""
    return [Lookup(one.domain, "SPF") for one in _domains.envelopes(send)]


def trees(send: Send, dns: Dns) -> tuple[list[Judged], list[Unknown], Skip | None]:
    """The usable records, what DNS left open, and why there is nothing to judge.

    A record that is missing or that receivers cannot use is told by spf-missing and spf-invalid.
    """
    envelopes = _domains.envelopes(send)
    if not envelopes:
        words = _("neither a return path nor a From domain is known")
        return [], [], Skip(words, not_given="sender.return_path")
    answers = [(one, dns.spf(one.domain)) for one in envelopes]
    unknowns = [_words.unanswered(a, one.domain, one.location) for one, a in answers if isinstance(a, Unanswered)]
    judged = [Judged(one, a) for one, a in answers if isinstance(a, SpfTree) and a.result == "ok"]
    if not judged and not unknowns:
        return [], [], Skip(_("there is no SPF record that receivers can use"))
    return judged, unknowns, None


def lowered(one: _domains.Envelope, severity: Severity) -> Severity | None:
    """A severity one step down where nobody knows yet that bounces go to this domain."""
    if not one.fallback:
        return None
    return Severity.WARNING if severity is Severity.BLOCKER else Severity.NOTE


def answering(node: SpfNode) -> Iterator[SpfNode]:
    """The records whose match lets a server send: the domain's own and those that it includes or redirects to."""
    yield node
    for child in node.children:
        if not child.term.startswith(_REFUSES):
            yield from answering(child)


def own(node: SpfNode) -> SpfNode:
    """The record that ends the evaluation: the domain's own, or the one that it redirects to."""
    target = next((child for child in node.children if child.term.lower().startswith("redirect=")), None)
    return own(target) if target is not None else node


def terms(node: SpfNode) -> list[str]:
    """The terms of a record, in order, without its version."""
    return node.records[0].split()[1:] if len(node.records) == 1 else []


def dearest(tree: SpfTree) -> str:
    """The terms that cost most, each with its lookups: "include:_spf.esp.test (4), include:crm.test (2)"."""
    children = sorted(tree.root.children, key=lambda child: -child.total)[:_DEAREST]
    return ", ".join(f"{child.term} ({child.total + 1})" for child in children)


def as_json(tree: SpfTree) -> dict[str, Any]:
    """The lookup tree as plain JSON, its terms in the order in which a receiver comes by them.

    `cost` is what a term costs with all below it, `running` the lookups made once it is done with; `over` marks the
    term at which receivers give up.
    """
    return _node(tree.root, 0, [0])


def _node(node: SpfNode, own: int, counted: list[int]) -> dict[str, Any]:
    before = counted[0]
    counted[0] += own
    left = list(node.children)
    children = [_child(term, left, counted) for term in node.costly]
    children += [_node(child, 1, counted) for child in left]
    note = "" if node.costly and node.note.startswith(_DIFFERS) else node.note  # the term itself bears it
    return {
        "domain": node.domain, "term": node.term, "lookups": node.lookups, "total": node.total, "voids": node.voids,
        "records": list(node.records), "error": node.error, "note": note,
        "cost": max(counted[0] - before, node.total + own), "running": counted[0],
        "over": own == 1 and before == MOST, "children": children,
    }  # fmt: skip


def _child(term: SpfTerm, left: list[SpfNode], counted: list[int]) -> dict[str, Any]:
    """The record that a term leads to; or the term alone, where it leads to addresses."""
    found = next((child for child in left if child.term == term.text), None)
    if found is not None:
        left.remove(found)
        return _node(found, 1, counted)
    note = "finds nothing" if term.void else _DIFFERS if "%{" in term.text else ""
    return _node(SpfNode("", term.text, voids=int(term.void), note=note), 1, counted)


def actual_asks(send: Send) -> list[Lookup]:
    """What a mail from each sending address really costs."""
    return [
        Lookup(f"{ip} {one.domain}", "SPFTEST")
        for one in _domains.envelopes(send)
        for ip in _addresses.given(send.sender)
    ]


def actual(send: Send, domain: str, dns: Dns) -> list[dict[str, Any]]:
    """What a mail from each sending address really costs, beside the worst case of the tree; [] where none is given."""
    answers = [dns.spf_test(ip, domain) for ip in _addresses.given(send.sender)]
    return [
        {"ip": one.ip, "lookups": one.lookups, "voids": one.voids, "result": one.result}
        for one in answers
        if isinstance(one, SpfVerdict)
    ]


def tree_asks(send: Send, options: Options, known: Facts) -> Iterable[Ask]:
    """The SPF tree of each envelope domain, and what it really costs."""
    return [*asks(send, options, known), *actual_asks(send)]
