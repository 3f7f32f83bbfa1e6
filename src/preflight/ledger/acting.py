"""What people may do about a send: each makes a deed for the ledger, or is refused with the reason. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any, Literal, NamedTuple

from preflight.errors import InputError
from preflight.finding import Severity
from preflight.ledger.book import WIDE_DAYS
from preflight.ledger.decision import Case, RunEntry, judged
from preflight.ledger.deeds import Answer, Approval, Rejection, Waiver, Withdrawal, over, person
from preflight.ledger.settle import owns, signed_off, taken_back
from preflight.ledger.waivers import matches, numbers, refused
from preflight.policy import Policy
from preflight.verdict import GivenApproval, Grouped, Result
from preflight.yamldoc import near


class Signer(NamedTuple):
    """Who acts: by their own word, or as reported by somebody else with evidence; whether they were signed in."""

    by: str
    note: str = ""
    reported_for: str = ""
    evidence: dict[str, str] = {}
    vouched: Literal["asserted", "authenticated"] = "asserted"

    @property
    def word(self) -> str:
        """Whose word it is."""
        return self.reported_for or self.by

    def fields(self) -> dict[str, Any]:
        """The fields that every deed has."""
        return self._asdict()


class Reach(NamedTuple):
    """How far beyond this send it holds: for its series, or for one URL, and until when."""

    series: str = ""
    url: str = ""
    until: str = ""


def approval(case: Case, signer: Signer, role: str) -> Approval:
    """A sign-off of exactly this version. Raises InputError with the reason."""
    policy = case.ground.policy
    _may_sign(policy, signer)
    role = _role(role, policy)
    _reported(signer)
    wanted = next((one for one in policy.approvals if one.role == role), None)
    if wanted is not None and wanted.exclude == "owner" and owns(signer.word, case.ground.owner):
        why = f"{signer.word} owns this send" if case.ground.owner else "the send names no owner; add owner: to it"
        raise InputError(f"the checklist wants somebody else than the owner to sign as {role}: {why}")
    for given in standing(case):
        if person(given.reported_for or given.by) == person(signer.word) and given.role != role and not given.void:
            raise InputError(f"{signer.word} has signed as {given.role} already, and nobody fills two roles")
    return Approval(**signer.fields(), role=role, covered=case.ground.covered)


def rejection(signer: Signer, role: str) -> Rejection:
    """Exactly this version must not go out. Raises InputError."""
    _reported(signer)
    return Rejection(**signer.fields(), role=role)


def withdrawal(case: Case, signer: Signer) -> Withdrawal:
    """Takes back whatever that person signed. Raises InputError where there is nothing."""
    mine = [d for d in case.deeds if isinstance(d.deed, Approval) and person(d.deed.signer) == person(signer.word)]
    if not any(taken_back(done, case.deeds) is None for done in mine):
        raise InputError(f"{signer.word} has no sign-off of this send that could be taken back")
    return Withdrawal(**signer.fields())


def standing(case: Case) -> tuple[GivenApproval, ...]:
    """The sign-offs that were given, and what became of each."""
    return signed_off((), case.deeds, case.ground)[1]


def answer(case: Case, signer: Signer, item: str, passed: bool, reach: Reach) -> Answer:
    """An answer to a manual item, to an unknown, or to all unknowns of a check. Raises InputError."""
    policy = case.ground.policy
    _may_sign(policy, signer)
    _reported(signer)
    manual = next((one for one in policy.manual if one.id == item), None)
    if manual is not None:
        if reach.series or reach.url:
            raise InputError("a question belongs to one send: answer it for this one")
        return Answer(**signer.fields(), item=item, passed=passed, judged={item: case.ground.about(manual)})
    run = _latest(case)
    found = [(check, one) for check, one in _unknowns(run) if item in {one.id, check}]
    if not found:
        raise InputError(_nothing_open(item, case, run))
    wide = _wide(reach, case.ground.series, case.ground.now)
    judges = {} if wide.series or wide.url else {one.id: run.state.judged(check) for check, one in found}
    return Answer(**signer.fields(), item=item, passed=passed, check=found[0][0], judged=judges, **wide._asdict())


def waiver(
    case: Case, signer: Signer, target: str, role: str, reason: str, where: str, reach: Reach, checks: Collection[str]
) -> Waiver:
    """Accepts a finding or a check for a time. `checks` are the ids of all checks. Raises InputError."""
    policy = case.ground.policy
    _may_sign(policy, signer)
    _complete(signer, reason, reach.until)
    _in_time(reach.until, case.ground.now)
    run = case.runs[-1] if case.runs else None
    found = [(r, one) for r in (run.state.results if run else ()) for one in r.findings if target in {one.id, r.id}]
    if target not in checks and not found:
        raise InputError(_no_target(target, checks))
    check = found[0][0].id if found else target
    until = _wide(reach, case.ground.series, case.ground.now)
    made = Waiver(
        **signer.fields(), target=target, check=check, reason=reason, role=role, where=where, **until._asdict(),
        numbers={one.id: numbers(one) for _r, one in found},
    )  # fmt: skip
    _allowed(made, check, found, policy, case.ground.owner)
    return made


def _allowed(
    made: Waiver, check: str, found: list[tuple[Result, Grouped]], policy: Policy, owner: str
) -> None:  # fmt: skip
    severities = {one.severity for _result, one in found if matches(made, one, check)}
    for severity in sorted(severities or {_severity(policy, check)}, key=lambda one: one.rank):
        why = refused(made, check, severity, policy, owner)
        if why:
            raise InputError(why)


def _severity(policy: Policy, check: str) -> Severity:
    """How bad a fault of a check is by the checklist."""
    chosen = next((one for one in policy.checks if one.id == check), None)
    return Severity.BLOCKER if chosen is None else chosen.setting.severity or chosen.check.severity


def _complete(signer: Signer, reason: str, until: str) -> None:
    lacking = [
        words
        for words, given in (("a reason (--reason)", reason), ("a person (--by)", signer.by),
                             ("an end date (--until)", until))
        if not given.strip()
    ]  # fmt: skip
    if lacking:
        raise InputError(f"a waiver needs {' and '.join(lacking)}")


def _in_time(until: str, now: datetime) -> None:
    try:
        past = over(until, now)
    except ValueError:
        raise InputError(f"{until!r} is no date; write 2026-12-01") from None
    if past:
        raise InputError(f"{until} is past already")


def _wide(reach: Reach, series: str, now: datetime) -> Reach:
    """The reach with its end: beyond one send, at most thirty days. Raises InputError."""
    if reach.until:
        _in_time(reach.until, now)
    if not reach.series and not reach.url:
        return reach
    if reach.series and not series:
        raise InputError("the send names no series")
    last = now + timedelta(days=WIDE_DAYS)
    until = reach.until or last.date().isoformat()
    if _day(until) > last.date():
        raise InputError(f"what holds for a series or a URL holds for {WIDE_DAYS} days at most: {last.date()}")
    return Reach(series if reach.series else "", reach.url, until)


def _day(until: str) -> date:
    if len(until) == 10:
        return date.fromisoformat(until)
    moment = datetime.fromisoformat(until)
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC).date()


def _may_sign(policy: Policy, signer: Signer) -> None:
    if policy.signers == "authenticated" and signer.vouched != "authenticated":
        raise InputError("by this checklist only what is signed on the web page counts (signers: authenticated)")


def _reported(signer: Signer) -> None:
    if bool(signer.reported_for) != bool(signer.evidence):
        raise InputError(
            "what is reported on behalf of somebody (--for) needs evidence (--evidence), and the other way"
        )


def _role(role: str, policy: Policy) -> str:
    wanted = list(dict.fromkeys(one.role for one in policy.approvals))
    if not role:
        if len(wanted) > 1:
            raise InputError(f"in which role? --role {' or '.join(wanted)}")
        return wanted[0] if wanted else "approver"
    if wanted and role not in wanted:
        raise InputError(f"the checklist asks for no {role}; it asks for {', '.join(wanted)}")
    return role


def _latest(case: Case) -> RunEntry:
    exact = case.exact
    if exact or case.runs:
        return (exact or case.runs)[-1]
    raise InputError("there is no run of this send in the ledger, so nothing of it is open: run it first")


def _unknowns(run: RunEntry) -> Iterator[tuple[str, Grouped]]:
    yield from ((result.id, one) for result in run.state.results for one in result.unknowns)


def _nothing_open(item: str, case: Case, run: RunEntry) -> str:
    if any(item in {one.id, r.id} for r in run.state.results for one in r.findings):
        return f"{item} is a finding: it is mended, or waived with preflight waive"
    known = [*(m.id for m in case.ground.policy.manual), *(one.id for _check, one in _unknowns(run))]
    if not known:
        return f"nothing of the name {item} is open: the last run left nothing undecided"
    return f"nothing of the name {item} is open{near(item, known)}; open are {', '.join(known[:8])}"


def _no_target(target: str, checks: Collection[str]) -> str:
    if target.startswith("u:"):
        return f"{target} is undecided, and no finding: preflight answer"
    if target.startswith("f:"):
        return f"the last run has no finding {target}"
    return f"there is no check {target}{near(target, sorted(checks))}"


def open_items(case: Case) -> list[str]:
    """What is still to be answered of the latest run: ids of manual items and of unknowns."""
    if not case.runs:
        return [item.id for item in case.ground.policy.manual]
    told = judged(case, _latest(case))
    asked = [item.id for item in told.manual if item.answer is None]
    return asked + [one.id for result in told.results if result.required for one in result.open]
