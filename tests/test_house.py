"""The rules of the house, over every check there is."""

from __future__ import annotations

import json
import typing
from pathlib import Path

import msgspec
import pytest

from preflight import data, registry, schema
from preflight.check import ALWAYS, GIVEN, Check, Listed, Options
from preflight.checklist import load_checklist
from preflight.testing import judge_example
from preflight.verdict import Outcome

ROOT = Path(__file__).parents[1]
CHECKS = registry.all_checks()
each = pytest.mark.parametrize("check", CHECKS, ids=lambda c: c.id)


def test_there_are_checks() -> None:
    assert len(CHECKS) > 5
    assert len({c.id for c in CHECKS}) == len(CHECKS)


@each
def test_the_path_is_the_id(check: Check) -> None:
    family, _, fault = check.id.partition(".")
    assert check.function.__module__ == f"preflight.checks.{family}.{fault.replace('-', '_')}"
    assert family in registry.FAMILIES


@each
def test_the_docstring_keeps_its_contract(check: Check) -> None:
    doc = check.doc
    assert doc.title.endswith(".")
    assert len(doc.title) <= 90
    assert doc.why, "says why it matters"
    assert doc.bad, "has a bad example"
    assert doc.good, "has a good example"
    assert doc.fix, "says how to mend"
    assert not check.cites or doc.source, "what is cited has its source and date"


NEVER_FAILS = {"authentication.dkim-not-given"}
"""The catalogue wants it unknown, and nothing else: nobody can tell."""


@each
def test_the_bad_example_is_found(check: Check) -> None:
    result = judge_example(check, check.doc.bad)
    wanted = Outcome.UNKNOWN if check.id in NEVER_FAILS else Outcome.FAILED
    assert result.outcome is wanted, str(result.reason or result.summary)
    assert str(result.summary)
    for finding in result.findings:
        assert str(finding.text)
        assert str(finding.fix)


@each
def test_the_good_example_is_not(check: Check) -> None:
    result = judge_example(check, check.doc.good)
    assert result.outcome is Outcome.PASSED, str(result.reason or [str(f.text) for f in result.findings])
    assert any(sign.isdigit() for sign in str(result.summary)), "the summary has its denominator"


@each
def test_parameters_are_facts_or_options(check: Check) -> None:
    for name, type_ in check.needs.items():
        assert type_ in ALWAYS or type_ in GIVEN or issubclass(type_, Options), name


@each
def test_options_have_words(check: Check) -> None:
    hints = typing.get_type_hints(check.options, include_extras=True)
    for field in msgspec.structs.fields(check.options):
        words = [m.description for m in getattr(hints[field.name], "__metadata__", ()) if isinstance(m, msgspec.Meta)]
        assert words, f"{field.name} has no words"
        assert words[0], f"{field.name} has no words"
        assert not field.required, f"{field.name} has no default"


@each
def test_it_stands_in_the_default_checklist(check: Check) -> None:
    settings = {chosen.check.id: chosen.setting for chosen in load_checklist("default").checks}
    assert check.id in settings
    assert settings[check.id].on is check.on


@each
def test_it_has_a_test_of_its_own(check: Check) -> None:
    family, _, fault = check.id.partition(".")
    words = "".join(p.read_text("utf-8") for p in (ROOT / "tests/checks" / family).glob("test_*.py"))
    assert fault.replace("-", "_") in words or fault in words


@each
def test_its_page_is_up_to_date(check: Check) -> None:
    from preflight.cli.explain import page

    place = ROOT / "docs/checks" / check.family / f"{check.id.partition('.')[2]}.md"
    assert place.is_file(), "run scripts/docs"
    assert place.read_text("utf-8") == page(check), "run scripts/docs"


def test_the_catalogue_is_up_to_date() -> None:
    own = [c for c in CHECKS if c.id in registry.ids()]
    assert [one for one in registry.listed() if one.id in registry.ids()] == [Listed.of(c) for c in own], (
        "run scripts/docs"
    )
    assert len(msgspec.json.decode((Path(data.__path__[0]) / registry.CATALOGUE).read_bytes())) == len(own)


def test_the_written_options_are_up_to_date() -> None:
    made = schema.options_of_all()
    fresh = {c.id: schema.options_of(c) for c in CHECKS}
    assert json.loads(json.dumps(made)) == json.loads(json.dumps(fresh)), "run scripts/docs"


def test_no_page_is_left_over() -> None:
    pages = {f"{p.parent.name}.{p.stem}" for p in (ROOT / "docs/checks").glob("*/*.md")}
    assert pages == {c.id for c in CHECKS if c.id in registry.ids()}
