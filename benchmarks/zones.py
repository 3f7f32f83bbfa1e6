"""Our own zones and the two SPF suites beside pyspf, checkdmarc and mailauth, on one loopback name server each.

usage: PEERS=FOLDER python benchmarks/zones.py

FOLDER holds `venv` with pyspf and checkdmarc and `node_modules` with mailauth:

    python -m venv FOLDER/venv && FOLDER/venv/bin/pip install pyspf checkdmarc && npm install --prefix FOLDER mailauth

Writes docs/sender-authentication.md.
"""

from __future__ import annotations

import asyncio
import base64
import importlib.metadata
import json
import os
import pathlib
import subprocess
import sys
from collections.abc import Iterable
from contextlib import ExitStack
from typing import Any

sys.path.insert(0, str(pathlib.Path(__file__).parents[1]))
from tests.dkim.made import NOW
from tests.servers.dns import NameServer
from tests.test_spf_suite import evaluated, server_for, suite
from tests.zones.cases import CASES, Case
from tests.zones.made import answers, asked, mail, zones

ROOT = pathlib.Path(__file__).parents[1]
PEERS = pathlib.Path(os.environ.get("PEERS", "."))
PAGE = ROOT / "docs/sender-authentication.md"
SUITES = {"RFC 7208": "rfc7208-tests.yml", "RFC 4408": "rfc4408-tests.yml"}
NAMES = ("preflight", "pyspf", "checkdmarc", "mailauth")
_SAME = {
    "spf": {"temperror": "unknown"},
    "dkim": {"neutral": "fail", "policy": "fail", "temperror": "unknown"},
    "align": {"temperror": "unknown"},
}
"""A peer's words for ours."""

_AS_GOOD = {("dmarc-two", "invalid"), ("dmarc-small-version", "invalid"), ("dmarc-version-not-first", "invalid")}
"""Answers of peers that help as much as ours: there is something, and it does not count."""

Job = dict[str, Any]


def jobs_of(case: Case, address: str) -> dict[str, Job]:
    """By peer, what it is asked about a case; a peer that has no such question is not there."""
    words = asked(case)
    job: Job = {"id": case.name, "address": address, "domain": case.domain}
    if case.kind == "spf":
        job |= {"ip": words[0], "sender": f"postmaster@{case.domain}", "helo": case.domain}
        return {"pyspf": job | {"work": "pyspf"}, "mailauth": job | {"work": "spf"}}
    if case.kind == "record":
        return {"checkdmarc": job | {"work": "audit-spf"}}
    if case.kind == "dkim":
        sent = {"mail": base64.b64encode(mail(case)).decode(), "now": NOW.isoformat()}
        return {"mailauth": job | sent | {"work": "dkim"}}
    if case.kind == "dmarc":
        job["domain"] = words[0]
        return {"checkdmarc": job | {"work": "audit-dmarc"}, "mailauth": job | {"work": "dmarc"}}
    return {"mailauth": job | {"work": "align", "bounces": words[0], "signs": words[1]}}


def ask(peer: str, jobs: Iterable[Job]) -> dict[str, str]:
    """What a peer answers, by job."""
    command = {
        "mailauth": ["node", str(ROOT / "benchmarks/zones_peer.mjs")],
    }.get(peer, [str((PEERS / "venv/bin/python").absolute()), str(ROOT / "benchmarks/zones_peer.py")])
    done = subprocess.run(command, input=json.dumps(list(jobs)), capture_output=True, text=True, check=False, cwd=PEERS)
    assert done.returncode == 0, done.stderr[-2000:]
    found: dict[str, str] = json.loads(done.stdout)
    return found


def of_zones() -> dict[str, dict[str, str]]:
    """By column, the answers to our own cases."""
    with NameServer(zones()) as server:
        columns = {"preflight": answers(server.address)}
        for peer in NAMES[1:]:
            jobs = [found for case in CASES if (found := jobs_of(case, server.address).get(peer))]
            columns[peer] = ask(peer, jobs)
            print(f"{peer}: {len(jobs)} cases", flush=True)
    for case in CASES:
        for peer in NAMES[1:]:
            word = columns[peer].get(case.name)
            if word is not None:
                columns[peer][case.name] = _SAME.get(case.kind, {}).get(word, word)
    return columns


def of_suite(file: str) -> dict[str, tuple[int, int]]:
    """By column, how many tests of a suite came out as it allows, and of how many."""
    with ExitStack() as stack:
        tests, jobs = [], {"pyspf": [], "checkdmarc": [], "mailauth": []}
        for scenario in suite(file):
            server = stack.enter_context(server_for(scenario))
            for name, test in scenario["tests"].items():
                allowed = test["result"] if isinstance(test["result"], list) else [test["result"]]
                sender = test["mailfrom"] or f"postmaster@{test['helo']}"
                job = {"id": name, "address": server.address, "ip": test["host"], "sender": sender,
                       "helo": test["helo"], "domain": sender.rpartition("@")[2]}  # fmt: skip
                tests.append((name, allowed, asyncio.run(_ours(test, server))))
                jobs["pyspf"].append(job | {"work": "pyspf", "sender": test["mailfrom"]})
                jobs["checkdmarc"].append(job | {"work": "audit-spf"})
                jobs["mailauth"].append(job | {"work": "spf"})
        said = {peer: ask(peer, found) for peer, found in jobs.items()}
    rows = {"preflight": sum(word in allowed for _name, allowed, word in tests)}
    for peer in ("pyspf", "mailauth"):
        rows[peer] = sum(said[peer][name] in allowed for name, allowed, _word in tests)
    rows["checkdmarc"] = sum(_fits(said["checkdmarc"][name], allowed) for name, allowed, _word in tests)
    return {name: (rows[name], len(tests)) for name in NAMES}


async def _ours(test: dict[str, Any], server: NameServer) -> str:
    return str((await asyncio.to_thread(evaluated, test, server)).result)


def _fits(word: str, allowed: list[str]) -> bool:
    """A static audit knows no sending address: right is whether it calls the record usable."""
    meant = {"invalid": {"permerror"}, "missing": {"none"}, "unknown": {"temperror"}}
    return bool(set(allowed) & meant.get(word, {"pass", "fail", "softfail", "neutral"}))


def page(columns: dict[str, dict[str, str]], suites: dict[str, dict[str, tuple[int, int]]]) -> str:
    """The page."""
    lines = [HEAD.format(cases=len(CASES), **versions()), "| | " + " | ".join(NAMES) + " |", "|" + " --- |" * 5]
    for title, found in suites.items():
        cells = [f"{found[name][0]} of {found[name][1]}" for name in NAMES]
        lines.append(f"| the suite of {title} | {' | '.join(cells)} |")
    for kind, title in KINDS.items():
        lines.append(f"| {title} | {' | '.join(_right(columns[name], kind) for name in NAMES)} |")
    lines += ["", "## Each case", "", "| Case | Right | " + " | ".join(NAMES) + " |", "|" + " --- |" * 6]
    for case in CASES:
        words = [columns[name].get(case.name) for name in NAMES]
        cells = ["" if word is None else word if _is_right(case, word) else f"**{word}**" for word in words]
        lines.append(f"| {case.name} | {case.right} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _right(column: dict[str, str], kind: str) -> str:
    cases = [case for case in CASES if kind in {case.kind, ""} and case.name in column]
    right = sum(_is_right(case, column[case.name]) for case in cases)
    return f"{right} of {len(cases)}" if cases else "–"


def _is_right(case: Case, word: str) -> bool:
    return word == case.right or (case.name, word) in _AS_GOOD


def versions() -> dict[str, str]:
    """Of the peers."""
    script = "import importlib.metadata as m; print(m.version('pyspf'), m.version('checkdmarc'))"
    told = subprocess.run([str(PEERS / "venv/bin/python"), "-c", script], capture_output=True, text=True, check=True)
    found = json.loads((PEERS / "node_modules/mailauth/package.json").read_text())
    pyspf, checkdmarc = told.stdout.split()
    return {"pyspf": pyspf, "checkdmarc": checkdmarc, "mailauth": found["version"],
            "dnspython": importlib.metadata.version("dnspython")}  # fmt: skip


KINDS = {
    "spf": "SPF: may this address send?",
    "record": "SPF: is the record sound, and what does it cost?",
    "dkim": "DKIM: does the signature hold?",
    "dmarc": "DMARC: which policy applies (RFC 9989)?",
    "align": "DMARC: does anything align?",
    "": "all our own cases",
}
HEAD = """\
# Sender authentication beside its peers

Written by `benchmarks/zones.py`. The two suites of openspf.org and {cases} cases of our own (`tests/zones/cases.py`)
on loopback name servers: SPF, DKIM, DMARC, alignment, and DNS that fails, refuses, says nothing or talks nonsense.
Beside preflight: pyspf {pyspf}, checkdmarc {checkdmarc} and mailauth {mailauth}, each on the same server, as it comes.
An entry in bold is not what is right; an empty one is a question that the tool has no answer for.

Before quoting it: the column “Right” is ours, by RFC 7208, 6376, 8301, 8463 and 9989. pyspf knows SPF alone. checkdmarc
audits records and knows no sending address, so of the suites it is only asked whether it calls the record usable; it
tells failures of DNS by their words, which we had to interpret. mailauth keeps to the DMARC of 2015 (RFC 7489), with
the Public Suffix List, which is what most receivers did until this year: its rows on `np`, `psd` and the tree walk say
that, and no more. “neutral” of a DKIM signature counts as fail, temperror as unknown.
"""


def main() -> None:
    """Ask everybody, write the page."""
    suites = {title: of_suite(file) for title, file in SUITES.items()}
    columns = of_zones()
    PAGE.write_text(page(columns, suites), "utf-8")
    print("\n".join(PAGE.read_text("utf-8").split("## Each case")[0].splitlines()[14:]))


if __name__ == "__main__":
    main()
