"""The numbers over many sends."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from preflight.ledger.decision import RunEntry
from preflight.ledger.stats import Cleared, Share, stats
from preflight.report.stats import bars, figures, first_passes, render, runs_by_month
from preflight.report.words import Words
from tests.ledger.made import state


def run(seq: int, at: str, verdict: str, failed: tuple[str, ...] = (), **more: Any) -> RunEntry:
    outcomes = {"tracking.utm-missing": "passed", **dict.fromkeys(failed, "failed")}
    made = state(verdict=verdict, failed=list(failed), outcomes=outcomes, **more)
    return RunEntry(seq, f"sha256:{seq}", f"{at}T08:00:00+00:00", "sha256:x", made)


@pytest.fixture
def year() -> tuple[list[RunEntry], dict[int, str]]:
    surplus = {"measures": {"audience.duplicates": {"surplus": 7.0}}}
    runs = [
        run(1, "2026-09-01", "stop", ("links.broken", "tracking.utm-missing")), run(2, "2026-09-02", "go"),
        run(3, "2026-10-01", "stop", ("links.broken",)), run(4, "2026-10-02", "hold", **surplus),
        run(5, "2026-10-03", "go", partial=True), run(6, "2026-10-05", "go"),
    ]  # fmt: skip
    return runs, {
        1: "2026-09_news",
        2: "2026-09_news",
        3: "2026-10_news",
        4: "2026-10_news",
        5: "2026-10_news",
        6: "other",
    }


def test_the_numbers(year: tuple[list[RunEntry], dict[int, str]]) -> None:
    runs, names = year
    gone = [Cleared("2026-10_news", datetime.fromisoformat("2026-10-03T08:00:00+00:00"))]
    found = stats(runs, names, gone, ["other", "never", "2026-10_news"], 10)
    assert (found.sends, found.runs, found.minutes_saved) == (3, 5, 50)
    assert found.first_pass == Share(1, 3)
    assert (found.utm, found.naming) == (Share(3, 3), Share(0, 0))
    assert (found.duplicates, found.duplicate_sends) == (7, Share(1, 3))
    assert (found.hours_to_ready, found.ready) == (24.0, 3)
    assert (found.completion, found.not_looked_at) == (Share(2, 3), ["never"])
    assert [(one.check, one.sends, one.again) for one in found.faults] == [
        ("links.broken", 2, 1), ("tracking.utm-missing", 1, 0)
    ]  # fmt: skip
    assert [(m.month, m.sends, m.first_pass, m.runs) for m in found.months] == [
        ("2026-09", 1, 0, {"stop": 1, "go": 1}), ("2026-10", 2, 1, {"stop": 1, "hold": 1, "go": 1}),
    ]  # fmt: skip


def test_nothing_at_all() -> None:
    found = stats([], {}, [])
    assert found.first_pass.ratio is None
    assert found.hours_to_ready is None
    assert (runs_by_month(found.months), first_passes(found.months, Words("en")), bars([], {}, Words("en"))) == (
        [],
        [],
        [],
    )
    assert "0 sends" in render(found, {})


def test_the_charts(year: tuple[list[RunEntry], dict[int, str]]) -> None:
    found = stats(*year, [])
    pieces = runs_by_month(found.months)
    assert [one["words"] for one in pieces] == [
        "2026-09: 1 GO", "2026-09: 1 STOP", "2026-10: 1 GO", "2026-10: 1 HOLD", "2026-10: 1 STOP",
    ]  # fmt: skip
    assert all(0 <= one["y"] <= 160 and one["height"] > 0 for one in pieces)
    assert [one["height"] for one in first_passes(found.months, Words("en"))] == [0.0, 80.0]
    titles = {"links.broken": "A link answers with an error."}
    page = render(found, titles)
    assert page.count('<svg class="columns"') == 2
    assert "A link answers with an error" in page
    assert "2026-10: 1 of 2 at the first run" in page
    assert figures(found, Words("en")) == {
        "First pass": "1 of 3 (33 %)", "UTM compliance": "3 of 3 (100 %)", "Naming compliance": "nothing yet",
        "Time to ready": "12 hours from the first run to the first GO", "Minutes saved": "225",
    }  # fmt: skip


def test_the_page_in_german_is_as_strict_as_the_report(year: tuple[list[RunEntry], dict[int, str]]) -> None:
    page = render(stats(*year, [], ["<b>never</b>"]), {}, "de")
    assert "3 Versände, 5 Läufe" in page
    assert "unsafe-inline" not in page
    assert "default-src &#39;none&#39;" in page
    assert "<b>never" not in page
    assert " style=" not in page
