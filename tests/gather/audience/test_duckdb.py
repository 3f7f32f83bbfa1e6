"""A DuckDB database: read where it is, read-only, and with no more reach than files have."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import pytest

from preflight.errors import InputError
from preflight.facts.audience import Audience, Measure, Measured, Table
from preflight.facts.send import AudienceSpec, ListSpec, Send, Source
from preflight.facts.web import Unanswered
from preflight.gather.audience import gather_audience
from preflight.load import load_send
from tests.gather.audience import nasty
from tests.gather.audience.made import HERE, KEY, ROWS, listed

URL = "duckdb:///people.duckdb"


@pytest.fixture
def database(tmp_path: Path) -> Path:
    place = tmp_path / "people.duckdb"
    with duckdb.connect(str(place)) as engine:
        engine.execute("CREATE SCHEMA crm")
        engine.execute("CREATE TABLE crm.people AS SELECT unnest(['jane@a.test', 'bob@b.test']) AS email, 1 AS n")
        engine.execute("CREATE TABLE gone AS SELECT 'JANE@a.test' AS email")
    return place


def ask(database: Path, source: Source, *measures: Measure, lists: tuple[ListSpec, ...] = (), **more: Any) -> Audience:
    send = Send("x", "send.yaml", (), audience=AudienceSpec(HERE, source), suppression=lists)
    return gather_audience(send, {URL: database, **more.pop("paths", {})}, {URL: URL}, measures, key=KEY, **more)


def test_a_table_and_a_query(database: Path) -> None:
    gone = ListSpec("gone", Source(connect=URL, query="SELECT email FROM gone;"), HERE)
    before = database.read_bytes()
    facts = ask(database, Source(connect=URL, table="crm.people"), ROWS, listed("gone"), lists=(gone,))
    assert isinstance(facts.members, Table)
    assert (facts.members.rows, facts.members.columns) == (2, ("email", "n"))
    assert facts["listed:gone"].value == 1  # type: ignore[union-attr]
    assert database.read_bytes() == before
    assert [p.name for p in database.parent.iterdir()] == [database.name]


def test_the_same_facts_as_of_files(tmp_path: Path) -> None:
    world = nasty.nasty()
    files = nasty.write_parquet(tmp_path, world)
    with duckdb.connect(str(tmp_path / "people.duckdb")) as engine:
        for path in files.values():
            engine.execute(f"CREATE TABLE {path.stem} AS SELECT * FROM '{path}'")
    wanted = nasty.read(
        nasty.send_of(world, lambda name, c: Source(files=(f"{name}.parquet",), columns=c), register=True), files
    )
    there = nasty.send_of(world, lambda name, c: Source(connect="${DB}", table=name, columns=c), register=True)
    found = nasty.read(there, {"${DB}": tmp_path / "people.duckdb"}, URL)
    assert nasty.plain(found) == nasty.plain(wanted)


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ({"table": "nowhere"}, "there is no table"),
        ({"query": "SELECT x FROM gone"}, "cannot be run"),
        ({"query": "DROP TABLE gone"}, "one SELECT"),
        ({"query": "SELECT * FROM read_csv('/etc/passwd')"}, "cannot be run"),
    ],
)
def test_what_is_refused(database: Path, source: dict[str, str], why: str) -> None:
    with pytest.raises(InputError, match=why):
        ask(database, Source(connect=URL, **source))


def test_a_view_reaches_nothing_else(database: Path, tmp_path: Path) -> None:
    (tmp_path / "other.csv").write_text("email\nsecret@other.test\n")
    with duckdb.connect(str(database)) as engine:
        engine.execute(f"CREATE VIEW sly AS SELECT * FROM read_csv('{tmp_path / 'other.csv'}')")
    with pytest.raises(InputError, match="there is no table"):
        ask(database, Source(connect=URL, table="sly"))


def test_rules_reach_nothing_else(database: Path, tmp_path: Path) -> None:
    reads = Measure("reads", aggregate=f"(SELECT count(*) FROM read_csv('{database}'))")
    attach = Measure("attach", aggregate="(SELECT 1); ATTACH 'x.db' AS y; SELECT 1")
    facts = ask(database, Source(connect=URL, table="gone"), reads, attach, ROWS)
    assert isinstance(facts["reads"], Unanswered)
    assert isinstance(facts["attach"], Unanswered)
    assert facts["rows"] == Measured(1)
    assert not (tmp_path / "x.db").exists()


def test_what_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "people.duckdb").write_text("email\njane@secret.test\n")
    with pytest.raises(InputError, match="no DuckDB database") as caught:
        ask(tmp_path / "people.duckdb", Source(connect=URL, table="x"))
    assert "secret" not in str(caught.value)


def test_two_databases(database: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.duckdb"
    with duckdb.connect(str(other)) as engine:
        engine.execute("CREATE TABLE gone AS SELECT 'bob@b.test' AS email")
    second = ListSpec("second", Source(connect="duckdb:///other.duckdb", table="gone"), HERE)
    first = ListSpec("first", Source(connect=URL, table="gone"), HERE)
    facts = ask(database, Source(connect=URL, table="crm.people"), listed("first"), listed("second"),
                lists=(first, second), paths={"duckdb:///other.duckdb": other})  # fmt: skip
    assert [facts[f"listed:{name}"].value for name in ("first", "second")] == [1, 1]  # type: ignore[union-attr]


def test_it_is_held_to_the_rules_of_files(tmp_path: Path, database: Path) -> None:
    home = tmp_path / "send"
    home.mkdir()
    (home / "email.html").write_text("<p>x</p>")
    manifest = "name: a\nmessage: {html: email.html}\naudience: {members: {connect: 'duckdb:///%s', table: t}}\n"
    (home / "send.yaml").write_text(manifest % "../people.duckdb")
    with pytest.raises(InputError, match="out of its folder"):
        load_send(home)
    loaded = load_send(home, allow_outside=True)
    assert list(loaded.paths.values()) == [database.resolve()]
    (home / "send.yaml").write_text(manifest % "none.duckdb")
    with pytest.raises(InputError, match="no such file"):
        load_send(home)
