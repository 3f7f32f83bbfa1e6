"""blocklisted, on facts."""

from __future__ import annotations

from typing import Any

import pytest

from preflight.checks.authentication.blocklisted import Blocklisted, blocklisted
from preflight.testing import facts_from, judge_check

SOUND = {"A 2.0.0.127.bl.test": ["127.0.0.2"], "A 1.0.0.127.bl.test": []}
ENTRY = "10.2.0.192.bl.test"


def judged(dns: dict[str, Any]) -> Any:
    facts = facts_from({"html": "<p>Hello</p>", "send": {"sender": {"ips": ["192.0.2.10"]}}, "dns": dns})
    return judge_check(blocklisted, facts, {"zones": {"bl.test": "ip"}})


@pytest.mark.parametrize(
    ("values", "outcome"),
    [
        (["127.0.0.4"], "failed"), ([], "passed"), (["127.255.255.254"], "unknown"), (["203.0.113.9"], "passed"),
        ("timeout", "unknown"),
    ],
)  # fmt: skip
def test_an_address(values: Any, outcome: str) -> None:
    assert judged({**SOUND, f"A {ENTRY}": values}).outcome.value == outcome


@pytest.mark.parametrize(
    "points",
    [
        {"A 2.0.0.127.bl.test": []}, {"A 1.0.0.127.bl.test": ["127.0.0.1"]}, {"A 2.0.0.127.bl.test": "timeout"},
        {"A 1.0.0.127.bl.test": ["127.255.255.252"]},
    ],
)  # fmt: skip
def test_a_list_that_does_not_work_says_nothing(points: dict[str, Any]) -> None:
    result = judged({**SOUND, **points, f"A {ENTRY}": ["127.0.0.4"]})
    assert result.outcome.value == "unknown"
    assert "bl.test" in str(result.reason)


def test_the_lists_own_words_are_shown() -> None:
    result = judged({**SOUND, f"A {ENTRY}": ["127.0.0.4"], f"TXT {ENTRY}": ["open relay"]})
    assert "“open relay”" in str(result.findings[0].text)


def test_what_is_looked_up() -> None:
    facts = facts_from({
        "html": '<a href="https://www.shop.test/a">Shop</a>', "from": "a@mail.acme.test",
        "send": {"sender": {"ips": ["2001:db8::1"]}},
    })  # fmt: skip
    options = Blocklisted(zones={"bl.test": "ip", "dbl.test": "domain"})
    assert blocklisted.asks is not None
    names = {ask.name for ask in blocklisted.asks(facts.send, options, facts)}
    nibbles = "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2"
    points = {"2.0.0.127.bl.test", "1.0.0.127.bl.test", "test.dbl.test", "invalid.dbl.test"}
    assert names == {*points, f"{nibbles}.bl.test", "acme.test.dbl.test", "shop.test.dbl.test"}


def test_no_list_is_named() -> None:
    assert judge_check(blocklisted, facts_from({"html": "<p>Hello</p>"})).outcome.value == "skipped"
