"""How much of a long chain the gate reads."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from preflight.ledger import chain
from preflight.ledger.book import runs_of
from preflight.ledger.chain import Broken, demand_whole
from preflight.ledger.store import Ledger
from preflight.ledger.workspace import data_folder


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(chain, "ALWAYS", 3)
    return f"sqlite:///{tmp_path / 'ledger.db'}"


def add(url: str, number: int, send: str = "a") -> None:
    with Ledger(url) as ledger:
        for n in range(number):
            ledger.append("run", who="j", send=send, fingerprint="", body={"n": n})


def damage(url: str, seq: int) -> None:
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection, connection:
        connection.execute("UPDATE entries SET who = 'joe' WHERE seq = ?", (seq,))


def demand(url: str) -> None:
    with Ledger(url) as ledger:
        demand_whole(ledger, url)


def mark(url: str) -> Path:
    return data_folder() / f"whole-{chain.digest(url)[7:23]}.json"


def test_a_short_chain_is_read_each_time(url: str) -> None:
    add(url, 3)
    demand(url)
    assert not mark(url).exists()
    damage(url, 1)
    with pytest.raises(Broken, match="entry 1"):
        demand(url)


def test_a_long_one_is_read_on_from_where_it_was_whole(url: str) -> None:
    add(url, 5)
    demand(url)
    add(url, 2)
    demand(url)
    damage(url, 7)
    with pytest.raises(Broken, match="entry 7"):
        demand(url)


def test_and_once_a_day_from_its_beginning(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    add(url, 5)
    demand(url)
    damage(url, 2)
    demand(url)
    monkeypatch.setattr(chain, "_DAY", 0.0)
    with pytest.raises(Broken, match="entry 2"):
        demand(url)


def test_what_a_decision_rests_on_is_looked_at_each_time(url: str) -> None:
    add(url, 5, send="mine")
    demand(url)
    damage(url, 2)
    with Ledger(url) as ledger, pytest.raises(Broken, match="entry 2"):
        runs_of(ledger, "mine")


@pytest.mark.parametrize("content", [b"no mark", b'{"seq":4,"digest":"sha256:00","whole_at":99999999999}'])
def test_a_mark_that_is_none_is_not_believed(url: str, content: bytes) -> None:
    add(url, 5)
    demand(url)
    damage(url, 1)
    mark(url).write_bytes(content)
    with pytest.raises(Broken, match="entry 1"):
        demand(url)


def test_a_chain_that_was_cut_below_its_mark(url: str) -> None:
    add(url, 6)
    demand(url)
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection, connection:
        connection.execute("DELETE FROM entries WHERE seq > 4")
    with pytest.raises(Broken, match="entry 6"):
        demand(url)
