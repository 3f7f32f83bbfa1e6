"""A real Chromium for the tests, and a server on which nothing may ever be asked for."""

from __future__ import annotations

import tarfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from preflight.report.browser import executable

ROOT = Path(__file__).parents[2]
WHY_NOT = "NO CHROMIUM HERE: the report is not tested in a browser; run scripts/install --tests as root"


@contextmanager
def chromium() -> Iterator[Any]:
    """The browser, headless."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


def axe() -> str:
    """axe-core's script, brought by scripts/install; "" where it could not be brought."""
    found = sorted((ROOT / ".suites").glob("axe-core-*.tgz"))
    if not found:
        return ""
    with tarfile.open(found[-1]) as archive:
        member = archive.extractfile("package/axe.min.js")
        assert member is not None
        return member.read().decode()


class Canary:
    """Counts whatever is asked of it."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        asked = self.asked

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                asked.append(self.path)
                self.send_response(204)
                self.end_headers()

            do_POST = do_HEAD = do_OPTIONS = do_GET  # noqa: N815 - the standard library's names

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Canary:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
