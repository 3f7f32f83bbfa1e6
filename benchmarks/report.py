"""How fast a report is drawn, how large it is, and when Chromium first paints it.

usage: python benchmarks/report.py [--rounds N]
The ordinary send is the clean example, the bad one the disaster, the huge one has 10,000 findings of 50 checks.
Drawing is measured in this process after imports, painting in a fresh page of the installed Chromium.
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

from preflight.demo import STORIES, tell, world
from preflight.report.browser import executable
from preflight.report.html import render
from preflight.run import RunOptions

_PAINT = "performance.getEntriesByType('paint').find(one => one.name === 'first-contentful-paint').startTime"
_DONE = "performance.getEntriesByType('navigation')[0].loadEventEnd"


def reports() -> dict[str, dict[str, Any]]:
    with world() as outside:
        found = {story.name: tell(story, RunOptions(outside=outside)).report for story in STORIES}
    return {**found, "huge": huge(found["disaster"])}


def huge(report: dict[str, Any]) -> dict[str, Any]:
    """10,000 findings: 50 checks with 200 each, all in the mail."""
    told: dict[str, Any] = json.loads(json.dumps(report))
    pattern = next(check for check in told["checks"] if check["id"] == "links.broken")
    found = pattern["findings"][0]
    told["checks"] = []
    for check in range(50):
        many = [
            {**found, "id": f"f:{check:04}{n:06}", "message": f"{found['message']} ({n})",
             "location": {**found["location"], "line": 10 + n % 20}} for n in range(200)
        ]  # fmt: skip
        told["checks"].append({**pattern, "id": f"links.broken-{check}", "findings": many})
    items = [
        {**told["todo"][0]["items"][0], "check": check["id"], "id": one["id"], "text": one["message"]}
        for check in told["checks"] for one in check["findings"]
    ]  # fmt: skip
    told["todo"] = [{"mender": "web", "items": items}]
    return told


def drawn(report: dict[str, Any], rounds: int) -> tuple[str, float]:
    html, times = render(report, "en"), []
    for _round in range(rounds):
        start = time.perf_counter()
        html = render(report, "en")
        times.append(time.perf_counter() - start)
    return html, statistics.median(times)


def painted(pages: dict[str, str], rounds: int) -> dict[str, tuple[float, float]]:
    """Milliseconds to the first contentful paint and to the end of loading, medians."""
    from playwright.sync_api import sync_playwright

    found: dict[str, tuple[float, float]] = {}
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=executable(), args=["--no-sandbox", "--disable-gpu"])
        for name, html in pages.items():
            file = Path(folder) / f"{name}.html"
            file.write_text(html, "utf-8")
            seen = []
            for _round in range(rounds):
                page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
                page.goto(file.as_uri())
                page.wait_for_timeout(300)
                seen.append((page.evaluate(_PAINT), page.evaluate(_DONE)))
                page.context.close()
            found[name] = (statistics.median(one for one, _ in seen), statistics.median(one for _, one in seen))
        browser.close()
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=7)
    rounds = parser.parse_args().rounds
    results = {name: drawn(report, rounds) for name, report in reports().items()}
    paints = painted({name: html for name, (html, _) in results.items()}, rounds) if executable() else {}
    print("| report | drawn | size | first paint | loaded |\n|---|---|---|---|---|")
    for name, (html, seconds) in results.items():
        paint = " | ".join(f"{one:.0f} ms" for one in paints[name]) if paints else "no Chromium | –"
        print(f"| {name} | {seconds * 1000:.0f} ms | {len(html.encode()) / 1000:.0f} KB | {paint} |")


if __name__ == "__main__":
    main()
