"""Consent that lapses: whose basis lasts only so many months, and until when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, tzinfo
from typing import Annotated

import msgspec

from preflight.check import Options, option
from preflight.checks.consent import _law
from preflight.checks.consent._law import Key, Words
from preflight.data.consent_rules import LASTS, Basis

Months = Annotated[int, option("Months.", ge=1, le=1200)]
Limits = Mapping[str, Mapping[Basis, int]]


class Lapses(Options, frozen=True):
    """Options of both checks on consent that lapses."""

    limits: Annotated[dict[Key, dict[Basis, Months]], option("After how many months a basis lapses, by country.")] = (
        msgspec.field(default_factory=lambda: {key: dict(lasts) for key, lasts in LASTS.items()})
    )
    words: Words = {}


def limited(options: Lapses) -> str:
    """A condition: the basis lapses in the recipient's country."""
    found = _law.basis(options.words)
    return _law.any_of(
        f"{place} AND {found} IN ({_law.listed(sorted(options.limits[key]))})"
        for key, place in _law.places(options.limits).items()
    )


def lapsed(options: Lapses, moment: datetime, zone: tzinfo) -> str:
    """A condition: it lapses there, and has done so at `moment`."""
    return _law.any_of(
        f"{place} AND {_over(options.limits[key], options, moment, zone)}"
        for key, place in _law.places(options.limits).items()
    )


def perhaps(options: Lapses, moment: datetime, zone: tzinfo) -> str:
    """A condition: it would have lapsed in one of the countries, and this one is not known."""
    if {"?", "*"} & set(options.limits):
        return "FALSE"
    return f"{_law.UNKNOWN} AND ({_law.any_of(_over(one, options, moment, zone) for one in options.limits.values())})"


def _over(limits: Mapping[Basis, int], options: Lapses, moment: datetime, zone: tzinfo) -> str:
    found = _law.basis(options.words)
    each = (
        f"{found} = '{basis}' AND consent_at < {_law.instant(_law.lapsed_before(moment, months, zone))}"
        for basis, months in sorted(limits.items())
    )
    return f"({_law.any_of(each)})"
