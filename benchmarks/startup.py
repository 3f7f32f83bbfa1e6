"""How long preflight takes to start, beside bare Python. usage: python benchmarks/startup.py"""

from __future__ import annotations

import sys

from compare import row

BARE = [sys.executable, "-c", "pass"]
STACK = [sys.executable, "-c", "import httpx, bs4, dns.resolver, duckdb, jinja2"]
PREFLIGHT = [sys.executable, "-m", "preflight"]

CASES = [
    ("--help", 6, ["--help"], BARE),
    ("--version", 6, ["--version"], BARE),
    ("explain links.broken", 10, ["explain", "links.broken"], BARE),
    ("schema send", 10, ["schema", "send"], BARE),
    ("schema report", 10, ["schema", "report"], BARE),
    ("checks", 14, ["checks"], BARE),
    ("schema checklist", 14, ["schema", "checklist"], BARE),
]


def main() -> None:
    """Print the table."""
    for name, bar, arguments, against in CASES:
        print(row(name, bar, [*PREFLIGHT, *arguments], against), flush=True)


if __name__ == "__main__":
    main()
