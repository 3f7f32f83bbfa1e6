"""A manifest's faults: all at once, each with its place and a better word."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from preflight.errors import InputError
from preflight.load import load_from, load_send

HTML = b"<p>Hello</p>"


def faults(manifest: str, **files: bytes) -> list[str]:
    with pytest.raises(InputError) as caught:
        load_from(manifest, {"email.html": HTML, **files})
    return [str(fault) for fault in caught.value.faults]


def test_every_fault_at_once() -> None:
    found = faults(
        "name: spring\n"
        "kind: marketng\n"
        "schedled_at: 2026-11-24T09:00:00Z\n"
        "timezone: Europe/Berlinn\n"
        "message: {html: emial.html}\n"
        "audience: {members: people.csv, previous: [many]}\n"
        "owner: {}\n"
    )
    assert [line.split(": ")[0] for line in found] == [
        "send.yaml:2:7",
        "send.yaml:3:1",
        "send.yaml:4:11",
        "send.yaml:5:17",
        "send.yaml:6:21",
        "send.yaml:6:44",
        "send.yaml:7:8",
    ]
    assert "did you mean marketing?" in found[0]
    assert "did you mean scheduled_at?" in found[1]


def test_faults_of_files_and_times_come_together() -> None:
    found = faults(
        "name: spring\n"
        "timezone: Europe/Berlinn\n"
        "scheduled_at: tomorrow\n"
        "message: {html: emial.html}\n"
        "audience: {members: people.csv}\n"
        "suppression: [{name: gone, members: {connect: 'postgresql://u:${NO_SUCH}@h/db', table: t}}]\n"
    )
    assert len(found) == 5
    assert "did you mean email.html?" in "".join(found)
    assert "the environment has no NO_SUCH" in "".join(found)


@pytest.mark.parametrize(
    ("manifest", "words"),
    [
        ("name: a\nname: b\nmessage: {html: email.html}", "stands twice"),
        ("- name", "must be a mapping"),
        ("name: a\nmessage: {html: email.html, eml: x.eml}", "stands alone"),
        ("name: a\nmessage: {html: email.html}\nscheduled_at: 2026-11-24T09:00:00", "no offset"),
        ("name: [", "is no YAML"),
        ("name: !!python/object:os.system x\nmessage: {html: email.html}", "tag"),
        ("name: a\nmessage: {subject: x}", "names no html"),
        ("message: {html: email.html}", "is required"),
        ("name: a\nmessage: {html: email.html}\naudience: {}", "neither members nor counts"),
        (
            "name: a\nmessage: {html: email.html}\nsuppression: [{name: jane@gmail.com, members: email.html}]",
            "is an address",
        ),
        (
            "name: a\nmessage: {html: email.html}\naudience: {counts: {final: 1}, columns: {jane@gmail.com: x}}",
            "is an address",
        ),
    ],
)
def test_one_fault(manifest: str, words: str) -> None:
    assert words in "\n".join(faults(manifest))


def test_a_bomb_is_refused() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    assert "too many values" in "\n".join(faults("\n".join(lines)))


@pytest.mark.parametrize(
    ("name", "words"),
    [("there/is/none.html", "no such file"), ("folder", "is a folder"), ("fifo", "not a regular file"),
     ("../outside.html", "leads out of its folder"), ("link.html", "leads out of its folder")],
)  # fmt: skip
def test_what_is_no_file_in_the_folder(tmp_path: Path, name: str, words: str) -> None:
    (tmp_path / "outside.html").write_bytes(HTML)
    home = tmp_path / "send"
    (home / "folder").mkdir(parents=True)
    os.mkfifo(home / "fifo")
    (home / "link.html").symlink_to(tmp_path / "outside.html")
    (home / "send.yaml").write_text(f"name: a\nmessage: {{html: {name}}}\n")
    with pytest.raises(InputError, match=words):
        load_send(home)


def test_extends_merges_and_keeps_each_files_own_folder(tmp_path: Path) -> None:
    (tmp_path / "acme.yaml").write_text("owner: jane@acme.test\nsuppression: [{name: gone, members: gone.csv}]\n")
    (tmp_path / "gone.csv").write_text("email\n")
    home = tmp_path / "send"
    home.mkdir()
    (home / "email.html").write_bytes(HTML)
    (home / "send.yaml").write_text("extends: ../acme.yaml\nname: a\nmessage: {html: email.html}\n")
    loaded = load_send(home)
    assert loaded.send.owner == "jane@acme.test"
    assert loaded.paths["gone.csv"] == (tmp_path / "gone.csv").resolve()


def test_no_value_of_the_environment_is_in_the_send() -> None:
    manifest = (
        "name: a\nmessage: {html: email.html}\n"
        "audience: {members: {connect: 'postgresql://u:${SECRET}@h/db', table: people}}\n"
    )
    loaded = load_from(manifest, {"email.html": HTML}, env={"SECRET": "hunter2"})
    assert "hunter2" not in repr(loaded.send)
    assert list(loaded.connections.values()) == ["postgresql://u:hunter2@h/db"]
