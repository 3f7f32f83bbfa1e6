"""Public holidays, by the package `holidays` (the extra of that name), which knows those of most countries and regions.

It is imported where it is used (0.05 s, and 0.05 s for a country), and only by a check that is off by default.
"""

from __future__ import annotations

from datetime import date

from preflight.errors import MissingExtra


def public_holiday(country: str, day: date) -> str:
    """The name of the public holiday of a country ("DE") or region ("DE-BY") on that day, or "".

    Raises MissingExtra without the package, LookupError for a country or region that it does not know.
    """
    try:
        import holidays
    except ImportError as error:
        raise MissingExtra("looking at public holidays", "holidays") from error
    code, _dash, region = country.strip().upper().partition("-")
    try:
        known = holidays.country_holidays(code, subdiv=region or None, years=day.year)
    except NotImplementedError as error:
        raise LookupError(country) from error
    return str(known.get(day) or "")
