"""The DMARC policies of a send's From domains, and what aligns with them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from preflight.check import Options
from preflight.checks.authentication import _domains, _words
from preflight.facts import Ask, Dns, Facts, Lookup, Send
from preflight.facts.dns import POLICIES, DmarcPolicy, Kind, Records
from preflight.facts.web import Unanswered
from preflight.finding import Skip, Unknown, _

_EXISTS: tuple[Kind, ...] = ("A", "AAAA", "MX")
"""A domain exists that has any of these (RFC 9989 §3.2)."""


class Judged(NamedTuple):
    """A From domain and the one record that applies to it. `exists` says whether the domain is known to DNS at all."""

    author: _domains.FromDomain
    policy: DmarcPolicy
    exists: bool = True

    @property
    def readable(self) -> bool:
        """Whether every policy in it is one; where one is none, dmarc-invalid tells."""
        tags = self.policy.tags
        return not self.policy.fault and all(tags.get(name, "none") in POLICIES for name in ("p", "sp", "np"))

    @property
    def tag(self) -> str:
        """The tag that says what holds for the From domain (RFC 9989 §4.10.1).

        p, or, where the record stands at a parent, sp, or np for a domain that does not exist.
        """
        tags = self.policy.tags
        if self.policy.found_at == f"_dmarc.{self.author.domain}":
            return "p"
        return "np" if not self.exists and "np" in tags else "sp" if "sp" in tags else "p"

    @property
    def wanted(self) -> str:
        """What receivers are asked to do; "none" where one of the policies is none that there is."""
        return self.policy.tags.get(self.tag, "none") if self.readable else "none"


def asks(send: Send, options: Options, known: Facts) -> Iterable[Ask]:  # noqa: ARG001 - all asks are called alike
    """The policy of each From domain; whether it exists at all where a parent's policy makes a difference of that."""
    for one in _domains.from_domains(send):
        yield Lookup(one.domain, "DMARC")
        policy = known.dns.dmarc(one.domain)
        if isinstance(policy, DmarcPolicy) and _differs(one.domain, policy):
            yield from (Lookup(one.domain, kind) for kind in _EXISTS)


def judged_of(author: _domains.FromDomain, policy: DmarcPolicy, dns: Dns) -> Judged:
    """A domain with its policy. One of which nobody told whether it exists is taken for one that does."""
    answers = [dns.records(author.domain, kind) for kind in _EXISTS] if _differs(author.domain, policy) else []
    empty = bool(answers) and all(isinstance(one, Records) and not one.values for one in answers)
    return Judged(author, policy, exists=not empty)


def _differs(domain: str, policy: DmarcPolicy) -> bool:
    return "np" in policy.tags and policy.found_at != f"_dmarc.{domain}"


def policies(send: Send, dns: Dns) -> tuple[list[Judged], list[Unknown], Skip | None]:
    """The policies that apply, what DNS left open, and why there is nothing to judge.

    That there is no record, or more than one, is told by dmarc-missing.
    """
    authors = _domains.from_domains(send)
    if not authors:
        return [], [], Skip(_("no From domain is known"), not_given="from")
    answers = [(one, dns.dmarc(one.domain)) for one in authors]
    unknowns = [_words.unanswered(a, one.domain, one.location) for one, a in answers if isinstance(a, Unanswered)]
    judged = [judged_of(one, a, dns) for one, a in answers if isinstance(a, DmarcPolicy) and len(a.records) == 1]
    if not judged and not unknowns:
        return [], [], Skip(_("there is no DMARC policy to judge"))
    return judged, unknowns, None


class Leg(NamedTuple):
    """One of the two ways to be believed: the domains known for it, and whether one of them aligns with From.

    `aligned` is None where that cannot be told.
    """

    domains: tuple[str, ...]
    aligned: bool | None


def leg(judged: Judged, domains: Iterable[str], dns: Dns, mode: str) -> Leg:
    """Whether one of the domains aligns; `mode` is the tag that says how strictly (adkim, aspf)."""
    known = tuple(dict.fromkeys(domains))
    if not known:
        return Leg((), None)
    strict = judged.policy.tags.get(mode) == "s"
    said = [_aligned(judged, domain, dns, strict=strict) for domain in known]
    return Leg(known, True if True in said else None if None in said else False)


def _aligned(judged: Judged, domain: str, dns: Dns, *, strict: bool) -> bool | None:
    """RFC 9989, section 4.4: equal, or, unless strict is demanded, of one organizational domain."""
    if domain == judged.author.domain:
        return True
    if strict:
        return False
    other = dns.dmarc(domain)
    if isinstance(other, Unanswered) or not other.organizational or not judged.policy.organizational:
        return None
    return other.organizational == judged.policy.organizational


def given(send: Send) -> tuple[list[str], list[str]]:
    """The domains that bounces go to, and those that sign, as far as somebody said."""
    bounces = [one.domain for one in _domains.envelopes(send) if not one.fallback]
    return bounces, [one.domain for one in _domains.selectors(send)]


def legs(send: Send, judged: Judged, dns: Dns) -> tuple[Leg, Leg]:
    """The return path's leg and DKIM's."""
    bounces, signing = given(send)
    return leg(judged, bounces, dns, "aspf"), leg(judged, signing, dns, "adkim")


def tells_unaligned(send: Send, domain: str, dns: Dns) -> bool:
    """Whether dmarc-unaligned finds that nothing aligns with this From domain."""
    judged = next((one for one in policies(send, dns)[0] if one.author.domain == domain), None)
    return judged is not None and all(leg.aligned is False for leg in legs(send, judged, dns))


def leg_asks(send: Send, options: Options, known: Facts) -> Iterable[Ask]:
    """The policies of the From domains, and of the domains that may align with them."""
    others = [*(one.domain for one in _domains.envelopes(send)), *(one.domain for one in _domains.selectors(send))]
    return [*asks(send, options, known), *(Lookup(domain, "DMARC") for domain in dict.fromkeys(others))]
