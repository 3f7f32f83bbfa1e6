"""SIGKILL in the middle of a run that has spilt to the disk: nothing readable, and no digest, is in what is left."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
from pathlib import Path

from preflight.gather.audience.spill import sweep

PEOPLE = [f"person.{n}@secret-mail{n % 7}.test" for n in range(120_000)]
CHILD = """
import sys
from pathlib import Path
from preflight.facts.send import AudienceSpec, ListSpec, Send, Source
from preflight.facts.audience import Measure
from preflight.finding import Location
from preflight.gather.audience import gather_audience, measure

here = Location(file="send.yaml", line=1, column=1)
folder = Path(sys.argv[1])
paths = {name: folder / name for name in ("audience.csv", "gone.csv")}
lists = (ListSpec("gone", Source(files=("gone.csv",)), here),)
send = Send("x", "send.yaml", (), audience=AudienceSpec(here, Source(files=("audience.csv",))), suppression=lists)

def told(self, measures):
    print("scanned", flush=True)
    sys.stdin.read()

measure.Asked.answer = told
gather_audience(send, paths, {}, [Measure("rows")], key=b"k" * 32, memory_limit=12_000_000)
"""


def test_what_a_killed_run_leaves(tmp_path: Path) -> None:
    (tmp_path / "audience.csv").write_bytes(("email\n" + "\n".join(PEOPLE) + "\n").encode("utf-8"))
    (tmp_path / "gone.csv").write_text("email\n" + "\n".join(PEOPLE[::2]) + "\n", encoding="utf-8")
    home, temporary = tmp_path / "cache", tmp_path / "tmp"
    temporary.mkdir()
    env = {**os.environ, "XDG_CACHE_HOME": str(home), "HOME": str(tmp_path / "home"), "TMPDIR": str(temporary)}
    command = [sys.executable, "-c", CHILD, str(tmp_path)]
    with subprocess.Popen(command, env=env, cwd=temporary, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"scanned\n"
        child.send_signal(signal.SIGKILL)
    left = [p for root in (home, temporary, tmp_path / "home") for p in root.rglob("*") if p.is_file()]
    octets = b"".join(path.read_bytes() for path in left)
    assert len(octets) > 500_000, "it had to spill, or there is nothing to find"
    assert not any(told in octets for told in told_of(PEOPLE))
    folders = [path for path in home.rglob("scan-*") if path.is_dir()]
    assert [path.stat().st_mode & 0o777 for path in folders] == [0o700]
    sweep(folders[0].parent)
    assert not [path for path in home.rglob("*") if path.is_file()]


def told_of(people: list[str]) -> list[bytes]:
    """What would tell of somebody: either side of the at sign, and digests in all forms in which we have them."""
    found = [b"@secret-mail", b"person."]
    for person in people[::5000]:
        for kind in ("md5", "sha1", "sha256"):
            digest = hashlib.new(kind, person.encode()).digest()
            found += [digest.hex()[:16].encode(), digest[:8], digest[:8][::-1]]
    return found
