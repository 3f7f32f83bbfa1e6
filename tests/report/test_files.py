"""Saved facts: older are read, newer and garbage refused; files appear whole."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from preflight.demo import NOW
from preflight.errors import InputError
from preflight.gather.settings import Outside
from preflight.report.files import load_facts, save_facts, write_whole
from preflight.report.write import write_reports
from preflight.run import RunOptions, run
from tests.report import samples


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    save_facts(samples.facts(), tmp_path / "facts.json")
    return tmp_path / "facts.json"


def test_older_facts_are_read(saved: Path) -> None:
    words = json.loads(saved.read_text())
    del words["version"], words["digests"], words["history"]
    saved.write_text(json.dumps(words))
    assert load_facts(saved).send.name == samples.facts().send.name


def test_newer_facts_are_refused(saved: Path) -> None:
    saved.write_text(json.dumps({**json.loads(saved.read_text()), "version": 2, "send": "who knows"}))
    with pytest.raises(InputError, match="newer"):
        load_facts(saved)


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"null", b"{}", b"\xff\xfe", b"[" * 100_000, b'{"version": "x"}', b'{"version": 1, "send": 3}'],
)
def test_garbage_is_refused(saved: Path, content: bytes) -> None:
    saved.write_bytes(content)
    with pytest.raises(InputError, match=r"facts\.json"):
        load_facts(saved)


def test_a_time_without_offset_is_refused(saved: Path) -> None:
    words = json.loads(saved.read_text())
    words["clock"]["now"] = "2026-11-24T09:00:00"
    saved.write_text(json.dumps(words))
    with pytest.raises(InputError, match="offset"):
        load_facts(saved)


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for name in ("pipe", "missing", "."):
        with pytest.raises(InputError):
            load_facts(tmp_path / name)


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    place = tmp_path / "report.json"
    write_whole(place, b"old")
    (tmp_path / "folder").mkdir()
    with pytest.raises(OSError, match="irectory"):
        write_whole(tmp_path / "folder", b"new")
    write_whole(place, b"new")
    assert place.read_bytes() == b"new"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["folder", "report.json"]


def test_only_the_formats_asked_for_are_written(tmp_path: Path) -> None:
    found, _facts = samples.rich()
    files = write_reports(found, tmp_path / "deep" / "er", ("markdown", "html", "junit"), "en")
    assert [file.name for file in files] == ["report.html", "report.junit.xml", "report.md"]
    assert all(file.stat().st_size for file in files)


def test_a_run_shows_ten_people_by_chance_and_nobody_in_clear(clean: Path, tmp_path: Path) -> None:
    """The names stand where addresses should, too: whatever column an address stands in, none comes out."""
    rows = (clean / "audience.csv").read_text("utf-8").splitlines()
    moved = [",".join([a, a, *rest]) for a, _first, *rest in (row.split(",") for row in rows[1:])]
    (clean / "audience.csv").write_text("\n".join([rows[0], *moved]) + "\n", "utf-8")
    told = run(clean, RunOptions(output=tmp_path / "out", outside=Outside(offline=True), now=NOW))
    again = run(clean, RunOptions(outside=Outside(offline=True), now=NOW))
    sample = told.report["seen"]["sample"]
    assert len(sample["people"]) == 10
    assert sample == again.report["seen"]["sample"]
    people = [row.partition(",")[0] for row in rows[1:] if not row.startswith("seed@")]
    assert len(people) > 400
    for file in ("report.json", "facts.json", "report.html"):
        said = (tmp_path / "out" / told.report["send"]["name"] / file).read_text("utf-8")
        assert not [one for one in people if one in said], file
    judged = run(clean, RunOptions(from_facts=tmp_path / "out" / told.report["send"]["name"] / "facts.json"))
    assert judged.report["seen"]["sample"] == sample
