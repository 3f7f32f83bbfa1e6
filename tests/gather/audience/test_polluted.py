"""What people export: each file read right, or refused by name and line."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from typing import Any

import duckdb
import openpyxl
import pytest

from preflight.errors import InputError
from preflight.facts.audience import Table
from tests.gather.audience.made import World, listed

JANE = "jane@acme.test"
GONE = f"email\n{JANE}\n"


def zipped(members: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def workbook(rows: list[list[Any]], sheets: int = 1) -> bytes:
    book = openpyxl.Workbook()
    for number in range(sheets):
        sheet = book.active if number == 0 else book.create_sheet()
        assert sheet is not None
        for row in rows:
            sheet.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def made_by_engine(ending: str, options: str, tmp: Any) -> bytes:
    place = tmp / f"made.{ending}"
    with duckdb.connect() as engine:
        engine.execute(
            f"COPY (SELECT '{JANE}' AS email, 'Jane' AS name UNION ALL SELECT 'b@b.test', NULL) TO '{place}' ({options})"
        )
    return bytes(place.read_bytes())


WIDE = "email,name\njane@acme.test,Jane\nb@b.test,Bob\n"
# name of the case: (content, rows, fields of the source); Jane is in each of them, and nobody is lost.
READ: dict[str, tuple[str | bytes, int, dict[str, Any]]] = {
    "plain": (WIDE, 2, {}),
    "crlf": (WIDE.replace("\n", "\r\n"), 2, {}),
    "cr alone": (WIDE.replace("\n", "\r"), 2, {}),
    "mixed line ends": ("email,name\njane@acme.test,Jane\r\nb@b.test,Bob\n", 2, {}),
    "no last line end": (WIDE.rstrip("\n"), 2, {}),
    "blank lines": ("email,name\n\njane@acme.test,Jane\n\n\nb@b.test,Bob\n\n", 2, {}),
    "blank lines first": ("\n\nemail,name\njane@acme.test,Jane\nb@b.test,Bob\n", 2, {}),
    "rows of delimiters": (WIDE + ",\n,\n", 2, {}),
    "semicolons": (WIDE.replace(",", ";"), 2, {}),
    "tabs": (WIDE.replace(",", "\t"), 2, {}),
    "bars": (WIDE.replace(",", "|"), 2, {}),
    "sep line": ("sep=;\n" + WIDE.replace(",", ";"), 2, {}),
    "sep line crlf": ("sep=;\r\n" + WIDE.replace(",", ";").replace("\n", "\r\n"), 2, {}),
    "bom": ("\ufeff" + WIDE, 2, {}),
    "utf-16 le": (WIDE.encode("utf-16"), 2, {}),
    "utf-16 be tabs": (b"\xfe\xff" + WIDE.replace(",", "\t").encode("utf-16-be"), 2, {}),
    "latin-1 said": (WIDE.replace("Bob", "Björn").encode("latin-1"), 2, {"encoding": "latin-1"}),
    "windows-1252 said": (WIDE.replace("Bob", "Bob €").encode("cp1252"), 2, {"encoding": "windows-1252"}),
    "quoted newline": ('email,name\njane@acme.test,"Ja\nne"\nb@b.test,"a ""b"", c"\n', 2, {}),
    "quoted header newline": ('"email","full\nname"\njane@acme.test,Jane\nb@b.test,Bob\n', 2, {}),
    "stray quotation mark": ('email,name\njane@acme.test,5" pipe\nb@b.test,Bob\n', 2, {}),
    "starts with hash": ("email\n#first@acme.test\njane@acme.test\n", 2, {}),
    "bare list": ("jane@acme.test\nb@b.test\n", 2, {}),
    "bare list of one": ("jane@acme.test", 1, {}),
    "header false": ("jane@acme.test,Jane\nb@b.test,Bob\n", 2, {"header": False}),
    "upper case": ("EMAIL\nJANE@ACME.TEST\n", 1, {}),
    "blanks round it": ("email,name\n \t jane@acme.test \u00a0,Jane\n", 1, {}),
    "zero width": ("email,name\n\u200bjane@acme.test\ufeff,Jane\n", 1, {}),
    "no header name last": ("email,\njane@acme.test,Jane\n", 1, {}),
    "gz": (gzip.compress(WIDE.encode()), 2, {}),
    "gz of utf-16": (gzip.compress(WIDE.encode("utf-16")), 2, {}),
    "zip": (zipped({"a.csv": WIDE}), 2, {}),
    "zip of a Mac": (zipped({"a.csv": WIDE, "__MACOSX/._a.csv": "x", ".DS_Store": "x"}), 2, {}),
    "json lines": ("".join(json.dumps({"email": e, "n": {"a": 1}}) + "\n" for e in (JANE, "b@b.test")), 2, {}),
    "xlsx": (workbook([["email", "zip"], [JANE, 10115], ["b@b.test", None]]), 2, {}),
    "look-alike columns": ("Email Domain,Account Owner Email,Email\nacme.test,,jane@acme.test\n", 1, {}),
    "street called address": ("Email,Address\njane@acme.test,1 High Street\n", 1, {}),
}


@pytest.mark.parametrize("case", READ)
def test_read_right(world: World, case: str) -> None:
    content, rows, source = READ[case]
    facts = world.read(content, source=source, lists={"gone": GONE})
    assert isinstance(facts.members, Table), facts.members
    assert (facts.members.rows, facts.members.addresses) == (rows, rows)
    assert facts.members.bad_total == 0, facts.members.bad
    assert facts["listed:gone"].value == 1  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("ending", "options"), [("parquet", "FORMAT parquet"), ("csv.zst", "HEADER, COMPRESSION zstd")]
)
def test_formats_of_the_engine(world: World, tmp_path: Any, ending: str, options: str) -> None:
    facts = world.read(made_by_engine(ending, options, tmp_path), lists={"gone": GONE})
    assert isinstance(facts.members, Table)
    assert facts.members.rows == 2
    assert facts["listed:gone"].value == 1  # type: ignore[union-attr]


# name of the case: (content, line, words of the reason, fields of the source)
REFUSED: dict[str, tuple[str | bytes, int, str, dict[str, Any]]] = {
    "one name for two, and it is meant": (
        "email,Name,name\na@a.test,b,c\n",
        1,
        "did you mean 'name (2)'",
        {"columns": {"email": "email", "first": "name"}},
    ),
    "two of one name, both of addresses": ("email,email\na@a.test,b@b.test\n", 1, "several columns", {}),
    "numbered names that are taken": ("email,a,a,a (1)\na@a.test,b,c,d\n", 1, "several columns are called", {}),
    "nul byte": (b"email,name\na@a.test,x\nb@b.test,\0\n", 3, "NUL", {}),
    "utf-16 without mark": (WIDE.encode("utf-16-le"), 1, "utf-16-le", {}),
    "latin-1 unsaid": ("email,name\na@a.test,Björn\n".encode("latin-1"), 2, "UTF-8", {}),
    "said to be ascii": ("email,name\na@a.test,Björn\n".encode("latin-1"), 0, "ascii", {"encoding": "ascii"}),
    "undefined in windows-1252": (b"email,name\na@a.test,\x81\n", 0, "cp1252", {"encoding": "windows-1252"}),
    "no such encoding": (WIDE, 0, "no encoding", {"encoding": "klingon"}),
    "bom of another": ("\ufeff" + WIDE, 1, "UTF-8", {"encoding": "latin-1"}),
    "several columns without header": ("a@a.test,Anna\nb@b.test,Bob\n", 1, "no header", {}),
    "two delimiters": ("email;a,b\nx@x.test;1,2\n", 1, "divided", {}),
    "title above the header": ("My report\n" + WIDE + "c@c.test,C\n", 1, "header of 1", {}),
    "each row ends with a delimiter": ("email,name\n" + "a@a.test,A,\n" * 3, 1, "end the header with a delimiter", {}),
    "a name missing from the header": ("emailname,city\n" + "a@a.test,A,\n" * 3, 1, "add the name that it lacks", {}),
    "title in a row as wide as the table": (
        "My report,,\nemail,name,city\na@a.test,b,c\nd@d.test,e,f\n",
        1,
        "a title",
        {},
    ),
    "title and a blank row": ("My report,,\n,,\nemail,name,city\na@a.test,b,c\nd@d.test,e,f\n", 1, "a title", {}),
    "header without names": (",,\na@a.test,b,c\n", 0, "", {}),
    "cut gz": (gzip.compress(WIDE.encode() * 500)[:-20], 0, "cut gz", {}),
    "cut zip": (zipped({"a.csv": WIDE})[:-30], 0, "zip", {}),
    "zip of two": (zipped({"a.csv": WIDE, "b.csv": WIDE}), 0, "2 files", {}),
    "damaged parquet": (b"PAR1" + b"x" * 100, 0, "Parquet", {}),
    "damaged xlsx": (workbook([["email"], [JANE]])[:400], 0, "zip", {}),
    "two sheets": (workbook([["email"], [JANE]], sheets=2), 0, "2 filled sheets", {}),
    "web page": ("<html><table></table></html>", 1, "web page", {}),
    "pdf": ("%PDF-1.7 ...", 1, "PDF", {}),
    "json array": ('[{"email": "a@a.test"}]', 1, "JSON array", {}),
    "two address columns": ("email,mail\na@a.test,b@b.test\n", 1, "several columns", {}),
    "absent column": (WIDE, 1, "did you mean 'email'", {"columns": {"email": "emial"}}),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refused(world: World, case: str) -> None:
    content, line, words, source = REFUSED[case]
    with pytest.raises(InputError) as caught:
        world.read(content, source=source)
    (fault,) = caught.value.faults
    assert fault.file == "audience.csv"
    assert words in fault.message
    assert not line or fault.line == line, fault
    assert "a.test" not in str(caught.value)


def test_two_columns_of_one_name_that_nobody_names(world: World) -> None:
    members = world.read("email,Create Date,Create Date\na@a.test,b,c\n").members
    assert isinstance(members, Table)
    assert members.rows == 1


# name of the case: (content, good rows, lines of the bad ones)
DAMAGED: dict[str, tuple[str | bytes, int, list[int]]] = {
    "short row": (WIDE + "short\nc@c.test,C\n", 3, [4]),
    "short first row": ("email,name\nshort\njane@acme.test,Jane\n", 1, [2]),
    "long row": (WIDE + "c@c.test,C,D\n", 2, [4]),
    "quote out of place": (WIDE + 'c@c.test,"C"x\nd@d.test,D\n', 3, [4]),
    "unclosed quote": (WIDE + 'c@c.test,"C\nd@d.test,D\ne@e.test,E\n', 4, [4]),
    "cell that looks like a row": (WIDE + 'c@c.test,"C\nd@d.test,D"\n', 3, []),
    "quote that shifts": (WIDE + 'c@c.test,"C\nd@d.test,"D"\n', 3, [4]),
    "cut last row": (WIDE + "c@c.tes", 2, [4]),
    # Nobody can tell whether it stands at the end or shifted everything before it.
    "a delimiter too many in one row": (WIDE + "c@c.test,C,\nd@d.test,D\n", 3, [4]),
    "a delimiter that shifts": (WIDE + ",gone@acme.test,\nd@d.test,D\n", 3, [4]),
    "two too many": (WIDE + ",c@c.test,,\n", 2, [4]),
    "no json": ('{"email": "jane@acme.test"}\n{"email": \n{"email": "c@c.test"}\n', 2, [2]),
    "one line in latin-1 of many": (WIDE.encode() + b"c@c.test,Bj\xf6rn\n" + b"d@d.test,D\n" * 200, 202, [4]),
}


@pytest.mark.parametrize("case", DAMAGED)
def test_damaged_rows_are_named_and_the_others_read(world: World, case: str) -> None:
    content, rows, lines = DAMAGED[case]
    facts = world.read(content, lists={"gone": GONE})
    assert isinstance(facts.members, Table), facts.members
    assert [row.line for row in facts.members.bad] == lines
    assert facts.members.bad_total == facts.members.lost == len(lines)
    assert facts.members.rows == rows
    assert facts["listed:gone"].value == 1  # type: ignore[union-attr]


@pytest.mark.parametrize("lost", [1, 4, 5, 200, 5000])
def test_a_cut_zst_is_refused(world: World, tmp_path: Any, lost: int) -> None:
    """The engine itself would read it as a shorter file, and say nothing."""
    place = tmp_path / "many.zst"
    with duckdb.connect() as engine:
        engine.execute(
            f"COPY (SELECT 'p' || i || md5(i::VARCHAR) || '@a.test' AS email FROM range(20000) t(i)) TO '{place}' "
            "(FORMAT csv, HEADER, COMPRESSION zstd)"
        )
    whole = place.read_bytes()
    assert world.read(whole).members.rows == 20000  # type: ignore[union-attr]
    with pytest.raises(InputError, match="cut zst"):
        world.read(whole[:-lost])
    with pytest.raises(InputError, match="cut zst"):
        world.read(whole + b"x")


def test_an_empty_file_is_no_recipients(world: World) -> None:
    for content in ("", "\n\n", "email\n", "email,name\n"):
        facts = world.read(content, measures=[listed("gone")], lists={"gone": ""})
        assert isinstance(facts.members, Table)
        assert facts.members.rows == 0
        assert isinstance(facts.lists["gone"], Table)
        assert facts.lists["gone"].rows == 0


def test_several_files_are_one(world: World) -> None:
    world.file("more.csv", "name;email\nCarl;c@c.test\nJane;JANE@acme.test\n")
    facts = world.read(WIDE, files=["audience.csv", "more.csv"], lists={"gone": GONE})
    assert isinstance(facts.members, Table)
    assert facts.members.rows == 4
    assert facts["listed:gone"].value == 2  # type: ignore[union-attr]
    assert set(facts.members.files) == {"audience.csv", "more.csv"}


def test_other_columns_in_a_second_file_are_refused(world: World) -> None:
    world.file("more.csv", "email,country\nc@c.test,DE\n")
    with pytest.raises(InputError, match=r"more\.csv.*other columns"):
        world.read(WIDE, files=["audience.csv", "more.csv"])


def test_all_faults_come_at_once(world: World) -> None:
    with pytest.raises(InputError) as caught:
        world.read(
            "email,mail\na@a.test,b@b.test\n", lists={"one": b"email\n\0\n", "two": gzip.compress(b"x" * 9999)[:-9]}
        )
    assert {fault.file for fault in caught.value.faults} == {"audience.csv", "one.csv", "two.csv"}
