"""What many tests need: the demo's world, up once, and a data folder that is not the user's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from preflight.demo import NOW, world
from preflight.gather.settings import Outside
from tests.servers.postgres import PostgresServer

# A slow machine is no fault of what is tested.
settings.register_profile("house", deadline=None)
settings.load_profile("house")


@pytest.fixture(scope="session")
def outside() -> Iterator[Outside]:
    """The demo's web site and name server, and the options that lead there."""
    with world() as found:
        yield found


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A real PostgreSQL server; each test takes a database of its own."""
    with PostgresServer() as server:
        yield server


@pytest.fixture(autouse=True)
def _own_data_folder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path_factory.mktemp("home")
    for name in ("XDG_DATA_HOME", "XDG_CACHE_HOME", "HOME"):
        monkeypatch.setenv(name, str(home))
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "PREFLIGHT_LEDGER"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def clean(tmp_path: Path) -> Path:
    """A copy of the clean example, to break."""
    import shutil

    from preflight.bundled import folder

    return Path(shutil.copytree(folder("examples") / "clean", tmp_path / "clean"))


@pytest.fixture
def arguments(outside: Outside, tmp_path: Path) -> list[str]:
    """The options of a run in the demo's world."""
    assert outside.ca_file is not None
    mapped = [word for mapping in outside.connect_to for word in ("--connect-to", mapping)]
    return [
        "--now", NOW.isoformat(), "--nameserver", outside.nameservers[0], "--ca-file", str(outside.ca_file), *mapped,
        "--output", str(tmp_path / "out"), "--ledger", f"sqlite:///{tmp_path / 'ledger.db'}",
    ]  # fmt: skip
