"""How the web is asked: the command line's words, once they are read."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from preflight import __version__

Resolve = Callable[[str], Awaitable[list[str]]]
"""From a host to its addresses; raises NoSuchHost or ResolverFailed. `preflight.gather.resolve.Resolver` is one."""

ConnectTo = tuple[str, int, str, int]
"""HOST, PORT, ADDR, PORT as in curl's `--connect-to`: an empty host and a port 0 match any; on the right they keep."""

Progress = Callable[[int, int, str], None]
"""Called after each answer with how many are done, how many there are, and the host."""


@dataclass(frozen=True)
class WebSettings:
    """Everything that the gatherer needs to know beside the asks.

    `deadline` is a time of `time.monotonic()` (None: no limit); `timeout` are seconds for one request, waiting for a
    free lane not counted. `proxy` is an `http://[user:password@]host:port`; none is ever taken from the environment.
    """

    resolve: Resolve
    connect_to: tuple[ConnectTo, ...] = ()
    allow_private: bool = False
    ca_file: Path | None = None
    proxy: str | None = None
    concurrency: int = 64
    per_host: int = 8
    deadline: float | None = None
    timeout: float = 8.0
    user_agent: str = f"preflight/{__version__} (checks the links of an e-mail before it is sent)"
    on_progress: Progress | None = None

    def mapped(self, host: str, port: int) -> tuple[str, int] | None:
        """Where to connect instead, by the first mapping that matches; None where none does."""
        for from_host, from_port, to_host, to_port in self.connect_to:
            if from_host.strip("[]").lower() in {"", host} and from_port in {0, port}:
                return to_host.strip("[]") or host, to_port or port
        return None
