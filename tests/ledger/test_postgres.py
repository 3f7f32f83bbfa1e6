"""The same record in a real PostgreSQL."""

from __future__ import annotations

import pytest

from preflight.errors import LedgerError
from preflight.ledger.store import GENESIS, Ledger
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
