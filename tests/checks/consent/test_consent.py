"""consent.missing, withdrawn, expired, expiring, basis_insufficient, unproven, in_the_future, dormant: on facts."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from preflight.checks.consent import (
    basis_insufficient,
    dormant,
    expired,
    expiring,
    in_the_future,
    missing,
    unproven,
    withdrawn,
)
from preflight.finding import Severity
from preflight.testing import facts_from, judge_check
from preflight.verdict import Outcome

NONE = {
    "consent.missing.demanded": 0,
    "consent.missing.elsewhere": 0,
    "consent.missing.unread": 0,
    "consent.withdrawn": 0,
}


def facts(measures: dict[str, Any], consent: dict[str, Any] | None = None, bad: int = 0, **send: Any) -> Any:
    send = {"audience": {"members": "a.csv"}, "consent": consent or {"columns": {"status": "S"}}, **send}
    register = {"consent": {"rows": 5, "bad": [{"line": 3, "reason": "cut"}] * bad}} if bad else {}
    files = {"c.csv": "email\n"}
    return facts_from(
        {
            "html": "x",
            "send": send,
            "files": files,
            "audience": {"rows": 100, "measures": {**NONE, **measures}, **register},
        }
    )


@pytest.mark.parametrize(
    ("name", "severity"), [("consent.missing.demanded", "blocker"), ("consent.missing.elsewhere", "warning")]
)
def test_missing_is_as_bad_as_the_country_makes_it(name: str, severity: str) -> None:
    result = judge_check(missing.missing, facts({name: 40}))
    assert [f.severity for f in result.findings] == [Severity(severity)]
    assert "40 of 100" in str(result.findings[0].text)


def test_words_that_nobody_knows_are_unknown() -> None:
    assert judge_check(missing.missing, facts({"consent.missing.unread": 2})).outcome is Outcome.UNKNOWN


@pytest.mark.parametrize("check", [missing.missing, withdrawn.withdrawn])
def test_what_was_not_read_is_unknown(check: Any) -> None:
    assert judge_check(check, facts(dict.fromkeys(NONE, "the disk is full"))).outcome is Outcome.UNKNOWN
    register = {"members": "c.csv", "columns": {"email": "email", "status": "S"}}
    assert judge_check(check, facts({}, register, bad=1)).outcome is Outcome.UNKNOWN


def test_withdrawn() -> None:
    assert judge_check(withdrawn.withdrawn, facts({"consent.withdrawn": 1})).outcome is Outcome.FAILED
    without = facts({}, {"columns": {"basis": "B"}})
    assert judge_check(withdrawn.withdrawn, without).outcome is Outcome.SKIPPED


def test_a_transactional_mail_needs_no_consent() -> None:
    assert judge_check(missing.missing, facts({}, kind="transactional")).outcome is Outcome.SKIPPED


@pytest.mark.parametrize(
    ("check", "options"),
    [(missing.missing, {"demanded_in": ["US"]}), (missing.missing, {"opted_in_words": ["jein"]}),
     (withdrawn.withdrawn, {"words": ["perdu"]})],
)  # fmt: skip
def test_other_options_ask_under_other_names(check: Any, options: dict[str, Any]) -> None:
    """Facts saved under one checklist must not answer another's question."""
    send = facts({}).send
    own = msgspec.convert(options, check.options, strict=False)
    asked = [{ask.name: ask for ask in check.asks(send, chosen, None)} for chosen in (check.options(), own)]
    assert asked[0] != asked[1]
    for name in asked[0].keys() & asked[1].keys():
        assert asked[0][name] == asked[1][name]


def test_a_country_is_no_way_into_the_statement() -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({"demanded_in": ["X') OR ('1'='1"]}, missing.missing.options)
    (ask,) = withdrawn.withdrawn.asks(facts({}).send, withdrawn.Withdrawn(words=["o'ut"]), None)  # type: ignore[misc]
    assert "'o''ut'" in ask.where


ALL = {"columns": {"status": "S", "basis": "B", "at": "A", "source": "Q", "country": "C"}}
LATER: list[tuple[Any, dict[str, Any]]] = [
    (expired.expired, {"consent.expired": 0, "consent.expired.undated": 0, "consent.expired.nowhere": 0}),
    (expiring.expiring, {"consent.expiring": 0}),
    (basis_insufficient.basis_insufficient,
     {"consent.basis": 0, "consent.basis.nowhere": 0, "consent.basis.unread": 0}),
    (unproven.unproven, {"consent.unproven.need": 100, "consent.unproven.tied": 0, "consent.unproven.at": 0,
                         "consent.unproven.source": 0, "consent.unproven.basis": 0}),
    (in_the_future.in_the_future, {"consent.future": 0, "consent.ancient": 0, "consent.undated": 0}),
    (dormant.dormant, {"consent.dormant": 0, "consent.dormant.dated": 90, "consent.dormant.filled": 90}),
]  # fmt: skip


@pytest.mark.parametrize(("check", "none"), LATER, ids=lambda one: getattr(one, "id", ""))
def test_each_asks_what_it_judges(check: Any, none: dict[str, Any]) -> None:
    found = facts(none, ALL)
    assert {ask.name for ask in check.asks(found.send, check.options(), found)} == set(none)
    assert judge_check(check, found).outcome is Outcome.PASSED
    for name in none:
        assert judge_check(check, facts({**none, name: "the disk is full"}, ALL)).outcome is Outcome.UNKNOWN, name


@pytest.mark.parametrize(("check", "none"), LATER, ids=lambda one: getattr(one, "id", ""))
def test_a_transactional_mail_asks_for_none_of_it(check: Any, none: dict[str, Any]) -> None:
    found = facts(none, ALL, kind="transactional")
    assert judge_check(check, found).outcome is Outcome.SKIPPED
    assert not list(check.asks(found.send, check.options(), found))


@pytest.mark.parametrize(
    ("check", "name", "number", "outcome", "words"),
    [
        (0, "consent.expired", 12, "failed", "the consent of 12 of 100 recipients will have run out"),
        (0, "consent.expired.undated", 2, "unknown", "no date says when it was given"),
        (0, "consent.expired.nowhere", 2, "unknown", "theirs is not known"),
        (1, "consent.expiring", 40, "failed", "of 40 of 100 recipients runs out within 30 days"),
        (2, "consent.basis", {"value": 6, "groups": [["DE", 6]]}, "failed", "6 of 100 recipients does not do in their country: DE 6"),
        (2, "consent.basis.nowhere", 6, "unknown", "theirs is not known"),
        (2, "consent.basis.unread", 6, "unknown", "a basis that is no word we know"),
        (3, "consent.unproven.at", 5, "passed", ""),
        (3, "consent.unproven.at", 6, "failed", "6 of 100 recipients who need proof of consent have no record of when they agreed"),
        (3, "consent.unproven.tied", 1, "failed", "of 1 of 100 recipients are of one moment and say different things"),
        (4, "consent.future", 4, "failed", "4 of 100 recipients is dated after the send"),
        (4, "consent.ancient", 4, "failed", "dated before 1990"),
        (4, "consent.undated", 4, "unknown", "4 of 100 recipients have a date in A that cannot be read"),
        (5, "consent.dormant", 4, "failed", "4 of 100 recipients did nothing for 12 months"),
        (5, "consent.dormant.dated", 80, "unknown", "10 of 100 recipients have a date in last_engaged that cannot be read"),
    ],
)  # fmt: skip
def test_what_is_found(check: int, name: str, number: Any, outcome: str, words: str) -> None:
    judged, none = LATER[check]
    result = judge_check(judged, facts({**none, name: number}, ALL))
    assert result.outcome == outcome, result.reason
    told = [str(one.text) for one in (*result.findings, *result.unknowns)]
    assert any(words in text for text in told) or not words, told


def test_dates_in_two_orders_say_what_to_say() -> None:
    """The register's column or the audience's own; both checks that look at dates."""
    for check, none, key in ((*LATER[4], "consent"), (*LATER[5], "audience")):
        column = {"consent": ALL["columns"]["at"], "audience": "last_engaged"}[key]
        name = {"consent": "consent.undated", "audience": "consent.dormant.dated"}[key]
        found = facts({**none, name: 9}, ALL)
        told = {}
        for order in ("undecided", "MDY", "DMY", ""):
            members = msgspec.structs.replace(found.audience.members, dates={column: order})
            audience = msgspec.structs.replace(found.audience, members=members)
            result = judge_check(check, msgspec.structs.replace(found, audience=audience))
            told[order] = [str(one.message) for one in result.remarks] + [str(one.text) for one in result.unknowns]
        assert f"say dates: MDY or dates: DMY under {key}" in told["undecided"][0]
        assert f"03/05/2026 in {column} was read as 5 March" in told["MDY"][0]
        assert f"03/05/2026 in {column} was read as 3 May" in told["DMY"][0]
        assert len(told["undecided"]) == len(told[""]) == 1


@pytest.mark.parametrize(
    ("check", "column"),
    [(expired.expired, "basis"), (expired.expired, "at"), (expiring.expiring, "at"), (in_the_future.in_the_future, "at"),
     (basis_insufficient.basis_insufficient, "basis")],
)  # fmt: skip
def test_without_its_column_there_is_nothing_to_judge(check: Any, column: str) -> None:
    columns = {name: word for name, word in ALL["columns"].items() if name != column}
    found = facts({}, {"columns": columns})
    assert judge_check(check, found).outcome is Outcome.SKIPPED
    assert not list(check.asks(found.send, check.options(), found))


def test_proof_that_the_checklist_requires_must_have_a_column() -> None:
    none = {"consent.unproven.need": 100, "consent.unproven.tied": 0}
    bare = {"columns": {"status": "S"}}
    assert judge_check(unproven.unproven, facts(none, bare)).outcome is Outcome.PASSED
    assert judge_check(unproven.unproven, facts(none, bare)).remarks
    found = facts(none, bare)
    (need, tied) = unproven.unproven.asks(found.send, unproven.Unproven(required=("source",)), found)  # type: ignore[misc]
    named = facts({need.name: 100, tied.name: 0}, bare)
    result = judge_check(unproven.unproven, named, {"required": ["source"]})
    assert [str(f.text) for f in result.findings] == ["the consent records name no column that says how they agreed"]


def test_a_basis_of_one_s_own_words_asks_under_another_name() -> None:
    found = facts({}, ALL)
    own = basis_insufficient.BasisInsufficient(words={"Webform": "express"})
    asked = [a.name for a in basis_insufficient.asks(found.send, own, found)]  # type: ignore[union-attr]
    assert not {*asked} & {"consent.basis", "consent.basis.nowhere", "consent.basis.unread"}
