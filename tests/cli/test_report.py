"""`preflight report FILE`, the index page of several sends, and templates of one's own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from preflight.__main__ import main
from preflight.report import index
from preflight.report.html import render
from preflight.report.index import Entry
from preflight.report.write import as_json
from tests.report.samples import rich


@pytest.fixture
def file(tmp_path: Path) -> Path:
    place = tmp_path / "here" / "report.json"
    place.parent.mkdir()
    place.write_bytes(as_json(rich()[0]))
    return place


def test_the_very_same_page_is_drawn_again(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", str(file)]) == 0
    drawn = (file.parent / "report.html").read_text("utf-8")
    assert drawn == render(rich()[0], "en")
    assert "report.html" in capsys.readouterr().out


def test_other_forms_and_languages(file: Path, tmp_path: Path) -> None:
    assert (
        main(
            ["report", str(file), "--lang", "de", "--format", "html,markdown,junit,sarif", "-o", str(tmp_path / "new")]
        )
        == 0
    )
    assert {one.name for one in (tmp_path / "new").iterdir()} == {
        "report.html", "report.md", "report.junit.xml", "report.sarif",
    }  # fmt: skip
    assert 'lang="de"' in (tmp_path / "new" / "report.html").read_text("utf-8")


def test_several_files_have_an_index(file: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert main(["report", str(file), str(file), "-o", str(out)]) == 0
    name = rich()[0]["send"]["name"]
    assert {one.name for one in out.iterdir()} == {name, f"{name}-2", "index.html"}
    page = (out / "index.html").read_text("utf-8")
    assert f'href="{name}/report.html"' in page
    assert f'href="{name}-2/report.html"' in page


def _without(report: dict[str, Any], key: str) -> dict[str, Any]:
    return {name: value for name, value in report.items() if name != key}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda r: None, "is no report.json"),
        (lambda r: [], "is no report.json"),
        (lambda r: {**r, "schema": "https://preflight.example/schema/report-2.json"}, "newer"),
        (lambda r: {**r, "verdict": "maybe"}, "words that no report has"),
        (lambda r: {**r, "checks": [{**r["checks"][0], "severity": '"><script>'}]}, "words that no report has"),
        (lambda r: _without(r, "send"), "is no whole report.json"),
        (lambda r: _without(r, "todo"), "is no whole report.json"),
    ],
)
def test_what_is_no_report_is_refused(file: Path, change: Any, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_text(json.dumps(change(json.loads(file.read_text("utf-8")))))
    assert main(["report", str(file)]) == 2
    assert said in capsys.readouterr().err


def test_a_file_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", str(tmp_path / "none.json")]) == 2
    assert "is not there" in capsys.readouterr().err


def test_a_report_of_an_earlier_version_is_drawn(file: Path) -> None:
    report = json.loads(file.read_text("utf-8"))
    file.write_text(json.dumps(_without(_without(report, "mail"), "seen")))
    assert main(["report", str(file)]) == 0
    page = (file.parent / "report.html").read_text("utf-8")
    assert "<iframe" not in page
    assert "Do not send this yet." in page


def test_templates_of_ones_own(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mine = tmp_path / "mine"
    (mine / "parts").mkdir(parents=True)
    (mine / "parts" / "brand.html.j2").write_text('<span class="brand">Acme</span> {{ page.report.send.name }}')
    assert main(["report", str(file), "--templates", str(mine)]) == 0
    page = (file.parent / "report.html").read_text("utf-8")
    assert '<span class="brand">Acme</span> 2026-11_emea' in page
    assert "Do not send this yet." in page
    (mine / "parts" / "brand.html.j2").write_text("<b>\n{{ oops")
    assert main(["report", str(file), "--templates", str(mine)]) == 2
    assert "brand.html.j2:2" in capsys.readouterr().err
    (mine / "parts" / "brand.html.j2").write_text("{{ page.nothing }}")
    assert main(["report", str(file), "--templates", str(mine)]) == 2
    assert main(["report", str(file), "--templates", str(tmp_path / "none")]) == 2
    assert "is no folder" in capsys.readouterr().err


def test_the_index_says_what_was_not_judged_and_puts_the_worst_first() -> None:
    report = rich()[0]
    good = {**report, "verdict": "go", "reasons": []}
    page = index.render(
        [
            Entry("a", good, place="a b/report.html"),
            Entry("<broken>", None, ["send.yaml:3:1: no such key"]),
            Entry("c", report),
        ],
        "en",
    )
    assert page.index("&lt;broken&gt;") < page.index("STOP</b>") < page.index("GO</b>")
    assert "send.yaml:3:1: no such key" in page
    assert 'href="a%20b/report.html"' in page


def test_a_run_of_several_sends_writes_it(clean: Path, arguments: list[str], tmp_path: Path) -> None:
    out = tmp_path / "out"
    main(["run", str(clean), str(tmp_path / "none"), "--offline", "-o", str(out), "--ledger", "none"])
    page = (out / "index.html").read_text("utf-8")
    assert "2 sends" in page
    assert "not judged" in page
