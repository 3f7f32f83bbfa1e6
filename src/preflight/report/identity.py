"""The send's identity card: what would go out, to how many, when, by whose name."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from preflight.facts import Facts
from preflight.facts.audience import Table
from preflight.facts.send import Message, Part, Send, Value


def described(facts: Facts, fingerprint: str) -> dict[str, Any]:
    """`send` of the JSON report: the contract's keys first, then what a reader wants to see of it."""
    send = facts.send
    number, source = _recipients(facts)
    first = send.messages[0] if send.messages else Message(name="", state="draft")
    return {
        "name": send.name,
        "fingerprint": fingerprint,
        "scheduled_at": send.scheduled_at.isoformat() if send.scheduled_at else None,
        "platform": send.platform,
        "kind": send.kind,
        "series": send.series or None,
        "owner": send.owner or None,
        "timezone": send.timezone or None,
        "scheduled_local": _local(send),
        "trigger": send.trigger or None,
        "recipients": number,
        "recipients_from": source,
        "subject": _text(first.subject),
        "preheader": _text(first.preheader),
        "from": _text(first.sender),
        "reply_to": _text(first.reply_to),
        "messages": [_message(message) for message in send.messages],
        "bare": send.bare,
    }


def _message(message: Message) -> dict[str, Any]:
    return {
        "name": message.name,
        "state": message.state,
        "subject": _text(message.subject),
        "preheader": _text(message.preheader),
        "from": _text(message.sender),
        "reply_to": _text(message.reply_to),
        "language": message.language or None,
        "html": _part(message.html),
        "text": _part(message.text),
        "links": len(message.links),
        "images": len(message.images),
        "proof": message.proof.location.file or True if message.proof else None,
    }


def _text(value: Value | None) -> str | None:
    return value.text if value is not None else None


def _part(part: Part | None) -> dict[str, Any] | None:
    return {"file": part.file, "size": part.size} if part is not None else None


def _recipients(facts: Facts) -> tuple[int | None, str | None]:
    """How many people, and who says so: the file that was read, the platform, or the brief."""
    if isinstance(facts.audience.members, Table):
        return facts.audience.members.rows, "file"
    spec, brief = facts.send.audience, facts.send.brief
    if spec is not None and spec.counts is not None and spec.counts.final is not None:
        return spec.counts.final, "platform"
    if brief is not None and brief.audience is not None:
        return brief.audience, "brief"
    return None, None


def _local(send: Send) -> str | None:
    """The scheduled time on the clocks of the send's own zone."""
    moment: datetime | None = send.scheduled_at
    if moment is None:
        return None
    try:
        return moment.astimezone(ZoneInfo(send.timezone)).isoformat() if send.timezone else moment.isoformat()
    except (ZoneInfoNotFoundError, ValueError, OSError):  # OSError: a name too long for a file
        return moment.isoformat()
