"""From one engine to another: whole digests and the register's words, never an address."""

# ruff: noqa: S608 - our own SQL: the names are ours
from __future__ import annotations

from collections.abc import Mapping

from preflight.gather.audience.dialect import Type
from preflight.gather.audience.working import Working


def bring(there: Working, select: str, home: Working, table: str, columns: Mapping[str, Type]) -> None:
    """A temporary table at home of what a SELECT yields there."""
    home.upload(table, columns, there.stream(select))


def send_keys(home: Working, table: str, column: str, there: Working, name: str) -> None:
    """The distinct digests in a column of ours, as the table `name` there."""
    select = f"SELECT DISTINCT {column} FROM {table} WHERE {column} IS NOT NULL"
    there.upload(name, {"key": "key"}, home.stream(select))
