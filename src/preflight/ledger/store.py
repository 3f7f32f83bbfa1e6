"""The append-only record: each entry carries who, when, the digest of its own content and of the entry before it."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import Any

import msgspec

from preflight.ledger.database import Session, database

GENESIS = "sha256:" + "0" * 64
_CANONICAL = msgspec.json.Encoder(order="deterministic")
_FIELDS = ("seq", "kind", "at", "who", "send", "fingerprint", "body", "previous", "digest")
_LISTED = ", ".join(_FIELDS)
_MADE = (
    "CREATE TABLE IF NOT EXISTS entries (seq INTEGER PRIMARY KEY, kind TEXT NOT NULL, at TEXT NOT NULL, "
    "who TEXT NOT NULL, send TEXT NOT NULL, fingerprint TEXT NOT NULL, body TEXT NOT NULL, previous TEXT NOT NULL, "
    "digest TEXT NOT NULL UNIQUE)",
    *(f"CREATE INDEX IF NOT EXISTS ix_entries_{name} ON entries ({name})" for name in ("kind", "send", "fingerprint")),
)


class Entry(msgspec.Struct, frozen=True):
    """One entry of the record; `body` is canonical JSON, `at` UTC in ISO 8601."""

    seq: int
    kind: str
    at: str
    who: str
    send: str
    fingerprint: str
    body: str
    previous: str
    digest: str

    @property
    def content(self) -> dict[str, Any]:
        """The body as plain values."""
        found: dict[str, Any] = msgspec.json.decode(self.body)
        return found

    def own_digest(self) -> str:
        """What `digest` must be if nobody touched the entry."""
        fields = [self.seq, self.kind, self.at, self.who, self.send, self.fingerprint, self.body, self.previous]
        return "sha256:" + hashlib.sha256(_CANONICAL.encode(fields)).hexdigest()


class Ledger:
    """A ledger behind an SQLAlchemy URL. Every method raises LedgerError with the reason, never a driver's error."""

    def __init__(self, url: str) -> None:
        self._database = database(url)
        self._database.make(_MADE)

    def append(self, kind: str, *, who: str, send: str, fingerprint: str, body: dict[str, Any]) -> Entry:
        """Write one entry at the end of the chain and give it back. Safe with many writers."""
        # The writer's place is taken before the chain's end is read, so that two cannot both follow one entry.
        with self._database.transaction(alone=True) as session:
            entry = _next(_last(session), kind, who, send, fingerprint, body)
            values = ", ".join(f":{name}" for name in _FIELDS)
            session.rows(f"INSERT INTO entries ({_LISTED}) VALUES ({values})", msgspec.to_builtins(entry))  # noqa: S608
            return entry

    def entries(self, *, send: str | None = None, kind: str | None = None) -> list[Entry]:
        """The entries in their order, narrowed by the send's name and the kind."""
        wanted = {name: value for name, value in (("send", send), ("kind", kind)) if value is not None}
        where = " AND ".join(f"{name} = :{name}" for name in wanted) or "1 = 1"
        with self._database.transaction() as session:
            found = session.rows(f"SELECT {_LISTED} FROM entries WHERE {where} ORDER BY seq", wanted)  # noqa: S608
        return [Entry(*row) for row in found]

    def head(self) -> str:
        """The digest of the last entry."""
        with self._database.transaction() as session:
            last = _last(session)
        return last.digest if last else GENESIS

    def broken_at(self) -> int | None:
        """The number of the first entry that does not fit the chain, or None where it is untouched."""
        previous = GENESIS
        for number, entry in enumerate(self.entries(), 1):
            if entry.seq != number or entry.previous != previous or entry.own_digest() != entry.digest:
                return number
            previous = entry.digest
        return None

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()


def _next(last: Entry | None, kind: str, who: str, send: str, fingerprint: str, body: dict[str, Any]) -> Entry:
    entry = Entry(
        seq=last.seq + 1 if last else 1, kind=kind, at=datetime.now(UTC).isoformat(timespec="microseconds"), who=who,
        send=send, fingerprint=fingerprint, body=_CANONICAL.encode(body).decode(),
        previous=last.digest if last else GENESIS, digest="",
    )  # fmt: skip
    return msgspec.structs.replace(entry, digest=entry.own_digest())


def _last(session: Session) -> Entry | None:
    found = session.rows(f"SELECT {_LISTED} FROM entries ORDER BY seq DESC LIMIT 1")  # noqa: S608 - names of ours
    return Entry(*found[0]) if found else None
