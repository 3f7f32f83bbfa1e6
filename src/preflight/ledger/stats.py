"""What the ledger says of many sends: how often they pass at first, what goes wrong again and again. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from itertools import pairwise
from statistics import median

import msgspec

from preflight.ledger.decision import RunEntry
from preflight.ledger.past import pattern

MANUAL_MINUTES = 45.0
"""What one look at a send by hand is taken to cost, where nobody says otherwise."""

_TOP = 10
_JUDGED = frozenset({"passed", "failed", "waived", "unknown"})


class Cleared(msgspec.Struct, frozen=True):
    """A GO of the gate, or what was sent."""

    send: str
    at: datetime


class Share(msgspec.Struct, frozen=True):
    """So many of so many."""

    n: int
    of: int

    @property
    def ratio(self) -> float | None:
        """The share, None of nothing."""
        return self.n / self.of if self.of else None


class Fault(msgspec.Struct, frozen=True):
    """A check, in how many sends it failed at first, and in how many of those the one before in the series had, too."""

    check: str
    sends: int
    again: int


class Month(msgspec.Struct, frozen=True):
    """A month: sends that began in it, how many passed at first, and the runs by verdict."""

    month: str
    sends: int
    first_pass: int
    runs: dict[str, int]


class Stats(msgspec.Struct, frozen=True):
    """All numbers; `hours_to_ready` is the median from a send's first run to its first GO."""

    sends: int
    runs: int
    first_pass: Share
    utm: Share
    naming: Share
    duplicates: int
    duplicate_sends: Share
    hours_to_ready: float | None
    ready: int
    completion: Share | None
    not_looked_at: list[str]
    faults: list[Fault]
    months: list[Month]
    manual_minutes: float
    minutes_saved: float


def stats(
    runs: Sequence[RunEntry], names: Mapping[int, str], cleared: Sequence[Cleared],
    calendar: Sequence[str] | None = None, manual_minutes: float = MANUAL_MINUTES,
) -> Stats:  # fmt: skip
    """The numbers over full runs, the oldest first; `names` gives each run's send, by the number of its entry.

    `calendar` are the names of sends that were planned.
    """
    full = [run for run in runs if not run.state.partial]
    by_send: dict[str, list[RunEntry]] = {}
    for run in full:
        by_send.setdefault(names[run.seq], []).append(run)
    firsts = {name: some[0] for name, some in by_send.items()}
    lasts = [some[-1] for some in by_send.values()]
    waits = _waits(by_send, cleared)
    planned = list(dict.fromkeys(calendar)) if calendar is not None else None
    done = {name for name, some in by_send.items() if any(run.state.verdict == "go" for run in some)}
    done |= {one.send for one in cleared}
    surplus = [int(run.state.measures.get("audience.duplicates", {}).get("surplus", 0)) for run in lasts]
    return Stats(
        sends=len(by_send), runs=len(full),
        first_pass=_share(firsts.values(), lambda run: run.state.verdict == "go"),
        utm=_compliance(lasts, "tracking.utm-"), naming=_compliance(lasts, "naming."),
        duplicates=sum(surplus), duplicate_sends=Share(sum(n > 0 for n in surplus), len(lasts)),
        hours_to_ready=round(median(waits), 2) if waits else None, ready=len(waits),
        completion=Share(sum(name in done for name in planned), len(planned)) if planned is not None else None,
        not_looked_at=[name for name in planned or () if name not in done],
        faults=_faults(firsts), months=_months(full, firsts),
        manual_minutes=manual_minutes, minutes_saved=len(full) * manual_minutes,
    )  # fmt: skip


def _share(runs: Iterable[RunEntry], holds: Callable[[RunEntry], bool]) -> Share:
    found = [holds(run) for run in runs]
    return Share(sum(found), len(found))


def _compliance(runs: Iterable[RunEntry], family: str) -> Share:
    """Of the sends for which one of these checks could tell, those in whose last run none failed."""
    told = []
    for run in runs:
        outcomes = [outcome for check, outcome in run.state.outcomes.items() if check.startswith(family)]
        if _JUDGED & set(outcomes):
            told.append("failed" not in outcomes)
    return Share(sum(told), len(told))


def _waits(by_send: Mapping[str, Sequence[RunEntry]], cleared: Iterable[Cleared]) -> list[float]:
    """Hours from each send's first run to its first GO, of a run or the gate, by the ledger's own clock."""
    gone: dict[str, datetime] = {}
    for one in cleared:
        gone.setdefault(one.send, one.at)
    waits = []
    for name, some in by_send.items():
        first = datetime.fromisoformat(some[0].at)
        ready = [datetime.fromisoformat(run.at) for run in some if run.state.verdict == "go"][:1]
        ready += [gone[name]] if name in gone else []
        if ready:
            waits.append(max((min(ready) - first).total_seconds() / 3600, 0.0))
    return waits


def _faults(firsts: Mapping[str, RunEntry]) -> list[Fault]:
    counted = Counter(check for run in firsts.values() for check in run.state.failed)
    again: Counter[str] = Counter()
    lines: dict[str, list[RunEntry]] = {}
    for name, run in sorted(firsts.items(), key=lambda item: item[1].seq):
        lines.setdefault(run.state.series or pattern(name), []).append(run)
    for line in lines.values():
        for before, after in pairwise(line):
            again.update(set(before.state.failed) & set(after.state.failed))
    return [Fault(check, n, again[check]) for check, n in sorted(counted.items(), key=lambda c: (-c[1], c[0]))[:_TOP]]


def _months(runs: Sequence[RunEntry], firsts: Mapping[str, RunEntry]) -> list[Month]:
    months = sorted({run.at[:7] for run in runs})
    return [
        Month(
            month, sum(first.at[:7] == month for first in firsts.values()),
            sum(first.at[:7] == month and first.state.verdict == "go" for first in firsts.values()),
            dict(Counter(run.state.verdict for run in runs if run.at[:7] == month)),
        )
        for month in months
    ]  # fmt: skip
