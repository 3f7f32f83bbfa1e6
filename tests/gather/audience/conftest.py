from __future__ import annotations

from pathlib import Path

import pytest

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
