"""Days and countries of consent: when it lapses, to the day; which table's line holds for whom."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from preflight.checklist import load_checklist
from preflight.checks.consent import _law, _limits
from preflight.testing import facts_from

BERLIN = ZoneInfo("Europe/Berlin")
VANCOUVER = ZoneInfo("America/Vancouver")


@pytest.mark.parametrize(
    ("day", "months", "until"),
    [("2026-05-24", 6, "2026-11-24"), ("2026-08-31", 6, "2027-02-28"), ("2024-02-29", 24, "2026-02-28"),
     ("2025-12-31", 2, "2026-02-28"), ("2026-01-31", 1, "2026-02-28"), ("2025-11-30", 12, "2026-11-30")],
)  # fmt: skip
def test_a_month_that_lacks_the_day_ends_on_its_last(day: str, months: int, until: str) -> None:
    assert _law.later(date.fromisoformat(day), months) == date.fromisoformat(until)


@pytest.mark.parametrize(
    ("given_at", "sent_at", "months", "zone", "lapsed"),
    [
        # It lapses at the end of the day: sent late on the very day, it still holds.
        ("2026-05-24T08:00", "2026-11-24T23:59", 6, BERLIN, False),
        ("2026-05-24T23:59", "2026-11-25T00:00", 6, BERLIN, True),
        # The day is that of the send's zone, whatever UTC says, and summer time is none of its business.
        ("2026-05-23T23:59", "2026-11-24T00:00", 6, VANCOUVER, True),
        ("2026-05-24T00:00", "2026-11-24T23:59", 6, VANCOUVER, False),
        ("2026-08-31T12:00", "2027-02-28T12:00", 6, BERLIN, False),
        ("2026-08-31T12:00", "2027-03-01T00:00", 6, BERLIN, True),
        ("2026-08-28T12:00", "2027-03-01T00:00", 6, BERLIN, True),
        ("2024-02-29T12:00", "2026-02-28T12:00", 24, BERLIN, False),
    ],
)
def test_when_consent_lapses(given_at: str, sent_at: str, months: int, zone: ZoneInfo, lapsed: bool) -> None:
    agreed, leaves = (datetime.fromisoformat(text).replace(tzinfo=zone) for text in (given_at, sent_at))
    assert (agreed.astimezone(UTC) < _law.lapsed_before(leaves, months, zone)) is lapsed


@given(
    st.datetimes(datetime(1995, 1, 1), datetime(2040, 1, 1), timezones=st.sampled_from([BERLIN, VANCOUVER, UTC])),  # noqa: DTZ001 - the strategy wants them so
    st.integers(1, 60), st.integers(-3, 3),
)  # fmt: skip
def test_the_cut_off_is_the_rule_said_the_other_way_round(leaves: datetime, months: int, days: int) -> None:
    zone = leaves.tzinfo
    assert zone is not None
    day = _law.later(leaves.date(), -months) + timedelta(days=days)
    agreed = datetime.combine(day, time(12), zone)
    lapsed = _law.later(day, months) < leaves.astimezone(zone).date()
    assert (agreed.astimezone(UTC) < _law.lapsed_before(leaves, months, zone)) is lapsed


def test_the_zone_is_the_send_s_else_that_of_its_time() -> None:
    def send(**words: str) -> object:
        return _law.zone(facts_from({"html": "x", "send": words}).send)

    assert send(timezone="Europe/Berlin") == BERLIN
    fixed = send(timezone="", scheduled_at="2026-11-24T09:00:00+01:00")
    assert fixed.utcoffset(None) == timedelta(hours=1)  # type: ignore[attr-defined]
    assert send(timezone="") is UTC


def test_a_country_s_own_line_goes_before_its_group_s() -> None:
    places = _law.places(["EU", "DE", "CA", "?", "*"])
    assert places["DE"] == "country = 'DE'"
    assert "'DE'" not in places["EU"]
    assert "'FR'" in places["EU"]
    for code in ("'DE'", "'FR'", "'CA'", "'?'"):
        assert code in places["*"]


@pytest.mark.parametrize("wrong", [{"Germany": ["express"]}, {"DE'": ["express"]}, {"DE": ["hearsay"]}])
def test_a_table_holds_nothing_but_countries_and_bases(wrong: dict[str, list[str]]) -> None:
    from preflight.checks.consent.basis_insufficient import BasisInsufficient

    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({"allowed": wrong}, BasisInsufficient)


def test_words_of_one_s_own_are_quoted() -> None:
    assert "'o''hara'" in _law.basis({"O'Hara": "express"})
    assert _limits.limited(_limits.Lapses(limits={})) == "FALSE"


@pytest.mark.parametrize(
    ("name", "basis", "unknown"),
    [("gdpr", "purchase", False), ("gdpr", "soft-opt-in", True), ("casl", "purchase", True)],
)
def test_the_shipped_checklists_take_an_unknown_country_for_theirs(name: str, basis: str, unknown: bool) -> None:
    options = {chosen.id: chosen.setting.options for chosen in load_checklist(name).checks}
    allowed = options["consent.basis-insufficient"].allowed  # type: ignore[attr-defined]
    assert (basis in allowed["?"]) is unknown
    assert {"EU", "GB", "CH", "CA", "?"} == set(allowed)
    limits = options["consent.expired"].limits  # type: ignore[attr-defined]
    assert (limits["CA"]["inquiry"], limits["CA"]["purchase"]) == (6, 24)
    assert ("?" in limits) is (name == "casl")
    assert options["consent.expiring"].limits == limits  # type: ignore[attr-defined]


def test_strict_wants_three_lists_that_are_there_filled_and_fresh() -> None:
    settings = {chosen.id: chosen.setting for chosen in load_checklist("strict").checks}
    for fault in ("list-missing", "list-empty", "list-stale"):
        required = settings[f"suppression.{fault}"].options.required  # type: ignore[attr-defined]
        assert set(required) == {"unsubscribed", "bounced", "complained"}


@pytest.mark.parametrize("name", ["default", "strict", "casl", "gdpr", "newsletter", "event", "promo", "nurture"])
def test_what_the_catalogue_has_on_is_on(name: str) -> None:
    off = {chosen.id for chosen in load_checklist(name).checks if not chosen.setting.on}
    families = {"audience", "suppression", "consent"}
    assert {one for one in off if one.partition(".")[0] in families} == {
        "audience.above-limit", "audience.recently-mailed", "consent.dormant",
    }  # fmt: skip
