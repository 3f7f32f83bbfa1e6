"""Checks on numbers and on history, on facts: history_variance, volume_spike, composition_shift, stale, above_limit,
bulk_rules_apply, recently_mailed, outside_brief."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from preflight.checks.audience import (
    above_limit,
    bulk_rules_apply,
    composition_shift,
    history_variance,
    outside_brief,
    recently_mailed,
    stale,
    volume_spike,
)
from preflight.checks.audience._statistics import band, by_chance, stability
from preflight.facts.audience import Audience, Measured
from preflight.facts.history import PastRun, seen
from preflight.facts.web import Unanswered
from preflight.testing import facts_from, judge_check
from preflight.verdict import Outcome


def counted(final: int, history: Any = (), **more: Any) -> Any:
    audience = {"counts": {"final": final}, **more.pop("audience", {})}
    return facts_from({
        "html": "x", "from": "Acme <news@acme.test>", "history": list(history),
        "send": {"series": "news", "scheduled_at": "2026-11-25T09:00:00Z", "audience": audience, **more},
    })  # fmt: skip


def past(name: str, rows: int, day: str = "2026-11-18", **more: Any) -> dict[str, Any]:
    plain = {"name": name, "rows": rows, "from_domain": "acme.test", "gate_go": True}
    return {**plain, "scheduled_at": f"{day}T09:00:00Z", **more}


@pytest.mark.parametrize(
    ("final", "previous", "outcome"),
    [
        (100, [100, 100], "skipped"),
        (125, [100, 100, 100], "passed"), (126, [100, 100, 100], "failed"), (74, [100, 100, 100], "failed"),
        (9400, [47010, 48120, 47900], "failed"),
        (160, [80, 100, 120], "passed"),  # 20 × 1.4826 × 3 = 89 on either side
        (190, [80, 100, 120], "failed"),
        (10, [40, 41, 42], "passed"),  # too few people to speak of
        (10, [60, 61, 62], "failed"),
        (105, [100, 100, 100, 90_000], "passed"),  # one odd send does not move it
    ],
)  # fmt: skip
def test_history_variance(final: int, previous: list[int], outcome: str) -> None:
    result = judge_check(history_variance.history_variance, counted(final, audience={"previous": previous}))
    assert result.outcome == outcome
    for finding in result.findings:
        assert f"the last {len(previous)} sends say" in str(finding.text)


def test_past_sends_of_the_ledger_count_once_and_only_if_they_went_out() -> None:
    runs = [past("a", 100), past("a", 900), past("b", 100), past("c", 100, gate_go=False), past("example", 7)]
    assert judge_check(history_variance.history_variance, counted(500, runs)).outcome is Outcome.SKIPPED
    third = counted(500, [*runs, past("d", 100)])
    assert judge_check(history_variance.history_variance, third).outcome is Outcome.FAILED


def test_the_band_of_no_spread_is_a_share_of_the_median() -> None:
    assert band([100, 100, 100], 3, 0.25) == (75, 100, 125)
    assert band([0, 0, 0], 3, 0.25) == (0, 0, 0)


@pytest.mark.parametrize(
    ("final", "days", "outcome"),
    [
        (40_000, ["18", "11", "04"], "failed"), (39_999, ["18", "11", "04"], "passed"),
        (40_000, ["18", "11"], "skipped"), (900, ["18", "11", "04"], "passed"),
    ],
)  # fmt: skip
def test_volume_spike(final: int, days: list[str], outcome: str) -> None:
    runs = [past(day, 20_000 if final > 1000 else 100, f"2026-11-{day}") for day in days]
    assert judge_check(volume_spike.volume_spike, counted(final, runs)).outcome == outcome


@pytest.mark.parametrize(
    "change",
    [{"gate_go": False}, {"from_domain": "other.test"}, {"scheduled_at": "2026-10-01T09:00:00Z"}, {"rows": None},
     {"name": "example"}, {"scheduled_at": "2026-11-26T09:00:00Z"}],
)  # fmt: skip
def test_what_is_no_past_send_of_this_domain(change: dict[str, Any]) -> None:
    runs = [past("a", 100), past("b", 100), {**past("c", 100), **change}]
    assert judge_check(volume_spike.volume_spike, counted(40_000, runs)).outcome is Outcome.SKIPPED


def mixed(now: dict[str, int], before: dict[str, int] | None, countries: dict[str, int] | None = None) -> Any:
    measures = {
        "audience.domains": {"groups": list(now.items())}, "audience.countries": {"groups": list((countries or {}).items())},
    }  # fmt: skip
    history = [] if before is None else [past("last", 1, domains=before, countries={"DE": 900, "AT": 100})]
    return facts_from({
        "html": "x", "history": history, "send": {"series": "news", "audience": {"members": "a.csv"}},
        "audience": {"rows": sum(now.values()), "measures": measures},
    })  # fmt: skip


@pytest.mark.parametrize(
    ("now", "before", "outcome"),
    [
        ({"gmail.com": 500, "a.test": 500}, None, "skipped"),
        ({"gmail.com": 500, "a.test": 500}, {"gmail.com": 480, "a.test": 520}, "passed"),
        ({"gmail.com": 800, "a.test": 200}, {"gmail.com": 300, "a.test": 700}, "failed"),
        ({"gmail.com": 1000}, {"a.test": 1000}, "failed"),
        ({"gmail.com": 40, "a.test": 10}, {"gmail.com": 15, "a.test": 35}, "passed"),  # too few to say
        ({"other": 1000}, {"gmail.com": 300, "a.test": 700}, "passed"),  # nothing but small groups
    ],
)
def test_composition_shift(now: dict[str, int], before: dict[str, int] | None, outcome: str) -> None:
    result = judge_check(composition_shift.composition_shift, mixed(now, before))
    assert result.outcome == outcome
    for finding in result.findings:
        assert "gmail.com" in str(finding.text)
        assert " → " in str(finding.text)


def test_the_mix_of_countries_is_compared_too() -> None:
    domains = {"gmail.com": 500, "a.test": 500}
    result = judge_check(composition_shift.composition_shift, mixed(domains, domains, {"IN": 600, "DE": 400}))
    assert [f.key for f in result.findings] == ["countries"]
    assert "IN 0 % → 60 %" in str(result.findings[0].text)


def test_what_chance_moves_is_no_shift() -> None:
    """Forty domains of three people each, drawn anew: the index is large, and says nothing."""
    before = {f"d{n}.test": 3 + n % 3 for n in range(40)}
    now = {f"d{n}.test": 3 + (n * 7) % 5 for n in range(40)}
    index, moved = stability(before, now)
    assert index > 0.1
    assert index < by_chance(len(moved), sum(before.values()), sum(now.values()))


mixes = st.dictionaries(st.sampled_from(["a", "b", "c", "d", "other"]), st.integers(0, 5000), min_size=1)


@given(mixes, mixes)
def test_the_index_is_symmetric_and_never_negative(one: dict[str, int], other: dict[str, int]) -> None:
    there, back = stability(one, other)[0], stability(other, one)[0]
    assert there >= 0
    assert abs(there - back) < 1e-9
    assert stability(one, one)[0] == 0


@pytest.mark.parametrize(
    ("exported", "outcome"),
    [("2026-11-24T09:00:00Z", "unknown"), ("2026-11-24T07:00:00Z", "failed"), ("2026-11-20T09:00:00Z", "failed"),
     (None, "skipped")],
)  # fmt: skip
def test_stale(exported: str | None, outcome: str) -> None:
    audience = {"members": "a.csv", **({"exported_at": exported} if exported else {})}
    send = {"audience": audience, "scheduled_at": "2026-11-25T09:00:00Z"}
    assert judge_check(stale.stale, facts_from({"html": "x", "send": send})).outcome == outcome


def test_a_fresh_export_passes() -> None:
    send = {"audience": {"members": "a.csv", "exported_at": "2026-11-24T07:00:00Z"}}
    assert judge_check(stale.stale, facts_from({"html": "x", "send": send})).outcome is Outcome.PASSED


@pytest.mark.parametrize(
    ("options", "outcome"),
    [({}, "skipped"), ({"limit": 99}, "failed"), ({"limit": 100}, "passed"), ({"minimum": 101}, "failed"),
     ({"minimum": 100, "limit": 200}, "passed")],
)  # fmt: skip
def test_above_limit(options: dict[str, int], outcome: str) -> None:
    assert judge_check(above_limit.above_limit, counted(100), options).outcome == outcome


def test_bulk_rules_apply_says_for_whom() -> None:
    groups = [["gmail.com", 4000], ["googlemail.com", 1000], ["hotmail.com", 4999], ["other", 9]]
    found = facts_from({"html": "x", "send": {"audience": {"members": "a.csv"}}, "audience": {
        "rows": 10_008, "measures": {"audience.domains": {"groups": groups}}}})  # fmt: skip
    result = judge_check(bulk_rules_apply.bulk_rules_apply, found)
    assert [f.key for f in result.findings] == ["gmail"]
    assert "5,000 of 10,008 recipients are at Gmail" in str(result.findings[0].text)
    assert "one-click unsubscribe" in str(result.findings[0].text)


@pytest.mark.parametrize(
    ("known", "options", "outcome"),
    [({}, {}, "unknown"), ({7: 0}, {}, "passed"), ({7: 1}, {}, "failed"), ({7: 1}, {"at_most": 1}, "passed"),
     ({7: 1}, {"days": 3}, "unknown")],
)  # fmt: skip
def test_recently_mailed(known: dict[int, int], options: dict[str, int], outcome: str) -> None:
    found = facts_from({"html": "x", "send": {"audience": {"members": "a.csv"}}, "audience": {"rows": 9},
                        "recently_mailed": known})  # fmt: skip
    assert judge_check(recently_mailed.recently_mailed, found, options).outcome == outcome


def briefed(recipients: dict[str, Any], *answers: Any) -> Any:
    """The facts of a brief with rules, whose measures have these answers in their order."""
    found = facts_from({"html": "x", "audience": {"rows": 1000},
                        "send": {"audience": {"members": "a.csv"}, "brief": {"recipients": recipients}}})  # fmt: skip
    asked = outside_brief.asks(found.send, outside_brief.Options(), found)
    named = {ask.name: answer for ask, answer in zip(asked, answers, strict=True)}  # type: ignore[union-attr]
    measures = {name: a if isinstance(a, Unanswered) else Measured(*a) if isinstance(a, tuple) else Measured(a)
                for name, a in named.items()}  # fmt: skip
    return msgspec.structs.replace(found, audience=Audience(members=found.audience.members, measures=measures))


@pytest.mark.parametrize(
    ("recipients", "answers", "outcome", "words"),
    [
        ({"stage": {"never": ["Customer"]}}, (7, 30), "failed", "7 of 1,000 recipients have the stage Customer, which the brief never wants"),
        ({"stage": {"never": ["Customer"]}}, (0, 30), "passed", ""),
        ({"stage": {"only": ["Lead"]}}, (30, 30), "unknown", "30 of 1,000 recipients have no readable stage"),
        ({"stage": {"only": ["Lead"]}}, (37, 30), "failed", "7 of 1,000 recipients have another stage than the brief wants, which is only Lead"),
        ({"stage": {"only": ["Lead"]}}, (Unanswered("absent", ""), Unanswered("absent", "")), "unknown", "no such column"),
        ({"Country": {"only": ["DE", "Austria"]}}, ((9, (("IN", 8),)), 0), "failed", "which is only DE, Austria (IN 8)"),
        ({"country": {"only": ["DE"]}}, (0, 1), "unknown", "1 of 1,000 recipients has no readable country"),
        ({"country": {"never": ["RU"]}}, (0, 1), "unknown", "1 of 1,000"),
        ({"country": {"only": ["DE", "Asia"]}}, (9, 0), "unknown", "the brief's Asia is no country"),
        ({"country": {"never": ["DE", "Asia"]}}, (9, 0), "failed", "9 of 1,000"),
    ],
)  # fmt: skip
def test_outside_brief(recipients: dict[str, Any], answers: tuple[Any, ...], outcome: str, words: str) -> None:
    result = judge_check(outside_brief.outside_brief, briefed(recipients, *answers))
    assert result.outcome == outcome, result.reason
    told = [str(one.text) for one in (*result.findings, *result.unknowns)]
    assert any(words in text for text in told) or not words, told


def test_a_brief_without_rules_is_not_given() -> None:
    assert judge_check(outside_brief.outside_brief, briefed({})).outcome is Outcome.SKIPPED


def test_what_a_run_leaves_to_compare_with() -> None:
    groups = [[f"d{n}.test", 1000 - n] for n in range(70)]
    found = facts_from({
        "html": "x", "send": {"audience": {"members": "a.csv"}},
        "audience": {"rows": 5, "lists": {"gone": {"rows": 3}, "unread": "cut"},
                     "measures": {"audience.domains": {"groups": [*groups, ["other", 3]]}}},
    })  # fmt: skip
    kept = seen(found.audience)
    assert (kept["lists"], kept["countries"]) == ({"gone": 3}, {})
    assert sum(kept["domains"].values()) == sum(number for _name, number in groups) + 3
    assert len(kept["domains"]) == 61
    plain = {"name": "x", "at": "2026-11-24T00:00:00Z", "verdict": "go", "fingerprint": ""}
    assert msgspec.convert({**plain, **kept}, PastRun).domains == kept["domains"]
