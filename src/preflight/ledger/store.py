"""The append-only record: each entry carries who, when, the digest of its own content and of the entry before it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec

from preflight.ledger.database import Session, database

GENESIS = "sha256:" + "0" * 64
_CANONICAL = msgspec.json.Encoder(order="deterministic")
_FIELDS = ("seq", "kind", "at", "who", "send", "fingerprint", "body", "previous", "digest")
_LISTED = ", ".join(_FIELDS)


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
        return digest_of(self.seq, self.kind, self.at, self.who, self.send, self.fingerprint, self.body, self.previous)


def digest_of(*fields: Any) -> str:
    """The digest over an entry's fields but its digest, in their order."""
    return "sha256:" + hashlib.sha256(_CANONICAL.encode(fields)).hexdigest()


class Ledger:
    """A ledger behind an SQLAlchemy URL. Every method raises LedgerError with the reason, never a driver's error."""

    def __init__(self, url: str) -> None:
        self._database = database(url)
        self._database.make()

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, *_raised: object) -> None:
        self.close()

    def append(
        self, kind: str, *, who: str, send: str, fingerprint: str, body: dict[str, Any] | msgspec.Struct,
        beside: Callable[[Session, Entry], None] | None = None,
    ) -> Entry:  # fmt: skip
        """Write one entry at the end of the chain and give it back. Safe with many writers.

        `beside` writes into tables beside the chain, in the same transaction.
        """
        # The writer's place is taken before the chain's end is read, so that two cannot both follow one entry.
        with self._database.transaction(alone=True) as session:
            entry = _next(_last(session), kind, who, send, fingerprint, body)
            values = ", ".join(f":{name}" for name in _FIELDS)
            session.rows(f"INSERT INTO entries ({_LISTED}) VALUES ({values})", msgspec.to_builtins(entry))  # noqa: S608
            if beside is not None:
                beside(session, entry)
            return entry

    def entries(
        self, *, send: str | None = None, kind: str | None = None, kinds: Sequence[str] = (), since: str | None = None,
        fingerprint: str | None = None, newest: int | None = None,
    ) -> list[Entry]:  # fmt: skip
        """The entries in their order, narrowed by the send's name, the kinds, the instant from which on, the version.

        `newest` gives so many of the last ones, still in their order.
        """
        parts, values = _narrowed(
            {"send": send, "fingerprint": fingerprint}, (kind,) if kind is not None else tuple(kinds), since
        )
        order = "DESC" if newest is not None else "ASC"
        limit = f" LIMIT {int(newest)}" if newest is not None else ""
        statement = f"SELECT {_LISTED} FROM entries WHERE {' AND '.join(parts)} ORDER BY seq {order}{limit}"  # noqa: S608
        with self._database.transaction() as session:
            found = [Entry(*row) for row in session.rows(statement, values)]
        return found[::-1] if newest is not None else found

    def head(self) -> str:
        """The digest of the last entry."""
        with self._database.transaction() as session:
            last = _last(session)
        return last.digest if last else GENESIS

    def length(self) -> int:
        """The number of the last entry; 0 where there is none."""
        with self._database.transaction() as session:
            return int(session.rows("SELECT coalesce(max(seq), 0) FROM entries")[0][0])

    def at_digest(self, digest: str) -> Entry | None:
        """The entry of that digest."""
        with self._database.transaction() as session:
            found = session.rows(f"SELECT {_LISTED} FROM entries WHERE digest = :digest", {"digest": digest})  # noqa: S608
        return Entry(*found[0]) if found else None

    def broken_at(self, after: tuple[int, str] = (0, GENESIS)) -> int | None:
        """The number of the first entry that does not fit the chain, or None where it is untouched.

        `after` is the number and the digest of an entry that is known to be sound; what stands before it is not read.
        """
        number, previous = after
        with self._database.transaction() as session:
            if number and not _stands(session, number, previous):
                return number
            for seq, *rest, digest in session.stream(
                f"SELECT {_LISTED} FROM entries WHERE seq > :number ORDER BY seq", {"number": number}  # noqa: S608
            ):  # fmt: skip
                number += 1
                if seq != number or rest[-1] != previous or digest_of(seq, *rest) != digest:
                    return number
                previous = digest
        return None

    def beside(self) -> Any:
        """A transaction for the tables beside the chain."""
        return self._database.transaction()

    def every(self) -> Iterator[Entry]:
        """All entries, few of them in memory at a time."""
        with self._database.transaction() as session:
            for row in session.stream(f"SELECT {_LISTED} FROM entries ORDER BY seq"):  # noqa: S608 - names of ours
                yield Entry(*row)

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()


def _narrowed(
    same: dict[str, str | None], kinds: tuple[str, ...], since: str | None
) -> tuple[list[str], dict[str, Any]]:
    values: dict[str, Any] = {name: value for name, value in same.items() if value is not None}
    parts = ["1 = 1", *(f"{name} = :{name}" for name in values)]
    if kinds:
        parts.append(f"kind IN ({', '.join(f':kind{n}' for n in range(len(kinds)))})")
        values |= {f"kind{n}": kind for n, kind in enumerate(kinds)}
    if since is not None:
        parts.append("at >= :since")
        values["since"] = since
    return parts, values


def _stands(session: Session, seq: int, digest: str) -> bool:
    found = session.rows(f"SELECT {_LISTED} FROM entries WHERE seq = :seq", {"seq": seq})  # noqa: S608 - names of ours
    return bool(found) and found[0][-1] == digest and Entry(*found[0]).own_digest() == digest


def _next(
    last: Entry | None, kind: str, who: str, send: str, fingerprint: str, body: dict[str, Any] | msgspec.Struct
) -> Entry:
    entry = Entry(
        seq=last.seq + 1 if last else 1, kind=kind, at=datetime.now(UTC).isoformat(timespec="microseconds"), who=who,
        send=send, fingerprint=fingerprint, body=_CANONICAL.encode(body).decode(),
        previous=last.digest if last else GENESIS, digest="",
    )  # fmt: skip
    return msgspec.structs.replace(entry, digest=entry.own_digest())


def _last(session: Session) -> Entry | None:
    found = session.rows(f"SELECT {_LISTED} FROM entries ORDER BY seq DESC LIMIT 1")  # noqa: S608 - names of ours
    return Entry(*found[0]) if found else None
