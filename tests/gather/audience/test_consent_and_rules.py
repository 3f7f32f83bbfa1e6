"""What the consent records say, in the audience and in a register; the user's own rules."""

from __future__ import annotations

import pytest

from preflight.data.consent_words import STATUS
from preflight.data.countries import CONSENT_DEMANDED, codes
from preflight.facts.audience import Audience, Measure, Measured, Table
from preflight.facts.send import ConsentSpec, Source
from preflight.facts.web import Unanswered
from preflight.gather.audience import validate_rule
from tests.gather.audience.made import HERE, World

COUNTS = [
    Measure("found", where="consent_found"), Measure("in", where="consent_status = 'opted-in'"),
    Measure("out", where="consent_status = 'opted-out'"), Measure("unread", where="consent_unread"),
    Measure("de", where="country = 'DE'"), Measure("unknown", where="country IS NULL OR country = '?'"),
    Measure("doi", where="consent_basis = 'double-opt-in'"), Measure("dated", where="consent_at IS NOT NULL"),
]  # fmt: skip
COLUMNS = {"email": "mail", "status": "State", "basis": "Basis", "at": "When", "country": "Land"}
PEOPLE = "email\n" + "".join(f"{name}@a.test\n" for name in ("ann", "bob", "eve", "joe"))


def numbers(facts: Audience, *names: str) -> list[object]:
    found = []
    for name in names:
        answer = facts[name]
        assert isinstance(answer, Measured), answer
        found.append(answer.value)
    return found


def register(world: World, rows: str, people: str = PEOPLE) -> Audience:
    world.file("consent.csv", "mail,State,Basis,When,Land\n" + rows if rows else "")
    spec = ConsentSpec(HERE, COLUMNS, Source(files=("consent.csv",), columns=COLUMNS))
    return world.read(people, consent=spec, measures=COUNTS)


def test_a_register(world: World) -> None:
    facts = register(
        world, "ANN@a.test,Subscribed,DOI,2025-01-01,Germany\nbob@a.test,opted_out,,01.02.2025,AT\n"
        "eve@a.test,Perhaps,,,Atlantis\nnobody@a.test,yes,,,DE\n",
    )  # fmt: skip
    assert numbers(facts, "found", "in", "out", "unread", "de", "unknown", "doi", "dated") == [3, 1, 1, 1, 1, 2, 1, 2]
    assert isinstance(facts.consent, Table)
    assert facts.consent.rows == 4


@pytest.mark.parametrize(
    ("records", "out"),
    [
        (["yes,2025-01-01", "no,2025-01-02"], True),
        (["no,2025-01-01", "yes,2025-01-02"], False),
        (["no,2025-01-01T10:00:00+02:00", "yes,2025-01-01T09:00:00Z"], False),
        (["yes,2025-01-01T10:00:00+02:00", "no,2025-01-01T09:00:00Z"], True),
        (["yes,2025-01-01", "no,2025-01-01"], True),
        (["yes,2025-01-01", "no,"], True),
        (["yes,", "no,2020-01-01"], True),
        (["no,03/05/2026", "yes,2026-01-01"], True),
    ],
)
def test_the_newest_record_wins_and_gaps_count_against_mailing(world: World, records: list[str], out: bool) -> None:
    for order in (records, records[::-1]):
        rows = "".join(f"ann@a.test,{s},,{at},DE\n" for s, at in (r.split(",") for r in order))
        assert numbers(register(world, rows), "out") == [out]
        whole = "email,State,When\n" + "".join(f"ann@a.test,{s},{at}\n" for s, at in (r.split(",") for r in order))
        spec = ConsentSpec(HERE, {"status": "State", "at": "When"})
        assert numbers(world.read(whole, consent=spec, measures=COUNTS), "out") == [2 if out else 0]


def test_columns_of_the_audience(world: World) -> None:
    spec = ConsentSpec(HERE, {"status": "State", "country": "Land"})
    body = "email,State,Land\nann@a.test,SUBSCRIBED,de\nbob@a.test,,\neve@a.test,Never Subscribed,Österreich\n"
    facts = world.read(body, consent=spec, measures=COUNTS)
    assert numbers(facts, "found", "in", "out", "unread", "de", "unknown") == [2, 1, 0, 0, 1, 1]


def test_an_empty_register_means_nobody_agreed(world: World) -> None:
    assert numbers(register(world, ""), "found") == [0]


def test_a_register_with_a_damaged_row(world: World) -> None:
    facts = register(world, "ann@a.test,yes,,,DE\nbob@a.test,no\n")
    assert isinstance(facts.consent, Table)
    assert [row.line for row in facts.consent.bad] == [3]


def test_words() -> None:
    assert STATUS["opted_in"] == STATUS["opted in"] == STATUS["optedin"] == "opted-in"
    assert STATUS["unsubscribed"] == "opted-out"
    assert STATUS["never subscribed"] == "pending"
    assert codes()["deutschland"] == codes()["ger"] == codes()["de"] == "DE"
    assert CONSENT_DEMANDED.issubset(codes().values())
    assert "US" not in CONSENT_DEMANDED


def test_rules_read_columns_as_the_send_names_them(world: World) -> None:
    flag = "land = 'DE' AND basis <> 'double-opt-in'"
    body = "email,Country,How\nann@a.test,DE,DOI\nbob@a.test,DE,Purchase\neve@a.test,AT,Purchase\n"
    facts = world.read(
        body, source={"columns": {"land": "Country"}}, consent=ConsentSpec(HERE, {"basis": "How"}),
        measures=[Measure("rule", flag=flag, examples=3)],
    )  # fmt: skip
    assert numbers(facts, "rule") == [1]


def test_a_rule_that_breaks_on_a_value_is_unanswered_and_alone(world: World) -> None:
    facts = world.read(
        "email,age\na@a.test,12\nb@a.test,old\n",
        measures=[Measure("breaks", flag="CAST(age AS INTEGER) > 5"), Measure("holds", flag="age = 'old'")],
    )
    assert isinstance(facts["breaks"], Unanswered)
    assert numbers(facts, "holds") == [1]


@pytest.mark.parametrize(
    "sql",
    [
        "country = 'DE'",
        "\"First Name\" IS NULL OR stage <> 'Customer'",
        "country IN ('DE', 'AT') -- both",
        "lower(stage) LIKE 'c%'",
    ],
)
def test_a_sound_rule(sql: str) -> None:
    assert validate_rule(sql, ["country", "First Name", "Stage"]) is None


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("contry = 'DE'", "did you mean 'country'"),
        ("domain = 'x'", "reserved"),
        ("country = 'DE'; DROP TABLE x", "no SQL condition"),
        ("TRUE) UNION SELECT (1", "not a statement"),
        ("TRUE) GROUP BY (1", "not a statement"),
        ("TRUE) ORDER BY (1", "not a statement"),
        ("EXISTS (SELECT 1)", "no SELECT"),
        ("country IN (SELECT country FROM audience)", "no SELECT"),
        ("row_number() OVER () > 1", "window"),
        ("count(*) > 1", "cannot evaluate"),
        ("country = ?", "parameters"),
        ("country", "no condition"),
        ("country = ", "no SQL condition"),
        ("", "no SQL condition"),
        ("no_such_function(country)", "cannot evaluate"),
        ("country > 3", "every column is text"),
        ("x" * 20_000, "too long"),
    ],
)
def test_an_unsound_rule(sql: str, words: str) -> None:
    assert words in str(validate_rule(sql, ["country"]))
