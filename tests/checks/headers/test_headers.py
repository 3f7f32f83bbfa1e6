"""headers.duplicated and headers.missing, over raw messages."""

from __future__ import annotations

import pytest

from preflight.check import Check
from preflight.checks.headers.duplicated import duplicated
from preflight.checks.headers.missing import missing
from preflight.testing import facts_from, judge_check

SOUND = "From: a@acme.test\nDate: Tue, 24 Nov 2026 10:00:00 +0000\nMessage-ID: <1@acme.test>\nSubject: Hello\n"


def found(check: Check, headers: str) -> list[tuple[str, str]]:
    result = judge_check(check, facts_from({"eml": f"{headers}\nHello\n"}))
    return [(str(one.text), one.severity.value) for one in result.findings]


@pytest.mark.parametrize("check", [duplicated, missing])
def test_a_sound_message_and_a_draft(check: Check) -> None:
    assert not found(check, SOUND)
    drafted = judge_check(check, facts_from({"html": "<p>Hello</p>", "headers": {"X-Own": "1"}}))
    assert drafted.outcome.value == "skipped"


@pytest.mark.parametrize(
    "header",
    ["From: b@acme.test", "date: Tue, 24 Nov 2026 10:00:00 +0000", "MESSAGE-ID: <2@x.test>", "Subject: Hello"],
)
def test_twice(header: str) -> None:
    ((words, severity),) = found(duplicated, f"{SOUND}{header}\n")
    assert "stands 2 times" in words
    assert severity == "blocker"


def test_three_times_is_one_finding() -> None:
    assert len(found(duplicated, f"{SOUND}Subject: b\nSubject: c\n")) == 1


@pytest.mark.parametrize(
    "header", ["Received: by x.test", "DKIM-Signature: v=1", "X-Own: 1", "Comments: a", "Keywords: b"]
)
def test_some_may_stand_often(header: str) -> None:
    assert not found(duplicated, f"{SOUND}{header}\n{header}\n")


def test_missing_weighs_more_once_delivered() -> None:
    bare = "From: a@acme.test\nSubject: Hello\n"
    assert [severity for _words, severity in found(missing, bare)] == ["warning", "warning"]
    assert [severity for _words, severity in found(missing, f"Received: by x.test\n{bare}")] == ["blocker", "blocker"]


def test_an_empty_one_is_missing() -> None:
    assert len(found(missing, SOUND.replace("<1@acme.test>", ""))) == 1


def test_a_missing_from_is_told_by_the_sender_family() -> None:
    assert not found(missing, SOUND.replace("From: a@acme.test\n", ""))
