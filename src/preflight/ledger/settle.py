"""Applies what people did to a judgement: answers, waivers and sign-offs, by the rules of the contract. Pure.

An answer holds while the input that it is about is unchanged. A waiver holds until its date, unless a number in the
finding grew. A sign-off holds while what it covers is unchanged. A run and the gate use the very same function.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from fnmatch import fnmatchcase

import msgspec

from preflight.finding import Text, _
from preflight.ledger import fingerprint, waivers
from preflight.ledger.changes import changes
from preflight.ledger.deeds import Answer, Approval, Covered, Deed, Done, Rejection, Withdrawal, over, person
from preflight.policy import Approval as Wanted
from preflight.policy import Manual, Policy
from preflight.verdict import (
    GivenApproval,
    Grouped,
    Judgement,
    ManualItem,
    NeededApproval,
    Outcome,
    Result,
    Settled,
    concluded,
)


class Ground(msgspec.Struct, frozen=True):
    """What the deeds are laid upon: the send as it stands, and by which rules and when it is judged.

    `judged` maps checks to the digest of the input that their unknowns are about.
    """

    send: str
    series: str
    owner: str
    covered: Covered
    judged: dict[str, str]
    policy: Policy
    now: datetime

    def about(self, item: Manual) -> str:
        """The digest of what a manual item is about."""
        groups = {"message": ("message",), "audience": fingerprint.AUDIENCE}
        if item.about == "send":
            return self.covered.fingerprint
        return fingerprint.group(self.covered.parts, *groups[item.about])


def settle(judgement: Judgement, deeds: Sequence[Done], ground: Ground) -> Judgement:
    """The judgement with everything in it that people decided, and the verdict that follows."""
    counted = [done for done in deeds if _counts(done.deed, ground.policy)]
    applied = waivers.apply(judgement.results, counted, ground)
    results = tuple(_answered(result, counted, ground) for result in applied.results)
    manual = tuple(_question(item, counted, ground) for item in ground.policy.manual)
    needed, given = signed_off(judgement.approvals, counted, ground)
    return concluded(
        msgspec.structs.replace(
            judgement, results=results, manual=manual, approvals=needed, given=given, waivers=applied.waivers
        )
    )


def _counts(deed: Deed, policy: Policy) -> bool:
    """Taking back always counts; giving only by people whom the checklist lets sign."""
    return isinstance(deed, Rejection | Withdrawal) or policy.signers == "asserted" or deed.vouched == "authenticated"


def _answered(result: Result, deeds: Sequence[Done], ground: Ground) -> Result:
    if not result.unknowns:
        return result
    told = [(one, answer_to(one, result.id, deeds, ground)) for one in result.unknowns]
    wrong = tuple(_found_wrong(one, answer) for one, answer in told if answer is not None and not _passed(answer))
    unknowns = tuple(_marked(one, answer) for one, answer in told if answer is None or _passed(answer))
    if not wrong:
        passed = result.outcome is Outcome.UNKNOWN and all(one.settled for one in unknowns)
        return msgspec.structs.replace(result, unknowns=unknowns, outcome=Outcome.PASSED if passed else result.outcome)
    findings = (*result.findings, *wrong)
    severity = min((f.severity for f in findings if f.settled is None), key=lambda one: one.rank)
    summary = result.summary if result.findings else wrong[0].text
    return msgspec.structs.replace(
        result, unknowns=unknowns, findings=findings, severity=severity, outcome=Outcome.FAILED, summary=summary
    )


def answer_to(one: Grouped, check: str, deeds: Sequence[Done], ground: Ground) -> Done | None:
    """The newest answer that holds for an unknown."""
    return next((done for done in reversed(deeds) if _answers(done, one, check, ground)), None)


def _answers(done: Done, one: Grouped, check: str, ground: Ground) -> bool:
    deed = done.deed
    if not isinstance(deed, Answer) or over(deed.until, ground.now):
        return False
    if deed.url or deed.series:
        fits = deed.item in {one.id, check} and (not deed.series or deed.series == ground.series)
        return fits and (not deed.url or fnmatchcase(str(one.evidence.get("url", "")), deed.url))
    return done.send == ground.send and deed.judged.get(one.id) == ground.judged.get(check, "")


def _passed(done: Done) -> bool:
    return isinstance(done.deed, Answer) and done.deed.passed


def _marked(one: Grouped, answer: Done | None) -> Grouped:
    if answer is None:
        return one
    until = answer.deed.until if isinstance(answer.deed, Answer) else ""
    return msgspec.structs.replace(one, settled=Settled("passed", answer.deed.by, answer.deed.note, until))


def _found_wrong(one: Grouped, answer: Done) -> Grouped:
    """Somebody looked and found it wrong: from here on it is a finding."""
    text = _("{by} looked at it and says that it is wrong: {reason}", by=answer.deed.by, reason=str(one.text))
    return msgspec.structs.replace(one, text=text, fix=_("Mend it, then answer again."))


def _question(item: Manual, deeds: Sequence[Done], ground: Ground) -> ManualItem:
    about = ground.about(item)
    for done in reversed(deeds):
        deed = done.deed
        if isinstance(deed, Answer) and done.send == ground.send and deed.judged.get(item.id) == about:
            answer = "pass" if deed.passed else "fail"
            return ManualItem(item.id, item.ask, item.role, answer, deed.by, done.at, deed.note or None)
    return ManualItem(item.id, item.ask, item.role)


def signed_off(
    needed: Sequence[NeededApproval], deeds: Sequence[Done], ground: Ground
) -> tuple[tuple[NeededApproval, ...], tuple[GivenApproval, ...]]:
    """Which sign-offs are still missing, and those given, with what became of each.

    A person counts once: for the role in which they signed first.
    """
    mine = [done for done in deeds if done.send == ground.send]
    seen: dict[str, str] = {}
    given: list[GivenApproval] = []
    counted: dict[str, set[str]] = {}
    for done in mine:
        if not isinstance(done.deed, Approval) or _signed_again(done, mine):
            continue
        wanted = _wanted(done.deed, ground.policy)
        void, changed = _void(done, wanted, mine, ground)
        who = person(done.deed.signer)
        if not void and seen.setdefault(who, done.deed.role) != done.deed.role:
            void = f"{done.deed.signer} has signed as {seen[who]} already, and nobody fills two roles"
        if not void:
            counted.setdefault(done.deed.role, set()).add(who)
        given.append(_given(done, done.deed, wanted, void, changed))
    still = tuple(
        msgspec.structs.replace(one, missing=max(one.count - len(counted.get(one.role, ())), 0)) for one in needed
    )
    return still, tuple(given)


def _given(
    done: Done, deed: Approval, wanted: Wanted | None, void: str, changed: tuple[str, ...]
) -> GivenApproval:  # fmt: skip
    return GivenApproval(
        role=deed.role, by=deed.by, at=done.at, covers=wanted.covers if wanted else "send", note=deed.note,
        reported_for=deed.reported_for, evidence=deed.evidence, void=void, changed=changed,
    )  # fmt: skip


def _signed_again(done: Done, deeds: Iterable[Done]) -> bool:
    """Whether the same person signed in the same role later: that one is looked at, then."""
    assert isinstance(done.deed, Approval)
    return any(
        isinstance(later.deed, Approval) and later.seq > done.seq and later.deed.role == done.deed.role
        and person(later.deed.signer) == person(done.deed.signer)
        for later in deeds
    )  # fmt: skip


def _wanted(deed: Approval, policy: Policy) -> Wanted | None:
    return next((one for one in policy.approvals if one.role == deed.role), None)


def _void(
    done: Done, wanted: Wanted | None, deeds: Iterable[Done], ground: Ground
) -> tuple[str, tuple[str, ...]]:  # fmt: skip
    deed = done.deed
    assert isinstance(deed, Approval)
    taken = taken_back(done, deeds)
    if taken is not None:
        return taken, ()
    if wanted is not None and wanted.exclude == "owner" and owns(deed.signer, ground.owner):
        return "the owner of the send signed it, or nobody is named as its owner", ()
    what = lapsed(deed.covered, ground.covered, wanted)
    return (what, changes(deed.covered, ground.covered)) if what else ("", ())


def owns(by: str, owner: str) -> bool:
    """Whether somebody owns the send, or may: where no owner is named, nobody can be told apart from them."""
    return not owner or person(by) == person(owner)


def taken_back(done: Done, deeds: Iterable[Done]) -> str | None:
    """Why a sign-off does not stand any more: the same person withdrew it or refused the send later."""
    for later in deeds:
        if later.seq > done.seq and person(later.deed.signer) == person(done.deed.signer):
            if isinstance(later.deed, Withdrawal):
                return "withdrawn"
            if isinstance(later.deed, Rejection) and later.fingerprint == done.fingerprint:
                return "refused later"
    return None


def lapsed(then: Covered, now: Covered, wanted: Wanted | None) -> str:
    """Why a sign-off given for `then` does not cover `now`, or ""."""
    covers = wanted.covers if wanted is not None else "send"
    if covers == "message":
        return "" if then.message == now.message else "the message changed since"
    if covers == "audience":
        return _audience_lapsed(then, now, wanted.drift if wanted is not None else 0.0)
    return "" if then.fingerprint == now.fingerprint else "the send changed since"


def _audience_lapsed(then: Covered, now: Covered, drift: float) -> str:
    if then.rules != now.rules:
        return "the rules of the audience changed since"
    if then.rows is None or now.rows is None:
        return "nobody knows how many people get it"
    moved = abs(now.rows - then.rows)
    return "" if moved <= drift * then.rows else "the number of recipients moved further than the checklist lets it"


def barred(deeds: Iterable[Done], ground: Ground) -> list[Text]:
    """Rejections and withdrawals of exactly this version that stand: nobody took them back by signing after all."""
    mine = [done for done in deeds if done.send == ground.send]
    found: list[Text] = []
    for done in mine:
        if not isinstance(done.deed, Rejection | Withdrawal) or done.fingerprint != ground.covered.fingerprint:
            continue
        if any(_approves_after(done, later) for later in mine):
            continue
        words = _("{by} refused it on {at}: {note}") if isinstance(done.deed, Rejection) else _(
            "{by} took the sign-off back on {at}: {note}")  # fmt: skip
        values = {"by": done.deed.by, "at": done.at[:16], "note": done.deed.note or "without a word"}
        found.append(msgspec.structs.replace(words, values=values))
    return found


def _approves_after(done: Done, later: Done) -> bool:
    return (
        isinstance(later.deed, Approval) and later.seq > done.seq and later.fingerprint == done.fingerprint
        and person(later.deed.signer) == person(done.deed.signer)
    )  # fmt: skip
