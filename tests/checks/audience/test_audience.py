"""audience.empty, unreadable_rows, size_variance, counts_disagree, duplicates, rule: on facts."""

from __future__ import annotations

from typing import Any

import pytest

from preflight.checks.audience import counts_disagree, duplicates, empty, rule, size_variance, unreadable_rows
from preflight.finding import Severity
from preflight.testing import facts_from, judge_check
from preflight.verdict import Outcome

MEMBERS = {"members": "audience.csv"}


def facts(audience: dict[str, Any] | None = None, **send: Any) -> Any:
    return facts_from({"html": "<p>Hello</p>", "send": {"audience": MEMBERS, **send}, "audience": audience or {}})


def counted(final: int) -> Any:
    return facts_from({"html": "x", "send": {"audience": {"counts": {"final": final}}}})


@pytest.mark.parametrize("check", [empty.empty, unreadable_rows.unreadable_rows, duplicates.duplicates])
def test_what_was_not_read_is_unknown(check: Any) -> None:
    result = judge_check(check, facts())
    assert result.outcome is Outcome.UNKNOWN
    assert result.required


@pytest.mark.parametrize("check", [unreadable_rows.unreadable_rows, duplicates.duplicates])
def test_counts_alone_are_no_members(check: Any) -> None:
    assert judge_check(check, counted(10)).outcome is Outcome.SKIPPED


@pytest.mark.parametrize(
    ("audience", "outcome"),
    [({"rows": 0}, "failed"), ({"rows": 9, "address_column": "", "addresses": 0}, "failed"),
     ({"rows": 9, "addresses": 0}, "failed"), ({"rows": 1}, "passed")],
)  # fmt: skip
def test_empty(audience: dict[str, Any], outcome: str) -> None:
    assert judge_check(empty.empty, facts(audience)).outcome == outcome


def test_counts_of_nobody_are_empty() -> None:
    assert judge_check(empty.empty, counted(0)).outcome is Outcome.FAILED


@pytest.mark.parametrize(
    ("rows", "expected", "severity"),
    [(100, 100, None), (110, 100, None), (90, 100, None), (111, 100, "warning"), (89, 100, "warning"),
     (125, 100, "warning"), (126, 100, "blocker"), (74, 100, "blocker"), (5, 40, None), (10, 5000, "blocker"),
     (5000, 10, "blocker"), (0, 100, "blocker")],
)  # fmt: skip
def test_size_variance(rows: int, expected: int, severity: str | None) -> None:
    result = judge_check(size_variance.size_variance, facts({"rows": rows}, brief={"audience": expected}))
    assert [f.severity for f in result.findings] == ([Severity(severity)] if severity else [])
    if severity:
        assert f"{expected:,}" in str(result.findings[0].text)


def test_a_segment_is_compared_by_its_final_number() -> None:
    audience = {**MEMBERS, "stage": "segment", "counts": {"final": 100}}
    found = facts_from(
        {"html": "x", "send": {"audience": audience, "brief": {"audience": 100}}, "audience": {"rows": 900}}
    )
    assert judge_check(size_variance.size_variance, found).outcome is Outcome.PASSED


@pytest.mark.parametrize(
    ("counts", "rows", "stage", "severities"),
    [
        ({"segment": 100, "suppressed": 10, "final": 90}, 90, "final", []),
        ({"segment": 100, "suppressed": 10, "final": 90}, 100, "segment", []),
        ({"segment": 100, "suppressed": 10, "final": 80}, 80, "final", ["blocker"]),
        ({"final": 1000}, 1004, "final", ["warning"]),
        ({"final": 1000}, 1006, "final", ["blocker"]),
        ({"segment": 1000}, 400, "segment", ["blocker"]),
    ],
)
def test_counts_disagree(counts: dict[str, int], rows: int, stage: str, severities: list[str]) -> None:
    spec = {**MEMBERS, "counts": counts, "stage": stage}
    found = facts_from({"html": "x", "send": {"audience": spec}, "audience": {"rows": rows}})
    assert [f.severity for f in judge_check(counts_disagree.counts_disagree, found).findings] == severities


@pytest.mark.parametrize(("surplus", "severity"), [(0, None), (1, "warning"), (20, "warning"), (21, "blocker")])
def test_duplicates(surplus: int, severity: str | None) -> None:
    result = judge_check(duplicates.duplicates, facts({"rows": 1000, "measures": {duplicates.SURPLUS.name: surplus}}))
    assert [f.severity for f in result.findings] == ([Severity(severity)] if severity else [])


def test_unreadable_rows_say_where() -> None:
    bad = [{"file": "a.csv", "line": 1234, "reason": "has 3 cells instead of 5"}]
    result = judge_check(unreadable_rows.unreadable_rows, facts({"rows": 9, "bad": bad, "bad_total": 7}))
    assert "line 1234 of a.csv" in str(result.findings[0].text)
    assert "7 rows" in str(result.findings[0].text)


def test_a_rule_is_a_check_of_its_own() -> None:
    made = rule.rule_check(
        id="no-customers", where="stage = 'Customer'", severity=Severity.WARNING, at_most=2, fix="Ask Jo."
    )
    assert made.id == "audience.rule.no-customers"
    assert made.asks is not None
    (asked,) = made.asks(None, None, None)
    assert asked.flag == "stage = 'Customer'"
    for number, outcome in ((2, Outcome.PASSED), (3, Outcome.FAILED), ("cannot", Outcome.UNKNOWN)):
        result = judge_check(made, facts({"rows": 10, "measures": {asked.name: number}}))
        assert result.outcome is outcome
    assert judge_check(rule.rule, facts({"rows": 1})).outcome is Outcome.SKIPPED
