"""The commands that only tell: checks, explain, checklist, schema, help."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
import yaml

from preflight import registry
from preflight.__main__ import main
from preflight.bundled import folder

ROOT = Path(__file__).parents[2]


def told(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(words) == 0
    return capsys.readouterr().out


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    out = told(capsys, "--help")
    for name in ("run", "checks", "explain", "checklist", "schema", "demo"):
        assert f"  {name} " in out


def test_checks_lists_all(capsys: pytest.CaptureFixture[str]) -> None:
    assert [line.split()[0] for line in told(capsys, "checks").splitlines()] == list(registry.ids())
    rows = json.loads(told(capsys, "checks", "--json"))
    assert {r["id"]: r["offline"] for r in rows}["links.broken"] is False


@pytest.mark.parametrize("id", registry.ids())
def test_explain_says_all(capsys: pytest.CaptureFixture[str], id: str) -> None:
    out = told(capsys, "explain", id)
    assert out.startswith(id)
    for heading in ("Found:", "Fine:", "Mend:"):
        assert heading in out


def test_explain_imports_one_check_alone() -> None:
    code = (
        "import sys; from preflight.__main__ import main; main(['explain', 'links.broken']);"
        "print(sorted(m for m in sys.modules if m.startswith('preflight.checks.') and m.count('.') == 3), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "preflight.checks.links.broken" in done.stderr
    assert "preflight.checks.unsubscribe" not in done.stderr


def test_starting_imports_nothing_heavy() -> None:
    code = "import sys; from preflight.__main__ import main; main(['--help']); print(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"httpx", "duckdb", "dns", "jinja2", "bs4", "sqlalchemy", "msgspec", "yaml"} & set(done.stderr.split())


@pytest.mark.parametrize("name", sorted(p.stem for p in folder("checklists").glob("*.yaml")))
def test_shipped_checklists_are_valid(capsys: pytest.CaptureFixture[str], name: str) -> None:
    assert "fine" in told(capsys, "checklist", "validate", name)
    assert told(capsys, "checklist", "show", name).startswith(f"{name}: ")
    schema = json.loads(told(capsys, "schema", "checklist"))
    jsonschema.validate(yaml.safe_load((folder("checklists") / f"{name}.yaml").read_text("utf-8")), schema)
    if name not in ("default", "content"):
        assert "question for" in told(capsys, "checklist", "show", name)


def test_a_faulty_checklist_gets_all_its_faults(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("mine.yaml").write_text(
        "extends: default\nchecks:\n  links.brokn: off\n  links.broken: {severty: note}\n"
        "  tracking.utm-missing: {options: {every_lnk: true}}\nmax_age: soon\nneeds: [audiense]\n"
    )
    assert main(["checklist", "validate", "mine.yaml"]) == 2
    err = capsys.readouterr().err
    assert [line.split(": ")[0] for line in err.splitlines()] == [
        f"mine.yaml:{n}" for n in ("3:3", "4:18", "5:36", "6:10", "7:9")
    ]
    assert "did you mean links.broken?" in err


def test_the_examples_fit_the_schema(capsys: pytest.CaptureFixture[str]) -> None:
    schema = json.loads(told(capsys, "schema", "send"))
    for send in (ROOT / "examples").glob("*/send.yaml"):
        words = yaml.load(send.read_text("utf-8"), Loader=yaml.BaseLoader)
        words.get("audience", {}).pop("counts", None)  # the numbers are strings to this loader
        words.get("audience", {}).pop("previous", None)
        words.get("brief", {}).pop("audience", None)
        jsonschema.validate(words, schema)


def test_the_report_schema_is_one(capsys: pytest.CaptureFixture[str]) -> None:
    jsonschema.Draft202012Validator.check_schema(json.loads(told(capsys, "schema", "report")))
