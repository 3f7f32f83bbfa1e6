"""A real PostgreSQL for the tests: the installed binaries, a folder of its own, a socket, no network."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from tests.gather.audience.nasty import Rows

_NOBODY = "nobody"


def binaries() -> Path:
    """Where initdb and pg_ctl lie: the newest that is installed."""
    known = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    found = known[-1] if known else shutil.which("initdb")
    if not found:
        pytest.fail("these tests need PostgreSQL's server binaries (initdb, pg_ctl): scripts/install --tests says how")
    return Path(found).resolve().parent


@contextmanager
def running() -> Iterator[str]:
    """The URL of a server that is gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="pf-pg-"))
    tools = binaries()
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, _NOBODY)
        _run(
            tools / "initdb",
            "-D",
            folder / "data",
            "-U",
            "postgres",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--no-sync",
            "--locale=C",
        )
        options = f"-k {folder} -c listen_addresses='' -c fsync=off -c log_statement=all -c shared_buffers=32MB"
        _run(tools / "pg_ctl", "-D", folder / "data", "-l", folder / "log", "-w", "-o", options, "start")
        try:
            yield f"postgresql://postgres:very-secret@/postgres?host={folder}"
        finally:
            _run(tools / "pg_ctl", "-D", folder / "data", "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


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


def _run(*command: object) -> None:
    """As an ordinary user: the server refuses root."""
    before = ["runuser", "-u", _NOBODY, "--"] if os.geteuid() == 0 else []
    subprocess.run([*before, *map(str, command)], check=True, stdout=subprocess.DEVNULL, cwd="/")
