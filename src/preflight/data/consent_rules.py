"""Which legal basis carries marketing by e-mail in which country, and how long implied consent lasts: as defaults.

Sources: Directive 2002/58/EC art. 13 (EU and EEA: consent, or soft opt-in of own customers for similar products); PECR
reg. 22 (GB, the same; ICO direct-marketing guidance 2025); UWG art. 3 (1) o (CH, the same); CASL s. 6 and 10 (CA:
express consent, or implied by a purchase within two years or an inquiry within six months). The project's own summary
under its licence; not legal advice. Both tables are options of the checks that use them.
"""

from __future__ import annotations

from typing import Literal

from preflight.data.countries import EUROPE

DATED = "2026-11-28"

Basis = Literal[
    "express", "double-opt-in", "soft-opt-in", "inquiry", "purchase", "contract", "legitimate-interest"
]  # fmt: skip

_CONSENT: tuple[Basis, ...] = ("express", "double-opt-in", "soft-opt-in")
_IMPLIED: tuple[Basis, ...] = ("express", "double-opt-in", "soft-opt-in", "purchase", "inquiry", "contract")

ALLOWED: dict[str, tuple[Basis, ...]] = {"EU": _CONSENT, "GB": _CONSENT, "CH": _CONSENT, "CA": _IMPLIED}
"""Bases that carry it, by country; `EU` stands for the EU and the EEA, `?` for an unknown one, `*` for all others."""

LASTS: dict[str, dict[Basis, int]] = {"CA": {"inquiry": 6, "purchase": 24}}
"""After how many months a basis lapses, by country."""

GROUPS: dict[str, frozenset[str]] = {"EU": EUROPE}
"""Keys that stand for several countries."""
