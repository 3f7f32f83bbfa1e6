"""The numbers: against a reference in plain Python, whatever the rows and however they are quoted."""

from __future__ import annotations

import csv
import io
import json
import tempfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from preflight.facts.audience import Audience, Measure, Measured, Table
from preflight.facts.web import Unanswered
from preflight.gather.audience.digest import row_digest
from preflight.gather.audience.normalise import normalise
from tests.gather.audience.made import SURPLUS, World
from tests.gather.audience.test_polluted import workbook

CELL = st.text(st.characters(codec="utf-8", exclude_characters="\0", exclude_categories=("Cs",)), max_size=12)
PERSON = st.builds(
    "{}@{}".format, st.sampled_from(["jane", "Jane", " bob", "ä", "#x", "o'neil", "eve+1"]),
    st.sampled_from(["acme.test", "ACME.test", "bücher.test", "b.test "]),
)  # fmt: skip
ROW = st.tuples(st.one_of(PERSON, st.just("")), CELL)
ONCE = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def written(rows: list[tuple[str, str]], quoting: int, end: str, delimiter: str = ",") -> str:
    buffer = io.StringIO()
    writer = csv.writer(buffer, quoting=quoting, lineterminator=end, delimiter=delimiter)  # type: ignore[arg-type]
    writer.writerow(("email", "note"))
    writer.writerows(rows)
    return buffer.getvalue()


def reference_digest(rows: list[tuple[str | None, ...]]) -> str:
    sums = [0] * 8
    for row in rows:
        words = row_digest(row)
        for n in range(8):
            sums[n] += int.from_bytes(words[n * 4 : n * 4 + 4], "big")
    return f"sum256:{len(rows)}:" + "".join(f"{number:016x}" for number in sums)


def number(facts: Audience, name: str) -> int:
    answer = facts[name]
    assert isinstance(answer, Measured), answer
    return int(answer.value or 0)


@ONCE
@given(
    rows=st.lists(ROW, max_size=30),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC]),
    end=st.sampled_from(["\n", "\r\n"]),
    delimiter=st.sampled_from([",", ";", "\t", "|"]),
)
def test_any_csv_is_read_as_the_csv_module_reads_it(
    spill: Path, rows: list[tuple[str, str]], quoting: int, end: str, delimiter: str
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        source = {"columns": {"email": "email", "note": "note"}}
        facts = World(Path(folder)).read(written(rows, quoting, end, delimiter), source=source, measures=[SURPLUS])
    # What the file says is what the csv module reads: its writer puts no quotes round a lone CR.
    read = list(csv.reader(io.StringIO(written(rows, quoting, end, delimiter), newline=""), delimiter=delimiter))[1:]
    if quoting == csv.QUOTE_ALL:
        assert [tuple(row) for row in read] == rows
    filled = [(row[0], row[1]) for row in read if len(row) == 2 and any(row)]
    ragged = [row for row in read if len(row) != 2 and any(row)]
    people = [form for email, _note in filled if (form := normalise(email))]
    assert isinstance(facts.members, Table), facts.members
    assert facts.members.bad_total == len(ragged), facts.members.bad
    assert (facts.members.rows, facts.members.addresses) == (len(filled), len(people))
    assert number(facts, "surplus") == sum(n - 1 for n in Counter(people).values())
    expected = reference_digest([tuple(cell or None for cell in row) for row in filled])
    assert facts.members.digest.startswith(expected)
    assert (facts.members.digest == expected) == (not ragged), "damaged rows leave a mark in the digest"


@pytest.mark.parametrize("cell", ["a\rb", "\r", "a\nb", "a\r\nb", 'a"b', "a,b", " x"])
def test_a_cell_with_a_line_end_stays_one_cell_on_every_way(world: World, cell: str) -> None:
    """Plain, the slow way after a damaged row, JSON lines and a workbook: the same row, and no other."""
    buffer = io.StringIO()
    csv.writer(buffer, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows([("email", "note"), ("a@a.test", cell)])
    plain = buffer.getvalue()
    jsonl = json.dumps({"email": "a@a.test", "note": cell}) + "\n"
    ways = {
        "plain": plain,
        "slow": plain + "damaged\n",
        "json": jsonl,
        "sheet": workbook([["email", "note"], ["a@a.test", cell]]),
    }
    expected = reference_digest([("a@a.test", cell)])
    for way, content in ways.items():
        facts = world.read(content, source={"columns": {"note": "note"}})
        assert isinstance(facts.members, Table), way
        assert facts.members.rows == 1, way
        if way != "sheet" or "\r" not in cell:  # a workbook knows one kind of line end
            assert facts.members.digest.startswith(expected), way


def test_the_digest_does_not_hang_on_the_order(world: World) -> None:
    rows = [(f"p{n}@a.test", "x") for n in range(50)]
    one = world.read(written(rows, csv.QUOTE_ALL, "\n")).members
    other = world.read(written(rows[::-1], csv.QUOTE_MINIMAL, "\r\n")).members
    assert isinstance(one, Table)
    assert isinstance(other, Table)
    assert one.digest == other.digest
    assert one.files != other.files


@pytest.mark.parametrize("change", ["pair", "one more", "one less", "cell"])
def test_the_digest_sees_every_change(world: World, change: str) -> None:
    rows = [(f"p{n}@a.test", "x") for n in range(5)]
    changed = {
        "pair": [*rows, rows[0], rows[0]], "one more": [*rows, rows[0]], "one less": rows[1:],
        "cell": [*rows[:-1], ("p4@a.test ", "x")],
    }[change]  # fmt: skip
    both = [world.read(written(r, csv.QUOTE_ALL, "\n")).members for r in (rows, changed)]
    assert len({table.digest for table in both if isinstance(table, Table)}) == 2


def test_columns_that_nobody_names_are_not_in_the_digest(world: World) -> None:
    both = [written([("a@a.test", note)], csv.QUOTE_ALL, "\n") for note in ("x", "y")]
    assert len({world.read(one).members.digest for one in both}) == 1  # type: ignore[union-attr]
    assert len({world.read(one, rule_columns=["NOTE"]).members.digest for one in both}) == 2  # type: ignore[union-attr]


def test_measures(world: World) -> None:
    people = "".join(
        f"p{n}@{'gmail.com' if n < 7 else f'd{n}.test'},{'Germany' if n < 6 else 'at'},{n}\n" for n in range(10)
    )
    measures = [
        Measure("all"),
        Measure("domains", by="domain"),
        Measure("countries", by="country"),
        Measure("flagged", flag="\"n\" = '3' AND domain = 'gmail.com' AND local = 'p3'", examples=2),
        Measure("flag in where", flag="CAST(n AS INTEGER) < 4", where="NOT flag"),
        Measure("max", aggregate="max(length(domain))"),
        Measure("none", where="FALSE", aggregate="max(length(domain))"),
        Measure("wrong", where="no_such_column = 1"),
        Measure("wrong flag", flag="CAST(domain AS INTEGER) > 1"),
        Measure("no such list", where="listed", listed_on="nobody's"),
    ]
    facts = world.read("email,country,n\n" + people, measures=measures)
    assert number(facts, "all") == 10
    assert facts["domains"].groups == (("gmail.com", 7), ("other", 3))  # type: ignore[union-attr]
    assert facts["countries"].groups == (("DE", 6), ("other", 4))  # type: ignore[union-attr]
    assert number(facts, "flagged") == 1
    assert [one.masked for one in facts["flagged"].examples] == ["p***@g***.com"]  # type: ignore[union-attr]
    assert number(facts, "flag in where") == 6
    assert number(facts, "max") == 9
    assert facts["none"].value is None  # type: ignore[union-attr]
    for name in ("wrong", "wrong flag", "no such list"):
        assert isinstance(facts[name], Unanswered), name


def test_a_file_s_own_columns_may_be_called_as_ours(world: World) -> None:
    """Reserved names stay ours; the others are the file's."""
    facts = world.read(
        "email,domain,key,raw,n0,pf_h,word\na@a.test,x,y,z,1,2,w\n",
        measures=[
            Measure("ours", flag="domain = 'a.test' AND raw = 'a@a.test'"),
            Measure("own", flag="\"key\" = 'y' AND word = 'w'"),
        ],
    )
    assert (number(facts, "ours"), number(facts, "own")) == (1, 1)


def test_words_have_no_break_space_round_them(world: World) -> None:
    """It sorts after every visible sign, so looking for what sorts before them does not find it."""
    countries = Measure("countries", by="country")
    rows = "email,country\n" + "".join(
        f"p{n}@a.test,{cell}\n" for n in range(5) for cell in ("\u00a0DE", "DE\u00a0", "de ")
    )
    assert world.read(rows, measures=[countries])["countries"].groups == (("DE", 15),)  # type: ignore[union-attr]
