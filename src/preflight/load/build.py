"""The checked words of a manifest → facts: times, files, sources, messages."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from preflight.errors import Faults, InputError
from preflight.facts.send import (
    AudienceSpec,
    Brief,
    ConsentSpec,
    Counts,
    Dkim,
    Header,
    ListSpec,
    Message,
    Send,
    Sender,
    Source,
    Value,
    WantedLink,
)
from preflight.finding import Location
from preflight.load import shape
from preflight.load.files import MAX_MESSAGE, Reader, Unreadable
from preflight.privacy import tells
from preflight.yamldoc import Mark, Node, fill

_DUCKDB = "duckdb:///"


class Builder:
    """Makes the Send; what it reads on the way is kept in `paths`, `connections` and `digests`."""

    def __init__(self, node: Node, reader: Reader, env: Mapping[str, str], faults: Faults) -> None:
        self._node, self._reader, self._env, self._faults = node, reader, env, faults
        self.paths: dict[str, Path] = {}
        self.connections: dict[str, str] = {}
        self.digests: dict[str, str] = {}
        self._zone: ZoneInfo | None = None
        self._zone_wrong = False

    def build(self, words: shape.Manifest, file: str) -> Send | None:
        """The Send, or None where a fault keeps it from being made."""
        self._zone = self._timezone(words.timezone)
        self._zone_wrong = bool(words.timezone) and self._zone is None
        return Send(
            name=words.name, file=file, kind=words.kind, platform=words.platform, series=words.series,
            checklist=words.checklist, timezone=words.timezone, trigger=words.trigger, owner=words.owner,
            settings=words.settings, scheduled_at=self._time(words.scheduled_at, "scheduled_at"),
            messages=self._messages(words), brief=self._brief(words.brief), sender=_sender(words.sender),
            added_by_platform=words.tracking.added_by_platform if words.tracking else {},
            audience=self._audience(words.audience), suppression=self._suppression(words.suppression),
            consent=self._consent(words.consent), locations=dict(_places(self._node, "")),
        )  # fmt: skip

    def _timezone(self, name: str) -> ZoneInfo | None:
        if not name:
            return None
        try:
            return ZoneInfo(name)
        except (KeyError, ValueError, OSError):
            self._fault("timezone", f"{name!r} is no time zone; write one such as Europe/Berlin")
            return None

    def _time(self, text: str | None, key: str) -> datetime | None:
        if text is None:
            return None
        try:
            found = datetime.fromisoformat(text)
        except ValueError:
            self._fault(key, f"{text!r} is no time; write 2026-11-24T09:00:00+01:00")
            return None
        if found.tzinfo is not None:
            return found
        if self._zone is None and self._zone_wrong:
            return None  # the wrong zone is the fault, and it is told
        if self._zone is None:
            self._fault(key, "has no offset, and no timezone: says how to read it")
            return None
        return found.replace(tzinfo=self._zone)

    def _messages(self, words: shape.Manifest) -> tuple[Message, ...]:
        if words.message and words.messages:
            self._fault("messages", "give message: or messages:, not both")
        if words.messages:
            named = [(name, one, f"messages.{name}") for name, one in words.messages.items()]
        else:
            named = [("default", words.message, "message")] if words.message else []
        if not named:
            self._fault("message", "is required: what is to be sent?")
        built = [self._message(name, one, key, words.platform) for name, one, key in named]
        return tuple(one for one in built if one is not None)

    def _message(self, name: str, words: shape.MessageWords, key: str, platform: str) -> Message | None:
        from preflight.load.eml import read_eml

        if words.eml and (words.html or words.text or words.proof):
            self._fault(f"{key}.eml", "stands alone: take away html, text and proof, or eml")
        if not (words.eml or words.html or words.text):
            self._fault(key, "names no html, text or eml file")
            return None
        try:
            if words.eml:
                data = self._read(words.eml, f"{key}.eml")
                return read_eml(data, file=words.eml, name=name, platform=platform) if data else None
            proof_data = self._read(words.proof, f"{key}.proof") if words.proof else None
            proof = read_eml(proof_data, file=words.proof, name=name, platform=platform) if proof_data else None
            return self._drafted(name, words, key, platform, proof)
        except InputError as error:
            for fault in error.faults:
                self._faults.add(fault.file, fault.message, line=fault.line, column=fault.column, key=fault.key)
            return None

    def _drafted(self, name: str, words: shape.MessageWords, key: str, platform: str, proof: Message | None) -> Message:
        from preflight.load.message import draft

        built: Message = draft(
                name, html=self._body(words.html, f"{key}.html"), text=self._body(words.text, f"{key}.text"),
                subject=self._value(words.subject, f"{key}.subject"),
                preheader=self._value(words.preheader, f"{key}.preheader"),
                sender=self._value(words.from_, f"{key}.from"), reply_to=self._value(words.reply_to, f"{key}.reply_to"),
                headers=self._headers(words.headers, f"{key}.headers"), language=words.language,
                state=words.state or "draft", platform=platform, location=self._at(key), proof=proof,
                fill_tokens=self._tokens(words.tokens, f"{key}.tokens"), defaults=words.defaults,
        )  # fmt: skip
        return built

    def _body(self, name: str, key: str) -> tuple[str, bytes] | None:
        data = self._read(name, key) if name else None
        return (name, data) if data is not None else None

    def _value(self, text: str | None, key: str) -> Value | None:
        return None if text is None else Value(text, self._at(key))

    def _headers(self, headers: dict[str, str] | None, key: str) -> tuple[Header, ...] | None:
        if headers is None:
            return None
        return tuple(Header(name, value, value, self._at(f"{key}.{name}")) for name, value in headers.items())

    def _tokens(self, name: str, key: str) -> dict[str, str]:
        return {row.get("token", ""): row.get("value", "") for row in self._rows(name, key, ("token", "value"))}

    def _rows(self, name: str, key: str, columns: tuple[str, ...]) -> list[dict[str, str]]:
        data = self._read(name, key) if name else None
        if data is None:
            return []
        try:
            reader = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), restval="")
            missing = [column for column in columns if column not in (reader.fieldnames or ())]
            if missing:
                self._fault(key, f"{name} needs the columns {', '.join(columns)}")
                return []
            return [{k: v or "" for k, v in row.items() if isinstance(k, str)} for row in reader]
        except (UnicodeDecodeError, csv.Error):
            self._fault(key, f"{name} is no CSV in UTF-8")
            return []

    def _brief(self, words: shape.BriefWords | None) -> Brief | None:
        if words is None:
            return None
        rows = self._rows(words.links, "brief.links", ("url",)) if words.links else None
        event = {"date": words.event.date, "zone": words.event.zone} if words.event else {}
        return Brief(
            location=self._at("brief"), audience=words.audience, recipients=_plain(words.recipients), utm=words.utm,
            links=tuple(WantedLink(r["url"], r.get("label", "")) for r in rows) if rows is not None else None,
            subject=words.subject, sender=words.from_, event=event, says=tuple(words.says),
            never_says=tuple(words.never_says),
        )  # fmt: skip

    def _audience(self, words: shape.AudienceWords | None) -> AudienceSpec | None:
        if words is None:
            return None
        counts = Counts(words.counts.segment, words.counts.suppressed, words.counts.final) if words.counts else None
        if words.members is None and counts is None:
            self._fault("audience", "names neither members nor counts")
        for ours in words.columns:
            self._no_address(ours, "audience.columns")
        return AudienceSpec(
            location=self._at("audience"), members=self._source(words, "audience", words.columns), match=words.match,
            stage=words.stage, exported_at=self._time(words.exported_at, "audience.exported_at"), counts=counts,
            previous=tuple(words.previous), seeds=tuple(words.seeds), dates=words.dates,
        )  # fmt: skip

    def _suppression(self, words: list[shape.ListWords] | None) -> tuple[ListSpec, ...] | None:
        if words is None:
            return None
        names = [one.name for one in words]
        for number, name in enumerate(names):
            if name in names[:number]:
                self._fault(f"suppression.{number}.name", f"two lists are called {name}")
            self._no_address(name, f"suppression.{number}.name")
        return tuple(self._list(one, f"suppression.{number}") for number, one in enumerate(words))

    def _no_address(self, name: str, key: str) -> None:
        """Names stand in reports, ledger and logs, where no address may."""
        if tells(name):
            self._fault(key, "is an address: give it another name")

    def _list(self, words: shape.ListWords, key: str) -> ListSpec:
        source = self._source(words, key, {})
        assert source is not None
        return ListSpec(
            name=words.name, members=source, location=self._at(key), column=words.column, match=words.match,
            subdomains=words.subdomains, exported_at=self._time(words.exported_at, f"{key}.exported_at"),
            applied_by=words.applied_by,
        )  # fmt: skip

    def _consent(self, words: shape.ConsentWords | None) -> ConsentSpec | None:
        if words is None:
            return None
        columns = {str(ours): theirs for ours, theirs in words.columns.items()}
        return ConsentSpec(
            location=self._at("consent"), columns=columns, members=self._source(words, "consent", columns),
            dates=words.dates,
        )  # fmt: skip

    def _source(
        self, words: shape.AudienceWords | shape.ListWords | shape.ConsentWords, key: str, columns: dict[str, str]
    ) -> Source | None:
        members = words.members
        if members is None:
            return None
        if isinstance(members, shape.Connected):
            return self._connected(members, f"{key}.members", columns)
        files = (members,) if isinstance(members, str) else tuple(members)
        if not files:
            self._fault(f"{key}.members", "names no file")
        for file in files:
            self._locate(file, f"{key}.members")
        return Source(files=files, encoding=words.encoding, header=words.header, columns=columns)

    def _connected(self, words: shape.Connected, key: str, columns: dict[str, str]) -> Source:
        if bool(words.table) == bool(words.query):
            self._fault(key, "needs either a table or a query")
        filled, missing = fill(words.connect, self._env)
        for name in missing:
            self._fault(f"{key}.connect", f"the environment has no {name}")
        self.connections[words.connect] = filled
        # A database in a file is held to the same rules as other files.
        if filled.startswith(_DUCKDB):
            self._locate(filled.removeprefix(_DUCKDB), f"{key}.connect", words.connect)
        return Source(connect=words.connect, table=words.table, query=words.query, columns=columns)

    def _locate(self, name: str, key: str, shown: str = "") -> None:
        try:
            self.paths[shown or name] = self._reader.locate(self._folder(key), name)
        except Unreadable as error:
            self._fault(key, f"{shown or name}: {error}")

    def _read(self, name: str, key: str) -> bytes | None:
        try:
            data = self._reader.read(self._folder(key), name, MAX_MESSAGE)
        except Unreadable as error:
            self._fault(key, f"{name}: {error}")
            return None
        self.digests[name] = "sha256:" + hashlib.sha256(data).hexdigest()
        return data

    def _folder(self, key: str) -> str:
        return _find(self._node, key).folder

    def _at(self, key: str) -> Location:
        mark: Mark = _find(self._node, key).mark
        return Location(file=mark.file, line=mark.line, column=mark.column)

    def _fault(self, key: str, message: str) -> None:
        mark = _find(self._node, key).mark
        self._faults.add(mark.file, message, line=mark.line, column=mark.column, key=key)


def _find(node: Node, key: str) -> Node:
    """The node of a dotted key, or the nearest above it. A key may hold dots itself (a header's never does)."""
    for name in key.split("."):
        inner: Any = None
        if isinstance(node.value, dict):
            inner = node.value.get(name)
        elif isinstance(node.value, list) and name.isdigit() and int(name) < len(node.value):
            inner = node.value[int(name)]
        if inner is None:
            return node
        node = inner
    return node


def _places(node: Node, key: str) -> list[tuple[str, Location]]:
    """Where each key of the manifest stands, by its dotted path."""
    found: list[tuple[str, Location]] = []
    items: list[tuple[str, Node]] = list(node.value.items()) if isinstance(node.value, dict) else []
    if isinstance(node.value, list):
        items = [(str(n), one) for n, one in enumerate(node.value)]
    for name, inner in items:
        path = f"{key}.{name}" if key else name
        found.append((path, Location(file=inner.mark.file, line=inner.mark.line, column=inner.mark.column)))
        found += _places(inner, path)
    return found


def _plain(rules: Mapping[str, Mapping[Any, list[str]]]) -> dict[str, dict[str, list[str]]]:
    return {column: {str(word): values for word, values in rule.items()} for column, rule in rules.items()}


def _sender(words: shape.SenderWords | None) -> Sender | None:
    if words is None:
        return None
    return Sender(
        return_path=words.return_path.lower(), dkim=tuple(Dkim(d.domain.lower(), d.selector) for d in words.dkim),
        ips=tuple(words.ips), postal_addresses=tuple(words.postal_addresses),
    )  # fmt: skip
