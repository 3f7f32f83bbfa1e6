"""GO, HOLD and STOP; grouping by cause; nothing fails open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

import pytest

from preflight.check import Check, Options, check
from preflight.facts import Clock, Facts, Send, given
from preflight.facts.send import AudienceSpec, Brief, Counts, Message
from preflight.finding import Finding, Item, Location, Mender, Severity, Skip, Tally, Unknown, _
from preflight.judge import Selection, judge
from preflight.policy import Approval, Chosen, Manual, Policy, Setting, When
from preflight.verdict import Judgement, Outcome, Result, Verdict

TALLY = Tally(_("1 of 1 thing"), {"things": 1})
NOW = Clock(datetime(2026, 11, 24, tzinfo=UTC))


class Many(Options, frozen=True):
    many: int = 1


def finding(key: str = "k", line: int = 1, severity: Severity | None = None) -> Finding:
    return Finding(_("bad"), key=key, fix=_("mend"), location=Location(file="a", line=line), severity=severity)


def unknown(severity: Severity | None = None) -> Unknown:
    return Unknown(_("cannot see"), key="k", severity=severity)


def yielding(*items: Item, id: str = "links.x", severity: Severity = Severity.BLOCKER) -> Check:
    @check(id, severity=severity, mender=Mender.WEB)
    def made(send: Send) -> Iterator[Item]:
        """A fault."""
        yield from items

    return made


def judged(*checks: Check, setting: Setting | None = None, audience: int | None = None, **policy: object) -> Judgement:
    counts = AudienceSpec(Location(), counts=Counts(final=audience)) if audience is not None else None
    facts = Facts(send=Send(name="a", file="send.yaml", messages=(), audience=counts), clock=NOW)
    chosen = tuple(Chosen.of(one, setting or Setting()) for one in checks)
    return judge(facts, Policy(name="p", title="P", digest="", checks=chosen, **policy))  # type: ignore[arg-type]


def only(judgement: Judgement) -> Result:
    (result,) = judgement.results
    return result


@pytest.mark.parametrize(
    ("items", "verdict", "outcome"),
    [
        ([TALLY], Verdict.GO, Outcome.PASSED),
        ([TALLY, finding()], Verdict.STOP, Outcome.FAILED),
        ([TALLY, finding(severity=Severity.WARNING)], Verdict.GO, Outcome.FAILED),
        ([TALLY, unknown()], Verdict.HOLD, Outcome.UNKNOWN),
        ([TALLY, unknown(Severity.WARNING)], Verdict.GO, Outcome.UNKNOWN),
        ([TALLY, finding(severity=Severity.WARNING), unknown()], Verdict.HOLD, Outcome.FAILED),
        ([TALLY, finding(), unknown()], Verdict.STOP, Outcome.FAILED),
        ([Skip(_("not for this one"))], Verdict.GO, Outcome.SKIPPED),
        ([], Verdict.HOLD, Outcome.CRASHED),
        ([TALLY, TALLY], Verdict.HOLD, Outcome.CRASHED),
        ([TALLY, Skip(_("no"))], Verdict.HOLD, Outcome.CRASHED),
    ],
)
def test_verdicts(items: Sequence[Item], verdict: Verdict, outcome: Outcome) -> None:
    judgement = judged(yielding(*items))
    assert (judgement.verdict, only(judgement).outcome) == (verdict, outcome)


def test_a_crash_leaves_the_others_standing_and_quotes_nothing() -> None:
    @check("links.crashes", severity=Severity.NOTE, mender=Mender.WEB)
    def crashes(send: Send) -> Iterator[Item]:
        """Crashes."""
        raise ValueError("jane@gmail.com")
        yield

    judgement = judged(crashes, yielding(TALLY, finding()))
    assert [r.outcome for r in judgement.results] == [Outcome.CRASHED, Outcome.FAILED]
    assert judgement.verdict is Verdict.STOP
    assert "jane" not in str(judgement.results[0].reason)


def test_one_cause_is_one_finding_with_all_its_places() -> None:
    result = only(judged(yielding(TALLY, finding(line=1), finding(line=2), finding(line=2), finding("other", 3))))
    first, second = result.findings
    assert [place.line for place in first.places] == [2]
    assert str(first.text) == "bad (2 places)"
    assert first.id != second.id


def test_an_id_does_not_depend_on_places_or_on_a_recipient() -> None:
    ids = {only(judged(yielding(TALLY, finding(line=n)))).findings[0].id for n in (1, 2)}
    assert len(ids) == 1
    masked = {only(judged(yielding(TALLY, finding(f"u?e={who}@gmail.com")))).findings[0].id for who in ("jaxe", "jbze")}
    assert len(masked) == 1


def test_a_severity_of_the_checklist_replaces_all() -> None:
    note = Setting(severity=Severity.NOTE)
    assert judged(yielding(TALLY, finding()), setting=note).verdict is Verdict.GO
    assert judged(yielding(TALLY, unknown()), setting=note).verdict is Verdict.GO
    assert (
        judged(yielding(TALLY, unknown()), setting=Setting(severity=Severity.NOTE, required=True)).verdict
        is Verdict.HOLD
    )


@pytest.mark.parametrize(("audience", "verdict"), [(10, Verdict.GO), (5_000, Verdict.STOP), (None, Verdict.STOP)])
def test_an_unknown_audience_counts_as_bulk(audience: int | None, verdict: Verdict) -> None:
    small = Setting(severity=Severity.WARNING, when=When(bulk=False))
    assert judged(yielding(TALLY, finding()), setting=small, audience=audience).verdict is verdict


def test_what_is_needed_and_not_given_holds() -> None:
    judgement = judged(yielding(TALLY), needs=("audience",))
    assert judgement.verdict is Verdict.HOLD
    assert [(n.input, n.needed) for n in judgement.not_covered] == [("audience", True)]
    assert judged(yielding(TALLY), needs=("audience",), audience=3).verdict is Verdict.GO


def test_an_input_that_nobody_gave_skips_its_check_and_is_said() -> None:
    @check("content.needs-brief", severity=Severity.BLOCKER, mender=Mender.COPY)
    def needs_brief(brief: Brief) -> Iterator[Item]:
        """Needs a brief."""
        yield TALLY

    judgement = judged(needs_brief)
    assert only(judgement).outcome is Outcome.SKIPPED
    assert [n.checks for n in judgement.not_covered] == [("content.needs-brief",)]
    assert judgement.verdict is Verdict.GO


def test_questions_and_sign_offs_hold() -> None:
    assert judged(yielding(TALLY), manual=(Manual("m", "Looked?"),)).verdict is Verdict.HOLD
    assert judged(yielding(TALLY), approvals=(Approval("legal"),)).verdict is Verdict.HOLD
    big = (Approval("legal", when=When(audience_over=50_000)),)
    assert judged(yielding(TALLY), approvals=big, audience=10).verdict is Verdict.GO


def test_a_broken_plug_in_holds() -> None:
    facts = Facts(send=Send(name="a", file="f", messages=()), clock=NOW)
    policy = Policy(name="p", title="P", digest="", checks=(Chosen.of(yielding(TALLY), Setting()),))
    assert judge(facts, policy, broken_plugins={"acme": "ImportError"}).verdict is Verdict.HOLD


def test_deselected_checks_are_listed_and_the_run_is_partial() -> None:
    facts = Facts(send=Send(name="a", file="f", messages=()), clock=NOW)
    checks = (yielding(TALLY, finding()), yielding(TALLY, id="content.y"))
    policy = Policy(name="p", title="P", digest="", checks=tuple(Chosen.of(c, Setting()) for c in checks))
    judgement = judge(facts, policy, selection=Selection(only=("content.*",)))
    assert [r.outcome for r in judgement.results] == [Outcome.SKIPPED, Outcome.PASSED]
    assert judgement.partial
    assert judgement.verdict is Verdict.GO


def test_given_inputs() -> None:
    send = Send(name="a", file="f", messages=(Message("default", "draft"),))
    assert given.headers(send) is None
    assert given.members(send) is None
    assert given.suppression(send) is None


def test_options_reach_the_check() -> None:
    @check("links.many", severity=Severity.NOTE, mender=Mender.WEB)
    def many(send: Send, options: Many) -> Iterator[Item]:
        """Many."""
        yield Tally(_("{n} of {n}", n=options.many))

    assert str(only(judged(many, setting=Setting(options=Many(many=7)))).summary) == "7 of 7"
