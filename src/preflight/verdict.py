"""One check's outcome; a run's GO, HOLD or STOP."""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from typing import Any, Literal

import msgspec

from preflight.errors import ExitCode
from preflight.finding import Location, Mender, Remark, Severity, Text, _, ngettext


class Verdict(enum.StrEnum):
    """May this send go out?"""

    GO = "go"
    HOLD = "hold"
    STOP = "stop"

    @property
    def exit_code(self) -> int:
        """The exit status that says so."""
        return {Verdict.GO: ExitCode.GO, Verdict.HOLD: ExitCode.HOLD, Verdict.STOP: ExitCode.STOP}[self]


class Outcome(enum.StrEnum):
    """How one check came out."""

    PASSED = "passed"
    FAILED = "failed"
    UNKNOWN = "unknown"
    SKIPPED = "skipped"
    WAIVED = "waived"
    CRASHED = "crashed"


class Settled(msgspec.Struct, frozen=True):
    """What a person decided of a finding or an unknown: accepted it, or looked and found it right."""

    how: Literal["waived", "passed"]
    by: str
    reason: str = ""
    until: str = ""


class Grouped(msgspec.Struct, frozen=True):
    """A finding or an unknown as reported: one cause, its first place and the further ones.

    `text` is a finding's message or an unknown's reason; `fix` is None for an unknown; `settled` by a person.
    """

    id: str
    key: str
    text: Text
    fix: Text | None
    severity: Severity
    location: Location | None
    places: tuple[Location, ...] = ()
    evidence: dict[str, Any] = {}
    settled: Settled | None = None

    @property
    def cause(self) -> str:
        """The text without the number of its places."""
        return str(self.text).removesuffix(f" ({len(self.places) + 1:,} places)")


class Result(msgspec.Struct, frozen=True):
    """How one check came out. `reason` says why it was skipped, unknown or crashed.

    `why` says why it matters, `fix` how to mend it.
    """

    id: str
    title: str
    severity: Severity
    required: bool
    outcome: Outcome
    mender: Mender
    summary: Text
    reason: Text | None = None
    measures: dict[str, int | float] = {}
    findings: tuple[Grouped, ...] = ()
    unknowns: tuple[Grouped, ...] = ()
    remarks: tuple[Remark, ...] = ()
    why: str = ""
    source: str = ""
    fix: str = ""

    @property
    def open(self) -> tuple[Grouped, ...]:
        """The unknowns that nobody has answered."""
        return tuple(one for one in self.unknowns if one.settled is None)


class NotCovered(msgspec.Struct, frozen=True):
    """An input that nobody gave, and the checks that had to be skipped for it. `needed`: the checklist wants it."""

    input: str
    why: Text
    checks: tuple[str, ...]
    needed: bool = False


class ManualItem(msgspec.Struct, frozen=True):
    """A question for a person, and the answer, if there is one: "pass" or "fail", by whom and when."""

    id: str
    ask: str
    role: str
    answer: str | None = None
    by: str | None = None
    at: str | None = None
    note: str | None = None


class NeededApproval(msgspec.Struct, frozen=True):
    """A sign-off that the checklist wants; `missing` of `count` are not given."""

    role: str
    count: int
    covers: str = "send"
    missing: int = 1


class GivenApproval(msgspec.Struct, frozen=True):
    """A sign-off that somebody gave. `void` says why it does not count, `changed` what is otherwise now."""

    role: str
    by: str
    at: str
    covers: str = "send"
    note: str = ""
    reported_for: str = ""
    evidence: dict[str, str] = {}
    void: str = ""
    changed: tuple[str, ...] = ()


class Waiver(msgspec.Struct, frozen=True):
    """A finding or a check that somebody accepted for a time, and what became of it."""

    target: str
    where: str
    reason: str
    by: str
    until: str
    state: Literal["active", "expired", "unmatched"]
    why: str = ""
    findings: tuple[str, ...] = ()
    role: str = ""
    series: str = ""
    url: str = ""


class Judgement(msgspec.Struct, frozen=True):
    """A whole run's outcome. `reasons` say why it is no GO, the worst first; `partial` that checks were deselected."""

    verdict: Verdict
    reasons: tuple[Text, ...]
    results: tuple[Result, ...]
    not_covered: tuple[NotCovered, ...] = ()
    manual: tuple[ManualItem, ...] = ()
    approvals: tuple[NeededApproval, ...] = ()
    partial: bool = False
    given: tuple[GivenApproval, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    broken_plugins: dict[str, str] = {}

    @property
    def summary(self) -> dict[str, int]:
        """How many checks came out how."""
        return {o.value: sum(r.outcome is o for r in self.results) for o in Outcome}


def concluded(judgement: Judgement) -> Judgement:
    """The judgement with the verdict and the reasons that follow from all else in it."""
    stops = [
        _("{check}: {summary}", check=r.id, summary=str(r.summary))
        for r in judgement.results
        if r.outcome is Outcome.FAILED and r.severity is Severity.BLOCKER
    ]
    holds = [
        *_unknown([r for r in judgement.results if r.required and r.open]),
        *(_("{check}: our checker broke", check=r.id) for r in judgement.results if r.outcome is Outcome.CRASHED),
        *_broken(judgement.broken_plugins),
        *(_("not given: {input}", input=n.input) for n in judgement.not_covered if n.needed),
        *_questions(judgement.manual),
        *_missing(sum(one.missing for one in judgement.approvals)),
    ]
    verdict = Verdict.STOP if stops else Verdict.HOLD if holds else Verdict.GO
    return msgspec.structs.replace(judgement, verdict=verdict, reasons=(*stops, *holds))


SHARED = 3
"""Checks that one and the same reason kept from judging are told together, from this many on."""


def _unknown(results: Sequence[Result]) -> list[Text]:
    """A reason a check, and one for all checks that share it; what else keeps one of those is told as well."""
    alike: dict[str, list[Result]] = {}
    for result in results:
        for cause in dict.fromkeys(one.cause for one in result.open):
            alike.setdefault(cause, []).append(result)
    shared = {cause: same for cause, same in alike.items() if len(same) >= SHARED}
    told: list[Text] = []
    for result in results:
        told += [_like(same, cause) for cause, same in shared.items() if same[0] is result]
        own = [one for one in result.open if one.cause not in shared]
        told += [_open(result.id, own)] if own else []
    return told


def _like(same: Sequence[Result], why: str) -> Text:
    more = len(same) - 1
    return _("{check}: could not be judged, like {n} more checks: {reason}", check=same[0].id, n=more, reason=why)


def _open(check: str, unknowns: Sequence[Grouped]) -> Text:
    first = str(unknowns[0].text)
    if len(unknowns) == 1:
        return _("{check}: could not be judged: {reason}", check=check, reason=first)
    return _("{check}: {n} things could not be judged, first: {reason}", check=check, n=len(unknowns), reason=first)


def _broken(plugins: Mapping[str, str]) -> list[Text]:
    return [_("plug-in {name} could not be used: {why}", name=name, why=why) for name, why in plugins.items()]


def _questions(items: Sequence[ManualItem]) -> list[Text]:
    unanswered = sum(item.answer is None for item in items)
    open_ = [ngettext("{n} question is not answered", "{n} questions are not answered", unanswered)]
    refused = [item for item in items if item.answer == "fail"]
    return [
        *(_("{ask} {by} says no", ask=item.ask, by=item.by or "somebody") for item in refused),
        *(open_ if unanswered else []),
    ]


def _missing(number: int) -> list[Text]:
    return [ngettext("{n} sign-off is missing", "{n} sign-offs are missing", number)] if number else []
