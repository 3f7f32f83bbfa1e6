"""Every seeded fault is found by its own id, at its line, with no other blocker; the sound mails are left alone."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest

import tests.mutation as folder
from preflight.checklist import load_checklist
from preflight.facts import Dns, Web
from preflight.finding import Severity
from preflight.judge import judge
from preflight.policy import Chosen, Policy, Setting
from preflight.registry import load
from preflight.testing import facts_from
from preflight.verdict import Outcome, Result
from tests.mutation.faults import Fault
from tests.mutation.mails import EACH, sound

HANDFUL = 3


def _faults() -> Iterator[Fault]:
    for module in pkgutil.iter_modules(folder.__path__):
        if module.name.startswith("faults_"):
            yield from importlib.import_module(f"{folder.__name__}.{module.name}").FAULTS


FAULTS = tuple(_faults())
POLICY = load_checklist("default")


def _policy(fault: Fault) -> Policy:
    """The default checklist, with the fault's check turned on."""
    check = load(fault.id)
    assert check is not None
    options = msgspec.convert(fault.options, check.options, strict=False)
    others = [chosen for chosen in POLICY.checks if chosen.id != fault.id]
    return msgspec.structs.replace(POLICY, checks=(*others, Chosen.of(check, Setting(options=options))))


def _judged(words: dict[str, Any], policy: Policy) -> dict[str, Result]:
    """What fails; nothing outside is known."""
    facts = msgspec.structs.replace(facts_from(words), web=Web(), dns=Dns())
    results = judge(facts, policy).results
    assert not [result for result in results if result.outcome is Outcome.CRASHED]
    return {result.id: result for result in results if result.outcome is Outcome.FAILED}


def _line(words: dict[str, Any], at: str) -> tuple[str, int]:
    """The file and line on which the seeded words stand first."""
    for key, file in (("html", "email.html"), ("text", "email.txt")):
        if at in words.get(key, ""):
            return file, words[key][: words[key].index(at)].count("\n") + 1
    raise AssertionError(f"{at!r} stands nowhere")


@pytest.mark.parametrize(("dialect", "language"), EACH)
def test_sound_mails_are_left_alone(dialect: str, language: str) -> None:
    failed = _judged(sound(dialect, language), POLICY)
    said = {id: [str(one.text) for one in result.findings] for id, result in failed.items()}
    assert not [id for id, result in failed.items() if result.severity is Severity.BLOCKER], said
    assert len(said) <= HANDFUL, said


SEEDED = [
    pytest.param(fault, dialect, language, id=f"{fault.id}: {fault.name}-{dialect}-{language}")
    for fault in FAULTS
    for dialect, language in EACH
    if dialect in fault.dialects and language in fault.languages
]


@pytest.mark.parametrize(("fault", "dialect", "language"), SEEDED)
def test_seeded_faults_are_found(fault: Fault, dialect: str, language: str) -> None:
    words = fault.mutate(sound(dialect, language))
    failed = _judged(words, _policy(fault))
    assert fault.id in failed, f"not found; failed instead: {sorted(failed)}"
    found = failed[fault.id]
    assert not fault.severity or found.severity == fault.severity
    assert not [id for id, one in failed.items() if one.severity is Severity.BLOCKER and id != fault.id]
    if fault.at:
        places = [(one.location.file, one.location.line) for one in found.findings if one.location]
        assert _line(words, fault.at) in places


def test_names_are_distinct() -> None:
    names = [(fault.id, fault.name) for fault in FAULTS]
    assert len(set(names)) == len(names)
