"""What people do about a send, as the ledger keeps it: answers, waivers, sign-offs and what takes them back.

Everything here is frozen and pure; `store` writes and reads it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from typing import Literal

import msgspec

from preflight.ledger.store import Entry


class Covered(msgspec.Struct, frozen=True):
    """What a sign-off was given for: the digests of the send as it then was, and how many people were to get it.

    `parts` are those of the fingerprint, `tables` the rows of each table and `exported` when it was exported, so that a
    later change can be told in words.
    """

    fingerprint: str
    message: str
    rules: str
    rows: int | None
    parts: dict[str, str] = {}
    tables: dict[str, int] = {}
    exported: dict[str, str] = {}


class Deed(msgspec.Struct, frozen=True):
    """Base: who did it, as they say of themselves; whether somebody else vouches for that."""

    by: str
    note: str = ""
    vouched: Literal["asserted", "authenticated"] = "asserted"
    reported_for: str = ""
    evidence: dict[str, str] = {}

    @property
    def signer(self) -> str:
        """Whose word it is: of whom it was reported, else of who did it."""
        return self.reported_for or self.by


class Answer(Deed, frozen=True):
    """An answer to a manual item or to unknowns.

    `judged` maps each item to the digest of the input that it is about. `series` or `url` make it hold for other sends
    too, until `until`.
    """

    item: str = ""
    passed: bool = False
    check: str = ""
    judged: dict[str, str] = {}
    series: str = ""
    url: str = ""
    until: str = ""


class Waiver(Deed, frozen=True):
    """A finding or a check that is accepted until a date. `numbers` are those of each finding as they then were."""

    target: str = ""
    check: str = ""
    reason: str = ""
    until: str = ""
    role: str = ""
    where: str = ""
    series: str = ""
    url: str = ""
    numbers: dict[str, dict[str, float]] = {}


class Approval(Deed, frozen=True):
    """A sign-off in a role."""

    role: str = ""
    covered: Covered = Covered("", "", "", None)


class Rejection(Deed, frozen=True):
    """Exactly this must not go out."""

    role: str = ""


class Withdrawal(Deed, frozen=True):
    """Whoever signed takes it back."""


class Sent(Deed, frozen=True):
    """What really went out; `cleared` is the number of people that the gate said GO for, where it did."""

    count: int = 0
    cleared: int | None = None


KINDS: dict[str, type[Deed]] = {
    "answer": Answer, "waiver": Waiver, "approval": Approval, "rejection": Rejection, "withdrawal": Withdrawal,
    "sent": Sent,
}  # fmt: skip
SIGNS = tuple(kind for kind in KINDS if kind != "sent")
"""The kinds that decide a verdict."""


class Done(msgspec.Struct, frozen=True):
    """A deed with its place in the record."""

    seq: int
    at: str
    who: str
    send: str
    fingerprint: str
    deed: Deed


def read(entries: Iterable[Entry]) -> list[Done]:
    """The deeds among the entries, in their order."""
    return [
        Done(e.seq, e.at, e.who, e.send, e.fingerprint, msgspec.json.decode(e.body, type=KINDS[e.kind]))
        for e in entries
        if e.kind in KINDS
    ]


def same(one: str, other: str) -> bool:
    """Whether two people are one: compared as e-mail addresses, without regard to case."""
    return bool(one) and person(one) == person(other)


def person(text: str) -> str:
    """A person as compared: the bare address in lower case."""
    address = text[text.rfind("<") + 1 : text.rfind(">")] if "<" in text and text.rstrip().endswith(">") else text
    return address.strip().casefold()


def over(until: str, now: datetime) -> bool:
    """Whether a day (ISO 8601) has ended, everywhere it matters: at its end in UTC; an instant at that instant."""
    if not until:
        return False
    if len(until) == 10:
        return now >= datetime.combine(date.fromisoformat(until), time.max, UTC)
    moment = datetime.fromisoformat(until)
    return now >= (moment if moment.tzinfo else moment.replace(tzinfo=UTC))
