"""The server that other tests stand on."""

from __future__ import annotations

from tests.servers.postgres import PostgresServer


def test_each_database_is_its_own(postgres: PostgresServer) -> None:
    first, second = (postgres.new_database().rpartition("/")[2] for _ in range(2))
    postgres.sql("CREATE TABLE a AS SELECT 1 AS n", first)
    assert postgres.sql("SELECT n FROM a", first) == "1"
    assert postgres.sql("SELECT count(*) FROM pg_tables WHERE tablename = 'a'", second) == "0"
