"""Workbooks that ask the reader for all the memory there is: refused, and the process that asked lives on."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest

SEND = """
name: x
timezone: UTC
message: {html: m.html, subject: s, from: "A <a@b.example>"}
audience: {members: audience.xlsx}
"""
ROW = b"<row><c t='inlineStr'><is><t>" + b"a" * 1000 + b"</t></is></c></row>"


def far(path: Path) -> None:
    """Two cells, at opposite ends of the largest sheet."""
    book = openpyxl.Workbook()
    book.active["A1"] = "email"  # type: ignore[index]
    book.active["XFD1048576"] = "x"  # type: ignore[index]
    book.save(path)


def bomb(path: Path) -> None:
    """A megabyte that unpacks to half a gigabyte."""
    plain = path.with_suffix(".plain")
    book = openpyxl.Workbook()
    book.active["A1"] = "email"  # type: ignore[index]
    book.save(plain)
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            data = source.read(name)
            with target.open(name, "w") as file:
                head, end, tail = data.partition(b"</sheetData>")
                file.write(head)
                for _ in range(450 if end else 0):
                    file.write(ROW * 1_000)
                file.write(end + tail)


@pytest.mark.parametrize("make", [far, bomb])
def test_refused(tmp_path: Path, make: object) -> None:
    make(tmp_path / "audience.xlsx")  # type: ignore[operator]
    (tmp_path / "send.yaml").write_text(SEND)
    (tmp_path / "m.html").write_text("<p>Hello</p>")
    command = [sys.executable, "-m", "preflight", "run", str(tmp_path), "--offline", "--ledger", "none",
               "-o", str(tmp_path / "out")]  # fmt: skip
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        _, said = process.communicate(timeout=120)
    assert process.returncode == 2, said
    assert b"too large" in said
    assert not (tmp_path / "out").exists() or not list((tmp_path / "out").iterdir())


def test_a_brief_with_a_far_cell_is_left_out(tmp_path: Path) -> None:
    from preflight.starter.look import look

    far(tmp_path / "brief.xlsx")
    (found,) = look(tmp_path)
    assert (found.role, "too large" in found.what) == ("left", True)
