"""schedule.past."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from preflight.checks.schedule.past import past
from preflight.finding import Location
from tests.checks.content_facts import NOW, mail, outcome, result, said


@pytest.mark.parametrize(
    ("ahead", "words"),
    [
        (timedelta(minutes=-1), "1 minute ago"),
        (timedelta(minutes=-5), "5 minutes ago"),
        (timedelta(hours=-3), "3 hours ago"),
        (timedelta(days=-4), "4 days ago"),
    ],
)
def test_past(ahead, words):
    place = Location(file="send.yaml", line=4, column=1)
    found = result(past, mail(), scheduled_at=NOW + ahead, locations={"scheduled_at": place})
    assert outcome(found) == ("failed", "blocker")
    assert said(found)[0].endswith(words)
    assert found.findings[0].location == place


def test_to_come():
    assert result(past, mail(), scheduled_at=NOW).outcome == "passed"
    found = result(past, mail(), scheduled_at=NOW + timedelta(hours=3))
    assert (found.outcome, str(found.summary)) == ("passed", "it goes out in 3 hours")
    assert found.measures == {"hours_ahead": 3}


def test_zones_are_minded():
    zone = timezone(timedelta(hours=1))
    assert result(past, mail(), scheduled_at=datetime(2026, 11, 24, 8, 30, tzinfo=zone)).outcome == "failed"
    assert result(past, mail(), scheduled_at=datetime(2026, 11, 24, 9, 30, tzinfo=zone)).outcome == "passed"


def test_without_a_time():
    assert str(result(past, mail()).reason) == "nobody said when it goes out; add scheduled_at:"
    assert "form filled" in str(result(past, mail(), trigger="form filled").reason)
