"""`--reveal`: the offending rows in full, for the owner's eyes alone, safe to open in a spreadsheet."""

# ruff: noqa: S608 - our own SQL: names are quoted, texts are literals or parameters, rules were validated
from __future__ import annotations

import csv
import os
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import IO

from preflight.errors import InputError
from preflight.gather.audience.scan import RULE, Plan
from preflight.gather.audience.texts import keyed
from preflight.gather.audience.working import Working

_DIGEST = re.compile(r":[0-9a-f]{12}(?=:|$)")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def new_file(place: Path) -> IO[str]:
    """A file that was not there before, readable by its owner only.

    Raises InputError where it is there already or cannot be made.
    """
    try:
        descriptor = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0), 0o600)
    except FileExistsError as error:
        raise InputError(f"--reveal {place}: is there already; name a new file") from error
    except OSError as error:
        raise InputError(f"--reveal {place}: cannot be made ({error.strerror})") from error
    return os.fdopen(descriptor, "w", encoding="utf-8", newline="")


def write(file: IO[str], plan: Plan, reasons: Sequence[tuple[str, str]], engine: Working) -> int:
    """Write the rows whose keys the SQL of a reason (name, SQL) yields; returns how many."""
    writer = csv.writer(file)
    writer.writerow(safe(("why", *plan.reading.opened.columns)))
    if not reasons:
        return 0
    says = engine.dialect
    named = " UNION ALL ".join(
        f"SELECT DISTINCT key, {says.literal(_told(why))} AS why FROM ({k}) k" for why, k in reasons
    )
    engine.create("pf_why", f"SELECT key, {says.joined('why')} AS why FROM ({named}) n GROUP BY key")
    cells = [f"n{n}" for n in range(len(plan.reading.opened.columns))]
    rows = keyed(
        plan.reading, says, plan.reading.kind if plan.hashed else "", [f"t.{cell} AS {cell}" for cell in cells]
    )
    picked = ", ".join(["w.why", *(f"s.{cell}" for cell in cells)])
    written = 0
    for row in engine.stream(f"SELECT {picked} FROM ({rows}) s JOIN pf_why w ON w.key = s.key"):
        writer.writerow(safe(row))
        written += 1
    return written


def _told(name: str) -> str:
    """A measure's name as a reason to read: without the digests that tell measures of one check apart."""
    return name if name.startswith(RULE) else _DIGEST.sub("", name)


def safe(cells: Iterable[str | None]) -> list[str]:
    """Cells that no spreadsheet takes for a formula."""
    texts = ["" if cell is None else str(cell) for cell in cells]
    return [f"'{text}" if text.startswith(_FORMULA) else text for text in texts]
