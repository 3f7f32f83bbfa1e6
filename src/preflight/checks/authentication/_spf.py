"""SPF trees of a send's envelope domains, and how they are shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from preflight.check import Options
from preflight.checks.authentication import _domains, _words
from preflight.facts import Ask, Dns, Facts, Lookup, Send
from preflight.facts.dns import SpfNode, SpfTree
from preflight.facts.web import Unanswered
from preflight.finding import Severity, Skip, Unknown, _

MOST = 10
"""Lookups after which receivers give up (RFC 7208, section 4.6.4)."""

_DEAREST = 4
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


def as_json(node: SpfNode) -> dict[str, Any]:
    """The lookup tree as plain JSON: what each record costs by itself and with all below it."""
    return {
        "domain": node.domain,
        "term": node.term,
        "lookups": node.lookups,
        "total": node.total,
        "voids": node.voids,
        "records": list(node.records),
        "error": node.error,
        "note": node.note,
        "children": [as_json(child) for child in node.children],
    }
