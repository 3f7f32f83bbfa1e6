"""Facts about what a mail says, made by hand; and a check's result on them, as a run would report it."""

from __future__ import annotations

from datetime import UTC, datetime

from preflight.check import Check
from preflight.facts import Audience, Clock, Facts
from preflight.facts.audience import Table
from preflight.facts.send import Defect, Header, Link, Message, Part, Run, Send, Token, Value
from preflight.finding import Location
from preflight.testing import judge_check
from preflight.verdict import Result

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
LEAVE = "https://shop.test/unsubscribe?u=1"


def at(line: int = 1, column: int = 1, message: str = "default") -> Location:
    return Location(message, "mail.html", line, column)


def part(*texts: str | Run, source: str = "", size: int | None = None) -> Part:
    runs = tuple(one if isinstance(one, Run) else Run(one, at(line)) for line, one in enumerate(texts, 1))
    whole = source or "\n".join(run.text for run in runs)
    return Part("mail.html", whole, len(whole.encode()) if size is None else size, runs=runs)


def link(raw: str = LEAVE, role: str = "unsubscribe", text: str = "Unsubscribe", line: int = 1, **more) -> Link:
    return Link(raw.strip(), raw, role, "a", at(line), **{"text": text, **more})


def token(text: str, kind: str = "field", where: str = "html", line: int = 1, column: int = 1, **more) -> Token:
    return Token(text, ("hubspot",), where, at(line, column), kind, **more)


def header(name: str, raw: str) -> Header:
    return Header(name, raw, raw, at())


def lost(why: str = "nested too deep") -> Defect:
    return Defect("depth", why, at(9), lost=True)


def mail(
    html: Part | str | None = "Sale!", text: Part | str | None = None, *, name: str = "default", **more
) -> Message:
    fields = {
        "state": "draft", "location": at(1, 1, name),
        "html": part(html) if isinstance(html, str) else html,
        "text": part(text) if isinstance(text, str) else text,
    }  # fmt: skip
    for key in ("subject", "preheader", "sender", "reply_to"):
        if isinstance(more.get(key), str):
            more[key] = Value(more[key], at(1, 1, name))
    for key in ("headers",):
        if isinstance(more.get(key), dict):
            more[key] = tuple(header(title, raw) for title, raw in more[key].items())
    return Message(name, **{**fields, **more})


def result(
    check: Check, *messages: Message, rows: int | None = None, options=None, now: datetime = NOW, **send
) -> Result:
    members = Table("audience", rows) if rows is not None else None
    facts = Facts(Send("example", "send.yaml", messages, **send), Clock(now), audience=Audience(members=members))
    return judge_check(check, facts, options)


def outcome(found: Result) -> tuple[str, str]:
    """The outcome, and the severity that applies."""
    return found.outcome.value, found.severity.value


def said(found: Result) -> list[str]:
    return [str(one.text) for one in (*found.findings, *found.unknowns)]
