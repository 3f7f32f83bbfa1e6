"""What a run learns of earlier ones."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from preflight.facts import Facts
from preflight.facts.history import History
from preflight.ledger.memory import Memory, kept, recall, record
from preflight.ledger.past import pattern
from preflight.ledger.store import Ledger
from preflight.policy import Policy
from preflight.testing import audience_from, facts_from
from preflight.verdict import Judgement, Verdict
from tests.ledger.made import NOW

POLICY = Policy("mine", "Mine", "sha256:c", ())


def facts(name: str, ago: int, rows: int = 1000, **more: Any) -> Facts:
    send = {"name": name, "scheduled_at": (NOW + timedelta(days=1 - ago)).isoformat(),
            "audience": {"members": "a.csv"}, **more}  # fmt: skip
    return facts_from(
        {"html": "<p>Hi</p>", "subject": "Hello", "from": "Acme <news@acme.example>", "send": send,
         "audience": {"rows": rows}, "now": (NOW - timedelta(days=ago)).isoformat(),
         "dns": {"SPF acme.example": {"records": ["v=spf1 -all"], "result": "ok"}}}
    )  # fmt: skip


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'ledger.db'}"


def ran(url: str, name: str, ago: int, partial: bool = False, **more: Any) -> str:
    made = facts(name, ago, **more)
    bare = Judgement(Verdict.GO, (), (), partial=partial)
    state, _told = kept(made, POLICY, bare, "1", str, recall(url, made.send, made.clock.now))
    return record(url, made.send, state, Memory()).fingerprint


def known(url: str, name: str, now: datetime = NOW, **more: Any) -> History:
    return recall(url, facts(name, 0, **more).send, now).history


def test_runs_of_the_series_the_newest_first(url: str) -> None:
    ran(url, "a", 20, series="news", rows=900)
    ran(url, "b", 10, series="news", rows=950)
    ran(url, "c", 5, series="other")
    ran(url, "d", 4)
    ran(url, "e", 3, partial=True, series="news")
    found = known(url, "f", series="news")
    assert [(run.name, run.rows) for run in found.runs] == [("b", 950), ("a", 900)]
    assert found.runs[0].dns == {"SPF acme.example": ("v=spf1 -all",)}
    assert found.runs[0].at == NOW - timedelta(days=10)
    assert found.runs[0].traces is not None
    assert len(found.runs[0].traces.subjects) == 1


def test_without_a_series_names_that_differ_in_their_numbers(url: str) -> None:
    for name in ("2026-10_emea_news_em1", "2026-10_apac_news_em1", "2026-11_EMEA_news_em2"):
        ran(url, name, 9)
    assert {run.name for run in known(url, "2026-12_emea_news_em1").runs} == {
        "2026-10_emea_news_em1", "2026-11_EMEA_news_em2",
    }  # fmt: skip
    assert pattern("2026-10_a") == pattern("2025-1_A")


def test_what_was_run_later_than_now_is_not_known_yet(url: str) -> None:
    ran(url, "a", 1)
    assert known(url, "a", NOW - timedelta(days=2)).runs == ()


def test_other_sends_within_a_fortnight(url: str) -> None:
    ran(url, "near", 3, rows=10)
    ran(url, "near", 2, rows=11)
    ran(url, "far", 20)
    assert [(run.name, run.rows) for run in known(url, "mine").others] == [("near", 11)]


def test_an_older_or_strange_entry_is_passed_over(url: str) -> None:
    with Ledger(url) as ledger:
        ledger.append("run", who="j", send="a", fingerprint="", body={"verdict": "go"})
        ledger.append("run", who="j", send="a", fingerprint="", body={
            "verdict": "go", "partial": False, "version": "0.1.0", "checklist": "default", "now": NOW.isoformat(),
            "parts": {}, "rows": 7, "summary": {}, "failed": [], "series": "",
        })  # fmt: skip
    assert [run.rows for run in known(url, "a").runs] == [7]


def test_nothing_is_made_by_looking(url: str, tmp_path: Path) -> None:
    assert known(url, "a") == History()
    assert not (tmp_path / "ledger.db").exists()


def test_no_text_of_the_message_is_kept(url: str) -> None:
    ran(url, "a", 1)
    with Ledger(url) as ledger:
        body = msgspec.json.encode(ledger.entries()[0].content)
    assert b"Hello" not in body


def test_what_went_out_from_this_domain_is_known_with_its_mix(url: str) -> None:
    mix = {
        "rows": 9,
        "lists": {"gone": {"rows": 3}},
        "measures": {"audience.domains": {"groups": [["a.test", 7], ["other", 2]]}},
    }
    for name, ago in (("a", 30), ("b", 120), ("c", 10)):
        made = msgspec.structs.replace(facts(name, ago, series=name), audience=audience_from(mix))
        state, _told = kept(
            made, POLICY, Judgement(Verdict.GO, (), ()), "1", str, recall(url, made.send, made.clock.now)
        )
        entry = record(url, made.send, state, Memory())
        if name != "c":
            Ledger(url).append("gate", who="x", send=name, fingerprint=entry.fingerprint, body={"verdict": "go"})
    (found,) = known(url, "mine", series="mine").sent
    assert (found.name, found.gate_go, found.from_domain) == ("a", True, "acme.example")
    assert (found.domains, found.lists) == ({"a.test": 7, "other": 2}, {"gone": 3})


def test_what_somebody_says_was_sent_went_out_whether_or_not_the_gate_was_asked(url: str) -> None:
    """Of its runs the last before that is meant: it is what was sent."""
    for name, ago, rows in (("a", 9, 900), ("a", 8, 950), ("b", 7, 980)):
        ran(url, name, ago, rows=rows, series="news")
        if rows > 900:
            Ledger(url).append("sent", who="x", send=name, fingerprint="", body={"count": rows, "cleared": None})
    ran(url, "a", 6, rows=1, series="news")
    Ledger(url).append("sent", who="x", send="never run", fingerprint="", body={"count": 5, "cleared": None})
    gone = [(run.name, run.rows) for run in known(url, "f", series="news").runs if run.gate_go]
    assert gone == [("b", 980), ("a", 950)]
