"""A ledger that cannot be used: 2 with a clear reason, never a verdict."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from preflight.__main__ import main

CHILD = """
import os, resource, signal, sys
from preflight.__main__ import main
words = sys.argv[2:]
assert main(words) == 3, "the gate works before"
if sys.argv[1] == "read-only":
    os.chmod(os.environ["PLACE"] + "/ledger.db", 0o444)
    os.chmod(os.environ["PLACE"], 0o555)
    if os.getuid() == 0:
        os.setegid(65534)
        os.seteuid(65534)
else:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
print("now", flush=True)
sys.exit(main(words))
"""


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder that others may read, with a send in it."""
    found = Path(tempfile.mkdtemp(prefix="preflight-faults-"))
    found.chmod(0o755)
    (found / "mail.html").write_text("<p>Hello</p>")
    yield found
    found.chmod(0o755)
    shutil.rmtree(found)


@pytest.mark.parametrize("fault", ["read-only", "full"])
def test_a_ledger_that_cannot_be_written(fault: str, place: Path) -> None:
    command = ["gate", str(place / "mail.html"), "--ledger", f"sqlite:///{place / 'ledger.db'}"]
    done = subprocess.run(
        [sys.executable, "-c", CHILD, fault, *command], capture_output=True, text=True, check=False, timeout=120,
        env={**os.environ, "PLACE": str(place)},
    )  # fmt: skip
    assert done.returncode == 2, done.stderr
    assert done.stdout.endswith("now\n"), done.stdout
    assert "the ledger" in done.stderr
    assert "cannot be used" in done.stderr


@pytest.mark.parametrize("command", ["gate", "approve", "reject", "run", "history", "verify", "stats", "sent"])
@pytest.mark.parametrize("fault", ["garbage", "folder", "locked", "no driver"])
def test_a_ledger_that_cannot_be_used(
    command: str, fault: str, place: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("preflight.ledger.database._PATIENCE", 0.01)
    ledger, file = f"sqlite:///{place / 'ledger.db'}", place / "ledger.db"
    holder = None
    if fault == "garbage":
        file.write_bytes(b"this is no database" * 300)
    elif fault == "folder":
        file.mkdir()
    elif fault == "locked":
        holder = sqlite3.connect(file, isolation_level=None)
        holder.execute("BEGIN EXCLUSIVE")
    else:
        ledger = "postgresql+nodriver://somewhere/x"
    words = {"sent": ["--count", "1"], "run": ["--offline", "-o", str(place / "out")]}.get(command, [])
    send = [] if command in {"verify", "stats"} else [str(place / "mail.html")]
    status = main([command, *send, *words, "--ledger", ledger])
    if holder is not None:
        holder.close()
    said = capsys.readouterr()
    assert (status, said.out) == (2, ""), said.err
    assert "ledger" in said.err


def test_a_report_that_cannot_be_written_is_no_bug_of_ours(
    place: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("in the way")
    out, ledger = str(tmp_path / "file" / "reports"), f"sqlite:///{tmp_path / 'ledger.db'}"
    assert main(["run", str(place / "mail.html"), "--offline", "--ledger", ledger, "-o", out]) == 2
    assert "the report cannot be written there" in capsys.readouterr().err
    assert not (tmp_path / "ledger.db").exists(), "a run whose report nobody has is no run to sign"
