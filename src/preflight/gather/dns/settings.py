"""How DNS is asked: the command line's words, once they are read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

Progress = Callable[[int, int, str], None]
"""Called after each answer with how many are done, how many there are, and the name."""


@dataclass(frozen=True)
class DnsSettings:
    """Everything that the gatherer needs to know beside the asks.

    `nameservers` are "ADDR:PORT" ("[ADDR]:PORT" for IPv6, port 53 where none is said); empty: the system's.
    `deadline` is a time of `time.monotonic()` (None: no limit). `timeout` are the seconds for one question, all tries
    and servers included; once one question has used them up, those that follow get `impatient` seconds, so that a
    silent server costs at most 8 s of a run with its three rounds.
    """

    nameservers: tuple[str, ...] = ()
    deadline: float | None = None
    timeout: float = 5.0
    impatient: float = 1.5
    at_once: int = 64
    on_progress: Progress | None = None
