"""The installed Chromium, driven by Playwright, for PDF and pictures; it never gets to the network."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING

from preflight.errors import MissingExtra, PreflightError

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
_QUIET = (
    "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--hide-scrollbars",
    # Whatever a page asks for, there is nowhere to ask: no name resolves, and no address is reached.
    "--host-resolver-rules=MAP * ~NOTFOUND", "--proxy-server=http://127.0.0.1:9", "--proxy-bypass-list=<-loopback>",
)  # fmt: skip


class NoBrowser(PreflightError):
    """No Chromium is installed; names where one comes from."""

    exit_code = 2

    def __init__(self) -> None:
        super().__init__(
            "no Chromium is installed: bring Debian's package chromium, or Google Chrome, or name one in "
            "PREFLIGHT_CHROMIUM; HTML, JSON and Markdown need none"
        )


def executable() -> str | None:
    """Where Chromium is: `PREFLIGHT_CHROMIUM`, else the first that the path knows; None where there is none."""
    named = os.environ.get("PREFLIGHT_CHROMIUM")
    return named or next((found for name in _NAMES if (found := shutil.which(name))), None)


def needed() -> str:
    """Where Chromium is. Raises MissingExtra, NoBrowser: better before a run than after it."""
    if find_spec("playwright") is None:
        raise MissingExtra("drawing pictures and PDF", "render")
    place = executable()
    if place is None:
        raise NoBrowser
    return place


@contextmanager
def browser() -> Iterator[Browser]:
    """A headless Chromium without network. Raises MissingExtra, NoBrowser."""
    place = needed()
    from playwright.sync_api import sync_playwright

    root = hasattr(os, "geteuid") and os.geteuid() == 0
    # Chromium refuses to run as root within its own sandbox, which is how it runs in most containers.
    options = [*_QUIET, *(["--no-sandbox"] if root else [])]
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=place, args=options)
        try:
            yield started
        finally:
            started.close()


@contextmanager
def page(started: Browser, width: int, height: int, *, dark: bool = False) -> Iterator[Page]:
    """A page of that size, offline; sharp enough to be read."""
    context = started.new_context(
        viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light", offline=True,
        device_scale_factor=2, java_script_enabled=False, accept_downloads=False,
    )  # fmt: skip
    try:
        yield context.new_page()
    finally:
        context.close()
