"""How the outside may be touched: what `run` was told, in one place."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Outside:
    """Options of a run that concern the network and the audience's scan. Seconds are wall-clock time."""

    offline: bool = False
    nameservers: tuple[str, ...] = ()
    connect_to: tuple[str, ...] = ()
    ca_file: Path | None = None
    proxy: str | None = None
    allow_private: bool = False
    time_budget: float = 60.0
    scan_budget: float | None = None
    concurrency: int = 64
    per_host: int = 8
    reveal: Path | None = None
