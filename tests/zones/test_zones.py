"""Every case of our own zones, over one name server on loopback."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.servers.dns import NameServer
from tests.zones.cases import CASES, Case
from tests.zones.made import answers, zones


@pytest.fixture(scope="module")
def said() -> dict[str, str]:
    with NameServer(zones()) as server:
        return answers(server.address)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_zone(case: Case, said: dict[str, str]) -> None:
    assert said[case.name] == case.right


def test_there_are_enough_of_each() -> None:
    assert len({case.name for case in CASES}) == len(CASES) >= 90
    assert min(Counter(case.kind for case in CASES).values()) >= 12
