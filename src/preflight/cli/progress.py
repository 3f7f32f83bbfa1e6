"""Progress on a terminal: stage, done/total, what is slow. Silent where nobody watches."""

from __future__ import annotations

import sys
import threading
from typing import TextIO


class Line:
    """One line that is written over; a context manager, so that it is gone before the summary is printed."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._on = self._stream.isatty()
        self._stages: dict[str, str] = {}
        self._lock = threading.Lock()  # the audience's scan reports from a thread of its own

    def __call__(self, stage: str, done: int, total: int, slow: str) -> None:
        """Show that `done` of `total` things of a stage are done, and what the work waits for."""
        if not self._on:
            return
        with self._lock:
            self._stages[stage] = f"{stage} {done:,}/{total:,}" + (f" ({slow[:40]})" if done < total and slow else "")
            self._stream.write("\r\x1b[2K" + "  ".join(self._stages.values())[:110])
            self._stream.flush()

    def __enter__(self) -> Line:
        return self

    def __exit__(self, *_error: object) -> None:
        if self._on and self._stages:
            self._stream.write("\r\x1b[2K")
            self._stream.flush()
