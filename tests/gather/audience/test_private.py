"""No address leaves in clear, nothing is left behind, and what ends early says so."""

from __future__ import annotations

import csv
import hashlib
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import duckdb
import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from preflight.errors import InputError, MissingExtra
from preflight.facts.audience import Measure, Table
from preflight.facts.send import AudienceSpec, Send, Source
from preflight.facts.web import Unanswered
from preflight.gather.audience import gather_audience, reveal
from preflight.gather.audience.engine import Engine
from preflight.gather.audience.refusal import Stopped
from preflight.gather.audience.spill import spill_folder, sweep
from preflight.gather.audience.working import Limits
from tests.gather.audience.made import HERE, KEY, SURPLUS, World

LOCAL = st.text("abcdefghij+._", min_size=4, max_size=10)


def left(spill: Path) -> list[Path]:
    return list(spill.rglob("*")) if spill.exists() else []


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names=st.lists(LOCAL, min_size=1, max_size=8), stray=st.sampled_from(["", "x", '"', "a,b,c,d"]))
def test_no_address_is_in_the_facts(world: World, names: list[str], stray: str) -> None:
    people = [f"{name}@secret-{n}.test" for n, name in enumerate(names)]
    body = "email,note\n" + "".join(f"{p},{p}\n{p},\n" for p in people) + stray + "\n"
    facts = world.read(
        body,
        lists={
            "l": "email\n" + "\n".join(people) + "\n",
            "d": ("d\n" + "\n".join(p.split("@")[1] for p in people), {"match": "domain"}),
        },
        measures=[
            SURPLUS,
            Measure("domains", by="domain"),
            Measure("bad", flag="CAST(note AS INTEGER) = 1", examples=9),
        ],
    )
    said = msgspec.json.encode(facts).decode().lower()
    for person in people:
        assert person not in said
        assert person.split("@")[1] not in said, "groups under five are hidden"
        for kind in ("md5", "sha1", "sha256"):
            assert hashlib.new(kind, person.encode()).hexdigest()[:12] not in said
    assert facts["listed:l"].value == 2 * len(people)  # type: ignore[union-attr]


@pytest.mark.parametrize("name", ["jane@secret.test", " JANE@secret.test ", "ab" * 32, "AB" * 16])
@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_no_column_is_called_by_an_address(world: World, name: str, form: str) -> None:
    """What a column is called is told in facts, reports and errors."""
    more: dict[str, Any] = {"source": {"header": True}} if form == "csv" else {}
    body = {"csv": f'n,"{name}"\n1,a@a.test\n', "jsonl": f'{{"n": 1, "{name}": "a@a.test"}}\n'}[form]
    with pytest.raises(InputError, match="calls its column 2 by an address or a digest") as caught:
        world.read(body, name=f"a.{form}", **more)
    assert name.strip() not in str(caught.value)


def test_an_error_of_a_rule_quotes_no_address(world: World) -> None:
    rule = Measure("audience.rule:one", flag="no_such = 'jane@secret.test'")
    with pytest.raises(InputError, match="the audience has no column 'no_such'") as caught:
        world.read("email\na@a.test\n", measures=[rule])
    assert "jane@secret" not in str(caught.value)


def test_no_column_of_a_database_is_called_by_an_address(world: World) -> None:
    with duckdb.connect(str(world.folder / "d.duckdb")) as made:
        made.execute('CREATE TABLE t (n INT, "jane@secret.test" VARCHAR)')
    url = "duckdb:///d.duckdb"
    send = Send("x", "x", (), audience=AudienceSpec(HERE, Source(connect=url, table="t")))
    with pytest.raises(InputError, match="calls its column 2 by an address or a digest"):
        gather_audience(send, {url: world.folder / "d.duckdb"}, {url: url}, (), key=KEY)


def test_nothing_is_left_after_success_refusal_and_failure(
    world: World, spill: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.read("email\na@a.test\n".encode("utf-16"))
    assert left(spill) == []
    with pytest.raises(InputError):
        world.read("email,mail\na@a.test,b@b.test\n".encode("utf-16"))
    assert left(spill) == []
    monkeypatch.setattr("preflight.gather.audience.session.load_words", lambda _engine: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        world.read("email\na@a.test\n")
    assert left(spill) == []


def test_the_spill_folder_is_ours_alone(tmp_path: Path) -> None:
    with spill_folder(tmp_path / "spill") as folder:
        assert folder.stat().st_mode & 0o777 == 0o700
        sweep(tmp_path / "spill")
        assert folder.exists(), "somebody works in it"
    assert not folder.exists()


def test_a_killed_run_leaves_no_address_and_is_swept(tmp_path: Path) -> None:
    """The child unpacks a file, says so, and is killed while it works."""
    code = (
        "import sys, time; from pathlib import Path\n"
        "from preflight.gather.audience.spill import spill_folder, unnamed\n"
        "with spill_folder(Path(sys.argv[1])) as folder:\n"
        "    file = unnamed(folder); file.write(b'jane@secret.test\\n'); file.flush()\n"
        "    print('ready', flush=True); time.sleep(60)\n"
    )
    with subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"ready\n"
        child.send_signal(signal.SIGKILL)
    files = [p for p in tmp_path.rglob("*") if p.is_file()]
    assert files
    assert not any(b"secret" in p.read_bytes() for p in files)
    sweep(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_time_and_memory_that_run_out_are_said(world: World) -> None:
    body = "email\n" + "".join(f"p{n}@a.test\n" for n in range(20000))
    late = world.read(body, budget=1e-9, lists={"l": "email\na@a.test\n"}, measures=[SURPLUS])
    assert isinstance(late.members, Unanswered)
    assert late.members.kind == "budget"
    assert isinstance(late["surplus"], Unanswered)
    assert isinstance(late.lists["l"], Unanswered)
    small = world.read(body, memory_limit=1_000_000, measures=[SURPLUS])
    assert isinstance(small.members, Unanswered)
    assert small.members.kind == "limit"


def test_a_cancelled_run_ends_at_once(world: World) -> None:
    cancelled = threading.Event()
    cancelled.set()
    facts = world.read("email\na@a.test\n", cancelled=cancelled)
    assert isinstance(facts.members, Unanswered)


def test_a_statement_on_its_way_is_interrupted(world: World) -> None:
    cancelled = threading.Event()
    threading.Timer(0.3, cancelled.set).start()
    start = time.monotonic()
    endless = Measure("endless", aggregate="(SELECT count(*) FROM range(1000000000000))")
    facts = world.read("email\na@a.test\n", cancelled=cancelled, measures=[endless])
    assert isinstance(facts["endless"], Unanswered)
    assert time.monotonic() - start < 60


@pytest.mark.parametrize("does", ["lock", "attach", "query_in"])
def test_time_may_run_out_between_two_statements(does: str) -> None:
    """The engine is interrupted by another thread, at any moment: that is no bug of ours."""

    class Interrupted:
        def execute(self, *_words: object) -> None:
            raise duckdb.InterruptException("Interrupted!")

    engine = Engine(None, None, Limits(0.0, threading.Event()))
    engine.close()
    engine._connection = Interrupted()  # type: ignore[assignment]
    words: tuple[object, ...] = {"lock": ([], "UTC"), "attach": ("x", "y"), "query_in": ("x",)}[does]
    with pytest.raises(Stopped):
        getattr(engine, does)(*words)


def test_the_engine_reaches_nothing_else(world: World, tmp_path: Path) -> None:
    (tmp_path / "other.csv").write_text("secret\n")
    reads = Measure("reads", aggregate=f"(SELECT count(*) FROM read_csv('{tmp_path / 'other.csv'}'))")
    unlocks = Measure("unlocks", aggregate="(SELECT 1); SET enable_external_access=true; SELECT 1")
    facts = world.read("email\na@a.test\n", measures=[reads, unlocks])
    assert isinstance(facts["reads"], Unanswered)
    assert isinstance(facts["unlocks"], Unanswered)


def test_reveal(world: World, tmp_path: Path) -> None:
    place = tmp_path / "rows.csv"
    facts = world.read(
        "email,name,note\njane@acme.test,=HYPERLINK(),-1\nbob@b.test,Bob,\nJANE@acme.test,@SUM,\n",
        lists={"l": "email\njane@acme.test\n"},
        measures=[SURPLUS],
        reveal=place,
    )
    assert isinstance(facts.members, Table)
    assert place.stat().st_mode & 0o777 == 0o600
    with place.open(encoding="utf-8", newline="") as file:
        rows = sorted(csv.reader(file))
    assert rows == sorted([
        ["why", "email", "name", "note"],
        ["listed:l; surplus", "jane@acme.test", "'=HYPERLINK()", "'-1"],
        ["listed:l; surplus", "JANE@acme.test", "'@SUM", ""],
    ])  # fmt: skip
    with pytest.raises(InputError, match="already"):
        world.read("email\na@a.test\n", reveal=place)
    assert place.stat().st_size, "what was there is untouched"


def test_reveal_of_a_run_that_failed_leaves_no_file(world: World, tmp_path: Path) -> None:
    with pytest.raises(InputError):
        world.read("email,mail\n", reveal=tmp_path / "rows.csv")
    assert not (tmp_path / "rows.csv").exists()


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@x", "\tx", "\rx"])
def test_no_cell_is_a_formula(cell: str) -> None:
    assert reveal.safe([cell, "plain", None]) == ["'" + cell, "plain", ""]


@pytest.mark.parametrize(("url", "extra"), [("postgresql://u:secret@h/db", "warehouse"), ("spark://h:7077", "spark")])
def test_a_database_needs_its_extra(url: str, extra: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("preflight.gather.audience.connections.installed", lambda _package: False)
    send = Send("x", "x", (), audience=AudienceSpec(HERE, Source(connect="${DB}", table="people")))
    with pytest.raises(MissingExtra, match=extra) as caught:
        gather_audience(send, {}, {"${DB}": url}, (), key=KEY)
    assert "secret" not in str(caught.value)


def test_a_name_with_signs_of_patterns_is_one_file(world: World) -> None:
    world.file("a[1]*.csv", "email\na@a.test\nb@b.test\n")
    (world.folder / "a1x.csv").write_text("email\nc@c.test\n")
    facts = world.read("email\n", files=["a[1]*.csv"])
    assert isinstance(facts.members, Table)
    assert facts.members.rows == 2


def test_files_are_closed(world: World) -> None:
    def count() -> int:
        return len(list(Path("/dev/fd").iterdir()))

    world.read("email\na@a.test\n")
    before = count()
    for _ in range(3):
        world.read("email\na@a.test\n".encode("utf-16"), lists={"l": "email\na@a.test\n"})
    assert count() <= before


def test_a_revealed_row_says_why_in_words(world: World, tmp_path: Path) -> None:
    """The digests that tell measures of one check apart are no reason."""
    measures = [Measure("audience.outside-brief:0123456789ab:outside", where="domain = 'a.test'", examples=1),
                Measure("tokens.blank:firstname", where="domain = 'a.test'", examples=1)]  # fmt: skip
    world.read("email\na@a.test\n", measures=measures, reveal=tmp_path / "rows.csv")
    with (tmp_path / "rows.csv").open(encoding="utf-8", newline="") as file:
        assert list(csv.reader(file))[1][0] == "audience.outside-brief:outside; tokens.blank:firstname"
