"""Spam filters on loopback: a server that speaks spamd's protocol, and one that speaks rspamd's."""

from __future__ import annotations

import asyncio
import email
import json
import time
from datetime import UTC, datetime

import pytest

from preflight.facts import Clock, Facts
from preflight.facts.spam import Rule, Score, Scored, SpamScores
from preflight.facts.web import Unanswered
from preflight.gather import Tables, gather
from preflight.gather.settings import Outside
from preflight.gather.spam import compose, gather_spam
from preflight.testing import facts_from

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
WORDS = {
    "html": "<p>Grüße</p>", "text": "Grüße", "subject": "Schöne Tage", "from": "Acme <a@shop.test>",
    "headers": {"List-Unsubscribe": "<https://u.test/x>", "X-Odd": "a\n b"},
}  # fmt: skip
SPAMD = (
    b"SPAMD/1.1 0 EX_OK\r\nContent-length: 400\r\nSpam: True ; 6.5 / 5.0\r\n\r\n"
    b"Content analysis details:   (6.5 points, 5.0 required)\n\n pts rule name              description\n"
    b"---- ---------------------- ----------------\n 0.6 MISSING_MID            Missing Message-Id: header\n"
    b"-0.0 NO_RECEIVED            Informational\n 2.7 MISSING_DATE           Missing Date: header\n"
)
RSPAMD = {
    "score": 7.25, "required_score": 15.0, "action": "add header",
    "symbols": {"A": {"score": 1.5, "description": "a rule"}, "B": {"score": 6.0}, "C": {"score": -0.25}},
}  # fmt: skip


def served(answer, *, http=False, name="default", place=""):
    """What is gathered from a server that answers so, and what it was sent."""
    got: list[bytes] = []

    async def serve(reader, writer):
        head = await reader.readuntil(b"\r\n\r\n")
        length = next(int(line[15:]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:"))
        got.append(head + await reader.readexactly(length))
        writer.write(answer)
        writer.close()

    async def ask():
        server = await asyncio.start_server(serve, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        score = Score("rspamd" if http else "spamd", place or f"127.0.0.1:{port}", name)
        async with server:
            return await gather_spam([score], facts_from(WORDS).send, NOW, SpamScores(), time.monotonic() + 10)

    return asyncio.run(ask())["default"], b"".join(got)


def over_http(body, status="200 OK"):
    return f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n".encode() + body


def test_spamd():
    found, sent = served(SPAMD)
    rules = (Rule("MISSING_DATE", 2.7, "Missing Date: header"), Rule("MISSING_MID", 0.6, "Missing Message-Id: header"))
    assert found == Scored(6.5, 5.0, rules)
    assert sent.startswith(b"REPORT SPAMC/1.5\r\n")
    assert b"Grue" not in sent


def test_rspamd():
    found, sent = served(over_http(json.dumps(RSPAMD).encode()), http=True)
    assert found == Scored(7.25, 15.0, (Rule("B", 6.0), Rule("A", 1.5, "a rule")))
    assert sent.startswith(b"POST /checkv2 ")


@pytest.mark.parametrize(
    "answer",
    [b"", b"SPAMD/1.1 76 EX_PROTOCOL\r\n\r\n", b"HTTP/1.1 200 OK\r\n\r\n", b"SPAMD/1.1 0 EX_OK\r\nSpam: x\r\n\r\n"],
)
def test_a_spamd_that_gives_no_score(answer):
    assert isinstance(served(answer)[0], Unanswered)


@pytest.mark.parametrize(
    "answer",
    [over_http(b"{}"), over_http(b"no json"), over_http(b"[]"), over_http(b"{}", "500 Oh no"), b"junk\r\n\r\n"],
)
def test_an_rspamd_that_gives_no_score(answer):
    assert isinstance(served(answer, http=True)[0], Unanswered)


def test_a_filter_that_is_not_there():
    found, _sent = served(b"", place="127.0.0.1:1")
    assert "gave no score: ConnectionRefusedError" in found.reason
    assert served(b"", place="nowhere")[0].reason == "nowhere is no HOST:PORT"


def test_out_of_time():
    send = facts_from(WORDS).send
    asks = [Score("spamd", "127.0.0.1:1", "default")]
    found = asyncio.run(gather_spam(asks, send, NOW, SpamScores(), time.monotonic() - 1))
    assert found["default"].kind == "budget"


def test_the_message_that_is_judged():
    mail = email.message_from_bytes(compose(facts_from(WORDS).send.messages[0], NOW), policy=email.policy.default)
    assert (mail["Subject"], mail["From"]) == ("Schöne Tage", "Acme <a@shop.test>")
    assert mail["List-Unsubscribe"] == "<https://u.test/x>"
    assert (mail["Date"], mail["To"]) == ("Tue, 24 Nov 2026 08:00:00 +0000", "reader@shop.test")
    assert [part.get_content().strip() for part in mail.iter_parts()] == ["Grüße", "<p>Grüße</p>"]
    bare = compose(facts_from({"html": "<p>x</p>", "send": {"name": "x"}}).send.messages[0], NOW)
    assert b"reader@localhost" in bare


def test_offline_no_filter_is_asked():
    facts = facts_from(WORDS)
    known = Facts(facts.send, Clock(NOW))
    found = gather(known, [lambda _facts: [Score("spamd", "127.0.0.1:1", "default")]], Outside(offline=True), Tables())
    assert found.spam["default"].kind == "offline"
    online = gather(known, [lambda _facts: [Score("spamd", "127.0.0.1:1", "default")]], Outside(), Tables())
    assert online.spam["default"].kind == "error"
