"""unsubscribe.unreachable, on facts."""

from __future__ import annotations

from typing import Any

import pytest

from preflight.checks.unsubscribe.unreachable import unreachable
from preflight.facts import Dial
from preflight.testing import facts_from, judge_check

LINK = '<a href="https://u.shop.test:8443/leave?id=1">Unsubscribe</a>'
HEADER = {"List-Unsubscribe": "<mailto:l@shop.test>, <https://h.shop.test/one?a=1,2>"}


def judged(dial: dict[str, Any], **more: Any) -> Any:
    return judge_check(unreachable, facts_from({"html": LINK, "dial": dial, **more}))


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ({"fault": "no-such-host"}, "failed"), ({"fault": "refused"}, "failed"), ({"tls": {}}, "passed"),
        ({"tls": {"fault": "expired"}}, "passed"), ("timeout", "unknown"),
    ],
)  # fmt: skip
def test_the_link_of_the_mail(answer: Any, outcome: str) -> None:
    assert judged({"u.shop.test:8443": answer}).outcome.value == outcome


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [({"tls": {"fault": "expired"}}, "failed"), ({"fault": "no-such-host"}, "failed"), ({"tls": {}}, "passed")],
)
def test_the_header_too(answer: Any, outcome: str) -> None:
    dial = {"u.shop.test:8443": {"tls": {}}, "h.shop.test:443": answer}
    assert judged(dial, headers=HEADER).outcome.value == outcome


def test_hosts_are_dialled_and_nothing_is_fetched() -> None:
    facts = facts_from({"html": LINK * 2, "headers": HEADER})
    assert unreachable.asks is not None
    asked = set(unreachable.asks(facts.send, unreachable.options(), facts))
    assert asked == {Dial("u.shop.test", 8443), Dial("h.shop.test", 443)}


@pytest.mark.parametrize(
    "html",
    [
        "<p>Hello</p>",
        '<a href="{{ unsubscribe_link }}">Unsubscribe</a>',
        '<a href="http://u.test/leave">Unsubscribe</a>',
    ],
)
def test_nothing_to_connect_to(html: str) -> None:
    assert judge_check(unreachable, facts_from({"html": html})).outcome.value == "skipped"


@pytest.mark.parametrize(
    ("url", "port"),
    [
        ("https://h.shop.test?at=10:30", 443), ("https://h.shop.test:8443?x=1", 8443), ("HTTPS://h.shop.test:99999/", 443),
        ("https://h.shop.test:/x", 443),
    ],
)  # fmt: skip
def test_the_port_is_the_hosts_and_not_the_querys(url: str, port: int) -> None:
    facts = facts_from({"html": "<p>Hello</p>", "headers": {"List-Unsubscribe": f"<{url}>"}})
    assert unreachable.asks is not None
    assert list(unreachable.asks(facts.send, unreachable.options(), facts)) == [Dial("h.shop.test", port)]
