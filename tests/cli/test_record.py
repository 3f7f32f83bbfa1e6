"""history, stats and due, as people call them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from preflight.__main__ import main
from preflight.ledger.store import Ledger

Call = Callable[..., tuple[int, str, str]]


@pytest.fixture
def ledger(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'ledger.db'}"


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str], ledger: str) -> Call:
    def called(*words: str) -> tuple[int, str, str]:
        status = main([*words, "--ledger", ledger])
        said = capsys.readouterr()
        return status, said.out, said.err

    return called


@pytest.fixture
def filled(ledger: str, clean: Path, call: Call) -> Path:
    assert (
        call("run", str(clean), "--offline", "-o", str(clean.parent / "out"), "--now", "2026-11-24T18:30:00Z")[0] == 3
    )
    call("approve", str(clean), "--by", "boss@acme.test", "--note", "=1+1")
    return clean


def test_history_in_every_form(filled: Path, call: Call, tmp_path: Path) -> None:
    status, out, _err = call("history", str(filled))
    lines = out.splitlines()
    assert (status, len(lines)) == (0, 2)
    assert "run         HOLD, 480 recipients" in lines[0]
    assert "boss@acme.test" in lines[1]
    assert call("history", "2026-11_dach_winter-studio_em1")[1] == out
    assert call("history", "another name")[1] == ""
    entries = json.loads(call("history", "--format", "json")[1])
    assert [one["kind"] for one in entries] == ["run", "approval"]
    assert entries[0]["body"]["verdict"] == "hold"
    rows = list(csv.DictReader(io.StringIO(call("history", "--format", "csv")[1])))
    assert (rows[1]["role"], rows[1]["note"], rows[0]["rows"]) == ("approver", "'=1+1", "480")
    file = tmp_path / "it's.parquet"
    assert call("history", "--format", "parquet", "-o", str(file))[0] == 0
    place = str(file).replace("'", "''")
    found = duckdb.sql(f"SELECT kind, role, rows, note FROM '{place}' ORDER BY seq").fetchall()
    assert found == [("run", None, 480, None), ("approval", "approver", None, "=1+1")]


def test_views_for_other_tools(filled: Path, ledger: str) -> None:
    with Ledger(ledger) as opened, opened.beside() as session:
        assert session.rows("SELECT verdict, rows FROM runs") == [("hold", 480)]
        assert session.rows('SELECT "by", role FROM signoffs') == [("boss@acme.test", "approver")]


@pytest.mark.parametrize("command", ["history", "stats", "verify"])
def test_no_ledger_yet_is_2(call: Call, command: str, tmp_path: Path) -> None:
    status, out, err = call(command)
    assert (status, out) == (2, "")
    assert "no ledger" in err
    assert not (tmp_path / "ledger.db").exists()


def test_parquet_needs_a_file(filled: Path, call: Call) -> None:
    assert call("history", "--format", "parquet")[0] == 2


def test_stats_in_every_form(filled: Path, call: Call, tmp_path: Path) -> None:
    calendar = tmp_path / "sends.csv"
    calendar.write_text("date,name\n2026-11-25,2026-11_dach_winter-studio_em1\n2026-11-30,never\n")
    status, out, _err = call("stats", "--calendar", str(calendar))
    assert status == 0
    assert "first pass        0 of 1 (0%)" in out
    assert "QA completion     0 of 2 (0%)" in out
    found = json.loads(call("stats", "--format", "json")[1])
    assert (found["sends"], found["first_pass"]) == (1, {"n": 0, "of": 1})
    page = tmp_path / "stats.html"
    assert call("stats", "--format", "html", "-o", str(page))[0] == 0
    assert "<svg" in page.read_text("utf-8")


@pytest.mark.parametrize(("text", "said"), [("a,b\n1,2\n", "no column name"), (None, "cannot be read")])
def test_a_calendar_that_is_none(filled: Path, call: Call, tmp_path: Path, text: str | None, said: str) -> None:
    file = tmp_path / "sends.csv"
    if text is not None:
        file.write_text(text)
    status, _out, err = call("stats", "--calendar", str(file))
    assert status == 2
    assert said in err


def test_due_runs_what_is_scheduled_soon(call: Call, clean: Path, tmp_path: Path) -> None:
    more = ["--offline", "-o", str(tmp_path / "out")]
    early, soon = ["--now", "2026-11-24T12:00:00Z"], ["--now", "2026-11-25T07:00:00Z"]
    status, out, err = call("due", str(tmp_path), *early, *more)
    assert (status, out) == (0, "")
    assert "nothing to do" in err
    status, out, err = call("due", str(tmp_path / "*"), *soon, *more)
    assert status == 3
    assert "never run" in err
    assert "HOLD" in out
    status, out, err = call("due", str(clean / "send.yaml"), *soon, *more)
    assert (status, out) == (0, ""), err
    (clean / "email.txt").write_text("another")
    status, out, err = call("due", str(clean), *soon, *more)
    assert status != 0
    assert "it goes out soon and changed" in err


def test_due_goes_on_past_a_send_that_breaks(call: Call, clean: Path, tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "send.yaml").write_text("nam: x\n")
    status, out, err = call(
        "due",
        str(tmp_path),
        "--now",
        "2026-11-25T07:00:00Z",
        "--offline",
        "-o",
        str(tmp_path / "out"),
        "--within",
        "90m",
    )
    assert status == 2
    assert "HOLD" in out
    assert "send.yaml:1:1" in err
