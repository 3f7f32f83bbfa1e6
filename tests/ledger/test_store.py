"""The record: append-only, chained, and clear about what is wrong with it."""

from __future__ import annotations

import multiprocessing
import sqlite3
from pathlib import Path

import pytest

from preflight.errors import LedgerError
from preflight.ledger.remote import Remote
from preflight.ledger.store import GENESIS, Ledger


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


def _many(place: str) -> None:
    ledger = Ledger(place)
    for number in range(10):
        add(ledger, number)


def test_many_writers_make_one_chain(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=_many, args=(url(tmp_path),)) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(120)
    ledger = Ledger(url(tmp_path))
    assert len(ledger.entries()) == 40
    assert ledger.broken_at() is None


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
