"""The page of `preflight stats`: numbers and charts, inline SVG, without scripts and without anything from outside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from preflight.bundled import folder

_WIDE, _HIGH, _GAP = 640, 160, 6
_COLOURS = {"go": "#2e7d4f", "hold": "#c98a00", "stop": "#b3261e"}


def render(stats: Any, numbers: Mapping[str, str]) -> str:
    """The page as HTML; `numbers` are the headline figures, ready to be read."""
    from jinja2 import Environment, FileSystemLoader

    environment = Environment(loader=FileSystemLoader(folder("report_templates")), autoescape=True, trim_blocks=True)
    page = environment.get_template("stats.html.j2")
    return page.render(
        stats=stats, numbers=numbers, colours=_COLOURS, wide=_WIDE, high=_HIGH, runs=runs_by_month(stats.months),
        faults=bars([(one.check, one.sends) for one in stats.faults]), passes=first_passes(stats.months),
    )  # fmt: skip


def runs_by_month(months: Sequence[Any]) -> list[dict[str, Any]]:
    """The stacked columns of the runs' verdicts: x, y, width, height, colour and words of each piece."""
    most = max((sum(one.runs.values()) for one in months), default=0)
    width = _width(len(months))
    found: list[dict[str, Any]] = []
    for number, one in enumerate(months):
        top = float(_HIGH)
        for verdict in _COLOURS:
            height = _HIGH * one.runs.get(verdict, 0) / most if most else 0.0
            top -= height
            if height:
                words = f"{one.month}: {one.runs[verdict]} {verdict.upper()}"
                found.append(_piece(number, width, top, height, _COLOURS[verdict], words))
    return found


def first_passes(months: Sequence[Any]) -> list[dict[str, Any]]:
    """The columns of the first-pass rate; a month in which no send began has none."""
    width = _width(len(months))
    return [
        _piece(
            number, width, _HIGH - _HIGH * one.first_pass / one.sends, _HIGH * one.first_pass / one.sends,
            _COLOURS["go"], f"{one.month}: {one.first_pass} of {one.sends} at first",
        )
        for number, one in enumerate(months)
        if one.sends
    ]  # fmt: skip


def bars(rows: Sequence[tuple[str, int]]) -> list[dict[str, Any]]:
    """Horizontal bars with their names."""
    most = max((number for _name, number in rows), default=0)
    return [{"name": name, "n": number, "width": round(300 * number / most, 1), "y": 24 * place}
            for place, (name, number) in enumerate(rows)]  # fmt: skip


def _width(number: int) -> float:
    return min((_WIDE - _GAP * max(number, 1)) / max(number, 1), 80.0)


def _piece(number: int, width: float, top: float, height: float, colour: str, words: str) -> dict[str, Any]:
    return {"x": round(number * (width + _GAP), 1), "y": round(top, 1), "width": round(width, 1),
            "height": round(height, 1), "colour": colour, "words": words}  # fmt: skip
