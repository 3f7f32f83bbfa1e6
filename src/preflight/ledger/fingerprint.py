"""The fingerprint: a SHA-256 over what will go out and by which rules it was judged, part by part.

The tool's version and the places of things in the manifest are not in it; neither is anything that a parser made of
the message, since the files' own octets are.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

import msgspec

from preflight.facts import Facts
from preflight.facts.audience import Table
from preflight.facts.send import Message, Value
from preflight.facts.web import Unanswered

_CANONICAL = msgspec.json.Encoder(order="deterministic")


def parts(facts: Facts, checklist_digest: str) -> dict[str, str]:
    """Each part's digest ("sha256:…") by its name: message, sender, audience, suppression, brief, schedule …"""
    return {**(facts.parts or of_send(facts)), "checklist": checklist_digest}


def of_send(facts: Facts) -> dict[str, str]:
    """The digests of everything but the checklist."""
    send = facts.send
    lists = {f"suppression {name}": _table(table) for name, table in sorted(facts.audience.lists.items())}
    return {
        "message": _digest({"files": facts.digests, "messages": [_message(m, send.file) for m in send.messages]}),
        "sender": _digest(msgspec.to_builtins(send.sender)),
        "audience": _digest([_spec(send.audience), _table(facts.audience.members)]),
        **{name: _digest(found) for name, found in lists.items()},
        "suppression": _digest([_spec(one) for one in send.suppression or ()]),
        "consent": _digest([_spec(send.consent), _table(facts.audience.consent)]),
        "schedule": _digest([msgspec.to_builtins(send.scheduled_at), send.timezone, send.trigger]),
        "brief": _digest(_spec(send.brief)),
        "settings": _digest([send.name, send.kind, send.platform, send.settings, send.added_by_platform]),
    }


def fingerprint(found: Mapping[str, str]) -> str:
    """The fingerprint of a send from the digests of its parts."""
    return _digest(dict(found))


def of(facts: Facts, checklist_digest: str) -> str:
    """The fingerprint of a send as its facts have it."""
    return fingerprint(parts(facts, checklist_digest))


def _digest(value: Any) -> str:
    return "sha256:" + hashlib.sha256(_CANONICAL.encode(value)).hexdigest()


def _spec(fact: msgspec.Struct | None) -> Any:
    """A part of the manifest without the places where its keys stand."""
    if fact is None:
        return None
    plain = msgspec.to_builtins(fact)
    plain.pop("location", None)
    return plain


def _message(message: Message, manifest: str) -> dict[str, Any]:
    said = {name: _said(getattr(message, name), manifest) for name in ("subject", "preheader", "sender", "reply_to")}
    headers = [[h.name, h.raw] for h in message.headers or () if h.location.file == manifest]
    return {
        "name": message.name, "state": message.state, "language": message.language, "headers": headers, **said,
        "proof": _message(message.proof, manifest) if message.proof else None,
        **({"defaults": message.defaults} if message.defaults else {}),
    }  # fmt: skip


def _said(value: Value | None, manifest: str) -> str | None:
    """What the manifest says; what was read off a file is covered by that file's digest."""
    return value.text if value is not None and value.location.file == manifest else None


def _table(table: Table | Unanswered | None) -> Any:
    """Rows and content; a table that could not be read has a digest of its own, which no read one has."""
    if isinstance(table, Table):
        return [table.rows, table.digest]
    return None if table is None else "unread"
