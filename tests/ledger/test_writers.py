"""Twenty writers at once, some of them killed in the middle of it: one chain, and nothing lost that was acknowledged."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from preflight.ledger.store import Ledger
from tests.servers.postgres import PostgresServer

WRITERS, KILLED, EACH = 20, 8, 6
# The modules are imported once, and each writer opens the ledger for itself.
WRITE = """
import os, sys
from preflight.ledger.store import Ledger
place, writers, killed, each = sys.argv[1], *map(int, sys.argv[2:])
if not place.startswith("sqlite"):
    import preflight.ledger.remote, psycopg, sqlalchemy.dialects.postgresql.psycopg
for writer in range(writers):
    pid = os.fork()
    if not pid:
        with Ledger(place) as ledger:
            for number in range(1_000_000 if writer < killed else each):
                entry = ledger.append("run", who="j", send=f"s{writer}", fingerprint="", body={"n": number})
                os.write(1, f"{writer} {entry.digest}\\n".encode())
        os._exit(0)
    os.write(1, f"pid {writer} {pid}\\n".encode())
ended = [os.waitstatus_to_exitcode(os.wait()[1]) for _ in range(writers)]
os.write(1, f"ended {sum(code == -9 for code in ended)} {sum(code == 0 for code in ended)}\\n".encode())
"""


@pytest.fixture(params=["sqlite", "postgres"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'ledger.db'}"
    server: PostgresServer = request.getfixturevalue("postgres")
    return server.new_database()


def _written(place: str) -> tuple[list[str], list[str]]:
    """The digests that the writers were told are written, and how they ended. Some are killed in the middle of it."""
    command = [sys.executable, "-c", WRITE, place, *map(str, (WRITERS, KILLED, EACH))]
    pids: dict[int, int] = {}
    told: list[str] = []
    often: Counter[int] = Counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writers:
        assert writers.stdout is not None
        for line in writers.stdout:
            first, *rest = line.split()
            if first == "ended":
                return told, rest
            if first == "pid":
                pids[int(rest[0])] = int(rest[1])
                continue
            told += rest
            often[int(first)] += 1
            for writer in [w for w, n in often.items() if w < KILLED and n >= 2 + w and w in pids]:
                os.kill(pids.pop(writer), signal.SIGKILL)
    raise AssertionError("the writers never ended")


def test_nothing_is_lost_that_was_acknowledged(place: str) -> None:
    told, ended = _written(place)
    assert ended == [str(KILLED), str(WRITERS - KILLED)]
    with Ledger(place) as ledger:
        assert ledger.broken_at() is None
        kept = {entry.digest for entry in ledger.every()}
    assert len(told) >= (WRITERS - KILLED) * EACH + sum(2 + n for n in range(KILLED))
    assert set(told) <= kept
