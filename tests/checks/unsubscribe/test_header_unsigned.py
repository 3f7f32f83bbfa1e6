"""header-unsigned, on really signed mails."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from preflight.checks.unsubscribe.header_unsigned import header_unsigned
from preflight.testing import facts_from, judge_check
from preflight.verdict import Result
from tests.dkim.made import MAIL, NOW, SIGNED, key, record, sign

K1, E1 = "k1._domainkey.acme.test", "e1._domainkey.esp.test"
KEYS: dict[str, Any] = {f"DKIM {name}": msgspec.to_builtins(key(record(), name)) for name in (K1, E1)}
NO_BUTTON = ": Gmail and Yahoo then show no unsubscribe button"
ESP = {"domain": "esp.test", "selector": "e1"}


def judged(mail: bytes, dns: dict[str, Any] = KEYS, **more: Any) -> Result:
    result = judge_check(header_unsigned, facts_from({"eml": mail, "dns": dns, "now": NOW.isoformat(), **more}))
    assert isinstance(result, Result)
    return result


def said(result: Result) -> tuple[str, list[str]]:
    return result.outcome.value, [str(one.text) for one in (*result.findings, *result.unknowns)]


def test_both_under_one_signature_pass() -> None:
    assert said(judged(sign())) == ("passed", [])


@pytest.mark.parametrize(
    ("headers", "words"),
    [
        (SIGNED[:3], "List-Unsubscribe and List-Unsubscribe-Post"),
        (SIGNED[:4], "List-Unsubscribe-Post"),
        ((*SIGNED[:3], SIGNED[4]), "List-Unsubscribe"),
    ],
)
def test_what_is_not_covered(headers: tuple[str, ...], words: str) -> None:
    result = judged(sign(headers=headers))
    assert said(result) == ("failed", [f"the signature of acme.test does not cover {words}{NO_BUTTON}"])
    assert result.severity.value == "blocker"


def test_two_signatures_do_not_share_the_work() -> None:
    assert said(judged(sign(sign(headers=SIGNED[:4]), headers=(*SIGNED[:3], SIGNED[4]))))[0] == "failed"


def test_a_signature_of_another_does_not_count() -> None:
    ours = sign(sign(**ESP), headers=SIGNED[:3])
    assert said(judged(ours)) == (
        "failed", [f"the signature of acme.test does not cover List-Unsubscribe and List-Unsubscribe-Post{NO_BUTTON}"]
    )  # fmt: skip


@pytest.mark.parametrize(
    "mail", [sign(**ESP), sign().replace(b"2 December", b"3 December"), sign().replace(b"/u/1", b"/u/2")]
)
def test_a_broken_one_is_told_elsewhere(mail: bytes) -> None:
    assert said(judged(mail)) == ("skipped", [])


def test_a_broken_one_that_would_not_cover_them_either_is_told() -> None:
    assert said(judged(sign(headers=SIGNED[:3]).replace(b"2 December", b"3 December")))[0] == "failed"


def test_no_signature_and_no_answer_are_unknown() -> None:
    assert said(judged(MAIL))[0] == "unknown"
    assert said(judged(sign(), {f"DKIM {K1}": "timeout"}))[0] == "unknown"
    news = sign(MAIL.replace(b"@acme.test", b"@news.acme.test"))
    assert said(judged(news, {**KEYS, "DMARC news.acme.test": "timeout"}))[0] == "unknown"


@pytest.mark.parametrize(
    "changed",
    [
        MAIL.replace(b"List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n", b""),
        MAIL.replace(b"https://acme.test/u/1", b"mailto:leave@acme.test"),
    ],
)
def test_what_is_missing_is_told_elsewhere(changed: bytes) -> None:
    assert said(judged(sign(changed)))[0] == "skipped"


def test_transactional_mail_needs_none() -> None:
    assert said(judged(sign(headers=SIGNED[:3]), send={"kind": "transactional"}))[0] == "skipped"


def test_a_small_send_gets_a_warning() -> None:
    few = {"audience": {"counts": {"final": 300}}}
    assert judged(sign(headers=SIGNED[:3]), send=few).severity.value == "warning"
