"""Reads the audience, the suppression lists and the consent register, and answers the checks' measures: one scan.

    gather_audience(send, paths, connections, measures, key=…) → Audience

`unpack` and `sniff` find out what a file is, `census` counts it, `tables` opens it, `reading` takes it to the engine,
`launder` reads what the engine cannot; `scan` makes the narrow table, `lists` and `consent` meet it, `measure` answers,
`texts` reads a second time what is shown or re-checked. No address leaves this floor but masked.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from preflight.facts.audience import Audience, Measure, Sample
from preflight.facts.send import Send
from preflight.facts.web import Unanswered
from preflight.gather.audience.refusal import Stopped
from preflight.gather.audience.rules import validate_rule

OnProgress = Callable[[str, int, int], None]


def gather_audience(
    send: Send,
    paths: Mapping[str, Path],
    connections: Mapping[str, str],
    measures: Sequence[Measure],
    *,
    rule_columns: Sequence[str] = (),
    reveal: Path | None = None,
    key: bytes,
    budget: float | None = None,
    offline: bool = False,
    memory_limit: int | None = None,
    on_progress: OnProgress | None = None,
    cancelled: threading.Event | None = None,
    people: Callable[[Iterable[int]], None] | None = None,
    sample: Sample | None = None,
) -> Audience:
    """Read all tables of the send and answer the measures. Synchronous: run it in a thread.

    `paths` leads from the names in the send to files, `connections` from URLs as shown to URLs with their secrets;
    `key` is the workspace's secret for the digests of examples, `budget` seconds, `memory_limit` octets,
    `people` is given the recipients' keys where the audience lies in files of addresses, or of their SHA-256,
    `sample` asks for a few recipients by chance.
    What could not be read or measured is `Unanswered`. Raises InputError for files in no usable shape (all of them at
    once) and for a `reveal` that exists; MissingExtra for a database whose driver is an extra.
    """
    from preflight.gather.audience.connections import Engines, check_drivers, needs_warehouse
    from preflight.gather.audience.engine import Engine
    from preflight.gather.audience.reveal import new_file
    from preflight.gather.audience.session import Session, Wanted
    from preflight.gather.audience.spill import spill_folder
    from preflight.gather.audience.working import Limits

    check_drivers(send, connections)

    wanted = Wanted(send, paths, tuple(measures), tuple(rule_columns), key, on_progress or _silent, people, sample)
    revealed = new_file(reveal) if reveal is not None else None
    done = False
    try:
        with spill_folder() as spill:
            limits = Limits(budget, cancelled or threading.Event())
            embedded = Engine(spill, memory_limit, limits, wide=needs_warehouse(send, connections))
            engines = Engines(embedded, paths, connections, send.timezone, offline=offline)
            session = Session(wanted, spill, engines)
            try:
                found = session.gather(revealed)
            finally:
                session.close()
                engines.close()
        done = True
    except Stopped as stop:
        return nothing_read(send, measures, Unanswered(stop.kind, stop.reason))
    finally:
        if revealed is not None and reveal is not None:
            revealed.close()
            if not done:
                reveal.unlink(missing_ok=True)
    return found


def nothing_read(send: Send, measures: Sequence[Measure], why: Unanswered) -> Audience:
    """The facts where nothing could be read."""
    return Audience(
        members=why if send.audience is not None and send.audience.members is not None else None,
        lists={spec.name: why for spec in send.suppression or ()},
        consent=why if send.consent is not None and send.consent.members is not None else None,
        measures={measure.name: why for measure in measures},
    )


def _silent(_what: str, _done: int, _total: int) -> None:
    """Nobody watches."""


__all__ = ["gather_audience", "nothing_read", "validate_rule"]
