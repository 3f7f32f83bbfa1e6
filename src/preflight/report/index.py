"""The page over several sends of one run: how each came out, and where its report is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

from preflight.report.clean import capital, cut, short_urls
from preflight.report.html import draw
from preflight.report.lines import reason
from preflight.report.words import Words

_ORDER = {"": 0, "stop": 1, "hold": 2, "go": 3}


class Entry(NamedTuple):
    """A send of the run: its report, or what was wrong with the input; `place` is its report below the index."""

    name: str
    report: dict[str, Any] | None
    errors: Sequence[str] = ()
    place: str = ""


class Row(NamedTuple):
    """A line of the page. `verdict` is "" for a send that was not judged."""

    name: str
    verdict: str
    href: str
    when: str
    recipients: int | None
    subject: str
    reasons: list[str]
    more: int
    counts: dict[str, int]


def render(entries: Sequence[Entry], lang: str, templates: Path | None = None) -> str:
    """The page, the worst first. Raises InputError for a faulty template of the user's."""
    t = Words(lang)
    rows = sorted((_row(one, t) for one in entries), key=lambda row: _ORDER[row.verdict])
    counts = {verdict: sum(row.verdict == verdict for row in rows) for verdict in _ORDER}
    return draw("index.html.j2", templates, t=t, rows=rows, counts=counts, worst=rows[0].verdict if rows else "go")


def _row(one: Entry, t: Words) -> Row:
    href = quote(one.place)
    if one.report is None:
        words = [cut(text, 400) for text in one.errors]
        return Row(one.name, "", "", "", None, "", words[:3], max(len(words) - 3, 0), {})
    report, send = one.report, one.report["send"]
    reasons = list(dict.fromkeys(_said(report, text, t) for text in report["reasons"]))
    return Row(
        send["name"], report["verdict"], href, t.moment(send["scheduled_local"]), send["recipients"],
        send["subject"] or "", reasons[:2], max(len(reasons) - 2, 0), report["summary"],
    )  # fmt: skip


def _said(report: dict[str, Any], text: str, t: Words) -> str:
    check, words = reason(report, text)
    said = t.said({"": words}, "")
    return capital(short_urls(cut(f"{t.family(check['family'])}: {said}" if check else said, 300)))
