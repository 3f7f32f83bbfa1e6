"""PDF, the card's picture and pictures of the mail, by the installed Chromium: offline, without scripts."""

from __future__ import annotations

import base64
import html
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from preflight.report.annotated import Annotated
from preflight.report.browser import browser
from preflight.report.browser import page as opened
from preflight.report.clean import cut, visible
from preflight.report.frame import framed
from preflight.report.lines import version_code
from preflight.report.room import Rooms
from preflight.report.sources import Sources
from preflight.report.words import Words

if TYPE_CHECKING:
    from playwright.sync_api import Browser

VIEWS = {"wide": (660, 720), "phone": (375, 720), "bare": (660, 719), "dark": (660, 718)}
"""How a mail is shown: width and height of its frame (see `mail.css` for what the heights mean)."""
_TALLEST = 6_000
_MAILS = 12
_KINDS: dict[str, dict[str, Any]] = {"png": {"type": "png"}, "jpeg": {"type": "jpeg", "quality": 80}}
Drawn = TypeVar("Drawn")


def drawn(
    report: dict[str, Any], formats: Collection[str], lang: str, templates: Path | None = None
) -> list[tuple[str, bytes]]:
    """Names and contents of what a browser draws: the card's picture, the report as PDF, the mail as it looks.

    Raises MissingExtra, NoBrowser, InputError.
    """
    return _aside(lambda: list(_drawn(report, formats, lang, templates)))


def _aside(draw: Callable[[], Drawn]) -> Drawn:
    """In a thread of its own: Playwright refuses to wait in one that runs an event loop."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(draw).result()


def _drawn(
    report: dict[str, Any], formats: Collection[str], lang: str, templates: Path | None
) -> Iterator[tuple[str, bytes]]:
    with browser() as started:
        if "card" in formats:
            yield "card.png", _card(started, report, lang, templates)
        if "pdf" in formats:
            yield "report.pdf", _pdf(started, report, lang, templates)
        if "shots" in formats:
            yield from _shots(started, report)


def _pdf(started: Browser, report: dict[str, Any], lang: str, templates: Path | None) -> bytes:
    """The report as A4, everything unfolded, with pictures of the mail."""
    from preflight.report.html import render

    pinned = Annotated(report, Sources(report), Rooms(report), Words(lang)).documents
    wanted = ((document, view) for document in pinned[:_MAILS] for view in ("wide", "phone"))
    taken = [_of_mail(started, document, view, "jpeg") for document, view in wanted]
    pictures = [f"data:image/jpeg;base64,{base64.b64encode(one).decode()}" for one in taken]
    with opened(started, 1000, 1400) as page:
        page.set_content(render(report, lang, templates, pictures))
        page.emulate_media(media="print", color_scheme="light")
        return page.pdf(
            format="A4", print_background=True, prefer_css_page_size=True, tagged=True, outline=True,
            display_header_footer=True, header_template="<span></span>", footer_template=_foot(report),
        )  # fmt: skip


def _foot(report: dict[str, Any]) -> str:
    """At the foot of every page: of what it is, and which page."""
    send = report["send"]
    name, code = html.escape(visible(cut(send["name"], 90))), version_code(send["fingerprint"])
    return (
        '<div style="font:7pt sans-serif;color:#555;width:100%;margin:0 12mm">'
        f"<span>{report['verdict'].upper()} · {name} · {code}</span>"
        '<span style="float:right"><span class="pageNumber"></span> / <span class="totalPages"></span></span></div>'
    )


def _card(started: Browser, report: dict[str, Any], lang: str, templates: Path | None) -> bytes:
    from preflight.report import card

    with opened(started, 840, 440) as page:
        page.set_content(card.html(report, lang, templates))
        return page.locator("main").screenshot()


def _shots(started: Browser, report: dict[str, Any]) -> Iterator[tuple[str, bytes]]:
    for number, message in enumerate((report.get("mail") or ())[:_MAILS], 1):
        for part in message["parts"]:
            if part["kind"] == "html":
                document = framed(part["source"], (), report.get("pictures") or {}).document
                yield from ((f"mail-{number}-{view}.png", _of_mail(started, document, view)) for view in VIEWS)


def _of_mail(started: Browser, document: str, view: str, kind: str = "png") -> bytes:
    width, height = VIEWS[view]
    with opened(started, width, height) as page:
        page.set_content(document)
        tall = min(page.evaluate("document.documentElement.scrollHeight"), _TALLEST)
        area: Any = {"x": 0, "y": 0, "width": width, "height": max(tall, 1)}
        picture: bytes = page.screenshot(full_page=True, clip=area, **_KINDS[kind])
        return picture
