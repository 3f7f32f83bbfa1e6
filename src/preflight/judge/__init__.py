"""Binds facts to checks by type, runs them, groups what they found, and says GO, HOLD or STOP. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from fnmatch import fnmatchcase

import msgspec

from preflight.check import Listed
from preflight.facts import Facts
from preflight.facts.limits import allowed_addresses
from preflight.facts.send import Send, all_messages
from preflight.finding import _
from preflight.judge.bind import why_not_given
from preflight.judge.conditions import holds
from preflight.judge.one import judge_one, not_selected
from preflight.policy import Chosen, Policy
from preflight.privacy import masker
from preflight.verdict import Judgement, ManualItem, NeededApproval, NotCovered, Result, Verdict, concluded

__all__ = ["Selection", "allowed_addresses", "judge"]


class Selection(msgspec.Struct, frozen=True):
    """What `--only` and `--skip` asked for: globs over ids."""

    only: tuple[str, ...] = ()
    skip: tuple[str, ...] = ()

    def __contains__(self, id: object) -> bool:
        name = str(id)
        wanted = not self.only or any(fnmatchcase(name, glob) for glob in self.only)
        return wanted and not any(fnmatchcase(name, glob) for glob in self.skip)


def judge(
    facts: Facts,
    policy: Policy,
    every: Iterable[Listed] = (),
    *,
    selection: Selection | None = None,
    broken_plugins: Mapping[str, str] | None = None,
) -> Judgement:
    """Judge the facts by the checklist.

    `every` are all checks that exist: those that the checklist leaves out are listed as skipped. `broken_plugins`
    (name → reason) make the verdict at best a HOLD.
    """
    chosen_only = selection or Selection()
    mask = masker(allowed_addresses(facts.send))
    known = {one.id: one for one in every}
    results: dict[str, Result] = {}
    missing: dict[str, list[str]] = {}
    for chosen in policy.checks:
        result, lacking = _result(chosen, facts, chosen_only, mask, known)
        results[result.id] = result
        if lacking:
            missing.setdefault(lacking, []).append(result.id)
    for one in known.values():
        results.setdefault(one.id, not_selected(one, _("off in this checklist")))
    partial = any(chosen.id not in chosen_only for chosen in policy.checks if chosen.setting.on)
    return _conclude(facts, policy, tuple(results.values()), missing, broken_plugins or {}, partial)


def _result(
    chosen: Chosen, facts: Facts, selection: Selection, mask: Callable[[str], str], known: Mapping[str, Listed]
) -> tuple[Result, str]:
    if not chosen.setting.on or chosen.id not in selection:
        why = _("deselected") if chosen.setting.on else _("off in this checklist")
        return not_selected(known.get(chosen.id) or Listed.of(chosen.check), why), ""
    return judge_one(chosen, facts, holds(chosen.setting.when, facts), mask)


def _conclude(
    facts: Facts,
    policy: Policy,
    results: Sequence[Result],
    missing: Mapping[str, list[str]],
    broken_plugins: Mapping[str, str],
    partial: bool,
) -> Judgement:
    return concluded(
        Judgement(
            verdict=Verdict.HOLD,
            reasons=(),
            results=tuple(results),
            not_covered=_not_covered(facts.send, policy, missing),
            manual=tuple(ManualItem(item.id, item.ask, item.role) for item in policy.manual),
            approvals=tuple(
                NeededApproval(a.role, a.count, a.covers, a.count) for a in policy.approvals if holds(a.when, facts)
            ),
            partial=partial,
            broken_plugins=dict(broken_plugins),
        )
    )


def _not_covered(send: Send, policy: Policy, missing: Mapping[str, list[str]]) -> tuple[NotCovered, ...]:
    inputs: dict[str, list[str]] = {
        **{need: missing.get(need, []) for need in policy.needs if _absent(send, need)},
        **missing,
    }
    return tuple(
        NotCovered(name, why_not_given(name), tuple(checks), needed=name in policy.needs)
        for name, checks in sorted(inputs.items())
    )


def _absent(send: Send, need: str) -> bool:
    given = {
        "audience": send.audience,
        "suppression": send.suppression,
        "consent": send.consent,
        "sender": send.sender,
        "brief": send.brief,
        "schedule": send.scheduled_at or send.trigger or None,
        "headers": next((m for m in all_messages(send) if m.headers is not None), None),
    }
    return given.get(need) is None
