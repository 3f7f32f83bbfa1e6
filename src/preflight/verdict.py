"""One check's outcome; a run's GO, HOLD or STOP."""

from __future__ import annotations

import enum
from typing import Any

import msgspec

from preflight.errors import ExitCode
from preflight.finding import Location, Mender, Remark, Severity, Text


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


class Grouped(msgspec.Struct, frozen=True):
    """A finding or an unknown as reported: one cause, its first place and the further ones.

    `text` is a finding's message or an unknown's reason; `fix` is None for an unknown.
    """

    id: str
    key: str
    text: Text
    fix: Text | None
    severity: Severity
    location: Location | None
    places: tuple[Location, ...] = ()
    evidence: dict[str, Any] = {}


class Result(msgspec.Struct, frozen=True):
    """How one check came out. `reason` says why it was skipped, unknown or crashed; `why` why it matters."""

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


class NotCovered(msgspec.Struct, frozen=True):
    """An input that nobody gave, and the checks that had to be skipped for it. `needed`: the checklist wants it."""

    input: str
    why: Text
    checks: tuple[str, ...]
    needed: bool = False


class ManualItem(msgspec.Struct, frozen=True):
    """A question for a person, and the answer, if there is one."""

    id: str
    ask: str
    role: str
    answer: str | None = None


class NeededApproval(msgspec.Struct, frozen=True):
    """A sign-off that the checklist wants."""

    role: str
    count: int
    covers: str = "send"


class Judgement(msgspec.Struct, frozen=True):
    """A whole run's outcome. `reasons` say why it is no GO, the worst first; `partial` that checks were deselected."""

    verdict: Verdict
    reasons: tuple[Text, ...]
    results: tuple[Result, ...]
    not_covered: tuple[NotCovered, ...] = ()
    manual: tuple[ManualItem, ...] = ()
    approvals: tuple[NeededApproval, ...] = ()
    partial: bool = False

    @property
    def summary(self) -> dict[str, int]:
        """How many checks came out how."""
        return {o.value: sum(r.outcome is o for r in self.results) for o in Outcome}
