"""consent.missing and consent.withdrawn: on facts."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from preflight.checks.consent import missing, withdrawn
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
