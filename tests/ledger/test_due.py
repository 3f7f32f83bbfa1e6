"""When a timer should run a send."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from preflight.ledger.due import Standing, why
from tests.ledger.made import NOW

DAY, TWO = timedelta(hours=24), timedelta(hours=2)


def hours(number: float) -> datetime:
    return NOW + timedelta(hours=number)


@pytest.mark.parametrize(
    ("at", "trigger", "run_at", "exact", "signed", "said"),
    [
        (hours(1), "", None, False, False, "never run"),
        (hours(3), "", None, False, False, ""),
        (hours(-1), "", None, False, False, ""),
        (hours(1), "", hours(-1), True, False, ""),
        (hours(1), "", hours(-1), False, False, "changed"),
        (hours(1), "", hours(-30), True, False, "too old"),
        (hours(1), "", hours(-23.5), True, False, "too old"),
        (hours(20), "", hours(-23), True, True, "lapses before it goes out"),
        (hours(20), "", hours(-23), True, False, ""),
        (hours(20), "", hours(-23), False, True, ""),
        (hours(20), "", hours(-2), True, True, ""),
        (hours(30), "", hours(-2), True, True, ""),
        (None, "form filled", None, False, False, "never run"),
        (None, "form filled", hours(-24), True, False, ""),
        (None, "form filled", hours(-24), False, False, "changed"),
        (None, "form filled", hours(-24 * 7), True, False, "7 days old"),
        (None, "", None, False, False, ""),
    ],
)
def test_why(at: datetime | None, trigger: str, run_at: datetime | None, exact: bool, signed: bool, said: str) -> None:
    found = why(Standing(at, trigger, run_at, exact, signed, DAY), NOW, TWO)
    assert said in found
    assert bool(found) is bool(said)
