"""Writes the reports of one send, each file as a whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Any

from preflight.report.files import write_whole


def write_reports(
    report: dict[str, Any], folder: Path, formats: Collection[str], lang: str, templates: Path | None = None
) -> list[Path]:
    """The files written, in the order of the contract; `folder` is made where it is not there.

    `templates` is a folder whose files take the place of ours. Raises OSError,
    InputError for a faulty template, MissingExtra and NoBrowser for a form that a browser draws.
    """
    folder.mkdir(parents=True, exist_ok=True)
    drawers: dict[str, tuple[str, Callable[[], bytes]]] = {
        "html": ("report.html", lambda: _html(report, lang, templates)),
        "json": ("report.json", lambda: as_json(report)),
        "junit": ("report.junit.xml", lambda: _junit(report)),
        "sarif": ("report.sarif", lambda: _sarif(report)),
        "markdown": ("report.md", lambda: _markdown(report, lang)),
    }
    written = []
    for name, draw in (drawers[wanted] for wanted in drawers if wanted in formats):
        write_whole(folder / name, draw())
        written.append(folder / name)
    for name, data in _drawn(report, formats, lang, templates) if DRAWN & set(formats) else ():
        write_whole(folder / name, data)
        written.append(folder / name)
    return written


DRAWN = frozenset({"pdf", "card", "shots"})
"""Forms that a browser draws."""


def _drawn(
    report: dict[str, Any], formats: Collection[str], lang: str, templates: Path | None
) -> Iterator[tuple[str, bytes]]:
    from preflight.report import card, printing

    if "card" in formats:
        yield "card.md", card.markdown(report, lang).encode()
    yield from printing.drawn(report, formats, lang, templates)


def as_json(value: Any) -> bytes:
    """JSON for people and programs: indented, keys in the order of the contract."""
    import msgspec

    return msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n"


def _html(report: dict[str, Any], lang: str, templates: Path | None) -> bytes:
    from preflight.report.html import render

    return render(report, lang, templates).encode()


def _junit(report: dict[str, Any]) -> bytes:
    from preflight.report.junit import render

    return render(report)


def _sarif(report: dict[str, Any]) -> bytes:
    from preflight.report.sarif import render

    return as_json(render(report))


def _markdown(report: dict[str, Any], lang: str) -> bytes:
    from preflight.report.markdown import render

    return render(report, lang).encode()
