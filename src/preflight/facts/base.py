"""What every fact is made of."""

from __future__ import annotations

import msgspec


class Fact(msgspec.Struct, frozen=True):
    """Base of all facts."""
