"""Whose rules hold decides how bad it is: Gmail's, Yahoo's, both, or nobody's."""

from __future__ import annotations

from typing import Any

import pytest

from preflight.check import Check
from preflight.checks.unsubscribe.header_missing import header_missing
from preflight.checks.unsubscribe.header_unsigned import header_unsigned
from preflight.checks.unsubscribe.one_click_invalid import one_click_invalid
from preflight.facts import bulk
from preflight.testing import facts_from, judge_check

NONE: dict[str, str] = {"From": "a@acme.test"}
MAILTO = {**NONE, "List-Unsubscribe": "<mailto:a@acme.test>"}
NO_POST = {**NONE, "List-Unsubscribe": "<https://acme.test/u>"}


def severity(check: Check, headers: dict[str, str], *domains: tuple[str, int], rows: int = 90_000) -> str:
    facts = facts_from({
        "html": "<p>Hi</p>", "headers": headers, "send": {"audience": {"members": "people.csv"}},
        "audience": {"rows": rows, "measures": {bulk.DOMAINS.name: {"groups": domains}}},
    })  # fmt: skip
    result = judge_check(check, facts)
    assert result.outcome.value == "failed"
    return str(result.severity.value)


@pytest.mark.parametrize(
    ("check", "headers", "domains", "found"),
    [
        (header_missing, NONE, [("gmail.com", 5_000)], "blocker"),
        (header_missing, NONE, [("gmail.com", 4_000), ("googlemail.com", 1_000)], "blocker"),
        (header_missing, NONE, [("gmail.com", 4_999), ("acme.test", 80_000)], "warning"),
        (header_missing, NONE, [("yahoo.de", 5_000)], "blocker"),
        (header_missing, NONE, [("outlook.com", 50_000)], "warning"),
        (header_missing, NONE, [("gmail.com", 4_999), (bulk.OTHER, 1)], "blocker"),
        (header_missing, MAILTO, [("yahoo.de", 50_000)], "warning"),
        (header_missing, MAILTO, [("gmail.com", 50_000)], "blocker"),
        (one_click_invalid, NO_POST, [("gmail.com", 5_000)], "blocker"),
        (one_click_invalid, NO_POST, [("gmail.com", 50)], "warning"),
    ],
)
def test_whose_rules_hold(check: Check, headers: dict[str, str], domains: list[Any], found: str) -> None:
    assert severity(check, headers, *domains) == found


@pytest.mark.parametrize("check", [header_missing, one_click_invalid])
def test_an_audience_that_was_not_counted_is_bulk(check: Check) -> None:
    headers = NONE if check is header_missing else NO_POST
    assert severity(check, headers) == "blocker"
    assert severity(check, headers, rows=4_999) == "warning"


@pytest.mark.parametrize("check", [header_missing, one_click_invalid, header_unsigned])
def test_how_many_are_where_is_asked(check: Check) -> None:
    known = facts_from({"html": "<p>Hi</p>", "headers": NONE, "send": {"audience": {"members": "people.csv"}}})
    assert check.asks is not None
    assert bulk.DOMAINS in list(check.asks(known.send, check.options(), known))
