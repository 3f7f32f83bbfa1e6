from __future__ import annotations

from pathlib import Path

import psycopg
import pytest

from tests.gather.audience import nasty, server
from tests.gather.audience.made import World
from tests.servers.postgres import PostgresServer


@pytest.fixture
def spill(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the run's spill folder is made."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "preflight" / "spill"


@pytest.fixture
def world(tmp_path: Path, spill: Path) -> World:
    (tmp_path / "send").mkdir()
    return World(tmp_path / "send")


@pytest.fixture(scope="session")
def warehouse(postgres: PostgresServer) -> str:
    """The URL of a database with the nasty tables in it."""
    url = postgres.new_database().replace("preflight@", "preflight:very-secret@")
    with psycopg.connect(url) as connection:
        connection.execute("CREATE EXTENSION pgcrypto")
    server.fill(url, nasty.nasty().tables)
    server.fill(url, {"hashed": nasty.hashed(nasty.nasty()).audience})
    return url
