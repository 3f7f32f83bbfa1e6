"""Every command in the docs and units exists, with every option that it is given."""

from __future__ import annotations

import ast
import re
from importlib import import_module
from pathlib import Path

import click
import pytest
import yaml

from preflight.cli import COMMANDS

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs/approval-workflow.md"
PLACES = [DOCS, *sorted((ROOT / "examples/timers").iterdir())]
_CALL = re.compile(r"""(?:^|[\s'"/`])preflight ([a-z]+(?: [^|&`\n>)]*)?)""", re.MULTILINE)


def calls(text: str) -> list[list[str]]:
    """The words after `preflight` of every call in a text; prose says "preflight is" and the like, which is none."""
    found = [match[1].strip().rstrip("'\",").split() for match in _CALL.finditer(text)]
    return [words for words in found if words[0] in COMMANDS]


def test_there_are_calls() -> None:
    assert len([call for place in PLACES for call in calls(place.read_text("utf-8"))]) > 25


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name)
def test_the_calls_can_be_made(place: Path) -> None:
    for name, *words in calls(place.read_text("utf-8")):
        command: click.Command = import_module(f"preflight.cli.{name}").command
        if isinstance(command, click.Group):
            command = command.commands[words.pop(0)]
        options = {option for param in command.params for option in (*param.opts, *param.secondary_opts)}
        for word in words:
            if word.startswith("-") and word != "-":
                assert word in options, f"{place.name}: {name} has no {word}"


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", DOCS.read_text("utf-8"), re.DOTALL)


def test_the_snippets_can_be_read() -> None:
    assert len([yaml.safe_load(one) for one in blocks("yaml")]) == 3
    assert len([ast.parse(one) for one in blocks("python")]) == 1


def test_the_checklist_of_the_docs_is_one(tmp_path: Path) -> None:
    from preflight.checklist import load_checklist

    (tmp_path / "acme.yaml").write_text(blocks("yaml")[0])
    policy = load_checklist("./acme.yaml", base=tmp_path)
    assert [(one.role, one.covers, one.drift, one.exclude) for one in policy.approvals] == [
        ("approver", "send", 0.0, "owner"), ("legal", "message", 0.0, ""), ("ops", "audience", 0.02, ""),
    ]  # fmt: skip
