"""What checks ask in names: tests of cells, single addresses, domains of a table, several lists at once; consent's bits."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest

from preflight.facts.audience import Audience, Cell, Measure, Measured
from preflight.facts.columns import column_of
from preflight.facts.send import ConsentSpec, Source
from preflight.facts.web import Unanswered
from tests.gather.audience.made import HERE, World


def number(facts: Audience, name: str) -> Any:
    answer = facts[name]
    assert isinstance(answer, Measured), answer
    return answer.value


@pytest.mark.parametrize(
    ("name", "named", "columns", "found"),
    [
        ("First Name", {}, ("first name", "First Name"), "First Name"),
        ("firstname", {"first_name": "Vorname"}, ("Vorname",), "first_name"),
        ("FNAME", {}, ("Email", "First Name"), "First Name"),
        ("prénom", {}, ("Email", "first_name"), "first_name"),
        ("stage", {}, ("Email", "Lifecycle Stage"), ""),
        ("", {}, ("", "Email"), ""),
        ("...", {}, ("--", "Email"), ""),
    ],
)
def test_a_column_by_whatever_name(name: str, named: dict[str, str], columns: tuple[str, ...], found: str) -> None:
    assert column_of(name, named, columns) == found


def test_lengths_are_numbers_that_a_measure_makes_something_of(world: World) -> None:
    facts = world.read(
        "email,First_Name\na@a.test,Ann\nb@b.test, Maximiliane \nc@c.test,\nd@d.test,Söhne\n",
        measures=[
            Measure("longest", cell=Cell("first name", "length"), aggregate="max(flag)"),
            Measure("over four", cell=Cell("fname", "length"), where="flag > 4"),
            Measure("filled", cell=Cell("first name")),
            Measure("absent", cell=Cell("shoe size", "length"), aggregate="max(flag)"),
        ],
    )
    assert [number(facts, name) for name in ("longest", "over four", "filled")] == [11, 2, 3]
    assert isinstance(facts["absent"], Unanswered)


def test_cells(world: World) -> None:
    asked = {
        "filled": Cell("first name"),
        "synonym": Cell("fname"),
        "among": Cell("Stage", "among", ("customer", " PARTNER ", "o'neil")),
        "dated": Cell("seen", "date"),
        "before": Cell("seen", "before", ("2026-01-01T00:00:00+01:00",)),
        "absent": Cell("shoe size"),
        "reserved": Cell("domain"),
    }
    facts = world.read(
        "email,First_Name,Stage,seen,domain\n"
        "a@a.test,Ann,Customer,2025-12-31,x\n"
        'b@b.test," ",partner ,2026-01-31T23:00:00Z,x\n'
        "c@c.test,,O'Neil,soon,x\n"
        "d@d.test,Dan,Lead,,x\n",
        measures=[Measure(name, cell=cell, examples=1) for name, cell in asked.items()],
    )
    found = {name: number(facts, name) for name in ("filled", "synonym", "among", "dated", "before")}
    assert found == {"filled": 2, "synonym": 2, "among": 3, "dated": 2, "before": 1}
    for name in ("absent", "reserved"):
        answer = facts[name]
        assert isinstance(answer, Unanswered)
        assert answer.kind == "absent"


def test_a_quotation_mark_in_a_column_s_name_stays_a_name(world: World) -> None:
    facts = world.read(
        'email,"a"" OR 1=1 --"\na@a.test,\nb@b.test,x\n', measures=[Measure("q", cell=Cell('a" OR 1=1 --'))]
    )
    assert number(facts, "q") == 1


@pytest.mark.parametrize("kind", ["email", "md5", "sha256"])
def test_one_address_in_whatever_form(world: World, kind: str) -> None:
    people = ["seed@acme.test", "b@b.test"]
    held = [hashlib.new(kind, one.encode()).hexdigest() if kind != "email" else one for one in people]
    measures = [
        Measure(name, address=name, aggregate="count(DISTINCT key)") for name in (" SEED@acme.test", "no@a.test")
    ]
    facts = world.read("email\n" + "\n".join(held), measures=measures, spec={"match": kind})
    assert [number(facts, m.name) for m in measures] == [1, 0]


def test_names_of_a_table_are_told_however_few(world: World) -> None:
    facts = world.read(
        "email\na@gmial.test\nb@gmial.test\nc@hotnail.test\nd@acme.test\n",
        measures=[Measure("wrong", by="domain", names=("gmial.test", "hotnail.test", "o'ther.test"), examples=2)],
    )
    answer = facts["wrong"]
    assert isinstance(answer, Measured)
    assert (answer.value, answer.groups) == (3, (("gmial.test", 2), ("hotnail.test", 1)))
    assert len(answer.examples) == 2


def test_several_lists_at_once_count_a_person_once(world: World) -> None:
    union = Measure("union", any_of=("one", "two"), aggregate="count(DISTINCT key)")
    facts = world.read(
        "email\na@a.test\na@a.test\nb@b.test\nc@c.test\n",
        lists={"one": "a@a.test\n", "two": "a@a.test\nb@b.test\n"},
        measures=[union, Measure("none", any_of=("one", "three"))],
    )
    assert number(facts, "union") == 2
    assert isinstance(facts["none"], Unanswered)


CONSENT = {"status": "status", "basis": "basis", "at": "at", "source": "source"}
BITS = [
    Measure("word", where="consent_basis_word = 'webform'"),
    Measure("odd", where="consent_basis_word = '?'"),
    Measure("undated", where="consent_at_unread"),
    Measure("sourced", where="consent_sourced"),
    Measure("tied", where="consent_tied"),
]
PEOPLE = ["a@a.test", "b@b.test", "c@c.test", "d@d.test", "e@e.test", "f@f.test"]
RECORDS = (
    "email,status,basis,at,source\n"
    "a@a.test,yes,webform,2026-01-01T00:00:00Z,fair\n"
    "a@a.test,no,express,2026-01-01T00:00:00Z,\n"  # at one instant: a tie, the withdrawal counts
    "b@b.test,yes,express,someday,\n"
    "c@c.test,yes,x@y.test,1950-01-01T00:00:00Z,web\n"
    "c@c.test,yes,x@y.test,1950-01-01T00:00:00Z,web\n"  # at one instant, but the same
    "d@d.test,no,WebForm ,2026-01-01T00:00:00Z,web\n"
    "d@d.test,yes,webform,2026-01-02T00:00:00Z,web\n"
    "e@e.test,yes,express,1950-01-01T00:00:00Z,web\n"
    "e@e.test,pending,express,1950-01-01T00:00:00Z,web\n"
)


@pytest.mark.parametrize("where", ["register", "audience"])
def test_what_a_consent_record_tells(world: World, where: str) -> None:
    if where == "register":
        world.file("consent.csv", RECORDS)
        spec = ConsentSpec(HERE, {"email": "email", **CONSENT}, Source(files=("consent.csv",)))
        facts = world.read("email\n" + "\n".join(PEOPLE), measures=BITS, consent=spec)
    else:
        once = [Measure(m.name, where=m.where, aggregate="count(DISTINCT key)") for m in BITS]
        facts = world.read(RECORDS + "f@f.test,,,,\n", measures=once, consent=ConsentSpec(HERE, CONSENT))
    assert {m.name: number(facts, m.name) for m in BITS} == {"word": 1, "odd": 1, "undated": 1, "sourced": 3, "tied": 2}


def test_an_empty_register_tells_nothing(world: World) -> None:
    world.file("consent.csv", "")
    spec = ConsentSpec(HERE, {"email": "email", **CONSENT}, Source(files=("consent.csv",)))
    facts = world.read("email\na@a.test\n", measures=BITS, consent=spec)
    assert [number(facts, m.name) for m in BITS] == [0] * len(BITS)
