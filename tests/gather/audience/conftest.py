from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.gather.audience import nasty, server
from tests.gather.audience.made import World


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
def postgres() -> Iterator[str]:
    """The URL of a real server with the nasty tables in it."""
    with server.running() as url, psycopg.connect(url) as connection:
        connection.execute("CREATE EXTENSION pgcrypto")
        connection.commit()
        server.fill(url, nasty.nasty().tables)
        server.fill(url, {"hashed": nasty.hashed(nasty.nasty()).audience})
        yield url
