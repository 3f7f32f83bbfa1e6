"""What an evaluation came to, and every step on its way."""

from __future__ import annotations

from typing import Literal

import msgspec

Result = Literal["none", "neutral", "pass", "fail", "softfail", "temperror", "permerror"]


class Step(msgspec.Struct, frozen=True):
    """One term met, or one record read (`term` is then the record's text).

    `depth` counts includes and redirects above it, `lookups` and `voids` are the running totals after it,
    `outcome` is "record", "match", "no match" or the error; `detail` says what it was compared with.
    """

    depth: int
    domain: str
    term: str
    outcome: str
    lookups: int
    voids: int
    detail: str = ""


class SpfResult(msgspec.Struct, frozen=True):
    """The answer of `check_host`.

    `explanation` is the domain's own text for a fail, else None; `reason` says in words why, for errors too;
    `lookups` and `voids` are those really made.
    """

    result: Result
    explanation: str | None
    trace: tuple[Step, ...]
    reason: str = ""
    lookups: int = 0
    voids: int = 0
