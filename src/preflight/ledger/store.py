"""The append-only record: each entry carries who, when, the digest of its own content and of the entry before it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Column, Connection, Integer, MetaData, Table, Text, create_engine, event, insert, select
from sqlalchemy.engine import URL, Engine, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from preflight.errors import LedgerError

GENESIS = "sha256:" + "0" * 64
_CANONICAL = msgspec.json.Encoder(order="deterministic")
_METADATA = MetaData()
ENTRIES = Table(
    "entries",
    _METADATA,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False, index=True),
    Column("at", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("send", Text, nullable=False, index=True),
    Column("fingerprint", Text, nullable=False, index=True),
    Column("body", Text, nullable=False),
    Column("previous", Text, nullable=False),
    Column("digest", Text, nullable=False, unique=True),
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
        with _explained():
            self._url = make_url(url)
            _make_folder(self._url)
            self._engine = _engine(self._url)
            _METADATA.create_all(self._engine)

    def append(self, kind: str, *, who: str, send: str, fingerprint: str, body: dict[str, Any]) -> Entry:
        """Write one entry at the end of the chain and give it back. Safe with many writers."""
        with _explained(), self._engine.connect() as connection:
            _lock(connection)
            entry = _next(_last(connection), kind, who, send, fingerprint, body)
            connection.execute(insert(ENTRIES).values(**msgspec.to_builtins(entry)))
            connection.commit()
            return entry

    def entries(self, *, send: str | None = None, kind: str | None = None) -> list[Entry]:
        """The entries in their order, narrowed by the send's name and the kind."""
        query = select(ENTRIES).order_by(ENTRIES.c.seq)
        if send is not None:
            query = query.where(ENTRIES.c.send == send)
        if kind is not None:
            query = query.where(ENTRIES.c.kind == kind)
        with _explained(), self._engine.connect() as connection:
            return [Entry(**row) for row in connection.execute(query).mappings()]

    def head(self) -> str:
        """The digest of the last entry."""
        with _explained(), self._engine.connect() as connection:
            last = _last(connection)
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
        self._engine.dispose()


def _next(last: Entry | None, kind: str, who: str, send: str, fingerprint: str, body: dict[str, Any]) -> Entry:
    entry = Entry(
        seq=last.seq + 1 if last else 1, kind=kind, at=datetime.now(UTC).isoformat(timespec="microseconds"), who=who,
        send=send, fingerprint=fingerprint, body=_CANONICAL.encode(body).decode(),
        previous=last.digest if last else GENESIS, digest="",
    )  # fmt: skip
    return msgspec.structs.replace(entry, digest=entry.own_digest())


def _last(connection: Connection) -> Entry | None:
    row = connection.execute(select(ENTRIES).order_by(ENTRIES.c.seq.desc()).limit(1)).mappings().first()
    return Entry(**row) if row else None


def _lock(connection: Connection) -> None:
    """Take the writer's place before reading the chain's end, so that two writers cannot both follow one entry."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        connection.exec_driver_sql("LOCK TABLE entries IN EXCLUSIVE MODE")


def _engine(url: URL) -> Engine:
    if url.get_backend_name() != "sqlite":
        return create_engine(url)
    engine = create_engine(url, connect_args={"timeout": 30})

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        # The driver's own transactions begin too late for BEGIN IMMEDIATE; ours are written out.
        connection.isolation_level = None
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")

    return engine


def _make_folder(url: URL) -> None:
    if url.get_backend_name() == "sqlite" and url.database and url.database != ":memory:":
        Path(url.database).parent.mkdir(parents=True, exist_ok=True, mode=0o700)


@contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except ArgumentError as error:
        raise LedgerError("the ledger's URL cannot be read; it looks like sqlite:///path/to/ledger.db") from error
    except SQLAlchemyError as error:
        cause = getattr(error, "orig", None) or error
        raise LedgerError(f"the ledger cannot be used: {type(cause).__name__}: {cause}") from error
    except OSError as error:
        raise LedgerError(f"the ledger cannot be used: {error.strerror}: {error.filename}") from error
