"""How reading gives up: what is wrong with a file, or what stood in our way."""

from __future__ import annotations

from typing import Literal


class Refused(Exception):
    """A file cannot be used: no usable header, encoding or shape. Becomes a fault of the input, with its line."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.line = line


class Stopped(Exception):
    """The work ended early; `kind` and `reason` are those of the `Unanswered` that stands for what is missing."""

    def __init__(self, kind: Literal["limit", "budget", "error", "offline"], reason: str) -> None:
        super().__init__(reason)
        self.kind = kind
        self.reason = reason
