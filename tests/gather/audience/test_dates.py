"""Dates as exports write them; nothing that can be read in two ways is read in one of them without a word."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from preflight.facts.audience import Audience, Cell, Measure, Measured, Table
from preflight.facts.send import ConsentSpec, Source
from preflight.gather.audience.working import Limits
from tests.gather.audience.made import HERE, World

COLUMNS = {"email": "mail", "status": "state", "at": "when"}
DATED = Measure("dated", where="consent_at IS NOT NULL")
UNREAD = Measure("unread", where="consent_at_unread")


def on(day: str) -> Measure:
    """How many agreed on a day (in UTC: the send has no other zone)."""
    return Measure(day, where=f"consent_at >= TIMESTAMP '{day} 00:00:00' AND consent_at < TIMESTAMP '{day} 23:59:59'")


def registered(world: World, cells: list[str], *measures: Measure, dates: str = "", inside: bool = False) -> Audience:
    """`inside`: the dates stand in the audience's own file."""
    people = [f"p{n}@a.test" for n in range(len(cells))]
    rows = "mail,state,when\n" + "".join(f'{p},yes,"{cell}"\n' for p, cell in zip(people, cells, strict=True))
    if inside:
        own = {name: theirs for name, theirs in COLUMNS.items() if name != "email"}
        spec = ConsentSpec(HERE, own, dates=dates)  # type: ignore[arg-type]
        return world.read(rows, consent=spec, measures=[DATED, UNREAD, *measures])
    world.file("consent.csv", rows)
    spec = ConsentSpec(HERE, COLUMNS, Source(files=("consent.csv",), columns=COLUMNS), dates=dates)  # type: ignore[arg-type]
    return world.read("email\n" + "\n".join(people) + "\n", consent=spec, measures=[DATED, UNREAD, *measures])


def numbers(facts: Audience, *names: str) -> list[float | None]:
    return [answer.value for answer in map(facts.__getitem__, names) if isinstance(answer, Measured)]


def told(facts: Audience, *, inside: bool = False) -> dict[str, str]:
    table = facts.members if inside else facts.consent
    assert isinstance(table, Table)
    return table.dates


@pytest.mark.parametrize("inside", [True, False])
@pytest.mark.parametrize(
    "cell",
    [
        "2025-06-05", "2025-06-05T10:00:00Z", "2025-06-05 10:00", "2025-06-05 10:00:00 +00:00", "2025-06-05T10:00:00.277+0000",
        "2025-06-05 10:00:00 UTC", "2025-06-05 10:00 AM", "20250605", "20250605T100000Z", "20250605100000", "2025/06/05",
        "5.6.2025", "05.06.2025 10:00", "05.06.2025, 10:00", "05.06.2025 10:00:00.000",
        "1749117600", "1749117600.0", "1749117600000", "1749117600000000",
        "Thu, 05 Jun 2025 10:00:00 UTC", "Thu, 5 Jun 2025 10:00:00 +0000", "5 Jun 2025", "05-Jun-2025", "5 June 2025 10:00",
        "Jun 5, 2025", "June 5, 2025, 10:00 AM", "Jun 5, 2025 10:00:00 am", "Thu Jun 05 2025 10:00:00 GMT+0000 (Coordinated Universal Time)",
    ],
)  # fmt: skip
def test_read_in_one_way_only(world: World, cell: str, inside: bool) -> None:
    facts = registered(world, [cell, "2025-06-06"], on("2025-06-05"), inside=inside)
    assert numbers(facts, "2025-06-05", "unread") == [1, 0]
    assert told(facts, inside=inside) == {}


@pytest.mark.parametrize(
    "cell",
    ["yesterday", "45678", "45678.5", "1.74912E+09", "5.6.25", "5/6/25", "05-06-25", "31/02/2026", "00/00/0000", "0000-00-00",
     "2025", "2025-06", "10:00", "12345678901", "99999999999999999999", "jane@secret.test", "13/13/2025", "5/2025", "06.2025",
     "2025-06-05 25:00", "null", "N/A", "-", "0", "5 Jux 2025", "Donnerstag, 5. Juni 2025"],
)  # fmt: skip
def test_what_is_no_date_is_counted(world: World, cell: str) -> None:
    assert numbers(registered(world, [cell, "2025-06-06"]), "dated", "unread") == [1, 1]


AMBIGUOUS = ["03/05/2026", "3/5/2026 3:04 PM", "03-05-2026 10:00:00", "3/5/2026, 3:04:05 p.m."]


@pytest.mark.parametrize("inside", [True, False])
@pytest.mark.parametrize("cell", AMBIGUOUS)
def test_day_and_month_are_not_guessed(world: World, cell: str, inside: bool) -> None:
    asked = [on("2026-03-05"), on("2026-05-03")]
    names = ("unread", "2026-03-05", "2026-05-03")
    left = registered(world, [cell], *asked, inside=inside)
    assert (numbers(left, *names), told(left, inside=inside)) == ([1, 0, 0], {"when": "undecided"})
    for dates, found in (("MDY", [0, 1, 0]), ("DMY", [0, 0, 1])):
        said = registered(world, [cell], *asked, dates=dates, inside=inside)
        assert (numbers(said, *names), told(said, inside=inside)) == (found, {})


def test_the_column_shows_the_order_and_it_is_told(world: World) -> None:
    asked = [on("2026-03-05"), on("2026-05-03")]
    names = ("unread", "2026-03-05", "2026-05-03")
    us = registered(world, ["03/05/2026", "03/25/2026"], *asked)
    assert (numbers(us, *names), told(us)) == ([0, 1, 0], {"when": "MDY"})
    europe = registered(world, ["03/05/2026", "25/03/2026"], *asked)
    assert (numbers(europe, *names), told(europe)) == ([0, 0, 1], {"when": "DMY"})


def test_two_orders_in_one_column_decide_nothing(world: World) -> None:
    """Two exports under each other. Those that can only be read in one way are read so."""
    facts = registered(world, ["03/05/2026", "03/25/2026", "25/03/2026", "04/04/2026"])
    assert (numbers(facts, "dated", "unread"), told(facts)) == ([3, 1], {"when": "undecided"})


def test_what_contradicts_the_send_is_not_read(world: World) -> None:
    assert numbers(registered(world, ["25/03/2026", "03/25/2026"], dates="MDY"), "dated", "unread") == [1, 1]


def test_an_odd_date_far_down_is_read_too(world: World) -> None:
    cells = ["2025-01-01"] * 500 + ["03/25/2026", "03/05/2026"]
    for inside in (True, False):
        facts = registered(world, cells, on("2026-03-05"), inside=inside)
        assert numbers(facts, "2026-03-05", "unread") == [1, 0]
        assert told(facts, inside=inside) == {"when": "MDY"}


def test_days_without_an_offset_are_of_the_send_s_zone(world: World) -> None:
    """So consent lapses on the day that people see."""
    from preflight.gather.audience.engine import Engine

    engine = Engine(None, None, Limits(None, __import__("threading").Event()))
    try:
        engine.lock([], "America/New_York")
        engine.read_dates("SELECT unnest(['3/25/2026 11:30 PM', '1749117600']) AS raw", "t", "")
        found = dict(engine.rows("SELECT raw, instant FROM t"))
    finally:
        engine.close()
    assert found == {"3/25/2026 11:30 PM": datetime(2026, 3, 26, 3, 30), "1749117600": datetime(2025, 6, 5, 10)}  # noqa: DTZ001 - of UTC, without saying so


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    when=st.datetimes(datetime(1990, 1, 2), datetime(2099, 12, 30)),  # noqa: DTZ001
    form=st.sampled_from(
        ["%m/%d/%Y %I:%M:%S %p", "%m/%d/%Y %H:%M:%S", "%d %B %Y %H:%M:%S", "%a, %d %b %Y %H:%M:%S GMT", "%Y%m%dT%H%M%SZ",
         "%d.%m.%Y %H:%M:%S", "%b %d, %Y, %I:%M:%S %p", "unix", "ms"]
    ),
)  # fmt: skip
def test_every_moment_comes_back(world: World, when: datetime, form: str) -> None:
    moment = when.replace(microsecond=0, tzinfo=UTC)
    seconds = int((moment - datetime(1970, 1, 1, tzinfo=UTC)) / timedelta(seconds=1))
    cell = {"unix": str(seconds), "ms": f"{seconds}000"}.get(form) or moment.strftime(form)
    exact = Measure("exact", where=f"consent_at = TIMESTAMP '{moment:%Y-%m-%d %H:%M:%S}'")
    assert numbers(registered(world, [cell], exact, dates="MDY"), "exact") == [1]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cell=st.text(st.characters(codec="utf-8", exclude_characters='"\0'), min_size=1, max_size=30))
def test_no_text_breaks_it(world: World, cell: str) -> None:
    dated, unread = numbers(registered(world, [cell.replace("\r", "").replace("\n", "")]), "dated", "unread")
    assert (dated or 0) + (unread or 0) <= 1


def test_a_column_of_engagement_is_read_alike(world: World) -> None:
    """`consent.dormant` asks for days of any column."""
    asked = [
        Measure("date", cell=Cell("last", "date")),
        Measure("before", cell=Cell("last", "before", ("2026-03-01T00:00:00+00:00",))),
        Measure("filled", cell=Cell("last")),
    ]
    cells = ["02/25/2026", "03/05/2026", "1767225600", "never", "", "2026-03-31", "Jan 5, 2026"]
    rows = "email,last open\n" + "".join(f'p{n}@a.test,"{cell}"\n' for n, cell in enumerate(cells))
    for spec in ({}, {"dates": "MDY"}):
        facts = world.read(rows, measures=asked, source={"columns": {"last": "last open"}}, spec=spec)
        assert numbers(facts, "date", "before", "filled") == [5, 3, 6]


def test_a_column_of_dates_beside_a_damaged_row(world: World) -> None:
    asked = [Measure("date", cell=Cell("last", "date"))]
    facts = world.read('email,last\na@a.test,02/25/2026\nb@b.test,"x\n', measures=asked)
    assert isinstance(facts.members, Table)
    assert (facts.members.bad_total, numbers(facts, "date")) == (1, [1])
