"""What a checklist may say of waivers."""

from __future__ import annotations

from pathlib import Path

import pytest

from preflight.checklist import DEFAULT_WAIVERS, load_checklist
from preflight.errors import InputError


def policy(folder: Path, text: str) -> dict[str, object]:
    (folder / "mine.yaml").write_text(f"extends: default\n{text}")
    return load_checklist("./mine.yaml", base=folder).waiver_policy


def test_who_may_waive(tmp_path: Path) -> None:
    assert policy(tmp_path, "") == DEFAULT_WAIVERS
    found = policy(tmp_path, "waiver_policy: {warning: {role: lead}, never: [links.broken, audience.rule.mine]}\n")
    assert found == {"warning": {"role": "lead", "not": ""}, "never": ["links.broken", "audience.rule.mine"]}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("waiver_policy: {blocker: approver}", "blocker"),
        ("waiver_policy: {blockers: {role: a}}", "blockers"),
        ("waiver_policy: {blocker: {not: me}}", "not"),
        ("waiver_policy: {never: [links.brokn]}", "did you mean links.broken?"),
    ],
)
def test_what_it_may_not_say(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(InputError, match=said.replace("?", r"\?")):
        policy(tmp_path, text)
