"""The nasty tables in a real PostgreSQL."""

from __future__ import annotations

from collections.abc import Sequence

import psycopg

from tests.gather.audience.nasty import Rows


def fill(url: str, tables: dict[str, Rows]) -> None:
    with psycopg.connect(url) as connection:
        for name, rows in tables.items():
            load(connection, name, rows)


def load(connection: psycopg.Connection, name: str, rows: Sequence[Sequence[str | None]]) -> None:
    names = ", ".join('"' + str(column).replace('"', '""') + '" text' for column in rows[0])
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {name}")
        cursor.execute(f"CREATE TABLE {name} ({names})")
        with cursor.copy(f"COPY {name} FROM STDIN") as copy:
            for row in rows[1:]:
                copy.write_row(row)
