"""The platforms' token languages: found, read, checked and rendered. Pure; what is known stands in `data.dialects`."""

from __future__ import annotations

from preflight.data.dialects import ALL, Dialect
from preflight.dialects.blocks import guards, steps, steps_of
from preflight.dialects.lexer import MAX_TOKENS, Found, find
from preflight.dialects.reading import Kind, fallback_of, inside, kind_of, name_of, readers, surely, surely_foreign

__all__ = ["ALL", "MAX_TOKENS", "Dialect", "Found", "Kind", "fallback_of", "find", "guards", "inside", "kind_of",
           "name_of", "readers", "steps", "steps_of", "surely", "surely_foreign"]  # fmt: skip
