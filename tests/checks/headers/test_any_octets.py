"""Whatever octets stand in a header, the checks of headers and signatures say something, and never stumble."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from preflight import registry
from preflight.facts import Facts
from preflight.testing import facts_from, judge_check
from preflight.verdict import Outcome
from tests.dkim.made import NOW, key, record, sign

FAMILIES = {"authentication", "headers", "unsubscribe"}
NAMES = (
    b"From", b"Reply-To", b"Return-Path", b"List-Unsubscribe", b"List-Unsubscribe-Post", b"Authentication-Results",
    b"DKIM-Signature", b"Date", b"Message-ID", b"Received", b"Content-Type", b"Content-Transfer-Encoding", b"Subject",
    b"To", b"X", b"From ", b"\xff",
)  # fmt: skip
WORDS = st.sampled_from([
    b"<", b">", b"@", b"acme.test", b"https://u.acme.test/x", b"mailto:", b"=?utf-8?B?", b"?=", b"\xff\xfe", b"\x00", b"\r\n ",
    b"\t", b";", b"=", b"d=acme.test", b"s=k1", b"a=rsa-sha256", b"b=", b"bh=", b"v=1", b"h=from", b"l=0", b"x=1", b"dkim=pass",
    b"dmarc=fail", b"(", b")", b'"', b"\\", b",", b"charset=", b"boundary=", b"multipart/mixed", b"List-Unsubscribe=One-Click",
])  # fmt: skip
VALUES = st.lists(WORDS | st.binary(max_size=20), max_size=8).map(b"".join)
LINES = st.lists(st.tuples(st.sampled_from(NAMES), VALUES), max_size=7)
DNS = {"DKIM k1._domainkey.acme.test": msgspec.to_builtins(key(record()))}


def facts(mail: bytes) -> Facts:
    return facts_from(
        {"eml": mail or b"\n", "dns": DNS, "now": NOW.isoformat(), "send": {"sender": {"return_path": "b.test"}}}
    )


@settings(max_examples=150, deadline=None)
@given(LINES, st.booleans())
def test_no_header_is_too_odd(lines: list[tuple[bytes, bytes]], signed: bool) -> None:
    head = b"".join(name + b": " + value + b"\r\n" for name, value in lines)
    known = facts(head + (sign() if signed else b"\r\nHello\r\n"))
    for check in registry.all_checks():
        if check.family in FAMILIES:
            asked = list(check.asks(known.send, check.options(), known)) if check.asks else []
            assert all(msgspec.json.encode(one) for one in asked)
            result = judge_check(check, known)
            assert result.outcome is not Outcome.CRASHED, (check.id, result.reason)
            assert str(result.summary)


@pytest.mark.parametrize(
    "mail", [b"", b"\r\n", b"\xef\xbb\xbf\r\n\r\n", b"DKIM-Signature:\r\n\r\n", b"DKIM-Signature: " + b"a=" * 50_000]
)
def test_mails_of_nothing(mail: bytes) -> None:
    known = facts(mail)
    for check in registry.all_checks():
        if check.family in FAMILIES:
            assert judge_check(check, known).outcome is not Outcome.CRASHED
