"""The page over many sends: the headline figures, the months, the top faults."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from preflight.report.html import draw
from preflight.report.pictures import Bar
from preflight.report.words import Words

FIGURES = (
    "First pass", "UTM compliance", "Naming compliance", "Time to ready", "QA completion", "Minutes saved"
)  # fmt: skip
"""What the headline figures are called."""

_WIDE, _HIGH, _GAP = 640, 160, 6
_VERDICTS = ("go", "hold", "stop")


def render(stats: Any, titles: Mapping[str, str], lang: str = "en", templates: Path | None = None) -> str:
    """The page as HTML; `titles` are what the checks are called."""
    t = Words(lang)
    return draw(
        "stats.html.j2", templates, t=t, stats=stats, numbers=figures(stats, t), wide=_WIDE, high=_HIGH,
        runs=runs_by_month(stats.months), passes=first_passes(stats.months, t), faults=bars(stats.faults, titles, t),
    )  # fmt: skip


def figures(stats: Any, t: Words) -> dict[str, str]:
    """The headline figures, ready to be read."""
    planned = _share(stats.completion, t) if stats.completion else ""
    shares = [_share(one, t) for one in (stats.first_pass, stats.utm, stats.naming)]
    values = [*shares, _ready(stats, t), planned, t.number(round(stats.minutes_saved))]
    return {name: value for name, value in zip(FIGURES, values, strict=True) if value}


def _share(share: Any, t: Words) -> str:
    if share.ratio is None:
        return t("nothing yet")
    return t("{n} of {all} ({percent} %)", n=share.n, all=share.of, percent=round(100 * share.ratio))


def _ready(stats: Any, t: Words) -> str:
    if stats.hours_to_ready is None:
        return t("no send was GO yet")
    return t("{hours} hours from the first run to the first GO", hours=f"{stats.hours_to_ready:g}")


def runs_by_month(months: Sequence[Any]) -> list[dict[str, Any]]:
    """The stacked columns of the runs' verdicts: x, y, width, height, verdict and words of each piece."""
    most = max((sum(one.runs.values()) for one in months), default=0)
    width = _width(len(months))
    found: list[dict[str, Any]] = []
    for number, one in enumerate(months):
        top = float(_HIGH)
        for verdict in _VERDICTS:
            height = _HIGH * one.runs.get(verdict, 0) / most if most else 0.0
            top -= height
            if height:
                words = f"{one.month}: {one.runs[verdict]} {verdict.upper()}"
                found.append(_piece(number, width, top, height, verdict, words))
    return found


def first_passes(months: Sequence[Any], t: Words) -> list[dict[str, Any]]:
    """The columns of the first-pass rate; a month in which no send began has none."""
    width = _width(len(months))
    return [
        _piece(
            number, width, _HIGH - _HIGH * one.first_pass / one.sends, _HIGH * one.first_pass / one.sends, "go",
            f"{one.month}: " + t("{n} of {all} at the first run", n=one.first_pass, all=one.sends),
        )
        for number, one in enumerate(months)
        if one.sends
    ]  # fmt: skip


def bars(faults: Sequence[Any], titles: Mapping[str, str], t: Words) -> list[Bar]:
    """A bar for each fault, by the number of sends that had it."""
    most = max((one.sends for one in faults), default=0)
    return [_bar(one, t.said({"": titles.get(one.check, one.check)}, ""), most, t) for one in faults]


def _bar(fault: Any, title: str, most: int, t: Words) -> Bar:
    again = t.many("{n} again in the series", "{n} again in the series", fault.again) if fault.again else ""
    sends = t.many("{n} send", "{n} sends", fault.sends)
    return Bar(title.rstrip("."), sends, round(100 * fault.sends / most, 1), again, bad=True)


def _width(number: int) -> float:
    return min((_WIDE - _GAP * max(number, 1)) / max(number, 1), 80.0)


def _piece(number: int, width: float, top: float, height: float, verdict: str, words: str) -> dict[str, Any]:
    return {"x": round(number * (width + _GAP), 1), "y": round(top, 1), "width": round(width, 1),
            "height": round(height, 1), "verdict": verdict, "words": words}  # fmt: skip
