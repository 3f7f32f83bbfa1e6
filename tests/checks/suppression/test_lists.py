"""suppression.list_stale, list_shrunk, not_applied: on facts."""

from __future__ import annotations

from typing import Any

import pytest

from preflight.checks.suppression import list_shrunk, list_stale, not_applied
from preflight.finding import Severity
from preflight.testing import facts_from, judge_check
from preflight.verdict import Outcome

STALE, SHRUNK, NOT_APPLIED = list_stale.list_stale, list_shrunk.list_shrunk, not_applied.not_applied
LEAVES = "2026-11-25T09:00:00Z"


def aged(exported: str | None, *, now: str = "2026-11-25T08:00:00Z", name: str = "unsubscribed", **more: Any) -> Any:
    listed = {"name": name, "members": "l.csv", **({"exported_at": exported} if exported else {})}
    listed |= {key: value for key, value in more.items() if key == "applied_by"}
    send = {"scheduled_at": LEAVES, "suppression": [listed], "kind": more.get("kind", "marketing")}
    return facts_from({"html": "x", "now": now, "send": send})


@pytest.mark.parametrize(
    ("exported", "severity"),
    [("2026-11-25T07:00:00Z", None), ("2026-11-23T09:00:00Z", None), ("2026-11-23T08:00:00Z", "blocker"),
     ("2026-10-01T00:00:00Z", "blocker"), (None, "warning")],
)  # fmt: skip
def test_list_stale(exported: str | None, severity: str | None) -> None:
    assert [f.severity for f in judge_check(STALE, aged(exported)).findings] == (
        [Severity(severity)] if severity else []
    )


@pytest.mark.parametrize(
    ("exported", "severity"),
    [("2026-11-23T09:00:00Z", None), ("2026-11-23T08:00:00Z", "warning"), ("2026-11-18T09:00:00Z", "warning"),
     ("2026-11-18T08:00:00Z", "blocker")],
)  # fmt: skip
def test_what_the_platform_applies_itself_may_be_older(exported: str, severity: str | None) -> None:
    result = judge_check(STALE, aged(exported, applied_by="platform"))
    assert [f.severity for f in result.findings] == ([Severity(severity)] if severity else [])


def test_judged_long_before_the_send_an_old_list_is_a_note() -> None:
    result = judge_check(STALE, aged("2026-11-20T00:00:00Z", now="2026-11-20T08:00:00Z"))
    assert [f.severity for f in result.findings] == [Severity.NOTE]
    assert "export it again after 2026-11-23 09:00 UTC" in str(result.findings[0].text)


def test_an_export_that_is_still_to_come_is_unknown() -> None:
    assert judge_check(STALE, aged("2026-11-25T08:30:00Z")).outcome is Outcome.UNKNOWN


@pytest.mark.parametrize(
    ("name", "options", "outcome"),
    [("competitors", {}, "skipped"), ("competitors", {"others": {"Competitors": 24}}, "failed"),
     ("Un-Subscribed", {}, "failed"), ("bounced", {}, "failed"), ("do-not-mail", {"required": ["do not mail"]}, "failed"),
     ("competitors", {"others": {"competitors": 240}}, "passed")],
)  # fmt: skip
def test_which_lists_have_an_age_to_keep(name: str, options: dict[str, Any], outcome: str) -> None:
    assert judge_check(STALE, aged("2026-11-20T00:00:00Z", name=name), options).outcome == outcome


@pytest.mark.parametrize(("name", "outcome"), [("unsubscribed", "skipped"), ("bounced", "failed")])
def test_bounces_bind_a_transactional_mail_too(name: str, outcome: str) -> None:
    assert judge_check(STALE, aged("2026-11-20T00:00:00Z", name=name, kind="transactional")).outcome == outcome


@pytest.mark.parametrize(
    ("rows", "before", "outcome"),
    [(95, 100, "passed"), (94, 100, "failed"), (200, 100, "passed"), (0, 19, "passed"), (0, 20, "failed"),
     (0, None, "skipped")],
)  # fmt: skip
def test_list_shrunk(rows: int, before: int | None, outcome: str) -> None:
    history = [{"name": "last", "lists": {"gone": before} if before is not None else {}}]
    found = facts_from({
        "html": "x", "history": history, "audience": {"lists": {"gone": {"rows": rows}}},
        "send": {"series": "news", "suppression": [{"name": "gone", "members": "l.csv"}]},
    })  # fmt: skip
    result = judge_check(SHRUNK, found)
    assert result.outcome == outcome
    if result.findings and rows:
        assert str(result.findings[0].text) == "the list gone has 94 rows; on 2026-11-17 it had 100: 6 % of it is gone"


def test_a_list_that_was_not_read_is_not_compared() -> None:
    found = facts_from({
        "html": "x", "history": [{"lists": {"gone": 100}}], "audience": {"lists": {"gone": "the disk is full"}},
        "send": {"suppression": [{"name": "gone", "members": "l.csv"}]},
    })  # fmt: skip
    assert judge_check(SHRUNK, found).outcome is Outcome.UNKNOWN


def applied(suppressed: int | None, overlap: Any, stage: str = "segment", by: str = "platform") -> Any:
    counts = {"segment": 100, **({"suppressed": suppressed} if suppressed is not None else {})}
    lists = [
        {"name": "one", "members": "1.csv", "applied_by": by},
        {"name": "two", "members": "2.csv", "applied_by": by},
    ]
    return facts_from({
        "html": "x", "audience": {"rows": 100, "measures": {"suppression.applied:one,two": overlap}},
        "send": {"audience": {"members": "a.csv", "stage": stage, "counts": counts}, "suppression": lists},
    })  # fmt: skip


@pytest.mark.parametrize(
    ("facts", "outcome"),
    [(applied(10, 10), "passed"), (applied(9, 10), "failed"), (applied(None, 10), "skipped"),
     (applied(9, 10, stage="final"), "skipped"), (applied(9, 10, by=""), "skipped"), (applied(9, "cut"), "unknown")],
)  # fmt: skip
def test_not_applied(facts: Any, outcome: str) -> None:
    result = judge_check(NOT_APPLIED, facts)
    assert result.outcome == outcome
    if result.findings:
        assert str(result.findings[0].text) == (
            "the platform drops 9 people, but 10 of the 100 in the segment are on the lists that it applies (one, two)"
        )
