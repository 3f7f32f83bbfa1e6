"""Letters beyond ASCII and their small forms, one for one: for engines whose own `lower` depends on where they run."""

from __future__ import annotations


def _pairs() -> tuple[str, str]:
    capitals = [chr(code) for code in range(0x80, 0x10000) if _folds(chr(code))]
    return "".join(capitals), "".join(sign.lower() for sign in capitals)


def _folds(sign: str) -> bool:
    return sign.lower() != sign and len(sign.lower()) == 1


CAPITALS, SMALL = _pairs()
"""Two strings of one length."""
