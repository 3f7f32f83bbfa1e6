"""audience.seeds-missing"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from preflight.check import Options, check
from preflight.checks.audience import _people
from preflight.facts import Ask, Audience, Facts, Measure, Send
from preflight.facts.given import Members
from preflight.facts.web import Unanswered
from preflight.finding import Finding, Item, Mender, Severity, Skip, Tally, _


def asks(send: Send, options: Options, known: Facts) -> Iterable[Ask]:  # noqa: ARG001 - all asks are called alike
    """How often each seed stands in the audience."""
    return [_measure(seed) for seed in (send.audience.seeds if send.audience else ())]


def _measure(seed: str) -> Measure:
    digest = hashlib.sha256(seed.strip().lower().encode()).hexdigest()[:12]
    return Measure(f"audience.seed:{digest}", address=seed)


@check("audience.seeds-missing", severity=Severity.WARNING, mender=Mender.DATA, asks=asks)
def seeds_missing(members: Members, audience: Audience) -> Iterator[Item]:
    """A seed address of the send is not in the audience.

    Seeds are how you see what arrives, and when. Where they are missing, the segment is not the one that was built for
    this send, or the seed list was forgotten.

    Bad:
        html: <p>Hello</p>
        send: {audience: {members: audience.csv, seeds: [seed@acme.test]}}
        audience: {rows: 48200, measures: {"audience.seed:179b4d8d9497": 0}}
    Good:
        html: <p>Hello</p>
        send: {audience: {members: audience.csv, seeds: [seed@acme.test]}}
        audience: {rows: 48200, measures: {"audience.seed:179b4d8d9497": 1}}
    Fix: add the seeds to the segment, and export the audience again.
    """
    seeds = members.spec.seeds
    if not seeds:
        yield Skip(_("the send names no seed addresses"), not_given="audience.seeds")
        return
    found = _people.known(audience, *(_measure(seed) for seed in seeds))
    if isinstance(found, Unanswered):
        yield from _people.unknown(found, members)
        return
    missing = [seed for seed, answer in zip(seeds, found[1], strict=True) if not answer.value]
    for seed in missing:
        yield Finding(
            _("the seed {seed} is not in the audience", seed=seed), key=f"seed:{seed}", location=members.spec.location,
            fix=_("Add it to the segment, and export the audience again."), evidence={"seeds": len(seeds)},
        )  # fmt: skip
    words = _("{missing} of {seeds} seed addresses are not in the audience", missing=len(missing), seeds=len(seeds))
    yield Tally(words, {"seeds": len(seeds), "missing": len(missing)})
