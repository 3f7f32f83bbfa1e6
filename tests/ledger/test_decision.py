"""The gate's rule, on facts alone: every reason for HOLD, STOP and GO."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from preflight.ledger.decision import decide
from preflight.policy import Approval as Wanted
from preflight.policy import Manual
from preflight.verdict import NeededApproval, Outcome, Verdict
from tests.ledger.made import NOW, OWNER, World, changed, finding, needed, policy, result, run, state, unknown

APPROVER = Wanted("approver", exclude="owner")
TWO = Wanted("approver", 2)
LEGAL = Wanted("legal", covers="message")
OPS = Wanted("ops", covers="audience", drift=0.02)
LOOKED = Manual("looked", "Looked?")
PEOPLE = Manual("people", "Right people?", about="audience")
WHOLE = Manual("whole", "All of it?", about="send")
BOSS, RITA, LEO = "boss@acme.example", "rita@acme.example", "leo@acme.example"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def wanting(*wanted: Wanted, manual: tuple[Manual, ...] = (), ago: float = 1.0, **more: object) -> World:
    one = run(approvals=needed(*wanted), ago=ago)
    return World(one, by=policy(*wanted, manual=manual), **more)  # type: ignore[arg-type]


def later(world: World, **parts: object) -> World:
    """The same send after a change, run again; what was done to the old version is kept."""
    old = world.runs[-1]
    covered = changed(old, **parts)  # type: ignore[arg-type]
    new = run(seq=2, approvals=old.state.approvals, parts=covered.parts, rows=covered.rows, rules=covered.rules)
    found = World(old, new, by=world.policy, covered=covered)
    found.deeds = world.deeds
    return found


def clean() -> World:
    return World(run())


Make = Callable[[], World]
CASES: dict[str, tuple[Make, Verdict, str]] = {
    # runs
    "a fresh full run that is go": (clean, Verdict.GO, ""),
    "no run at all": (lambda: World(), Verdict.HOLD, "no run of this send"),
    "only of another version": (lambda: World(run(), covered=changed(run(), message_subject="s2")), Verdict.HOLD, "subject"),
    "more people": (lambda: World(run(), covered=changed(run(), rows=1013, audience="a2")), Verdict.HOLD, "13 recipients more"),
    "fewer people": (lambda: World(run(), covered=changed(run(), rows=999, audience="a2")), Verdict.HOLD, "1 recipient fewer"),
    "other people": (lambda: World(run(), covered=changed(run(), audience="a2")), Verdict.HOLD, "other recipients, as many"),
    "another list": (lambda: World(run(), covered=changed(run(), suppression_unsubscribed="l2")), Verdict.HOLD, "list unsubscribed"),
    "another time": (lambda: World(run(), covered=changed(run(), schedule="t2")), Verdict.HOLD, "scheduled time"),
    "another checklist": (lambda: World(run(), covered=changed(run(), checklist="c2")), Verdict.HOLD, "checklist"),
    "the other version was stop": (
        lambda: World(run(result(finding())), covered=changed(run(), schedule="t2")), Verdict.HOLD, "another version"),
    "an old version's go, a new one's run": (lambda: later(clean(), message_subject="s2"), Verdict.GO, ""),
    "latest run stop": (lambda: World(run(result(finding()))), Verdict.STOP, "links.broken: 2 of 31"),
    "go, then stop": (lambda: World(run(), run(result(finding()), seq=2)), Verdict.STOP, "links.broken"),
    "stop, then go": (lambda: World(run(result(finding())), run(seq=2)), Verdict.GO, ""),
    "go, then hold": (lambda: World(run(), run(result(unknown()), seq=2)), Verdict.HOLD, "403"),
    "a warning": (lambda: World(run(result(finding(severity="warning")))), Verdict.GO, ""),
    "narrowed only": (lambda: World(run(partial=True)), Verdict.HOLD, "narrowed"),
    "narrowed after a full one": (lambda: World(run(), run(seq=2, partial=True)), Verdict.GO, ""),
    "narrowed after a full stop": (
        lambda: World(run(result(finding())), run(seq=2, partial=True)), Verdict.STOP, "links.broken"),
    "narrowed and stop, after a full go": (
        lambda: World(run(), run(result(finding()), seq=2, partial=True)), Verdict.STOP, "links.broken"),
    "narrowed and stop, and no other": (
        lambda: World(run(result(finding()), partial=True)), Verdict.STOP, "links.broken"),
    "an unknown": (lambda: World(run(result(unknown()))), Verdict.HOLD, "could not be judged"),
    "an unknown that is not required": (lambda: World(run(result(unknown(), required=False))), Verdict.GO, ""),
    "a crash": (lambda: World(run(result(outcome=Outcome.CRASHED))), Verdict.HOLD, "broke"),
    "a plug-in": (lambda: World(run(plugins={"acme": "ImportError"})), Verdict.HOLD, "acme"),
    "a needed input": (lambda: World(run(missing=["audience"])), Verdict.HOLD, "not given: audience"),
    "more than was kept": (lambda: World(run(more={"links.broken": 5})), Verdict.STOP, "further findings"),
    # time
    "as old as may be": (lambda: World(run(ago=24)), Verdict.GO, ""),
    "too old": (lambda: World(run(ago=24.1)), Verdict.HOLD, "24.1 hours old"),
    "a checklist with more time": (lambda: World(run(ago=100), by=policy(max_age_hours=168.0)), Verdict.GO, ""),
    "a checklist with less time": (lambda: World(run(ago=2), by=policy(max_age_hours=1.0)), Verdict.HOLD, "2.0 hours"),
    "a run from the future": (lambda: World(run(ago=-1)), Verdict.HOLD, "yet to come"),
    "clocks that differ a little": (lambda: World(run(ago=-0.05)), Verdict.GO, ""),
    "scheduled in time": (lambda: World(run(), scheduled_at=at("2026-11-24T08:00:00+00:00")), Verdict.GO, ""),
    "scheduled time past": (lambda: World(run(), scheduled_at=at("2026-11-24T07:59:59+00:00")), Verdict.HOLD, "is past"),
    "written down by an older preflight": (lambda: World(run(form=0)), Verdict.HOLD, "too little"),
    "another version of preflight": (lambda: World(run(version="0")), Verdict.HOLD, "run it again"),
    "stop, and too old as well": (lambda: World(run(result(finding()), ago=30)), Verdict.STOP, "links.broken"),
    # waivers
    "a blocker waived": (lambda: World(run(result(finding()))).waived(finding()), Verdict.GO, ""),
    "one of two waived": (
        lambda: World(run(result(finding(), finding("f:2")))).waived(finding()), Verdict.STOP, "links.broken"),
    "the blocker waived, a warning left": (
        lambda: World(run(result(finding(), finding("f:2", "warning")))).waived(finding()), Verdict.GO, ""),
    "the whole check waived": (
        lambda: World(run(result(finding(), finding("f:2")))).waived(finding(), target="links.broken"), Verdict.GO, ""),
    "another check waived": (
        lambda: World(run(result(finding()))).waived(finding(), target="links.soft-404"), Verdict.STOP, "links.broken"),
    "waived until yesterday": (
        lambda: World(run(result(finding()))).waived(finding(), until="2026-11-23"), Verdict.STOP, "links.broken"),
    "waived until today": (
        lambda: World(run(result(finding()))).waived(finding(), until="2026-11-24"), Verdict.GO, ""),
    "waived until an instant that is past": (
        lambda: World(run(result(finding()))).waived(finding(), until="2026-11-24T07:00:00Z"), Verdict.STOP, "links"),
    "a number grew": (
        lambda: World(run(result(finding(n=3)))).waived(finding(n=2)), Verdict.STOP, "links.broken"),
    "a number shrank": (lambda: World(run(result(finding(n=1)))).waived(finding(n=2)), Verdict.GO, ""),
    "more places": (lambda: World(run(result(finding(places=3)))).waived(finding(places=2)), Verdict.STOP, "links"),
    "waived by the owner": (lambda: World(run(result(finding()))).waived(finding(), by=OWNER), Verdict.STOP, "links"),
    "waived by the owner in capitals": (
        lambda: World(run(result(finding()))).waived(finding(), by="JANE@acme.example"), Verdict.STOP, "links"),
    "waived in another role": (
        lambda: World(run(result(finding()))).waived(finding(), role="intern"), Verdict.STOP, "links"),
    "a warning waived by its owner": (
        lambda: World(run(result(finding(severity="warning")))).waived(finding(), by=OWNER), Verdict.GO, ""),
    "what nobody may waive": (
        lambda: World(run(result(finding(), check="suppression.recipient-listed"))).waived(finding()),
        Verdict.STOP, "suppression"),
    "waived for another URL": (
        lambda: World(run(result(finding()))).waived(finding(), where="https://other.test/*"), Verdict.STOP, "links"),
    "waived for that URL": (
        lambda: World(run(result(finding()))).waived(finding(), where="https://a.test/*"), Verdict.GO, ""),
    "waived for a place": (
        lambda: World(run(result(finding()))).waived(finding(), where="email.html:1"), Verdict.GO, ""),
    "waived for another send": (
        lambda: World(run(result(finding()))).waived(finding(), send="other"), Verdict.STOP, "links"),
    "waived for the series": (
        lambda: World(run(result(finding())), series="s").waived(finding(), send="other", series="s"), Verdict.GO, ""),
    "waived for another series": (
        lambda: World(run(result(finding())), series="t").waived(finding(), series="s"), Verdict.STOP, "links"),
    "a waiver for one URL, of another send": (
        lambda: World(run(result(finding()))).waived(finding(), send="other", url="https://a.test/x"), Verdict.GO, ""),
    "a waiver that nobody vouches for": (
        lambda: World(run(result(finding())), by=policy(signers="authenticated")).waived(finding()), Verdict.STOP, ""),
    # answers
    "an unknown answered": (lambda: World(run(result(unknown()))).answered("u:1"), Verdict.GO, ""),
    "an unknown answered with no": (
        lambda: World(run(result(unknown()))).answered("u:1", passed=False), Verdict.STOP, "links.broken"),
    "answered no, then yes": (
        lambda: World(run(result(unknown()))).answered("u:1", False).answered("u:1"), Verdict.GO, ""),
    "answered yes, then no": (
        lambda: World(run(result(unknown()))).answered("u:1").answered("u:1", False), Verdict.STOP, "says that"),
    "one of two answered": (
        lambda: World(run(result(unknown(), unknown("u:2")))).answered("u:1"), Verdict.HOLD, "403"),
    "an unknown warning answered with no": (
        lambda: World(run(result(unknown(severity="warning"), required=False))).answered("u:1", False), Verdict.GO, ""),
    "a blocker beside an answered unknown": (
        lambda: World(run(result(unknown(), finding()))).answered("u:1"), Verdict.STOP, "links.broken"),
    "the message changed since the answer": (
        lambda: World(run(result(unknown()))).answered("u:1", judged={"u:1": "another"}), Verdict.HOLD, "403"),
    "answered for a URL, elsewhere": (
        lambda: World(run(result(unknown()))).answered("links.broken", judged={}, url="https://b.test/*"), Verdict.GO, ""),
    "answered for a series": (
        lambda: World(run(result(unknown())), series="s").answered("links.broken", judged={}, series="s"), Verdict.GO, ""),
    "answered for a series, until yesterday": (
        lambda: World(run(result(unknown())), series="s").answered("u:1", judged={}, series="s", until="2026-11-23"),
        Verdict.HOLD, "403"),
    "a question": (lambda: wanting(manual=(LOOKED,)), Verdict.HOLD, "1 question is not answered"),
    "a question answered": (lambda: wanting(manual=(LOOKED,)).answered("looked"), Verdict.GO, ""),
    "a question answered with no": (lambda: wanting(manual=(LOOKED,)).answered("looked", False), Verdict.HOLD, "says no"),
    "the message changed since": (
        lambda: later(wanting(manual=(LOOKED,)).answered("looked"), message_subject="s2"), Verdict.HOLD, "question"),
    "the audience changed since": (
        lambda: later(wanting(manual=(LOOKED,)).answered("looked"), audience="a2"), Verdict.GO, ""),
    "a question about the audience, which changed": (
        lambda: later(wanting(manual=(PEOPLE,)).answered("people"), audience="a2"), Verdict.HOLD, "question"),
    "a question about all, of which the time changed": (
        lambda: later(wanting(manual=(WHOLE,)).answered("whole"), schedule="t2"), Verdict.HOLD, "question"),
    # sign-offs
    "a sign-off missing": (lambda: wanting(APPROVER), Verdict.HOLD, "1 sign-off is missing"),
    "signed": (lambda: wanting(APPROVER).approved(BOSS), Verdict.GO, ""),
    "signed by the owner": (lambda: wanting(APPROVER).approved(OWNER), Verdict.HOLD, "sign-off"),
    "signed by the owner, written otherwise": (
        lambda: wanting(APPROVER).approved("Jane <JANE@Acme.Example>"), Verdict.HOLD, "sign-off"),
    "a send without an owner": (lambda: wanting(APPROVER, owner="").approved(BOSS), Verdict.HOLD, "sign-off"),
    "no owner, and none asked after": (lambda: wanting(LEGAL, owner="").approved(LEO, "legal"), Verdict.GO, ""),
    "signed in another role": (lambda: wanting(APPROVER).approved(BOSS, "legal"), Verdict.HOLD, "sign-off"),
    "two wanted, one signed": (lambda: wanting(TWO).approved(BOSS), Verdict.HOLD, "1 sign-off"),
    "two wanted, one signed twice": (
        lambda: wanting(TWO).approved(BOSS).approved(BOSS.upper()), Verdict.HOLD, "1 sign-off"),
    "two wanted, two signed": (lambda: wanting(TWO).approved(BOSS).approved(RITA), Verdict.GO, ""),
    "one person in two roles": (
        lambda: wanting(APPROVER, LEGAL).approved(BOSS).approved(BOSS, "legal"), Verdict.HOLD, "1 sign-off"),
    "two people in two roles": (
        lambda: wanting(APPROVER, LEGAL).approved(BOSS).approved(LEO, "legal"), Verdict.GO, ""),
    "reported on behalf of somebody": (
        lambda: wanting(APPROVER).approved(OWNER, reported_for=BOSS, evidence={"sha256": "e"}), Verdict.GO, ""),
    "reported on behalf of the owner": (
        lambda: wanting(APPROVER).approved(BOSS, reported_for=OWNER), Verdict.HOLD, "sign-off"),
    "only authenticated ones count": (
        lambda: World(run(approvals=needed(APPROVER)), by=policy(APPROVER, signers="authenticated")).approved(BOSS),
        Verdict.HOLD, "sign-off"),
    "an authenticated one": (
        lambda: World(run(approvals=needed(APPROVER)), by=policy(APPROVER, signers="authenticated")).approved(
            BOSS, vouched="authenticated"), Verdict.GO, ""),
    "signed, then one byte changed": (
        lambda: later(wanting(APPROVER).approved(BOSS), message_subject="s2"), Verdict.HOLD, "sign-off"),
    "the message signed, then the audience changed": (
        lambda: later(wanting(LEGAL).approved(LEO, "legal"), audience="a2", rows=5), Verdict.GO, ""),
    "the message signed, then the message changed": (
        lambda: later(wanting(LEGAL).approved(LEO, "legal"), message_subject="s2"), Verdict.HOLD, "sign-off"),
    "the audience signed, and it moved a little": (
        lambda: later(wanting(OPS).approved(LEO, "ops"), audience="a2", rows=1020), Verdict.GO, ""),
    "the audience signed, and it moved too far": (
        lambda: later(wanting(OPS).approved(LEO, "ops"), audience="a2", rows=1021), Verdict.HOLD, "sign-off"),
    "the audience signed, and it shrank too far": (
        lambda: later(wanting(OPS).approved(LEO, "ops"), audience="a2", rows=979), Verdict.HOLD, "sign-off"),
    "the audience signed, and its rules changed": (
        lambda: later(wanting(OPS).approved(LEO, "ops"), rules="r2"), Verdict.HOLD, "sign-off"),
    "the audience signed, the message changed": (
        lambda: later(wanting(OPS).approved(LEO, "ops"), message_subject="s2"), Verdict.GO, ""),
    # taking back
    "rejected": (lambda: clean().rejected(BOSS), Verdict.STOP, "refused it"),
    "rejected, then changed": (lambda: later(clean().rejected(BOSS), message_subject="s2"), Verdict.GO, ""),
    "rejected, then signed by the same": (lambda: clean().rejected(BOSS).approved(BOSS), Verdict.GO, ""),
    "rejected, then signed by another": (lambda: clean().rejected(BOSS).approved(RITA), Verdict.STOP, "refused it"),
    "signed, then rejected": (lambda: wanting(APPROVER).approved(BOSS).rejected(BOSS), Verdict.STOP, "refused it"),
    "rejected for another send": (lambda: clean().rejected(BOSS, send="other"), Verdict.GO, ""),
    "signed, then withdrawn": (lambda: wanting(APPROVER).approved(BOSS).withdrew(BOSS), Verdict.STOP, "took the sign-off"),
    "withdrawn, and signed again": (
        lambda: wanting(APPROVER).approved(BOSS).withdrew(BOSS).approved(BOSS), Verdict.GO, ""),
    "withdrawn by another person": (
        lambda: wanting(APPROVER).approved(BOSS).withdrew(RITA), Verdict.STOP, "took the sign-off"),
    "withdrawn, then the audience changed": (
        lambda: later(wanting(LEGAL).approved(LEO, "legal").withdrew(LEO), audience="a2"), Verdict.HOLD, "sign-off"),
    "a rejection counts where only authenticated ones may sign": (
        lambda: World(run(), by=policy(signers="authenticated")).rejected(BOSS), Verdict.STOP, "refused it"),
}  # fmt: skip


def test_there_are_enough_of_them() -> None:
    assert len(CASES) >= 60


@pytest.mark.parametrize("name", CASES)
def test_the_gate(name: str) -> None:
    make, verdict, reason = CASES[name]
    found = decide(make().case)
    said = "; ".join(str(one) for one in found.reasons)
    assert found.verdict is verdict, said
    assert reason in said
    assert bool(said) is (verdict is not Verdict.GO)


def test_what_was_approved_stands_beside_what_is_there_now() -> None:
    world = later(wanting(APPROVER).approved(BOSS), message_subject="s2", audience="a2", rows=1013)
    judgement = decide(world.case).judgement
    assert judgement is not None
    (given,) = judgement.given
    assert given.void == "the send changed since"
    assert given.changed == ("subject", "13 recipients more")
    assert judgement.approvals == (NeededApproval("approver", 1, "send", 1),)


def test_what_becomes_of_waivers() -> None:
    world = World(run(result(finding(), finding("f:2"))), now=NOW)
    world.waived(finding()).waived(finding("f:2"), until="2026-11-01").waived(finding("f:9"))
    world.waived(finding("f:2"), by=OWNER)
    judgement = decide(world.case).judgement
    assert judgement is not None
    assert [(w.state, w.target) for w in judgement.waivers] == [
        ("active", "f:1"), ("expired", "f:2"), ("unmatched", "f:9"), ("unmatched", "f:2"),
    ]  # fmt: skip
    assert "owner" in judgement.waivers[3].why


def test_a_state_survives_the_ledger() -> None:
    import msgspec

    from preflight.ledger.state import RunState

    made = state(result(finding(), unknown()), approvals=needed(APPROVER))
    assert msgspec.json.decode(msgspec.json.encode(made.body()), type=RunState) == made
    assert len(msgspec.json.encode(made.body())) < len(msgspec.json.encode(made))
