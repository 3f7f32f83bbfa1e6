"""What a spam filter says: SpamAssassin's spamd by its own protocol, rspamd over HTTP. Both are the user's own."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Iterable
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

import msgspec

from preflight.facts.send import Message, Send, Value
from preflight.facts.spam import Rule, Score, Scored, SpamScores
from preflight.facts.web import Unanswered

SECONDS = 20.0
_MOST = 2_000_000
_RULES = 12
_SPAM = re.compile(rb"^Spam:\s*\S+\s*;\s*(-?[\d.]+)\s*/\s*(-?[\d.]+)", re.IGNORECASE | re.MULTILINE)
_RULE = re.compile(r"^\s*(-?\d+\.\d+|-?\d+)\s+([A-Z][A-Z0-9_]{2,80})\s+(.*)$", re.MULTILINE)


async def gather_spam(
    asks: Iterable[Score], send: Send, at: datetime, known: SpamScores, deadline: float
) -> SpamScores:
    """Each message judged once, dated `at`; a filter that is not there, or says nothing, is Unanswered."""
    pairs = [(ask.message, ask) for ask in asks]
    found = await asyncio.gather(*(_ask(ask, send, at, deadline) for _name, ask in pairs))
    answers = dict(zip((name for name, _ask_ in pairs), found, strict=True))
    return SpamScores({**known.answers, **answers})


async def _ask(ask: Score, send: Send, at: datetime, deadline: float) -> Scored | Unanswered:
    message = next((one for one in send.messages if one.name == ask.message), None)
    host, colon, port = ask.place.rpartition(":")
    if message is None or not colon or not port.isdigit():
        return Unanswered("error", f"{ask.place} is no HOST:PORT")
    seconds = min(SECONDS, deadline - time.monotonic())
    if seconds <= 0:
        return Unanswered("budget", "out of time")
    speak = _spamd if ask.service == "spamd" else _rspamd
    try:
        return await asyncio.wait_for(speak(host.strip("[]"), int(port), compose(message, at)), seconds)
    except TimeoutError:
        return Unanswered("timeout", f"{ask.service} at {ask.place} did not answer within {seconds:.0f} s")
    except (OSError, ValueError, LookupError, TypeError) as error:
        return Unanswered("error", f"{ask.service} at {ask.place} gave no score: {type(error).__name__}")


def compose(message: Message, at: datetime) -> bytes:
    """The message as it would be sent, as far as it is known: subject, sender, headers and both parts.

    What the platform makes of itself when it sends, a draft must not be blamed for: Date, To and Message-ID.
    """
    both = [one for one in (message, message.proof) if one is not None]
    mail = EmailMessage(policy=SMTP)
    _header(mail, "Subject", _first(one.subject for one in both))
    _header(mail, "From", _first(one.sender for one in both))
    _header(mail, "Reply-To", _first(one.reply_to for one in both))
    for header in (header for one in both for header in one.headers or ()):
        if header.name.lower() not in _OWN and header.name not in mail:
            _header(mail, header.name, header.value)
    for name, value in _made_when_sent(mail, at).items():
        if name not in mail:
            _header(mail, name, value)
    mail.set_content(next((one.text.source for one in both if one.text is not None), ""))
    html = next((one.html for one in both if one.html is not None), None)
    if html is not None:
        mail.add_alternative(html.source, subtype="html")
    return mail.as_bytes()


def _made_when_sent(mail: EmailMessage, at: datetime) -> dict[str, str]:
    domain = str(mail.get("From", "")).rpartition("@")[2].strip("> ") or "localhost"
    return {"Date": format_datetime(at), "To": f"reader@{domain}", "Message-ID": f"<preflight@{domain}>"}


_OWN = frozenset({"subject", "from", "reply-to", "content-type", "content-transfer-encoding", "mime-version"})


def _first(values: Iterable[Value | None]) -> str:
    return next((value.text for value in values if value is not None), "")


def _header(mail: EmailMessage, name: str, value: str) -> None:
    """A header that Python can write; what it refuses is left out."""
    try:
        if value:
            mail[name] = " ".join(value.split())[:2_000]
    except (ValueError, IndexError, TypeError):
        return


async def _spamd(host: str, port: int, message: bytes) -> Scored | Unanswered:
    reader, writer = await asyncio.open_connection(host, port)
    try:
        writer.write(b"REPORT SPAMC/1.5\r\nContent-length: %d\r\n\r\n" % len(message) + message)
        await writer.drain()
        writer.write_eof()
        return _report(await _whole(reader))
    finally:
        writer.close()


async def _whole(reader: asyncio.StreamReader) -> bytes:
    data = bytearray()
    while len(data) < _MOST and (piece := await reader.read(65_536)):
        data += piece
    return bytes(data)


def _report(answer: bytes) -> Scored | Unanswered:
    """spamd's answer: a status line, a header with the score, and a table of rules."""
    head, _blank, body = answer.partition(b"\r\n\r\n")
    found = _SPAM.search(head)
    if not head.startswith(b"SPAMD/") or b" 0 " not in head.split(b"\r\n", 1)[0] or found is None:
        return Unanswered("error", "it gave no score")
    rows = _RULE.finditer(body.decode("utf-8", errors="replace"))
    rules = [Rule(row[2], float(row[1]), row[3].strip()[:200]) for row in rows]
    return Scored(float(found[1]), float(found[2]), _heaviest(rules))


async def _rspamd(host: str, port: int, message: bytes) -> Scored | Unanswered:
    import httpx

    shown = f"[{host}]" if ":" in host else host
    async with httpx.AsyncClient(trust_env=False, follow_redirects=False, timeout=SECONDS) as client:
        try:
            answer = await client.post(f"http://{shown}:{port}/checkv2", content=message)
        except httpx.HTTPError as error:
            raise OSError(type(error).__name__) from error
    if answer.status_code != 200 or len(answer.content) > _MOST:
        return Unanswered("error", f"it answered {answer.status_code}")
    return _symbols(answer.content)


class _Symbol(msgspec.Struct):
    """A rule as rspamd tells it."""

    score: float = 0.0
    description: str | None = None


class _Said(msgspec.Struct):
    """As much of rspamd's answer as is wanted here."""

    score: float
    required_score: float
    symbols: dict[str, _Symbol] = {}


def _symbols(answer: bytes) -> Scored:
    said = msgspec.json.decode(answer, type=_Said)
    rules = [Rule(name, one.score, (one.description or "")[:200]) for name, one in said.symbols.items()]
    return Scored(said.score, said.required_score, _heaviest(rules))


def _heaviest(rules: list[Rule]) -> tuple[Rule, ...]:
    return tuple(sorted((rule for rule in rules if rule.score > 0), key=lambda rule: (-rule.score, rule.name))[:_RULES])
