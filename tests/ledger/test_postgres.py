"""The same record in a real PostgreSQL."""

from __future__ import annotations

from pathlib import Path

import pytest

from preflight.errors import LedgerError
from preflight.ledger.store import GENESIS, Ledger
from tests.ledger.test_people import ran
from tests.servers.postgres import PostgresServer


def add(ledger: Ledger, number: int = 1) -> str:
    return ledger.append("run", who="jane@host", send="a", fingerprint="sha256:1", body={"number": number}).digest


def test_entries_are_chained(postgres: PostgresServer) -> None:
    place = postgres.new_database()
    with Ledger(place) as ledger:
        digests = [add(ledger, n) for n in range(3)]
    with Ledger(place) as again:
        assert [e.previous for e in again.entries(send="a", kind="run")] == [GENESIS, *digests[:2]]
        assert (again.head(), again.broken_at(), again.length()) == (digests[-1], None, 3)
        assert [e.seq for e in again.every()] == [1, 2, 3]
    name = place.rpartition("/")[2]
    assert postgres.sql("SELECT send, verdict FROM runs LIMIT 1", name) == "a|"
    postgres.sql("UPDATE entries SET body = '{\"number\":9}' WHERE seq = 2", name)
    with Ledger(place) as touched:
        assert touched.broken_at() == 2


def test_a_newer_ledger_is_refused(postgres: PostgresServer) -> None:
    place = postgres.new_database()
    Ledger(place).close()
    postgres.sql("UPDATE alembic_version SET version_num = '9999'", place.rpartition("/")[2])
    with pytest.raises(LedgerError, match="newer"):
        Ledger(place)


def test_a_server_that_is_not_there(postgres: PostgresServer) -> None:
    with pytest.raises(LedgerError, match="cannot be used"):
        Ledger(postgres.url("nowhere"))


def test_who_was_mailed_lately(postgres: PostgresServer) -> None:
    place = postgres.new_database()
    ran(place, "a", 20, range(100))
    ran(place, "b", 5, range(50, 60))
    found = ran(place, "mine", 0, range(55, 200), gone=False)
    assert found.recently_mailed == {7: 5, 30: 45}
    assert [(one.name, one.shared) for one in found.others] == [("b", 5)]


def test_from_run_to_gate(postgres: PostgresServer, clean: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from preflight.__main__ import main

    place = ["--ledger", postgres.new_database(), "--now", "2026-11-24T18:30:00Z"]
    send = str(clean)
    assert main(["run", send, "--offline", "-o", str(clean.parent / "out"), *place]) == 3
    assert main(["approve", send, "--by", "boss@acme.test", *place]) == 0
    assert main(["waive", send, "links.broken", "--by", "boss@acme.test", "--role", "approver", "--reason", "x", "--until",
                 "2026-12-01", *place]) == 0  # fmt: skip
    assert main(["gate", send, *place]) == 3
    assert main(["verify", *place[:2]]) == 0
    assert main(["history", send, *place[:2]]) == 0
    assert "boss@acme.test" in capsys.readouterr().out
    name = place[1].rpartition("/")[2]
    assert postgres.sql("SELECT by, role, note FROM signoffs", name) == "boss@acme.test|approver|"
    assert postgres.sql("SELECT verdict FROM gate_decisions", name) == "hold"
