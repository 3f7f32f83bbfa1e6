"""Twenty writers at once, some of them killed in the middle of it: one chain, and nothing lost that was acknowledged."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from preflight.ledger.store import Ledger
from tests.servers.postgres import PostgresServer

WRITERS, KILLED, EACH = 20, 8, 6
WRITE = """
import sys
from preflight.ledger.store import Ledger
with Ledger(sys.argv[1]) as ledger:
    for number in range(int(sys.argv[2])):
        print(ledger.append("run", who="j", send=sys.argv[3], fingerprint="", body={"n": number}).digest, flush=True)
"""


@pytest.fixture(params=["sqlite", "postgres"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'ledger.db'}"
    server: PostgresServer = request.getfixturevalue("postgres")
    return server.new_database()


def _writes(place: str, number: int) -> list[str]:
    """The digests that one writer was told are written. Those to be killed would write on for ever."""
    killed = number < KILLED
    many = 1_000_000 if killed else EACH
    with subprocess.Popen(
        [sys.executable, "-c", WRITE, place, str(many), f"s{number}"], stdout=subprocess.PIPE, text=True
    ) as writer:
        assert writer.stdout is not None
        told = []
        for line in writer.stdout:
            if not line.endswith("\n"):
                break
            told.append(line.strip())
            if killed and len(told) == 2 + number:
                writer.kill()
    assert writer.returncode == (-9 if killed else 0)
    return told


def test_nothing_is_lost_that_was_acknowledged(place: str) -> None:
    with ThreadPoolExecutor(WRITERS) as pool:
        told = [digest for some in pool.map(lambda n: _writes(place, n), range(WRITERS)) for digest in some]
    with Ledger(place) as ledger:
        assert ledger.broken_at() is None
        kept = {entry.digest for entry in ledger.every()}
    assert len(told) >= (WRITERS - KILLED) * EACH + sum(2 + n for n in range(KILLED))
    assert set(told) <= kept
