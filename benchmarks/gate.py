"""The gate beside the least that it could do. usage: python benchmarks/gate.py [--rows 10000000] [--entries 100000]

unchanged      gate on a send whose files are as they were at its run, beside hashing those files alone
reordered      gate on the same rows in another order, beside the fingerprint's scan alone
many entries   gate and history in a ledger of many entries, beside the same in one of a hundred
writers        twenty writers at once: entries a second, and whether the chain holds
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import msgspec
from compare import row

from preflight.ledger.store import Ledger

PREFLIGHT = [sys.executable, "-m", "preflight"]
HASH = "import hashlib, sys\nfor name in sys.argv[1:]:\n with open(name, 'rb') as f: hashlib.file_digest(f, 'sha256')"
MANIFEST = """
name: big
kind: marketing
timezone: UTC
scheduled_at: 2030-01-01T09:00:00Z
message: {html: email.html, subject: Hello, from: "Acme <a@acme.example>"}
audience: {members: audience.csv, columns: {email: email, country: country}}
suppression: [{name: unsubscribed, members: unsubscribed.csv, column: email}]
"""
WRITE = """
import sys
from preflight.ledger.store import Ledger
with Ledger(sys.argv[1]) as ledger:
    for number in range(int(sys.argv[2])):
        ledger.append("run", who="j", send=sys.argv[3], fingerprint="", body={"n": number, "pad": "x" * 2000})
"""


def line(n: int) -> str:
    """One person."""
    return f"person.{n}@example{n % 997}.com,Name {n % 5000},{'DE' if n % 3 else 'AT'}\n"


def make(folder: Path, rows: int, backwards: bool) -> Path:
    """A send with an audience of so many rows and a list of a tenth of that."""
    folder.mkdir()
    (folder / "send.yaml").write_text(MANIFEST)
    (folder / "email.html").write_text("<p>Hello</p>")
    order = range(rows - 1, -1, -1) if backwards else range(rows)
    for name, numbers in (("audience.csv", order), ("unsubscribed.csv", range(rows, rows + rows // 10))):
        with (folder / name).open("w", buffering=1 << 20) as file:
            file.write("email,first_name,country\n")
            file.writelines(
                f"person.{n}@example{n % 997}.com,Name {n % 5000},{'DE' if n % 3 else 'AT'}\n" for n in numbers
            )
    return folder


def scans(place: Path, rows: int, runs: int) -> None:
    """The first two rows of the table."""
    first, other = make(place / "first", rows, False), make(place / "other", rows, True)
    ledger = ["--ledger", f"sqlite:///{place / 'ledger.db'}"]
    run = [*PREFLIGHT, "run", str(first), "--offline", "-o", str(place / "out"), *ledger]
    subprocess.run(run, check=False, stdout=subprocess.DEVNULL)
    files = [str(first / name) for name in ("audience.csv", "unsubscribed.csv")]
    gate = [*PREFLIGHT, "gate", *ledger]
    print(
        row(f"unchanged, {rows:,} rows", 1.5, [*gate, str(first)], [sys.executable, "-c", HASH, *files], runs),
        flush=True,
    )
    alone = [*PREFLIGHT, "fingerprint", str(other), "--ledger", "none"]
    print(row(f"reordered, {rows:,} rows", 1.3, [*gate, str(other)], alone, runs), flush=True)


def entries(place: Path, many: int, runs: int) -> None:
    """gate and history in a long ledger beside a short one."""
    small = make(place / "small", 1000, False)
    short, long = (f"sqlite:///{place / name}" for name in ("short.db", "long.db"))
    for url, number in ((short, 100), (long, many)):
        fill(url, number)
        run = [*PREFLIGHT, "run", str(small), "--offline", "-o", str(place / "out"), "--ledger", url]
        subprocess.run(run, check=False, stdout=subprocess.DEVNULL)
    for command in ("gate", "history"):
        ours, theirs = ([*PREFLIGHT, command, str(small), "--ledger", url] for url in (long, short))
        print(row(f"{command}, {many:,} entries", 2, ours, theirs, runs), flush=True)


def fill(url: str, number: int) -> None:
    """Entries of other sends, each with the body of a run."""
    with Ledger(url) as ledger:
        body = {"verdict": "go", "partial": False, "version": "0", "checklist": "default", "parts": {},
                "now": "2026-11-24T08:00:00+00:00", "pad": "x" * 2000}  # fmt: skip
        last, rows = None, []
        from preflight.ledger import store

        for n in range(number):
            entry = store._next(last, "run", "bench@host", f"send-{n % 500}", "", body)
            rows.append(msgspec.to_builtins(entry))
            last = entry
        fields = ", ".join(f":{name}" for name in rows[0])
        with ledger.beside() as session:
            session.many(f"INSERT INTO entries ({', '.join(rows[0])}) VALUES ({fields})", rows)


def writers(place: Path) -> None:
    """Twenty at once."""
    url = f"sqlite:///{place / 'writers.db'}"
    Ledger(url).close()
    started = time.perf_counter()
    running = [subprocess.Popen([sys.executable, "-c", WRITE, url, "50", f"s{n}"]) for n in range(20)]
    for one in running:
        one.wait()
    seconds = time.perf_counter() - started
    with Ledger(url) as ledger:
        word = "whole" if ledger.broken_at() is None else "BROKEN"
        print(
            f"20 writers, 50 entries each          {ledger.length() / seconds:6.0f} entries/s, chain {word}", flush=True
        )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--entries", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=5)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="preflight-bench-") as name:
        entries(Path(name), given.entries, given.runs)
        writers(Path(name))
        scans(Path(name), given.rows, given.runs)


if __name__ == "__main__":
    main()
