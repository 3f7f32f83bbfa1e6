"""A domain's SPF record with every include followed: what the worst mail would cost a receiver."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import msgspec

from preflight.facts.dns import Kind, SpfNode, SpfProblem, SpfTerm, SpfTree
from preflight.facts.web import Unanswered
from preflight.gather.dns.asking import Asker, Failed
from preflight.spf import macros
from preflight.spf.names import is_fqdn, shortened
from preflight.spf.record import MOST_LOOKUPS, MOST_MX, MOST_VOIDS, Record, SyntaxFault, Term, chosen, read

MOST_NODES = 120
"""Records that are followed; every one costs a lookup, so the verdict is certain long before."""

MOST_LOOKED_UP = 60
"""`a`, `mx` and `exists` terms that are really looked up, to see whether they find anything."""


class _Branch(msgspec.Struct):
    """One record and all below it: its node, what is wrong, what could not be asked, and its costly terms in order."""

    node: SpfNode
    problems: list[SpfProblem] = []
    failures: list[Unanswered] = []
    costly: list[str] = []
    voids: list[str] = []


class _Step:
    """What one term brought: a branch, or an empty answer."""

    def __init__(self, branch: _Branch | None = None, *, void: bool = False) -> None:
        self.branch = branch
        self.void = void


async def spf_tree(domain: str, asker: Asker) -> SpfTree | Unanswered:
    """The tree of `domain`; unanswered where a failure of DNS leaves the verdict open."""
    root = await _Walk(domain, asker).branch(domain, "", ())
    if not root.node.records and not root.problems and not root.failures:
        return SpfTree(domain, root.node, result="none")
    problems = [*root.problems, *_limits(domain, root)]
    if not problems and root.failures:
        return root.failures[0]
    first = problems[0] if problems else SpfProblem("")
    return SpfTree(
        domain, root.node, "permerror" if problems else "ok", first.problem, first.culprit, first.detail,
        lookups=root.node.total, voids=len(root.voids), further=tuple(problems[1:]),
    )  # fmt: skip


def _limits(domain: str, root: _Branch) -> list[SpfProblem]:
    found = []
    if root.node.total > MOST_LOOKUPS:
        at = root.costly[MOST_LOOKUPS]
        words = f"{domain} needs {root.node.total} DNS lookups and {MOST_LOOKUPS} are allowed; the one too many is {at}"
        found.append(SpfProblem("lookup-limit", at, words))
    if len(root.voids) > MOST_VOIDS:
        at = root.voids[MOST_VOIDS]
        words = f"{len(root.voids)} terms lead to names that do not exist and {MOST_VOIDS} are allowed"
        found.append(SpfProblem("void-limit", at, f"{words}: {', '.join(root.voids[:10])}"))
    return found


class _Walk:
    """One walk down a tree."""

    def __init__(self, domain: str, asker: Asker) -> None:
        self._domain = domain
        self._asker = asker
        self._nodes = 0
        self._looked_up = 0

    async def branch(self, domain: str, term: str, above: tuple[str, ...]) -> _Branch:
        """The record of `domain`, to which `term` of the last domain `above` led, and everything below."""
        if not is_fqdn(domain):
            return _broken(domain, term, "include-missing", f"{term} leads to “{domain}”, which is no domain name")
        if domain in above:
            return _broken(domain, term, "loop", f"{term} leads back to {domain}, from where it came")
        self._nodes += 1
        try:
            found = await self._asker.records(domain, "TXT")
        except Failed as failed:
            return _Branch(SpfNode(domain, term, error=failed.why.reason), failures=[failed.why])
        texts = chosen(found.values)
        if len(texts) > 1:
            words = f"{domain} publishes {len(texts)} SPF records, and only one is allowed"
            return _broken(domain, term, "several-records", words, texts)
        if not texts:
            words = f"{term} leads to {domain}, which has no SPF record"
            return _broken(domain, term, "include-missing", words) if above else _Branch(SpfNode(domain, term))
        try:
            record = read(texts[0])
        except SyntaxFault as fault:
            words = f"in the SPF record of {domain}, “{fault.term}” cannot be read: {fault.words}"
            return _broken(domain, term, "syntax", words, texts, culprit=fault.term)
        return await self._below(domain, term, record, above)

    async def _below(self, domain: str, term: str, record: Record, above: tuple[str, ...]) -> _Branch:
        terms = [one for one in record.walked if one.costly]
        steps = await asyncio.gather(*[self._step(one, domain, (*above, domain)) for one in terms])
        whole = _Branch(SpfNode(domain, term))
        own_voids = 0
        for one, step in zip(terms, steps, strict=True):
            shown = one.text if not above else f"{one.text} (in {domain})"
            whole.costly.append(shown)
            if step.void:
                own_voids += 1
                whole.voids.append(shown)
            if step.branch is not None:
                _join(whole, step.branch)
        children = tuple(step.branch.node for step in steps if step.branch is not None)
        whole.node = SpfNode(
            domain, term, (record.text,), len(terms), len(terms) + sum(child.total for child in children), own_voids,
            children=children, note=_note(terms),
            costly=tuple(SpfTerm(one.text, step.void) for one, step in zip(terms, steps, strict=True)),
        )  # fmt: skip
        return whole

    async def _step(self, term: Term, domain: str, above: tuple[str, ...]) -> _Step:
        target = self._target(term, domain)
        if term.name in {"include", "redirect"}:
            if target is None:
                note = "each mail fills it in anew, so it cannot be followed here"
                return _Step(_Branch(SpfNode(term.text, term.text, note=note)))
            if self._nodes >= MOST_NODES:
                return _Step(_Branch(SpfNode(target, term.text, note="not followed: there are too many")))
            return _Step(await self.branch(target, term.text, above))
        if target is None or term.name == "ptr" or self._looked_up >= MOST_LOOKED_UP:
            return _Step()
        self._looked_up += 1
        try:
            return await self._looked_up_term(term, target)
        except Failed as failed:
            return _Step(_Branch(SpfNode(target, term.text, error=failed.why.reason), failures=[failed.why]))

    async def _looked_up_term(self, term: Term, target: str) -> _Step:
        kinds: tuple[Kind, ...] = {"mx": ("MX",), "exists": ("A",)}.get(term.name, ("A", "AAAA"))  # type: ignore[assignment]  # literals in a dict are read as plain str
        answers = await asyncio.gather(*[self._asker.records(target.lower(), kind) for kind in kinds])
        values = [value for answer in answers for value in answer.values]
        if term.name == "mx" and len(values) > MOST_MX:
            words = f"{target} has {len(values)} mail servers, and “mx” allows {MOST_MX}"
            return _Step(_broken(target, term.text, "mx-limit", words))
        return _Step(void=not values)

    def _target(self, term: Term, domain: str) -> str | None:
        """The domain that a term names, in lower case; None where it differs from mail to mail."""
        if term.target is None:
            return domain
        known = {"d": domain, "o": self._domain}
        if not macros.used(term.target) <= set(known):
            return None
        return shortened(macros.fill_in(term.target, known)).lower().removesuffix(".")


def _join(whole: _Branch, branch: _Branch) -> None:
    whole.problems += branch.problems
    whole.failures += branch.failures
    whole.costly += branch.costly
    whole.voids += branch.voids


def _broken(
    domain: str, term: str, problem: str, words: str, texts: Sequence[str] = (), *, culprit: str = ""
) -> _Branch:
    node = SpfNode(domain, term, tuple(texts), error=words)
    return _Branch(node, problems=[SpfProblem(problem, culprit or term or domain, words)])


def _note(terms: list[Term]) -> str:
    anew = [one.text for one in terms if one.name == "exists" and one.target and macros.used(one.target) - {"d", "o"}]
    return f"differs from mail to mail: {', '.join(anew)}" if anew else ""
