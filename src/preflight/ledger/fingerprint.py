"""The fingerprint: a SHA-256 over what will go out and by which rules it was judged, part by part.

The tool's version and the places of things in the manifest are not in it, nor is when something was exported; neither
is anything that a parser made of the message, since the files' own octets are.

A part's name begins with what it belongs to: `message subject`, `audience`, `suppression unsubscribed`, `schedule` …
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

import msgspec

from preflight.facts import Facts
from preflight.facts.audience import Table
from preflight.facts.send import Message, Send, Source, Value
from preflight.facts.web import Unanswered

_CANONICAL = msgspec.json.Encoder(order="deterministic")
AUDIENCE = ("audience", "suppression", "consent")
"""What an answer about the audience belongs to."""

_ELSEWHERE = frozenset(
    {"file", "messages", "checklist", "timezone", "scheduled_at", "trigger", "brief", "sender", "audience",
     "suppression", "consent", "bare", "locations"}
)  # fmt: skip
"""Fields of a send that are no `settings`: they have parts of their own, or do not matter to what goes out."""

_NUMBERS = ("counts", "previous")
_NOT_RULES = ("location", "members", "exported_at", *_NUMBERS)
"""What the manifest says of a table that changes from one export to the next."""


def parts(facts: Facts, checklist_digest: str) -> dict[str, str]:
    """Each part's digest ("sha256:…") by its name."""
    return {**(facts.parts or of_send(facts)), "checklist": checklist_digest}


def of_send(facts: Facts) -> dict[str, str]:
    """The digests of everything but the checklist."""
    send, audience = facts.send, facts.audience
    lists = {f"suppression {name}": _table(table) for name, table in sorted(audience.lists.items())}
    found = {
        **_messages(send, facts.digests),
        "sender": msgspec.to_builtins(send.sender),
        "audience": _table(audience.members),
        "audience settings": _spec(send.audience, *_NUMBERS),
        "audience counts": _numbers(send),
        **lists,
        "suppression settings": [_spec(one) for one in send.suppression or ()],
        "consent": _table(audience.consent),
        "consent settings": _spec(send.consent),
        "schedule": [msgspec.to_builtins(send.scheduled_at), send.timezone, send.trigger],
        "brief": _spec(send.brief),
        "settings": {name: getattr(send, name) for name in send.__struct_fields__ if name not in _ELSEWHERE},
    }
    return {name: digest(value) for name, value in found.items()}


def fingerprint(found: Mapping[str, str]) -> str:
    """The fingerprint of a send from the digests of its parts."""
    return digest(dict(found))


def of(facts: Facts, checklist_digest: str) -> str:
    """The fingerprint of a send as its facts have it."""
    return fingerprint(parts(facts, checklist_digest))


def group(found: Mapping[str, str], *names: str) -> str:
    """One digest over the parts that begin with these words: what a sign-off of the message alone covers."""
    return digest({name: value for name, value in found.items() if name.partition(" ")[0] in names})


def rules(send: Send, audience_rules: Any) -> str:
    """One digest over the rules by which the audience is made: all that the send and the checklist say of it, but for
    the numbers and dates of an export."""
    sources = [send.audience, *(send.suppression or ()), send.consent]
    recipients = send.brief.recipients if send.brief is not None else {}
    return digest([[_rules_of(one) for one in sources], recipients, msgspec.to_builtins(audience_rules)])


def ways_of_reading(send: Send, rule_columns: tuple[str, ...], version: str) -> dict[str, str]:
    """For each table of files, a digest over all but the files that decides what is read of it.

    Where it and the files' own octets are as they were, the table's digest is, too.
    """
    brief = send.brief.recipients if send.brief is not None else {}
    inside = send.consent.columns if send.consent is not None and send.consent.members is None else {}
    found: dict[str, Any] = {}
    if send.audience is not None and send.audience.members is not None:
        spec = send.audience
        found["audience"] = [_how(spec.members), spec.match, inside, sorted(brief), sorted(rule_columns)]
    for one in send.suppression or ():
        found[f"suppression {one.name}"] = [_how(one.members), one.match, one.column]
    if send.consent is not None and send.consent.members is not None:
        found["consent"] = [_how(send.consent.members), send.consent.columns]
    return {name: digest([version, value]) for name, value in found.items()}


def digest(value: Any) -> str:
    """The SHA-256 of a value in canonical JSON, as "sha256:…"."""
    return "sha256:" + hashlib.sha256(_CANONICAL.encode(value)).hexdigest()


def _messages(send: Send, files: Mapping[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {f"message file {name}": value for name, value in files.items()}
    for message in send.messages:
        own = f"message {message.name} " if len(send.messages) > 1 else "message "
        found |= {own + name: value for name, value in _said(message, files).items()}
    return found


def _said(message: Message, files: Mapping[str, str]) -> dict[str, Any]:
    """What the manifest, or one that it extends, says; what was read off a file is covered by that file's digest."""
    values = {"subject": message.subject, "preheader": message.preheader, "from": message.sender,
              "reply-to": message.reply_to}  # fmt: skip
    said: dict[str, Any] = {name: _text(value, files) for name, value in values.items()}
    said["headers"] = [[h.name, h.raw] for h in message.headers or () if h.location.file not in files]
    said["defaults"] = message.defaults
    said["state"] = [message.state, message.language, message.proof is not None]
    if message.defaults:
        said["defaults"] = message.defaults
    if message.proof is not None:
        said["proof"] = _said(message.proof, files)
    return said


def _text(value: Value | None, files: Mapping[str, str]) -> str | None:
    return value.text if value is not None and value.location.file not in files else None


def _numbers(send: Send) -> Any:
    return [msgspec.to_builtins(getattr(send.audience, name)) for name in _NUMBERS] if send.audience else None


def _spec(fact: msgspec.Struct | None, *without: str) -> Any:
    """A part of the manifest without the places where its keys stand and without the time of the export."""
    if fact is None:
        return None
    plain = msgspec.to_builtins(fact)
    for name in ("location", "exported_at", *without):
        plain.pop(name, None)
    return plain


def _rules_of(fact: Any) -> Any:
    if fact is None:
        return None
    plain = {name: value for name, value in msgspec.to_builtins(fact).items() if name not in _NOT_RULES}
    source: Source | None = fact.members
    # A warehouse's query is a rule; a file's name is not.
    return [plain, [source.connect, source.table, source.query, source.columns] if source is not None else None]


def _how(source: Source | None) -> Any:
    return msgspec.to_builtins(source)


def _table(table: Table | Unanswered | None) -> Any:
    """Rows and content; a table that could not be read has a digest of its own, which no read one has."""
    if isinstance(table, Table):
        return [table.rows, table.digest]
    return None if table is None else "unread"
