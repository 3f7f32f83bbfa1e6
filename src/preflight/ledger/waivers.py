"""Lays waivers upon the results: which finding is accepted, and what became of each waiver. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from fnmatch import fnmatchcase
from typing import Literal, NamedTuple, Protocol

import msgspec

from preflight.finding import Location, Severity
from preflight.ledger.deeds import Done, Waiver, over, person
from preflight.ledger.state import number_of_places
from preflight.policy import Policy
from preflight.verdict import Grouped, Outcome, Result, Settled
from preflight.verdict import Waiver as Told


class Ground(Protocol):
    """As much as matters here of what the deeds are laid upon."""

    @property
    def send(self) -> str:
        """The send's name."""
        ...

    @property
    def series(self) -> str:
        """Its series."""
        ...

    @property
    def owner(self) -> str:
        """Who owns it."""
        ...

    @property
    def policy(self) -> Policy:
        """The checklist."""
        ...

    @property
    def now(self) -> datetime:
        """When it is judged."""
        ...


class Applied(NamedTuple):
    """The results with what is accepted marked in them, and the waivers with what became of them."""

    results: tuple[Result, ...]
    waivers: tuple[Told, ...]


def apply(results: Iterable[Result], deeds: Sequence[Done], ground: Ground) -> Applied:
    """Mark what is accepted. A waiver that is over, or that matches nothing any more, is told and does nothing."""
    listed = [(done, done.deed) for done in deeds if isinstance(done.deed, Waiver) and concerns(done, ground)]
    used: dict[int, list[str]] = {done.seq: [] for done, _deed in listed}
    why: dict[int, str] = {}
    marked = tuple(_marked(result, listed, used, why, ground) for result in results)
    told = tuple(
        _told(deed, used[done.seq], why.get(done.seq, ""), ground)
        for done, deed in listed
        if used[done.seq] or done.send == ground.send
    )
    return Applied(marked, told)


def concerns(done: Done, ground: Ground) -> bool:
    """Whether a waiver is about this send at all: given for it, for its series, or for a URL wherever it stands."""
    deed = done.deed
    assert isinstance(deed, Waiver)
    if deed.series:
        return deed.series == ground.series
    return bool(deed.url) or done.send == ground.send


def matches(deed: Waiver, one: Grouped, check: str) -> bool:
    """Whether a waiver is about this finding."""
    if deed.target not in {one.id, check}:
        return False
    url = str(one.evidence.get("url", ""))
    if deed.url and not fnmatchcase(url, deed.url):
        return False
    return not deed.where or any(fnmatchcase(text, deed.where) for text in (url, *_places(one)) if text)


def refused(deed: Waiver, check: str, severity: Severity, policy: Policy, owner: str) -> str:
    """Why the checklist does not let this person accept that, or ""."""
    if check in policy.waiver_policy.get("never", ()):
        return f"the checklist lets nobody waive {check}"
    wanted = policy.waiver_policy.get(severity.value) or {}
    role = wanted.get("role", "")
    if role and deed.role != role:
        return f"a {severity.value} is waived by the role {role} alone"
    if wanted.get("not") == "owner" and (not owner or person(deed.signer) == person(owner)):
        return "the owner of a send cannot waive its faults" if owner else (
            "the send names no owner, so nobody can be told apart from them; add owner: to it")  # fmt: skip
    return ""


def numbers(one: Grouped) -> dict[str, float]:
    """The numbers in a finding: those of its sentence, and in how many places it stands."""
    said = {name: float(v) for name, v in one.text.values.items() if isinstance(v, int | float)}
    return {**said, " places": float(number_of_places(one))}


def _marked(
    result: Result, listed: Sequence[tuple[Done, Waiver]], used: dict[int, list[str]], why: dict[int, str],
    ground: Ground,
) -> Result:  # fmt: skip
    if not result.findings:
        return result
    findings = tuple(_accepted(one, result.id, listed, used, why, ground) for one in result.findings)
    left = [one.severity for one in findings if one.settled is None]
    if len(left) == len(findings):
        return result
    outcome = result.outcome if left else Outcome.WAIVED
    severity = min(left, key=lambda one: one.rank) if left else result.severity
    return msgspec.structs.replace(result, findings=findings, outcome=outcome, severity=severity)


def _accepted(
    one: Grouped, check: str, listed: Sequence[tuple[Done, Waiver]], used: dict[int, list[str]], why: dict[int, str],
    ground: Ground,
) -> Grouped:  # fmt: skip
    for done, deed in reversed(listed):
        if not matches(deed, one, check):
            continue
        reason = refused(deed, check, one.severity, ground.policy, ground.owner) or _grown(deed, one)
        if reason:
            why.setdefault(done.seq, reason)
            continue
        used[done.seq].append(one.id)
        if not over(deed.until, ground.now):
            return msgspec.structs.replace(one, settled=Settled("waived", deed.by, deed.reason, deed.until))
    return one


def _grown(deed: Waiver, one: Grouped) -> str:
    then, now = deed.numbers.get(one.id, {}), numbers(one)
    grown = [name for name, value in now.items() if name in then and value > then[name]]
    if not grown:
        return ""
    name = grown[0]
    return f"it grew since: {name.strip()} was {then[name]:g}, is {now[name]:g}"


def _told(deed: Waiver, findings: list[str], why: str, ground: Ground) -> Told:
    state: Literal["active", "expired", "unmatched"] = "active" if findings else "unmatched"
    if over(deed.until, ground.now):
        state = "expired"
    return Told(
        target=deed.target, where=deed.where or deed.url, reason=deed.reason, by=deed.by, until=deed.until,
        state=state, why=why, findings=tuple(findings), role=deed.role, series=deed.series, url=deed.url,
    )  # fmt: skip


def _places(one: Grouped) -> list[str]:
    """All that a place may be called: file, file:line, file:line:column, the chain of elements, the message."""
    found: list[str] = []
    for spot in (one.location, *one.places):
        if isinstance(spot, Location):
            lines = [f"{spot.file}:{spot.line}", f"{spot.file}:{spot.line}:{spot.column}"] if spot.line else []
            found += [spot.file, *lines, spot.path, spot.message]
    return found
