"""Times whole commands in turn (A B A B …), the ratio pair by pair, so that a drifting machine does not matter."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass

# pip compiles what it installs, the peers and our libraries; a checkout has to be allowed to keep its own bytecode.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


@dataclass(frozen=True)
class Ran:
    """One run of a command: wall and CPU seconds, peak memory in MB (the largest process), exit status."""

    wall: float
    cpu: float
    peak: float
    status: int


def once(command: Sequence[str]) -> Ran:
    """Run a command to its end, its output thrown away."""
    started = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - started
    scale = 1_000_000 if sys.platform == "darwin" else 1_000
    return Ran(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / scale, process.returncode)


def ratio(ours: Sequence[str], theirs: Sequence[str], runs: int = 9) -> tuple[float, Ran, Ran]:
    """The median of the wall times' ratios, and the median runs of both; one pair before is not counted."""
    pairs = [(once(ours), once(theirs)) for _ in range(runs + 1)][1:]
    middle = statistics.median(a.wall / b.wall for a, b in pairs)
    return middle, *(sorted(side, key=lambda r: r.wall)[len(side) // 2] for side in zip(*pairs, strict=True))  # type: ignore[return-value]


def row(name: str, bar: float, ours: Sequence[str], theirs: Sequence[str], runs: int = 9) -> str:
    """A line of the table: ratio, bar, both wall times, CPU and peak."""
    found, a, b = ratio(ours, theirs, runs)
    word = "ok" if found <= bar else "OVER"
    return (
        f"{name:<34} {found:6.2f} ×  (bar {bar:g} ×) {word:<5} {a.wall * 1000:7.0f} ms vs {b.wall * 1000:5.0f} ms, "
        f"CPU {a.cpu * 1000:6.0f} ms, peak {a.peak:5.0f} MB, exit {a.status}"
    )
