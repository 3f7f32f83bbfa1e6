"""Judges many mails offline and tells how much is found: crashes, median, 95th percentile, findings by check.

usage: python benchmarks/noise.py DIR [--each N] [--show N] [--check GLOB]      DIR as scripts/real-mails makes it

`--each 40` takes at most 40 mails of each folder of DIR, by chance but always the same ones: a balanced sample, in
which one large collection does not outweigh all others.
"""

from __future__ import annotations

import argparse
import collections
import fnmatch
import pathlib
import random
import statistics
import tempfile
import time

from preflight.errors import InputError
from preflight.gather.settings import Outside
from preflight.run import Finished, RunOptions, run

KINDS = {".html", ".htm", ".eml", ".txt"}


def mails(folder: pathlib.Path) -> list[pathlib.Path]:
    """HTML files and raw messages below the folder; a .txt counts where it begins like a message."""
    found = sorted(p for p in folder.rglob("*") if p.suffix.lower() in KINDS and p.is_file())
    return [p for p in found if p.suffix != ".txt" or b"\nFrom: " in p.read_bytes()[:8000]]


def balanced(found: list[pathlib.Path], folder: pathlib.Path, each: int) -> list[pathlib.Path]:
    """At most `each` mails of every folder right below."""
    sources: dict[str, list[pathlib.Path]] = {}
    for mail in found:
        sources.setdefault(mail.relative_to(folder).parts[0], []).append(mail)
    chance = random.Random(1)
    return [one for mails_ in sources.values() for one in sorted(chance.sample(mails_, min(each, len(mails_))))]


def judged(mail: pathlib.Path, scratch: pathlib.Path) -> Finished:
    """One mail, offline, without a record; a .txt message is judged as the .eml that it is."""
    if mail.suffix == ".txt":
        copy = scratch / "mail.eml"
        copy.write_bytes(mail.read_bytes())
        mail = copy
    return run(mail, RunOptions(outside=Outside(offline=True)))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--show", type=int, default=0, help="print the findings of that many mails")
    parser.add_argument("--each", type=int, default=100_000, help="at most that many mails of each folder")
    parser.add_argument("--check", default="*", help="only findings of these checks")
    parser.add_argument("--most", type=int, default=100_000)
    wanted = parser.parse_args()
    counts, by_check, refused, started = [], collections.Counter[str](), 0, time.process_time()
    with tempfile.TemporaryDirectory() as scratch:
        chosen = balanced(mails(wanted.folder), wanted.folder, wanted.each)
        for number, mail in enumerate(chosen[: wanted.most]):
            try:
                done = judged(mail, pathlib.Path(scratch))
            except InputError as error:
                refused += 1
                print(f"refused: {mail}: {error}")
                continue
            found = [(r, g) for r in done.judgement.results for g in r.findings if fnmatch.fnmatch(r.id, wanted.check)]
            crashed = [r for r in done.judgement.results if r.outcome.value == "crashed"]
            counts.append(len(found))
            by_check.update(r.id for r, _g in found)
            for r in crashed:
                print(f"CRASHED: {mail}: {r.id}: {r.reason}")
            if number < wanted.show and found:
                print(f"\n{mail}")
                for r, g in found:
                    at = f"{g.location.line}:{g.location.column}" if g.location else "-"
                    print(f"  {g.severity.value:<8}{r.id:<30}{at:<9}{str(g.text)[:150]}")
    counts.sort()
    print(f"\n{len(counts)} mails, {refused} refused, {time.process_time() - started:.1f} s CPU")
    if counts:
        tail = counts[int(len(counts) * 0.95)]
        print(f"findings: median {statistics.median(counts):g}, 95th percentile {tail}, most {counts[-1]}")
    for id, many in by_check.most_common():
        print(f"  {many:6} {id}")


if __name__ == "__main__":
    main()
