"""The record: append-only, chained, and clear about what is wrong with it."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from preflight.errors import LedgerError
from preflight.ledger.remote import Remote
from preflight.ledger.steps import NEWEST, STEPS
from preflight.ledger.store import GENESIS, Ledger

FIELDS = ("kind", "at", "who", "send", "fingerprint", "body", "previous", "digest")


def url(folder: Path) -> str:
    return f"sqlite:///{folder / 'ledger.db'}"


def add(ledger: Ledger, number: int = 1) -> str:
    return ledger.append("run", who="jane@host", send="a", fingerprint="sha256:1", body={"number": number}).digest


def test_entries_are_chained(tmp_path: Path) -> None:
    ledger = Ledger(url(tmp_path))
    digests = [add(ledger, n) for n in range(3)]
    entries = ledger.entries()
    assert [e.previous for e in entries] == [GENESIS, *digests[:2]]
    assert ledger.head() == digests[-1]
    assert ledger.broken_at() is None
    assert [e.content["number"] for e in Ledger(url(tmp_path)).entries(send="a", kind="run")] == [0, 1, 2]


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE entries SET body = '{\"number\":9}' WHERE seq = 2",
        "UPDATE entries SET who = 'joe@host' WHERE seq = 2",
        "DELETE FROM entries WHERE seq = 2",
        "UPDATE entries SET previous = digest WHERE seq = 2",
    ],
)
def test_a_touched_entry_is_found_out(tmp_path: Path, damage: str) -> None:
    ledger = Ledger(url(tmp_path))
    for number in range(3):
        add(ledger, number)
    with sqlite3.connect(tmp_path / "ledger.db") as connection:
        connection.execute(damage)
    assert ledger.broken_at() == 2


def test_a_garbage_file_is_explained(tmp_path: Path) -> None:
    (tmp_path / "ledger.db").write_bytes(b"this is no database at all" * 100)
    with pytest.raises(LedgerError, match="not a database"):
        Ledger(url(tmp_path))


def test_an_unreadable_url_is_explained() -> None:
    with pytest.raises(LedgerError, match="URL"):
        Ledger("no url at all")


def test_a_folder_that_cannot_be_made_is_explained(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(LedgerError, match="cannot be used"):
        Ledger(f"sqlite:///{tmp_path / 'file' / 'ledger.db'}")


@pytest.mark.parametrize("wrong", ["sqlite://", "sqlite:///", "sqlite:///a.db?mode=ro", "sqlite+pysqlite:///a.db"])
def test_a_file_is_written_in_one_way(wrong: str) -> None:
    with pytest.raises(LedgerError, match="sqlite:///path"):
        Ledger(wrong)


def test_in_memory() -> None:
    ledger = Ledger("sqlite:///:memory:")
    assert ledger.head() == GENESIS
    assert add(ledger) == ledger.head()
    ledger.close()


def test_an_entry_that_cannot_be_written_leaves_none(tmp_path: Path) -> None:
    ledger = Ledger(url(tmp_path))
    add(ledger)
    with sqlite3.connect(tmp_path / "ledger.db") as connection:
        connection.execute("CREATE TRIGGER no BEFORE INSERT ON entries BEGIN SELECT raise(FAIL, 'full'); END")
    with pytest.raises(LedgerError, match="full"):
        add(ledger)
    assert len(ledger.entries()) == 1


def test_the_same_statements_through_sqlalchemy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Remote, "alone", "SELECT 1")  # the stand-in knows no LOCK TABLE
    monkeypatch.setattr("preflight.ledger.store.database", lambda _url: Remote("sqlite://"))
    ledger = Ledger("postgresql://stands-in")
    digests = [add(ledger, n) for n in range(3)]
    assert [entry.digest for entry in ledger.entries(send="a")] == digests
    assert ledger.entries(kind="approval") == []
    assert (ledger.head(), ledger.broken_at()) == (digests[-1], None)
    ledger.close()


def test_a_driver_that_is_not_there_is_named() -> None:
    with pytest.raises(LedgerError, match="ledger"):
        Ledger("postgresql+nodriver://somewhere/x")


def swapped(connection: sqlite3.Connection) -> None:
    (second,), (third,) = connection.execute("SELECT body FROM entries WHERE seq IN (2, 3) ORDER BY seq").fetchall()
    connection.execute("UPDATE entries SET body = ? WHERE seq = 2", (third,))
    connection.execute("UPDATE entries SET body = ? WHERE seq = 3", (second,))


def wholly_swapped(connection: sqlite3.Connection) -> None:
    for old, new in ((2, 99), (3, 2), (99, 3)):
        connection.execute("UPDATE entries SET seq = ? WHERE seq = ?", (new, old))


@pytest.mark.parametrize("damage", [swapped, wholly_swapped])
def test_a_swapped_pair_is_found_out(tmp_path: Path, damage: Callable[[sqlite3.Connection], None]) -> None:
    ledger = Ledger(url(tmp_path))
    for number in range(4):
        add(ledger, number)
    with sqlite3.connect(tmp_path / "ledger.db") as connection:
        damage(connection)
    assert ledger.broken_at() == 2


@given(place=st.integers(0, 3), field=st.sampled_from(FIELDS), at=st.integers(0, 10_000), bit=st.integers(0, 6))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_flipped_bit_anywhere_is_found_out(tmp_path: Path, place: int, field: str, at: int, bit: int) -> None:
    whole = tmp_path / "ledger.db"
    if not whole.exists():
        for number in range(4):
            add(Ledger(url(tmp_path)), number)
    ledger = Ledger(url(tmp_path))
    change = f"UPDATE entries SET {field} = ? WHERE seq = ?"
    with closing(sqlite3.connect(whole)) as connection:
        (text,) = connection.execute(f"SELECT {field} FROM entries WHERE seq = ?", (place + 1,)).fetchone()
        sign = at % len(text)
        flipped = text[:sign] + chr(ord(text[sign]) ^ (1 << bit)) + text[sign + 1 :]
        with connection:
            connection.execute(change, (flipped, place + 1))
        found = ledger.broken_at()
        with connection:
            connection.execute(change, (text, place + 1))
    assert found in {place + 1, place + 2}
    assert ledger.broken_at() is None


def test_reading_on_from_a_sound_entry(tmp_path: Path) -> None:
    ledger = Ledger(url(tmp_path))
    digests = [add(ledger, n) for n in range(4)]
    assert ledger.broken_at((2, digests[1])) is None
    assert ledger.broken_at((2, digests[0])) == 2
    assert ledger.broken_at((9, digests[0])) == 9
    with sqlite3.connect(tmp_path / "ledger.db") as connection:
        connection.execute("UPDATE entries SET who = 'joe' WHERE seq = 1")
    assert ledger.broken_at() == 1
    assert ledger.broken_at((2, digests[1])) is None


def test_a_ledger_of_the_first_shape_is_brought_up_to_date(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "ledger.db") as connection:
        for statement in STEPS[0].statements:
            connection.execute(statement)
    ledger = Ledger(url(tmp_path))
    add(ledger)
    with sqlite3.connect(tmp_path / "ledger.db") as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [(NEWEST,)]
        assert connection.execute("SELECT send, verdict FROM runs").fetchall() == [("a", None)]


def test_a_ledger_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    add(Ledger(url(tmp_path)))
    with sqlite3.connect(tmp_path / "ledger.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(LedgerError, match="newer preflight"):
        Ledger(url(tmp_path))


def test_both_sides_make_the_same_tables(tmp_path: Path) -> None:
    add(Ledger(url(tmp_path)))
    by_alembic = Remote(f"sqlite:///{tmp_path / 'other.db'}")
    by_alembic.make()
    by_alembic.close()
    shapes = []
    for name in ("ledger.db", "other.db"):
        with sqlite3.connect(tmp_path / name) as connection:
            shapes.append(connection.execute("SELECT name FROM sqlite_master ORDER BY name").fetchall())
    assert shapes[0] == shapes[1]
    assert add(Ledger(f"sqlite:///{tmp_path / 'other.db'}"))


def test_only_the_newest_entries(tmp_path: Path) -> None:
    ledger = Ledger(url(tmp_path))
    for number in range(4):
        add(ledger, number)
    assert [e.seq for e in ledger.entries(kinds=("run", "gate"), newest=2)] == [3, 4]
    assert ledger.entries(since="9999") == []


def test_a_locked_ledger_is_explained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("preflight.ledger.database._PATIENCE", 0.01)
    ledger = Ledger(url(tmp_path))
    holder = sqlite3.connect(tmp_path / "ledger.db", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(LedgerError, match="locked"):
        add(ledger)
    holder.close()
    add(ledger)


FULL = """
import resource, signal, sys
from preflight.errors import LedgerError
from preflight.ledger.store import Ledger
ledger = Ledger(sys.argv[1])
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
try:
    for number in range(10_000):
        print(ledger.append("run", who="j", send="a", fingerprint="", body={"n": "x" * 500}).seq, flush=True)
except LedgerError as error:
    print(error, file=sys.stderr)
    sys.exit(error.exit_code)
"""


def test_a_full_disk_is_explained_and_nothing_acknowledged_is_lost(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FULL, url(tmp_path)], capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 2
    assert "cannot be used" in done.stderr
    ledger = Ledger(url(tmp_path))
    assert len(ledger.entries()) == len(done.stdout.split()) > 5
    assert ledger.broken_at() is None
