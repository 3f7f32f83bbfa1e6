"""Is the chain whole? Read to its end, or on from where it was found whole before.

A ledger of up to `ALWAYS` entries is read from its beginning each time. Beyond that the gate goes on from the entry up
to which this machine read it within the last day; `preflight verify` always reads all.
"""

from __future__ import annotations

import os
import time
from contextlib import suppress
from pathlib import Path

import msgspec

from preflight.errors import LedgerError
from preflight.ledger.fingerprint import digest
from preflight.ledger.store import GENESIS, Entry, Ledger
from preflight.ledger.workspace import data_folder

ALWAYS = 10_000
_DAY = 86_400.0


class Mark(msgspec.Struct, frozen=True):
    """Up to where a ledger was found whole, and when it was read from its beginning."""

    seq: int
    digest: str
    whole_at: float


class Broken(LedgerError):
    """The chain does not hold; never a verdict."""

    def __init__(self, seq: int) -> None:
        super().__init__(f"the ledger's chain is broken at entry {seq}: preflight verify tells more")
        self.seq = seq


def untouched(entries: list[Entry]) -> list[Entry]:
    """The entries, each looked at by itself. Raises Broken."""
    wrong = next((entry for entry in entries if entry.own_digest() != entry.digest), None)
    if wrong is not None:
        raise Broken(wrong.seq)
    return entries


def demand_whole(ledger: Ledger, url: str) -> None:
    """Raises Broken where an entry does not fit the chain."""
    last = ledger.entries(newest=1)
    long = bool(last) and last[0].seq > ALWAYS
    place = data_folder() / f"whole-{digest(url)[7:23]}.json"
    mark = _mark(place) if long else None
    broken = ledger.broken_at((mark.seq, mark.digest) if mark is not None else (0, GENESIS))
    if broken is not None:
        raise Broken(broken)
    if long:
        # What was written meanwhile is read the next time.
        _remember(place, Mark(last[0].seq, last[0].digest, mark.whole_at if mark is not None else time.time()))


def _mark(place: Path) -> Mark | None:
    try:
        found = msgspec.json.decode(place.read_bytes(), type=Mark)
    except (OSError, msgspec.MsgspecError):
        return None
    return found if 0 <= time.time() - found.whole_at < _DAY else None


def _remember(place: Path, mark: Mark) -> None:
    """A mark that cannot be written only makes the next reading longer."""
    beside = place.with_name(f".{place.name}.{os.getpid()}")
    with suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        beside.write_bytes(msgspec.json.encode(mark))
        beside.replace(place)
