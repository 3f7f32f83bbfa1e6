"""Runs, deeds and cases in a few words, for tests of what is decided upon them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from preflight.finding import Location, Mender, Severity, _
from preflight.ledger.decision import Case, RunEntry
from preflight.ledger.deeds import Answer, Approval, Covered, Deed, Done, Rejection, Waiver, Withdrawal
from preflight.ledger.settle import Ground
from preflight.ledger.state import FORM, RunState, TableState
from preflight.ledger.waivers import numbers
from preflight.policy import Approval as Wanted
from preflight.policy import Manual, Policy
from preflight.verdict import Grouped, NeededApproval, Outcome, Result

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
OWNER = "jane@acme.example"
NAME = "winter"
PARTS = {"message subject": "s1", "message file email.html": "h1", "audience": "a1", "audience settings": "as1",
         "suppression unsubscribed": "l1", "schedule": "t1", "settings": "x1", "checklist": "c1"}  # fmt: skip
WAIVERS = {"blocker": {"role": "approver", "not": "owner"}, "never": ["suppression.recipient-listed"]}


def finding(
    id: str = "f:1", severity: str = "blocker", url: str = "https://a.test/x", places: int = 1, **values: Any
) -> Grouped:
    spots = [Location(file="email.html", line=n + 1, column=2, path="html > a") for n in range(places)]
    text = _("{n} links are broken", **(values or {"n": 2}))
    return Grouped(id, "", text, None, Severity(severity), spots[0], tuple(spots[1:]), {"url": url} if url else {})


def unknown(id: str = "u:1", severity: str = "blocker", url: str = "https://b.test/wall") -> Grouped:
    return Grouped(id, "", _("403: refuses robots"), None, Severity(severity), Location(), (), {"url": url})


def result(
    *found: Grouped, check: str = "links.broken", required: bool = True, outcome: Outcome | None = None
) -> Result:
    findings = tuple(one for one in found if one.id.startswith("f"))
    unknowns = tuple(one for one in found if one.id.startswith("u"))
    severity = min((one.severity for one in found), key=lambda s: s.rank, default=Severity.BLOCKER)
    told = outcome or (Outcome.FAILED if findings else Outcome.UNKNOWN)
    return Result(check, "", severity, required, told, Mender.WEB, _("2 of 31 links are broken"),
                  findings=findings, unknowns=unknowns)  # fmt: skip


def state(*results: Result, parts: dict[str, str] | None = None, rows: int | None = 1000, **more: Any) -> RunState:
    plain: dict[str, Any] = {
        "verdict": "go", "partial": False, "version": "1", "checklist": "mine", "now": NOW.isoformat(),
        "parts": {**PARTS, **(parts or {})}, "rows": rows, "results": results, "rules": "r1", "owner": OWNER,
        "judges": {one.id: ["message"] for one in results if one.unknowns},
        "tables": {"suppression unsubscribed": TableState(50, "d")}, "form": FORM,
    }  # fmt: skip
    return RunState(**{**plain, **more})


def run(*results: Result, seq: int = 1, ago: float = 1.0, **more: Any) -> RunEntry:
    now = (NOW - timedelta(hours=ago)).isoformat()
    made = state(*results, **{"now": now, **more})
    return RunEntry(seq, f"sha256:{seq}", now, made.covered.fingerprint, made)


def needed(*wanted: Wanted) -> tuple[NeededApproval, ...]:
    return tuple(NeededApproval(one.role, one.count, one.covers, one.count) for one in wanted)


def policy(*approvals: Wanted, manual: Sequence[Manual] = (), **more: Any) -> Policy:
    plain: dict[str, Any] = {"name": "mine", "title": "Mine", "digest": "c1", "checks": (), "waiver_policy": WAIVERS,
                             "approvals": approvals, "manual": tuple(manual)}  # fmt: skip
    return Policy(**{**plain, **more})


class World:
    """A case that is built up deed by deed; each comes after the run."""

    def __init__(self, *runs: RunEntry, by: Policy | None = None, covered: Covered | None = None, **more: Any) -> None:
        self.policy = by or policy()
        self.runs = runs
        self.deeds: list[Done] = []
        self.ground = Ground(NAME, more.pop("series", ""), more.pop("owner", OWNER),
                             covered or (runs[-1].state if runs else state()).covered, {}, self.policy,
                             more.pop("now", NOW))  # fmt: skip
        self.more = more

    def did(self, deed: Deed, *, covered: Covered | None = None, send: str = NAME) -> World:
        version = (covered or self.ground.covered).fingerprint
        seq = 100 + len(self.deeds)
        self.deeds.append(Done(seq, f"2026-11-24T07:{seq - 100:02}:00+00:00", "os@host", send, version, deed))
        return self

    def approved(self, by: str, role: str = "approver", covered: Covered | None = None, **more: Any) -> World:
        over = covered or self.ground.covered
        return self.did(Approval(by, role=role, covered=over, **more), covered=over)

    def rejected(self, by: str, **more: Any) -> World:
        return self.did(Rejection(by, note="no"), **more)

    def withdrew(self, by: str, **more: Any) -> World:
        return self.did(Withdrawal(by), **more)

    def waived(self, one: Grouped, by: str = "boss@acme.example", send: str = NAME, **more: Any) -> World:
        plain: dict[str, Any] = {"target": one.id, "reason": "known", "until": "2026-12-01", "role": "approver",
                                 "numbers": {one.id: numbers(one)}}  # fmt: skip
        return self.did(Waiver(by, **{**plain, **more}), send=send)

    def answered(self, item: str, passed: bool = True, by: str = "rita@acme.example", **more: Any) -> World:
        plain: dict[str, Any] = {"item": item, "passed": passed}
        if "judged" not in more:
            plain["judged"] = {
                item: self.runs[-1].state.judged("links.broken") if item[:2] == "u:" else self._about(item)
            }
        return self.did(Answer(by, **{**plain, **more}))

    def _about(self, item: str) -> str:
        wanted = next((one for one in self.policy.manual if one.id == item), Manual(item, ""))
        return self.ground.about(wanted)

    @property
    def case(self) -> Case:
        return Case(self.ground, self.runs, tuple(self.deeds), "1", **self.more)


def changed(one: RunEntry, rows: int | None = None, rules: str | None = None, **parts: str) -> Covered:
    """What a later version of the send covers: the same but for these parts (`message_subject="s2"`)."""
    named = {name.replace("_", " "): value for name, value in parts.items()}
    made = msgspec.structs.replace(
        one.state, parts={**one.state.parts, **named}, rows=one.state.rows if rows is None else rows,
        rules=rules or one.state.rules,
    )  # fmt: skip
    return made.covered
