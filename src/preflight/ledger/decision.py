"""May exactly this go out now? The gate's rule, on what the ledger holds and nothing else. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

import msgspec

from preflight.finding import Text, _
from preflight.ledger.changes import changes
from preflight.ledger.deeds import Done
from preflight.ledger.settle import Ground, barred, settle
from preflight.ledger.state import FORM, RunState
from preflight.verdict import Judgement, Verdict

_CLOCKS_DIFFER = timedelta(minutes=5)


class RunEntry(msgspec.Struct, frozen=True):
    """A run with its place in the record."""

    seq: int
    digest: str
    at: str
    fingerprint: str
    state: RunState

    @property
    def now(self) -> datetime:
        """The instant as of which it judged."""
        return datetime.fromisoformat(self.state.now)


class Case(msgspec.Struct, frozen=True):
    """All that a decision rests on: the send as it stands, its runs (the oldest first) and what people did."""

    ground: Ground
    runs: tuple[RunEntry, ...]
    deeds: tuple[Done, ...]
    version: str
    scheduled_at: datetime | None = None

    @property
    def exact(self) -> list[RunEntry]:
        """The runs of exactly this version."""
        return [run for run in self.runs if run.fingerprint == self.ground.covered.fingerprint]


class Decision(msgspec.Struct, frozen=True):
    """The gate's answer. `run` is the one it rests on and `judgement` that run's with all that people decided since."""

    verdict: Verdict
    reasons: tuple[Text, ...]
    run: RunEntry | None = None
    judgement: Judgement | None = None


def decide(case: Case) -> Decision:
    """GO, HOLD or STOP, with every reason that there is."""
    stops = barred(case.deeds, case.ground)
    exact = case.exact
    if not exact:
        return _decision(stops, [_not_run(case)], None, None)
    full = [run for run in exact if not run.state.partial]
    latest = judged(case, exact[-1])
    if latest.verdict is Verdict.STOP and exact[-1].state.partial:
        stops += latest.reasons
    if not full:
        return _decision(stops, [_("every run of this version was narrowed with --only or --skip")], None, latest)
    run = full[-1]
    judgement = judged(case, run)
    if judgement.verdict is Verdict.STOP:
        stops += judgement.reasons
    holds = [*(judgement.reasons if judgement.verdict is Verdict.HOLD else ()), *_outdated(case, run)]
    return _decision(stops, holds, run, judgement)


def judged(case: Case, run: RunEntry) -> Judgement:
    """A run's judgement with all that people decided since."""
    ground = msgspec.structs.replace(
        case.ground, judged={check: run.state.judged(check) for check in run.state.judges}
    )  # fmt: skip
    return settle(run.state.judgement(case.ground.policy), case.deeds, ground)


def _decision(
    stops: Sequence[Text], holds: Sequence[Text], run: RunEntry | None, judgement: Judgement | None
) -> Decision:
    verdict = Verdict.STOP if stops else Verdict.HOLD if holds else Verdict.GO
    once = {str(reason): reason for reason in (*stops, *holds)}
    return Decision(verdict, tuple(once.values()), run, judgement)


def _not_run(case: Case) -> Text:
    if not case.runs:
        return _("there is no run of this send in the ledger")
    last = case.runs[-1]
    what = changes(last.state.covered, case.ground.covered)
    if not what:
        return _("the last run was of another version")
    return _("the last run was of another version; changed since: {what}", what=", ".join(what))


def _outdated(case: Case, run: RunEntry) -> Iterator[Text]:
    now, policy = case.ground.now, case.ground.policy
    age = now - run.now
    if run.state.form != FORM:
        yield _("an older preflight wrote the run down, with too little to judge by: run it again")
    if run.state.version != case.version:
        yield _("preflight {run} ran it, this is {ours}: run it again", run=run.state.version, ours=case.version)
    if age > timedelta(hours=policy.max_age_hours):
        yield _(
            "the run is {age} hours old, the checklist lets it count for {most}",
            age=f"{age.total_seconds() / 3600:.1f}", most=f"{policy.max_age_hours:g}",
        )  # fmt: skip
    if -age > _CLOCKS_DIFFER:
        yield _("the run judged as of {then}, which is yet to come", then=run.state.now)
    if case.scheduled_at is not None and now > case.scheduled_at:
        yield _("the scheduled time, {at}, is past", at=case.scheduled_at.isoformat())
