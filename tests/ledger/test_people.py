"""Who was mailed, as keyed digests beside the chain."""

from __future__ import annotations

import sqlite3
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from preflight.checklist import load_checklist
from preflight.facts.history import History
from preflight.ledger import people as module
from preflight.ledger.memory import kept, recall, record
from preflight.ledger.people import People, Wanted, wanted
from preflight.ledger.store import Ledger
from preflight.policy import Policy
from preflight.testing import facts_from
from preflight.verdict import Judgement, Verdict
from tests.ledger.made import NOW

POLICY = Policy("mine", "Mine", "sha256:c", ())
ASKED = Wanted((7, 30), True)
KEY = b"k" * 32


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "ledger.db"


def ran(
    place: Path | str, name: str, ago: int, keys: range | None, gone: bool = True, key: bytes = KEY, body: str = "Hi"
) -> History:
    """A run of a send that was to go out so many days ago; gives what it knew of others."""
    send = {"name": name, "scheduled_at": (NOW - timedelta(days=ago)).isoformat(), "audience": {"members": "a.csv"}}
    made = facts_from({"html": f"<p>{body}</p>", "send": send, "audience": {"rows": 10}, "now": NOW.isoformat()})
    people = People(ASKED, key) if keys is not None else None
    if people is not None:
        people.take(keys or ())
    url = place if isinstance(place, str) else f"sqlite:///{place}"
    memory = recall(url, made.send, NOW, people)
    state, _told = kept(made, POLICY, Judgement(Verdict.GO, (), ()), "1", str, memory)
    entry = record(url, made.send, state, memory)
    if gone:
        with Ledger(url) as ledger:
            told = {"verdict": "go", "now": NOW.isoformat(), "scheduled_at": send["scheduled_at"]}
            ledger.append("gate", who="x", send=name, fingerprint=entry.fingerprint, body=told)
    return memory.history


def test_who_was_mailed_lately(place: Path) -> None:
    ran(place, "a", 20, range(100))
    ran(place, "b", 5, range(50, 60))
    ran(place, "c", 40, range(1000))
    ran(place, "never sent", 2, range(1000), gone=False)
    found = ran(place, "mine", 0, range(55, 200), gone=False)
    assert found.recently_mailed == {7: 5, 30: 45}
    assert {one.name: one.shared for one in found.others} == {"b": 5, "never sent": 145}


def test_a_send_is_not_compared_with_itself(place: Path) -> None:
    ran(place, "mine", 1, range(10))
    assert ran(place, "mine", 0, range(10)).recently_mailed == {7: 0, 30: 0}


def test_what_nobody_wrote_down_is_unknown(place: Path) -> None:
    ran(place, "a", 20, None)
    ran(place, "b", 5, range(3))
    assert ran(place, "mine", 0, range(10)).recently_mailed == {7: 3}


def test_what_another_machine_wrote_down_is_unknown(place: Path) -> None:
    ran(place, "a", 5, range(10), key=b"other" * 8)
    found = ran(place, "mine", 0, range(10))
    assert found.recently_mailed == {}
    assert [one.shared for one in found.others] == [None]


def test_too_many_to_keep_are_unknown(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 5)
    assert ran(place, "a", 5, range(10)).recently_mailed == {}
    assert ran(place, "mine", 0, range(3)).recently_mailed == {}


def test_old_ones_and_versions_that_never_went_out_are_pruned(place: Path) -> None:
    def left() -> list[tuple[int, int]]:
        with sqlite3.connect(place) as connection:
            return connection.execute("SELECT entry, count(*) FROM mailed GROUP BY entry ORDER BY entry").fetchall()

    ran(place, "old", 150, range(5))
    assert left() == [(1, 5)]
    ran(place, "a", 5, range(4), gone=False, body="draft")
    ran(place, "a", 5, range(3), body="final")
    assert left() == [(4, 3)]
    ran(place, "a", 5, range(2), gone=False, body="again")
    assert left() == [(4, 3), (6, 2)]
    with Ledger(f"sqlite:///{place}") as ledger:
        assert ledger.broken_at() is None


def test_no_key_of_the_scan_is_written_down(place: Path) -> None:
    ran(place, "a", 5, range(1000, 1001))
    with sqlite3.connect(place) as connection:
        ((person,),) = connection.execute("SELECT person FROM mailed").fetchall()
    assert person != f"{1000:016x}"
    assert len(person) == 16


def test_what_is_asked(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("extends: default\nchecks:\n  audience.recently-mailed: {options: {days: 12}}\n")
    assert wanted(load_checklist("./a.yaml", base=tmp_path)) == Wanted((12,), False)
    assert wanted(load_checklist("default")) == Wanted((), False)


def test_from_the_command_line(clean: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from preflight.__main__ import main

    (clean / "mine.yaml").write_text(
        "extends: content\nmax_age: 7d\nchecks: {audience.recently-mailed: on, links.broken: off, unsubscribe.missing: off}\n"
    )
    url = f"sqlite:///{tmp_path / 'ledger.db'}"
    options = ["--checklist", str(clean / "mine.yaml"), "--now", "2026-11-24T18:30:00Z", "--ledger", url]
    text = (clean / "send.yaml").read_text("utf-8")
    for name in ("first", "second"):
        (clean / "send.yaml").write_text(text.replace("name: 2026-11_dach_winter-studio_em1", f"name: {name}"))
        main(["run", str(clean), "--offline", "-o", str(tmp_path / "out"), *options])
        capsys.readouterr()
        with Ledger(url) as ledger:
            (run,) = ledger.entries(send=name, kind="run")
            body = {"verdict": "go", "now": "2026-11-24T18:30:00+00:00", "scheduled_at": "2026-11-25T08:00:00+00:00"}
            ledger.append("gate", who="x", send=name, fingerprint=run.fingerprint, body=body)
    report = msgspec.json.decode((tmp_path / "out/second/report.json").read_bytes())
    check = next(one for one in report["checks"] if one["id"] == "audience.recently-mailed")
    assert check["measures"] == {"recipients": 480, "recent": 480}
