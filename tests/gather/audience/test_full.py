"""A disk that is full, and memory that is short: the facts say so, and nothing is left behind."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import duckdb
import pytest

from preflight.gather.audience.engine import Engine
from preflight.gather.audience.refusal import Stopped
from preflight.gather.audience.working import Limits
from tests.gather.audience.test_killed import told_of

CHILD = """
import errno, resource, sys
from pathlib import Path
from tests.gather.audience.made import SURPLUS, World
kind, folder, octets = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
people = [f"person.{n}@secret-mail{n % 7}.test" for n in range(60_000)]
body = "email\\n" + "\\n".join(people) + "\\n"
world, lists, more = World(folder), {}, {}
if kind == "spilt":
    lists, more = {name: body for name in "abc"}, {"memory_limit": 24_000_000}
elif kind == "workbook":
    import openpyxl
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for line in body.split():
        sheet.append([line])
    book.save(folder / "book.xlsx")
    body = (folder / "book.xlsx").read_bytes()
elif kind == "damaged":
    body += '"x\\n'
elif kind == "utf-16":
    body = body.encode("utf-16")
elif kind == "memory":
    more = {"memory_limit": 1_000_000}
for name in lists:
    world.file(f"{name}.csv", body)
world.file("audience.csv", body)
real = World.file
World.file = lambda self, name, content: name
if octets:
    resource.setrlimit(resource.RLIMIT_FSIZE, (octets, octets))
facts = world.read(body, lists=lists, measures=[SURPLUS], **more)
print(facts.members, *facts.lists.values(), facts["surplus"], sep="\\n")
"""


@pytest.mark.parametrize(
    ("kind", "octets", "words"),
    [("utf-16", 300_000, "the disk is full"), ("damaged", 300_000, "the disk is full"), ("workbook", 300_000, "the disk is full"),
     ("spilt", 300_000, "the disk is full"), ("memory", 0, "more memory than it may have")],
)  # fmt: skip
def test_no_room_is_said(tmp_path: Path, spill: Path, kind: str, octets: int, words: str) -> None:
    """A process may write files of so many octets at most: for it the disk is full then."""
    (tmp_path / "send").mkdir()
    done = subprocess.run(
        [sys.executable, "-c", CHILD, kind, str(tmp_path / "send"), str(octets)], capture_output=True, text=True, check=False
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    said = done.stdout.strip().split("\n")
    assert words in said[-1]
    assert "kind='limit'" in said[-1]
    assert not [p for p in spill.rglob("*") if p.name != "spill"]
    assert not [told for told in told_of([f"person.{n}@secret-mail{n % 7}.test" for n in range(60_000)])
                if told in (done.stdout + done.stderr).encode()]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('Could not write all bytes to file "{spill}/duckdb_temp_storage_DEFAULT-0.tmp"', "the disk is full"),
        ('Could not truncate file "{spill}/duckdb_temp_storage_DEFAULT-0.tmp"', "the disk is full"),
        ('Could not read enough bytes from file "{spill}/duckdb_temp_storage_DEFAULT-0.tmp"', "the disk is full"),
        ('Could not read enough bytes from file "/sends/audience.csv"', "a file could not be read"),
    ],
)
def test_a_spill_that_fails_in_any_way_is_a_full_disk(tmp_path: Path, text: str, words: str) -> None:
    """Two threads spill: which of them meets the full disk first, and at what, is chance."""
    engine = Engine(tmp_path / "spill", None, Limits(None, threading.Event()))
    try:
        with pytest.raises(Stopped, match=words), engine._told():
            raise duckdb.IOException(text.format(spill=tmp_path / "spill"))
    finally:
        engine.close()
