"""What PostgreSQL does for us, and what it must not: change anything, tell anything, hold us up."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import psycopg
import pytest

from preflight.errors import InputError
from preflight.facts.audience import Audience, Cell, Measure, Measured, Table
from preflight.facts.send import AudienceSpec, ListSpec, Send, Source
from preflight.facts.web import Unanswered
from preflight.gather.audience import gather_audience
from tests.gather.audience.made import HERE, KEY, ROWS, SURPLUS, listed
from tests.servers.postgres import PostgresServer

DB = "${WAREHOUSE}"
SECRET = "very-secret"


@pytest.fixture
def people(warehouse: str) -> Iterator[str]:
    with psycopg.connect(warehouse, autocommit=True) as connection:
        connection.execute("CREATE SCHEMA crm")
        connection.execute('CREATE TABLE crm."People" ("E-Mail" text, n int, at timestamptz)')
        connection.execute(
            "INSERT INTO crm.\"People\" VALUES ('jane@secret.test', 1, now()), ('bob@secret.test', 2, NULL)"
        )
        yield warehouse
        connection.execute("DROP SCHEMA crm CASCADE")


def ask(url: str, *measures: Measure, source: Source | None = None, **more: Any) -> Audience:
    members = source or Source(connect=DB, table="crm.People", columns={"email": "E-Mail"})
    send = Send("x", "send.yaml", (), audience=AudienceSpec(HERE, members), suppression=more.pop("suppression", ()))
    return gather_audience(send, more.pop("paths", {}), {DB: url}, measures, key=KEY, **more)


def test_a_table_with_a_schema_and_capitals(people: str) -> None:
    facts = ask(people, ROWS, Measure("two", flag="n = '2'"))
    assert isinstance(facts.members, Table)
    assert (facts.members.rows, facts.members.columns) == (2, ("E-Mail", "n", "at"))
    assert facts["two"] == Measured(1)


def test_a_query(people: str) -> None:
    wanted = Source(connect=DB, query='SELECT "E-Mail" AS email FROM crm."People" WHERE n > 1 -- all;', columns={})
    assert ask(people, ROWS, source=wanted)["rows"] == Measured(1)


def test_lengths_are_told_as_numbers(people: str) -> None:
    facts = ask(
        people,
        Measure("longest", cell=Cell("E-Mail", "length"), aggregate="max(flag)"),
        Measure("over 15", cell=Cell("E-Mail", "length"), where="flag > 15"),
        Measure("of a blank", cell=Cell("at", "length"), aggregate="min(flag)"),
    )
    assert [facts[name] for name in ("longest", "over 15", "of a blank")] == [Measured(16), Measured(1), Measured(0)]


def test_nothing_is_changed(people: str) -> None:
    """A function that deletes, called by the query or a rule, is refused, and the refusal is an unknown."""
    with psycopg.connect(people, autocommit=True) as connection:
        connection.execute(
            "CREATE FUNCTION crm.evil() RETURNS boolean LANGUAGE plpgsql AS "
            '$$ BEGIN DELETE FROM crm."People"; RETURN true; END $$'
        )
        query = Source(connect=DB, query='SELECT "E-Mail" AS email, crm.evil() FROM crm."People"')
        facts = ask(people, ROWS, source=query)
        assert isinstance(facts.members, Unanswered)
        assert "change" in facts.members.reason
        facts = ask(people, ROWS, Measure("evil", flag="crm.evil()"))
        assert isinstance(facts["evil"], Unanswered)
        assert connection.execute('SELECT count(*) FROM crm."People"').fetchall() == [(2,)]


@pytest.mark.parametrize(
    "query", ["DELETE FROM crm.\"People\" RETURNING *", "SELECT 1 AS email; DROP TABLE crm.\"People\"",
              "WITH d AS (DELETE FROM crm.\"People\" RETURNING \"E-Mail\") SELECT * FROM d", "SELECT 'a' FROM nowhere"]
)  # fmt: skip
def test_a_query_that_is_none_is_an_error_of_the_input(people: str, query: str) -> None:
    with pytest.raises(InputError) as caught:
        ask(people, source=Source(connect=DB, query=query))
    assert "secret" not in str(caught.value)
    with psycopg.connect(people) as connection:
        assert connection.execute('SELECT count(*) FROM crm."People"').fetchall() == [(2,)]


@pytest.mark.parametrize("table", ["nowhere", "crm.people", 'crm.People"; DROP TABLE x; --'])
def test_a_table_that_is_not_there(people: str, table: str) -> None:
    with pytest.raises(InputError, match="there is no table") as caught:
        ask(people, source=Source(connect=DB, table=table))
    assert SECRET not in str(caught.value)


def test_errors_quote_nobody(people: str) -> None:
    """PostgreSQL writes the value into the error's text."""
    facts = ask(
        people,
        ROWS,
        Measure("cast", flag='CAST("E-Mail" AS int) = 1'),
        Measure("sum", aggregate="sum(CAST(domain AS int))"),
    )
    assert isinstance(facts["cast"], Unanswered)
    assert isinstance(facts["sum"], Unanswered)
    assert facts["rows"] == Measured(2)
    assert "secret" not in msgspec.json.encode(facts).decode()


@pytest.mark.parametrize(
    "url", ["postgresql://postgres:very-secret@127.0.0.1:1/x", "postgresql://%zz:very-secret@[/x", "postgresql://u:very-secret@/x?host=/nowhere"]
)  # fmt: skip
def test_a_database_that_cannot_be_reached_is_unknown(url: str) -> None:
    facts = ask(url, ROWS)
    assert isinstance(facts.members, Unanswered)
    assert isinstance(facts["rows"], Unanswered)
    assert "reached" in facts.members.reason
    said = msgspec.json.encode(facts).decode()
    assert SECRET not in said
    assert "127.0.0.1" not in said


def test_a_list_that_cannot_be_reached_spoils_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("email\njane@a.test\n")
    lists = tuple(
        ListSpec(name, members, HERE)
        for name, members in (("far", Source(connect=DB, table="x")), ("near", Source(files=("a.csv",))))
    )
    facts = ask(
        "postgresql://postgres@/x?host=/nowhere", ROWS, listed("far"), listed("near"),
        source=Source(files=("a.csv",)), suppression=lists, paths={"a.csv": tmp_path / "a.csv"},
    )  # fmt: skip
    assert isinstance(facts.lists["far"], Unanswered)
    assert isinstance(facts["listed:far"], Unanswered)
    assert facts["listed:near"].value == 1  # type: ignore[union-attr]
    assert facts["rows"].value == 1  # type: ignore[union-attr]


def test_offline(people: str) -> None:
    facts = ask(people, ROWS, offline=True)
    assert isinstance(facts.members, Unanswered)
    assert facts.members.kind == "offline"


def test_the_budget_is_the_servers_too(people: str) -> None:
    query = Source(connect=DB, query="SELECT 'a@b.test' AS email, pg_sleep(60)")
    facts = ask(people, ROWS, source=query, budget=0.5)
    assert isinstance(facts.members, Unanswered)
    assert facts.members.kind == "budget"


def test_a_statement_on_its_way_is_cancelled(people: str) -> None:
    cancelled = threading.Event()
    threading.Timer(0.3, cancelled.set).start()
    facts = ask(
        people, source=Source(connect=DB, query="SELECT 'a@b.test' AS email, pg_sleep(60)"), cancelled=cancelled
    )
    assert facts.members == Unanswered("error", "the run was broken off")


def test_nothing_is_left_in_the_database(people: str) -> None:
    with psycopg.connect(people, autocommit=True) as connection:
        before = connection.execute("SELECT relname, relnamespace FROM pg_class ORDER BY 1, 2").fetchall()
        ask(people, ROWS, SURPLUS)
        mine = connection.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'preflight'"
        ).fetchone()
        assert connection.execute("SELECT relname, relnamespace FROM pg_class ORDER BY 1, 2").fetchall() == before
        assert mine is not None


def test_no_address_leaves_in_a_rows_text(people: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What comes back from the server, in all its rows: numbers, keys, masked examples."""
    from preflight.gather.audience.postgresql import Postgres

    came: list[Any] = []
    real = Postgres.rows
    monkeypatch.setattr(Postgres, "rows", lambda self, sql: came.append(real(self, sql)) or came[-1])
    facts = ask(people, ROWS, Measure("all", where="TRUE", examples=5))
    assert facts["all"].examples  # type: ignore[union-attr]
    assert came
    assert "jane@" not in str(came)
    assert "secret.test" not in str(came).replace("s***", "")


def test_sha1_needs_an_extension_and_says_so(postgres: PostgresServer) -> None:
    url = postgres.new_database()
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE people (email text)")
        connection.execute("INSERT INTO people VALUES ('jane@secret.test')")
        connection.execute("CREATE TABLE hashes (hash text)")
    lists = (ListSpec("l", Source(connect=DB, table="hashes"), HERE, match="sha1"),)
    facts = ask(url, ROWS, listed("l"), source=Source(connect=DB, table="people"), suppression=lists)
    assert isinstance(facts["listed:l"], Unanswered)
    assert "SHA-1" in facts["listed:l"].reason
    assert facts["rows"] == Measured(1)
