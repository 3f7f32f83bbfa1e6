"""suppression.recipient_listed, list_missing, list_empty, unreadable_rows: on facts."""

from __future__ import annotations

from typing import Any

import pytest

from preflight.checks.suppression import list_empty, list_missing, recipient_listed, unreadable_rows
from preflight.finding import Severity
from preflight.testing import facts_from, judge_check
from preflight.verdict import Outcome

LISTED = recipient_listed.recipient_listed


def facts(overlap: Any = 0, incomparable: Any = 0, audience: dict[str, Any] | None = None, **fields: Any) -> Any:
    send = {
        "scheduled_at": "2026-11-25T09:00:00Z",
        "audience": {"members": "audience.csv", **(audience or {})},
        "suppression": [{"name": "unsubscribed", "members": "unsubscribed.csv", **fields}],
    }
    measures = {"suppression.listed:unsubscribed": overlap, "suppression.incomparable": incomparable}
    return facts_from({"html": "x", "send": send, "audience": {
        "rows": 48200, "lists": {"unsubscribed": {"rows": 3}}, "measures": measures}})  # fmt: skip


def test_an_overlap_has_its_denominator_age_and_masked_examples() -> None:
    overlap = {"value": 17, "examples": ["j***e@g***.com"]}
    result = judge_check(LISTED, facts(overlap, exported_at="2026-11-20T09:00:00Z"))
    (finding,) = result.findings
    assert (
        str(finding.text)
        == "17 of 48,200 recipients are on the list unsubscribed, which will be 5 days old when it goes out"
    )
    assert finding.evidence["overlap"] == 17
    assert finding.evidence["examples"][0]["masked"] == "j***e@g***.com"
    assert finding.severity is Severity.BLOCKER


@pytest.mark.parametrize(
    ("stage", "applied_by", "outcome"),
    [("segment", "platform", "passed"), ("segment", "", "failed"), ("final", "platform", "failed")],
)
def test_what_the_platform_still_drops_is_told(stage: str, applied_by: str, outcome: str) -> None:
    result = judge_check(LISTED, facts(17, audience={"stage": stage}, applied_by=applied_by))
    assert result.outcome == outcome
    assert bool(result.remarks) == (outcome == "passed")
    if result.remarks:
        assert "17 of 48,200" in str(result.remarks[0].message)


def test_what_was_not_compared_is_unknown() -> None:
    assert judge_check(LISTED, facts("limit")).outcome is Outcome.UNKNOWN
    assert judge_check(LISTED, facts(0, incomparable=2)).outcome is Outcome.UNKNOWN
    assert judge_check(LISTED, facts(0, incomparable="limit")).outcome is Outcome.UNKNOWN
    both = judge_check(LISTED, facts(3, incomparable=2))
    assert both.outcome is Outcome.FAILED
    assert both.unknowns


def test_no_list_at_all_is_not_given() -> None:
    send = {"audience": {"members": "audience.csv"}}
    assert judge_check(LISTED, facts_from({"html": "x", "send": send})).outcome is Outcome.SKIPPED
    empty = facts_from({"html": "x", "send": {**send, "suppression": []}, "audience": {"rows": 3}})
    assert judge_check(LISTED, empty).outcome is Outcome.SKIPPED


@pytest.mark.parametrize(
    ("names", "required", "missing"),
    [
        (["unsubscribed"], None, 0), (["Unsubscribed"], None, 0), (["competitors"], None, 1), ([], None, 1),
        (["hard_bounced"], ["unsubscribed", "hard-bounced"], 1),
    ],
)  # fmt: skip
def test_list_missing(names: list[str], required: list[str] | None, missing: int) -> None:
    lists = [{"name": name, "members": f"{name}.csv"} for name in names]
    options = {"required": required} if required else {}
    result = judge_check(list_missing.list_missing, facts_from({"html": "x", "send": {"suppression": lists}}), options)
    assert len(result.findings) == missing


def test_a_transactional_mail_needs_no_list() -> None:
    send = {"kind": "transactional", "suppression": []}
    assert judge_check(list_missing.list_missing, facts_from({"html": "x", "send": send})).outcome is Outcome.SKIPPED


@pytest.mark.parametrize(
    ("name", "table", "severity"),
    [("unsubscribed", {"rows": 0}, "blocker"), ("bounced", {"rows": 0}, "warning"), ("unsubscribed", {"rows": 1}, None),
     ("unsubscribed", {"rows": 9, "addresses": 0}, "blocker")],
)  # fmt: skip
def test_list_empty(name: str, table: dict[str, int], severity: str | None) -> None:
    send = {"suppression": [{"name": name, "members": "l.csv"}]}
    result = judge_check(
        list_empty.list_empty, facts_from({"html": "x", "send": send, "audience": {"lists": {name: table}}})
    )
    assert [f.severity for f in result.findings] == ([Severity(severity)] if severity else [])


@pytest.mark.parametrize("check", [list_empty.list_empty, unreadable_rows.unreadable_rows])
def test_a_list_that_was_not_read_is_unknown(check: Any) -> None:
    send = {"suppression": [{"name": "l", "members": "l.csv"}]}
    assert judge_check(check, facts_from({"html": "x", "send": send})).outcome is Outcome.UNKNOWN
    unread = facts_from({"html": "x", "send": send, "audience": {"lists": {"l": "the disk is full"}}})
    assert "the disk is full" in str(judge_check(check, unread).reason)
