"""A whole command, and then a search through everything that it wrote: files, ledger, terminal."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.gather.audience.test_killed import told_of

PEOPLE = [f"person.{n}@secret-mail{n % 7}.test" for n in range(400)]
MANIFEST = """\
name: leaks
message: {html: email.html, subject: Hello, from: "Acme <news@acme.example>"}
audience: {members: %s, columns: {email: email}}
suppression: [{name: gone, members: gone.csv}]
consent: {columns: {status: status}}
"""
CHECKLIST = """\
title: t
extends: default
audience_rules: [{id: breaks, severity: warning, where: "CAST(email AS INTEGER) = 1"}]
"""
WAITS = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell takes it from what it runs in the background
from preflight.gather.audience import measure

def told(self, measures):
    print("scanned", flush=True)
    while True:
        self._engine.alive()

measure.Asked.answer = told
from preflight.__main__ import entry
entry()
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    send = tmp_path / "send"
    send.mkdir()
    (send / "email.html").write_text("<html lang=en><body><p>Hello</p></body></html>")
    rows = "".join(f"{one},x,opted-in\n" for one in PEOPLE)
    (send / "audience.csv").write_text("email,n,status\n" + rows + f"{PEOPLE[0]},y,opted-out\n", "utf-8")
    (send / "damaged.csv").write_text(
        'email,n,status\nx@secret-mail1.test,"a\nperson.5000@secret-mail2.test,x,y\n', "utf-8"
    )
    (send / "doubled.csv").write_text("email,Email,n\nperson.0@secret-mail0.test,a@b.test,c\n", "utf-8")
    (send / "gone.csv").write_text("email\n" + "\n".join(PEOPLE[::3]) + "\n", "utf-8")
    (send / "rules.yaml").write_text(CHECKLIST)
    return tmp_path


def command(home: Path, members: str, *options: str) -> list[str]:
    (home / "send/send.yaml").write_text(MANIFEST % members)
    ledger = f"sqlite:///{home / 'out/ledger.db'}"
    (home / "out").mkdir(exist_ok=True)
    return ["run", str(home / "send"), "-o", str(home / "out"), "--ledger", ledger, "--offline", "-v", *options]


def environment(home: Path) -> dict[str, str]:
    (home / "tmp").mkdir(exist_ok=True)
    names = {"XDG_CACHE_HOME": "cache", "XDG_DATA_HOME": "data", "HOME": "home", "TMPDIR": "tmp"}
    return {**os.environ, **{name: str(home / folder) for name, folder in names.items()}}


def written(home: Path) -> bytes:
    places = ("out", "cache", "data", "home", "tmp")
    return b"".join(p.read_bytes() for place in places for p in (home / place).rglob("*") if p.is_file())


@pytest.mark.parametrize(
    ("members", "options", "status"),
    [
        ("audience.csv", [], {1, 3}),
        ("audience.csv", ["--checklist", "rules.yaml", "--format", "html,json,junit,sarif,markdown"], {1, 3}),
        ("audience.csv", ["--json"], {1, 3}),
        ("audience.csv", ["--scan-budget", "0.000001"], {1, 3}),
        ("damaged.csv", [], {1, 2, 3}),
        ("doubled.csv", [], {2}),
        ("{connect: 'duckdb:///audience.csv', table: t}", [], {2}),
        ("{connect: 'postgresql://u:very-secret@127.0.0.1:1/d', table: t}", [], {1, 3}),
    ],
)
def test_nothing_tells_of_anybody(home: Path, members: str, options: list[str], status: set[int]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "preflight", *command(home, members, *options)],
        env=environment(home), cwd=home / "send", capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode in status, done.stderr
    said = done.stdout + done.stderr + written(home)
    assert not [told for told in told_of(PEOPLE[:4] + PEOPLE) if told in said]
    # The manifest holds it in clear, and is the sender's own; what we say of it is not ours to repeat.
    assert b"very-secret" not in done.stdout + done.stderr
    assert not list((home / "cache").rglob("scan-*"))


def test_breaking_off_leaves_nothing(home: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", WAITS, *command(home, "audience.csv")],
        env=environment(home), cwd=home / "send", stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as child:  # fmt: skip
        assert child.stdout is not None
        assert child.stdout.readline() == b"scanned\n"
        child.send_signal(signal.SIGINT)
        out, error = child.communicate(timeout=60)
    assert child.returncode == 130, error
    assert not [told for told in told_of(PEOPLE) if told in out + error + written(home)]
    assert not list((home / "cache").rglob("scan-*"))
    assert not list((home / "out").rglob("report.*"))
