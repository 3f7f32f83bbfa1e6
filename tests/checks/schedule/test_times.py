"""schedule.missing, schedule.too-soon, schedule.blackout, schedule.quiet-hours and schedule.collision."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta

import pytest

from preflight.checks.schedule.blackout import blackout
from preflight.checks.schedule.collision import collision
from preflight.checks.schedule.missing import missing
from preflight.checks.schedule.quiet_hours import asks, quiet_hours
from preflight.checks.schedule.too_soon import too_soon
from preflight.facts import Facts
from preflight.testing import facts_from, judge_check
from tests.checks.content_facts import NOW, mail, outcome, result, said


def judged(check, words=None, options=None, **manifest):
    return judge_check(check, facts_from({"html": "<p>x</p>", "send": manifest, **(words or {})}), options)


def test_missing():
    assert outcome(result(missing, mail())) == ("failed", "warning")
    assert result(missing, mail(), scheduled_at=NOW).outcome == "passed"
    assert str(result(missing, mail(), trigger="form filled").summary) == "1 of 1 send says when: form filled"
    assert result(missing, mail(), kind="transactional").outcome == "skipped"
    assert result(missing, mail(), bare=True).outcome == "skipped"


def test_too_soon():
    found = result(too_soon, mail(), scheduled_at=NOW + timedelta(minutes=20))
    assert outcome(found) == ("failed", "warning")
    assert said(found) == ["the send goes out in 20 minutes, in less than 1 hour"]
    assert result(too_soon, mail(), scheduled_at=NOW + timedelta(hours=1)).outcome == "passed"
    assert result(too_soon, mail(), scheduled_at=NOW - timedelta(hours=1)).outcome == "passed"
    assert result(too_soon, mail()).outcome == "skipped"
    day = {"lead_time": 24}
    assert result(too_soon, mail(), scheduled_at=NOW + timedelta(hours=9), options=day).outcome == "failed"


PERIODS = [
    ({"from": "12-24", "to": "12-26"}, "2026-12-26T23:59", True),
    ({"from": "12-24", "to": "12-26"}, "2026-12-27T00:00", False),
    ({"from": "12-24", "to": "12-26"}, "2026-12-23T23:59", False),
    ({"from": "12-24", "to": "01-02"}, "2027-01-02T10:00", True),
    ({"from": "12-24", "to": "01-02"}, "2026-12-31T10:00", True),
    ({"from": "12-24", "to": "01-02"}, "2026-12-23T10:00", False),
    ({"from": "2026-12-24", "to": "2026-12-24"}, "2026-12-24T09:00", True),
    ({"from": "2025-12-24", "to": "2025-12-26"}, "2026-12-24T09:00", False),
    ({"from": "2026-12-24T12:00", "to": "2026-12-24T18:00"}, "2026-12-24T11:59", False),
    ({"from": "2026-12-24T12:00", "to": "2026-12-24T18:00"}, "2026-12-24T17:59", True),
    ({"from": "2026-12-24 12:00", "to": "2026-12-24 18:00"}, "2026-12-24T18:00", False),
]


@pytest.mark.parametrize(("period", "when", "hit"), PERIODS)
def test_blackout(period, when, hit):
    found = judged(blackout, options={"periods": [period]}, scheduled_at=when, timezone="Europe/Berlin")
    assert found.outcome == ("failed" if hit else "passed")
    assert not hit or found.severity == "blocker"


def test_blackouts_are_in_the_sends_own_zone():
    options = {"periods": [{"from": "12-24", "to": "12-24", "why": "Christmas Eve"}]}
    found = judged(blackout, options=options, scheduled_at="2026-12-24T23:30:00Z", timezone="Europe/Berlin")
    assert found.outcome == "passed"
    found = judged(blackout, options=options, scheduled_at="2026-12-23T23:30:00Z", timezone="Europe/Berlin")
    assert said(found) == ["the send goes out at 2026-12-24 00:30, between 12-24 and 12-24: Christmas Eve"]


def test_periods_that_are_none():
    options = {"periods": [{"from": "13-24", "to": "12-24"}, {"from": "2026-12-24", "to": "2026-12-23"}]}
    assert len(judged(blackout, options=options, scheduled_at="2026-12-24T09:00").unknowns) == 2
    assert judged(blackout, scheduled_at="2026-12-24T09:00").outcome == "skipped"
    assert judged(blackout, options=options).outcome == "skipped"


QUIET = [
    ("2026-11-24T10:00", {}, []),
    ("2026-11-24T07:59", {}, ["the send goes out at 07:59 (Europe/Berlin), outside 08:00 to 20:00"]),
    ("2026-11-24T20:00", {}, ["the send goes out at 20:00 (Europe/Berlin), outside 08:00 to 20:00"]),
    ("2026-11-28T10:00", {}, ["the send goes out on a Saturday (Europe/Berlin)"]),
    ("2026-11-28T10:00", {"days": ["sat"]}, []),
    ("2026-11-24T23:00", {"begins": "22:00", "ends": "6:00"}, []),
    ("2026-11-24T10:00", {"zones": ["America/New_York"]},
     ["the send goes out at 04:00 (America/New_York), outside 08:00 to 20:00"]),
    ("2026-11-24T10:00", {"zones": ["Mars/Base"]}, ["there is no time zone Mars/Base"]),
    ("2026-12-25T10:00", {"countries": ["DE"]}, ["2026-12-25 is a public holiday in DE: "]),
    ("2026-12-25T10:00", {"countries": ["DE"], "holidays": False}, []),
    ("2026-11-26T10:00", {"countries": ["US"]}, ["2026-11-26 is a public holiday in US: "]),
    ("2027-01-06T10:00", {"countries": ["DE"]}, []),
    ("2027-01-06T10:00", {"countries": ["DE-BY"]}, ["2027-01-06 is a public holiday in DE-BY: "]),
    ("2026-11-24T10:00", {"countries": ["XX"]}, ["nothing is known of the holidays of XX"]),
    ("2026-11-24T10:00", {"countries": ["DE-QQ"]}, ["nothing is known of the holidays of DE-QQ"]),
]  # fmt: skip


@pytest.mark.parametrize(("when", "options", "words"), QUIET)
def test_quiet_hours(when, options, words):
    found = said(judged(quiet_hours, options=options, scheduled_at=when, timezone="Europe/Berlin"))
    assert len(found) == len(words)
    assert all(one.startswith(start) for one, start in zip(found, words, strict=True)), found


def test_holidays_of_the_audience():
    audience = {
        "rows": 100,
        "measures": {"schedule.countries": {"value": 100, "groups": [["DE", 70], ["FR", 5], ["other", 25]]}},
    }
    more = {"scheduled_at": "2026-12-25T10:00", "audience": {"members": "people.csv"}}
    assert "holiday in DE" in said(judged(quiet_hours, {"audience": audience}, **more))[0]
    assert len(said(judged(quiet_hours, {"audience": audience}, **more))) == 1
    facts = facts_from({"html": "<p>x</p>", "send": more})
    wanted = list(asks(facts.send, quiet_hours.options(), Facts(facts.send, facts.clock)))
    assert [one.name for one in wanted] == ["schedule.countries"]


def test_without_the_package_holidays_are_unknown(monkeypatch):
    monkeypatch.setitem(sys.modules, "holidays", None)
    found = judged(
        quiet_hours, options={"countries": ["DE"]}, scheduled_at="2026-12-25T10:00", timezone="Europe/Berlin"
    )
    assert found.outcome == "unknown"
    assert said(found) == ["looking at public holidays needs an optional part: pip install 'preflight[holidays]'"]


def near(**more):
    return {"name": "other", "scheduled_at": "2026-11-25T12:00:00Z", **more}


def collided(other, rows=1000, **more):
    words = {"audience": {"rows": rows}, "others": [other]}
    send = {"scheduled_at": "2026-11-25T09:00:00Z", "audience": {"members": "people.csv"}, **more}
    return judged(collision, words, **send)


def test_collisions():
    found = collided(near(shared=420))
    assert outcome(found) == ("failed", "warning")
    assert said(found) == ["420 of 1,000 recipients also get other, at 2026-11-25 12:00"]
    assert collided(near(shared=50)).outcome == "passed"
    assert collided(near(shared=420, scheduled_at="2026-11-26T10:00:00Z")).outcome == "passed"
    assert collided(near(shared=420, verdict="stop")).outcome == "passed"
    assert collided(near(shared=420, name="example")).outcome == "passed"
    assert collided(near()).outcome == "unknown"
    assert collided({"name": "no time"}).outcome == "passed"


def test_the_latest_run_of_the_other_send_counts():
    moved = [
        near(shared=420),
        near(shared=420, at=datetime(2026, 11, 23, tzinfo=UTC), scheduled_at="2026-12-03T12:00:00Z"),
    ]
    words = {"audience": {"rows": 1000}, "others": moved}
    send = {"scheduled_at": "2026-11-25T09:00:00Z", "audience": {"members": "people.csv"}}
    assert judged(collision, words, **send).outcome == "passed"
