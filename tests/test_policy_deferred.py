"""Checks that are not wanted are listed all the same, and what is said of them is still checked."""

from __future__ import annotations

from pathlib import Path

import pytest

from preflight.checklist import load_checklist
from preflight.errors import InputError
from preflight.judge import Selection
from preflight.policy import Policy

ONE = Selection(only=("links.broken",))


def ids(policy: Policy) -> list[tuple[str, str]]:
    return [(one.id, one.check.id) for one in policy.checks]


def test_a_selection_changes_neither_the_checks_nor_the_digest() -> None:
    whole, part = load_checklist("default"), load_checklist("default", wanted=ONE)
    assert ids(whole) == ids(part)
    assert whole.digest == part.digest
    assert [(c.setting.on, c.setting.severity) for c in whole.checks] == [
        (c.setting.on, c.setting.severity) for c in part.checks
    ]


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ("links.no-such: off", "no such check"),
        ("tracking.utm-missing: {options: {reqired: [a]}}", "reqired"),
        ("tracking.utm-missing: loud", "utm-missing"),
    ],
)
def test_faults_in_unwanted_checks_are_told(tmp_path: Path, said: str, fault: str) -> None:
    (tmp_path / "own.yaml").write_text(f"extends: default\nchecks:\n  {said}\n")
    with pytest.raises(InputError, match=fault):
        load_checklist("own.yaml", base=tmp_path, wanted=ONE)
