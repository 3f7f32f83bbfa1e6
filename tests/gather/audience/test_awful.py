"""Forty more shapes of what platforms and spreadsheets write, and what people make of it by hand.

Each is read right, or refused by name and line; and whoever left is met, or the row that says so is named.
"""

from __future__ import annotations

import bz2
import csv
import gzip
import io
import lzma
import tarfile
import zipfile
from datetime import date
from typing import Any

import openpyxl
import pytest

from preflight.checks.suppression.recipient_listed import INCOMPARABLE
from preflight.errors import InputError
from preflight.facts.audience import Measured, Table
from tests.gather.audience.made import World
from tests.gather.audience.test_polluted import workbook, zipped

JANE = "jane@acme.test"
GONE = f"email\n{JANE}\n"

# What stands in a cell instead of the address that people see there.
CELLS: dict[str, str] = {
    "a formula that shows it": f'="{JANE}"', "the link of a spreadsheet": f"mailto:{JANE}", "the type of an old server": f"SMTP:{JANE}",
    "the apostrophe of a spreadsheet": f"'{JANE}", "apostrophes round it": f"'{JANE}'", "two apostrophes": f"''{JANE}",
    "backquotes": f"`{JANE}`", "typographic quotes": f"“{JANE}”", "guillemets": f"«{JANE}»", "quotes in quotes": f'"{JANE}"',
    "angle brackets": f"<{JANE}>", "a display name": f"Jane Doe <{JANE}>", "two of them": f"{JANE}; bob@b.test", "a semicolon": f"{JANE};",
    "a comma": f"{JANE},", "a bar": f"{JANE}|", "a slash": f"{JANE}/", "a full stop": f"{JANE}.", "a colon": f"{JANE}:", "a bullet": f"• {JANE}",
    "a number": f"1. {JANE}", "a wildcard": "*@acme.test", "a wildcard of SQL": "%@acme.test", "a line break of a web page": f"{JANE}<br>",
    "a carriage return of a workbook": f"{JANE}_x000D_", "an at sign of HTML": "jane&#64;acme.test", "an at sign in words": "jane [at] acme.test",
    "an at sign of a URL": "jane%40acme.test", "a wide at sign": "jane＠acme.test", "a blank inside": "jane @acme.test",
    "a mark of direction": f"{JANE}\u200e", "an embedding": f"\u202a{JANE}\u202c", "a word joiner": f"\u2060{JANE}", "a joiner": f"\u200d{JANE}",
    "a non-joiner": f"{JANE}\u200c", "a soft hyphen": "ja\u00adne@acme.test", "a mark inside": "jane\ufeff@acme.test", "a narrow blank": f"{JANE}\u202f",
    "a figure blank": f"\u2007{JANE}", "a wide blank": f"\u3000{JANE}", "a filler": f"\u3164{JANE}", "a line separator": f"{JANE}\u2028",
    "a next line": f"{JANE}\u0085", "a unit separator": f"{JANE}\x1f", "a backspace": f"{JANE}\b", "a broken encoding": "jane\ufffd@acme.test",
    "the word for nothing": "NULL", "an error of a spreadsheet": "#N/A", "the NULL of a database": "\\N",
}  # fmt: skip


def line(*cells: str) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerow(cells)
    return buffer.getvalue()


@pytest.mark.parametrize("case", CELLS)
def test_a_list_meets_whoever_left_or_names_the_row(world: World, case: str) -> None:
    """A suppression that compares nobody, and says nothing, lets somebody through."""
    content = "email,n\n" + line(CELLS[case], "x") + "o@o.test,1\n"
    facts = world.read(GONE, lists={"left": content})
    table = facts.lists["left"]
    assert isinstance(table, Table)
    assert facts["listed:left"] == Measured(0)
    assert [bad.line for bad in table.bad] == [2]


@pytest.mark.parametrize("case", [name for name, cell in CELLS.items() if "@" in cell])
def test_a_recipient_who_cannot_be_compared_is_counted(world: World, case: str) -> None:
    content = "email,n\n" + line(CELLS[case], "x") + "o@o.test,1\n"
    facts = world.read(content, lists={"left": GONE}, measures=[INCOMPARABLE])
    answer = facts[INCOMPARABLE.name]
    assert isinstance(answer, Measured)
    assert answer.value == 1


@pytest.mark.parametrize(
    "cell", ["O'Brien@acme.test", "o'brien@ACME.test", "a*b@acme.test", "{x}@acme.test", "x|y@acme.test", "+1@acme.test", "-a@acme.test",
             "_@acme.test", "jörg@acme.test", "用户@acme.test", "a.b+c@mail.acme.test", "a@b_c.acme.test", "!x@acme.test", "jane@acme．test"]
)  # fmt: skip
def test_what_looks_odd_and_is_an_address_is_compared(world: World, cell: str) -> None:
    facts = world.read("email,n\n" + line(cell, "x"), lists={"left": f"email\n{cell}\n"}, measures=[INCOMPARABLE])
    assert facts["listed:left"] == Measured(1) or facts["listed:left"].value == 1  # type: ignore[union-attr]
    assert isinstance(facts.lists["left"], Table)
    assert facts.lists["left"].bad_total == facts[INCOMPARABLE.name].value == 0  # type: ignore[union-attr]


def tarred(content: str) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as archive:
        member = tarfile.TarInfo("list.csv")
        member.size = len(content)
        archive.addfile(member, io.BytesIO(content.encode()))
    return buffer.getvalue()


def nested(name: str, content: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(name, content)
    return buffer.getvalue()


TWO = f"email,name\n{JANE},Jane\nb@b.test,Bob\n"


def sheet(*rows: list[Any], **of_book: Any) -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    for name in of_book.get("empty", ()):
        book.create_sheet(name)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


# name of the case: (content, rows, lines of damaged rows, fields of the source)
READ: dict[str, tuple[str | bytes, int, list[int], dict[str, Any]]] = {
    "UTF-8 CSV of a German spreadsheet": ("\ufeff" + TWO.replace(",", ";").replace("\n", "\r\n"), 2, [], {}),
    "sep= behind a mark": ("\ufeffsep=,\r\n" + TWO.replace("\n", "\r\n"), 2, [], {}),
    "sep= of a tab": ("sep=\t\n" + TWO.replace(",", "\t"), 2, [], {}),
    "sep= in UTF-16": (("sep=;\r\n" + TWO.replace(",", ";")).encode("utf-16"), 2, [], {}),
    "a blank behind each comma": (f'email, "first, last"\n{JANE}, "Doe, Jane"\nb@b.test, "B, Bob"\n'.replace("first, last", "name"), 2, [], {}),
    "blanks before and behind the names": (f" email , name \n{JANE},Jane\nb@b.test,Bob\n", 2, [], {}),
    "empty columns at the right": (f"email,name,,,\n{JANE},Jane,,,\nb@b.test,Bob,,,\n", 2, [], {}),
    "an empty column at the left": (f",email,name\n1,{JANE},Jane\n2,b@b.test,Bob\n", 2, [], {}),
    "rows of commas above the header": (f",,\n,,\nemail,name,city\n{JANE},Jane,x\nb@b.test,Bob,y\n", 2, [], {}),
    "every cell in quotes, empty ones too": (f'"email","name"\r\n"{JANE}",""\r\n"b@b.test","Bob"\r\n', 2, [], {}),
    "two marks": ("\ufeff\ufeff" + TWO, 2, [], {}),
    "bars, and inches without quotes": (f"email|a|b\n{JANE}|5\"|x\nb@b.test|y|6\"\n", 2, [], {}),
    "bars, and a nickname in quotes": (f'email|a|b\n{JANE}|Jane "J" Doe|x\nb@b.test|y|z\n', 2, [], {}),
    "inches in two quoted cells": (f'email,a,b\n{JANE},"5"" x","6"" y"\nb@b.test,"1,5""","2"\nshort\n', 2, [4], {}),
    "inches in two cells without quotes": (f'email\ta\tb\n{JANE}\t5" x\t6" y\nb@b.test\tx\ty\n', 1, [2], {}),
    "a delimiter lacks before a quotation": (f'email,a,b\n{JANE},x,y\nc@c.test,$7"Table, 48""",z\nb@b.test,x,y\n'.replace('48""",z', '48"""'), 2, [3], {}),
    "backslashes before quotes": (TWO + 'c@c.test,"C \\"the\\" D"\n', 2, [4], {}),
    "blanks behind closing quotes": (TWO + '"c@c.test" ,"C"\n', 3, [], {}),
    "damage below rows of commas": (f',,\nemail,name,city\n{JANE},Jane,x\nb@b.test,"B"x,y\nc@c.test,C,z\n', 2, [4], {}),
    "the end-of-file mark of DOS": (TWO + "\x1a", 2, [4], {}),
    "CR CR LF": (TWO.replace("\n", "\r\r\n"), 2, [], {}),
    "a form feed and a vertical tab in cells": (TWO.replace("Jane\n", "Ja\x0bne\x0c\n"), 2, [], {}),
    "a line separator in a cell": (TWO.replace("Jane\n", "Ja\u2028ne\u0085\n"), 2, [], {}),
    "a note of two hundred thousand signs": (TWO.replace("Jane", "n" * 200_000), 2, [], {}),
    "two thousand columns": ("email," + ",".join(f"c{n}" for n in range(2000)) + f"\n{JANE}" + "," * 2000 + "\nb@b.test" + "," * 2000 + "\n", 2, [], {}),
    "Shift-JIS, said": (TWO.replace("Bob", "太郎").encode("shift-jis"), 2, [], {"encoding": "shift-jis"}),
    "GB 18030, said": (TWO.replace("Bob", "李").encode("gb18030"), 2, [], {"encoding": "gb18030"}),
    "Macintosh, said": (TWO.replace("Bob", "Jürgen").replace("\n", "\r").encode("mac-roman"), 2, [], {"encoding": "mac-roman"}),
    "footer of psql": (TWO.replace(",", "|") + "(2 rows)\n", 2, [4], {}),
    "a workbook with a date, a number, a truth": (sheet(["email", "at", "n", "yes"], [JANE, date(2026, 1, 5), 1.5, True], ["b@b.test", None, 10**12, False]), 2, [], {}),
    "a workbook with empty sheets": (sheet(["email"], [JANE], ["b@b.test"], empty=["Sheet2", "Sheet3"]), 2, [], {}),
    "a workbook with blank rows between": (sheet(["email", "n"], [JANE, 1], [None, None], ["b@b.test", 2]), 2, [], {}),
    "two gzip members one after another": (gzip.compress(TWO.encode()) + gzip.compress(b"c@c.test,C\n"), 3, [], {}),
}  # fmt: skip


@pytest.mark.parametrize("case", READ)
def test_read_right_or_named(world: World, case: str) -> None:
    content, rows, lines, source = READ[case]
    facts = world.read(content, source=source, lists={"gone": GONE})
    assert isinstance(facts.members, Table), facts.members
    assert [bad.line for bad in facts.members.bad] == lines
    assert (facts.members.rows, facts.members.addresses) == (rows, rows)
    assert facts["listed:gone"].value == (0 if 2 in lines else 1)  # type: ignore[union-attr]


# name of the case: (content, words of the refusal)
REFUSED: dict[str, tuple[str | bytes, str]] = {
    "addresses of an address field": (f"{JANE}; b@b.test; c@c.test\n", "has no header"),
    "digests and dates without a header": (f"{'ab' * 32},2026-01-01\n{'cd' * 32},2026-01-02\n", "has no header"),
    "an OpenDocument sheet": (zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>", "meta.xml": "<x/>"}), "OpenDocument"),
    "a sheet of Apple's": (zipped({"Index/Document.iwa": "x", "Metadata/Properties.plist": "x", "preview.jpg": "x"}), "Numbers"),
    "bzip2": (bz2.compress(TWO.encode()), "bzip2"),
    "xz": (lzma.compress(TWO.encode()), "xz"),
    "7-Zip": (b"7z\xbc\xaf\x27\x1c" + b"\1" * 50, "7-Zip"),
    "RAR": (b"Rar!\x1a\x07\x01" + b"\1" * 50, "RAR"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + b"\1" * 50, "picture"),
    "a database": (b"SQLite format 3\0" + b"\1" * 50, "SQLite"),
    "a table of XML": ('<?xml version="1.0"?>\n<contacts><c>x</c></contacts>\n', "XML"),
    "one object of JSON": ('{\n  "contacts": [\n    {"email": "a@a.test"}\n  ]\n}\n', "JSON"),
    "visiting cards": ("BEGIN:VCARD\nVERSION:3.0\nEMAIL:a@a.test\nEND:VCARD\n", "vCard"),
    "statements of SQL": ("INSERT INTO people (email, n) VALUES ('a@a.test', 1);\nINSERT INTO people (email, n) VALUES ('b@b.test', 2);\n", "SQL"),
    "UTF-16 cut in a sign": (TWO.encode("utf-16")[:-1], "utf-16"),
    "a tar in a gzip": (tarred(TWO), "tar"),
    "a zip in a zip": (nested("a.zip", zipped({"a.csv": TWO})), "unpack it first"),
    "a workbook in a zip": (nested("a.xlsx", workbook([["email"], [JANE]])), "unpack it first"),
    "a text document": ("{\\rtf1 email}", "text document"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_refused_in_words_that_help(world: World, case: str) -> None:
    content, words = REFUSED[case]
    with pytest.raises(InputError) as caught:
        world.read(content)
    (fault,) = caught.value.faults
    assert words.lower() in fault.message.lower(), fault.message
    assert "a.test" not in str(caught.value)
    assert JANE not in str(caught.value)
