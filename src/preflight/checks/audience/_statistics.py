"""Statistics that small numbers cannot fool: a band round the median, and how far a mix has moved."""

from __future__ import annotations

import math
import statistics
from collections.abc import Mapping, Sequence
from typing import NamedTuple

OTHER = "other"
_SCALE = 1.4826
"""Makes the median absolute deviation of a normal distribution its standard deviation."""

_SMALL_SHARE = 0.01
_SURE = 3.09
"""Standard normal quantile of 99.9 %: a mix moves by chance as far as this once in a thousand sends."""


class Band(NamedTuple):
    """What is usual: from `low` to `high`, round `middle`."""

    low: float
    middle: float
    high: float


def band(sizes: Sequence[int], deviations: float, at_least: float) -> Band:
    """The median ± so many scaled median absolute deviations, and at least ± that share of the median."""
    middle = statistics.median(sizes)
    spread = _SCALE * statistics.median(abs(size - middle) for size in sizes)
    half = max(deviations * spread, at_least * middle)
    return Band(max(0.0, middle - half), middle, middle + half)


class Moved(NamedTuple):
    """One group of a mix: its share before and now (0 to 1), and what it adds to the index."""

    name: str
    before: float
    now: float
    part: float


def stability(before: Mapping[str, int], now: Mapping[str, int]) -> tuple[float, list[Moved]]:
    """The population stability index of two mixes, and its groups, those that moved most first.

    Groups below one per cent in both are counted together, as are those that only one of the two names; each count has
    half a person added, so that a group that is new does not make the index infinite.
    """
    old, new = sum(before.values()), sum(now.values())
    if not old or not new:
        return 0.0, []
    names = {n for n in {*before, *now} - {OTHER} if max(before.get(n, 0) / old, now.get(n, 0) / new) >= _SMALL_SHARE}
    bins = [(name, before.get(name, 0), now.get(name, 0)) for name in sorted(names)]
    rest = (old - sum(one[1] for one in bins), new - sum(one[2] for one in bins))
    if any(rest):
        bins.append((OTHER, *rest))
    moved = [_moved(name, b, n, old, new, len(bins)) for name, b, n in bins]
    return sum(one.part for one in moved), sorted(moved, key=lambda one: -one.part)


def by_chance(groups: int, old: int, new: int) -> float:
    """How large the index is allowed to be by chance alone, for mixes of so many groups and people.

    Times n·m/(n+m) it follows a chi-squared distribution with one degree less than groups (Wilson and Hilferty).
    """
    degrees = max(1, groups - 1)
    spread = 2 / (9 * degrees)
    return float(degrees * (1 - spread + _SURE * math.sqrt(spread)) ** 3 * (1 / max(1, old) + 1 / max(1, new)))


def _moved(name: str, before: int, now: int, old: int, new: int, bins: int) -> Moved:
    was, is_ = (before + 0.5) / (old + bins / 2), (now + 0.5) / (new + bins / 2)
    return Moved(name, before / old, now / new, (is_ - was) * math.log(is_ / was))
