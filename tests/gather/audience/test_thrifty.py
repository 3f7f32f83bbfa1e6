"""What saves time and memory leaves the facts as they are."""

from __future__ import annotations

import hashlib

import duckdb
import pytest

from preflight.facts.audience import Audience, Measure, Measured, Table
from preflight.facts.send import ConsentSpec, Source
from preflight.gather.audience import digest, engine, tables, texts
from preflight.gather.audience.duck import Duck
from tests.gather.audience.made import HERE, SURPLUS, World

COLUMNS = {"email": "mail", "status": "State", "basis": "Basis"}
PEOPLE = [f"person{n}@a.test" for n in range(40)]
KEYS = [digest.key(person) for person in PEOPLE]


def number(facts: Audience, name: str) -> object:
    answer = facts[name]
    assert isinstance(answer, Measured), answer
    return answer.value


def told(world: World, records: list[str], *measures: Measure, people: list[str] = PEOPLE) -> Audience:
    world.file("consent.csv", "mail,State,Basis\n" + "\n".join(records))
    spec = ConsentSpec(HERE, COLUMNS, Source(files=("consent.csv",), columns=COLUMNS))
    audience = "email,note\n" + "".join(f"{person},x\n" for person in people)
    return world.read(audience, consent=spec, measures=measures)


@pytest.mark.parametrize("by_uuid", [True, False])
def test_both_ways_to_the_words_of_a_digest_agree_with_python(by_uuid: bool) -> None:
    cells = [f"cell {n}" for n in range(100)]
    hexed = [hashlib.sha256(cell.encode()).hexdigest() for cell in cells]
    with duckdb.connect() as duck:
        if by_uuid and duckdb.__version__ < "2":
            by_uuid = False  # older engines have the one way only
        words = digest.words_sql("h", by_uuid=by_uuid)
        duck.execute(f"CREATE TABLE t AS SELECT {words} FROM (SELECT unnest(?) AS h)", [hexed])
        sums = duck.execute(f"SELECT {digest.sums_sql()} FROM t").fetchall()[0]
        keys = duck.execute(f"SELECT {digest.own_key_sql()}, {digest.half_sql()} FROM t").fetchall()
    wanted = [sum(int(text[n * 8 : n * 8 + 8], 16) for text in hexed) for n in range(8)]
    assert list(sums) == wanted
    assert keys == [(digest.key(cell), *digest.half(cell)) for cell in cells]


def test_each_key_is_in_one_share() -> None:
    edges = [n << 62 for n in range(4)] + [(n << 62) - 1 for n in range(1, 5)]
    with duckdb.connect() as duck:
        duck.execute("CREATE TABLE t AS SELECT CAST(unnest(?) AS UBIGINT) AS key", [[*KEYS, *edges]])
        found = [duck.execute(f"SELECT key FROM t WHERE {share}").fetchall() for share in Duck().shares("key")]
    assert sorted(key for rows in found for (key,) in rows) == sorted([*KEYS, *edges])
    assert all(found)


def test_copies_are_counted_in_all_shares(world: World) -> None:
    assert {key >> 62 for key in KEYS} == {0, 1, 2, 3}
    body = "email,note\n" + "".join(f"{person},x\n" for person in [*PEOPLE, *PEOPLE, *PEOPLE[:3]])
    assert number(world.read(body, measures=[SURPLUS]), "surplus") == 43


def test_a_list_counts_the_rows_of_people_who_stand_twice(world: World) -> None:
    body = "email,note\n" + "".join(f"{person},x\n" for person in [*PEOPLE, PEOPLE[0], PEOPLE[0]])
    facts = world.read(body, lists={"left": "email\n" + "\n".join(PEOPLE[:2])})
    assert number(facts, "listed:left") == 4


def test_everybody_has_their_record_whatever_their_share(world: World) -> None:
    found, here = Measure("found", where="consent_found"), Measure("rows")
    records = [f"{person},yes,express" for person in PEOPLE]
    facts = told(world, records, found, here, people=[*PEOPLE, "", "nobody@a.test"])
    assert (number(facts, "found"), number(facts, "rows")) == (40, 42)


@pytest.mark.parametrize("few", [2, 1000])
def test_words_that_nobody_knows_are_kept_be_they_few_or_many(
    world: World, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A few take an octet each, of many each its text; a quotation mark ends neither."""
    monkeypatch.setattr(engine, "_FEW", few)
    words = 9
    people = [f"p{n}@a.test" for n in range(words)]
    records = [f"{person},it's {n},ba''sis {n}" for n, person in enumerate(people)]
    facts = told(
        world, records, Measure("word", where="consent_word = 'it''s 2'"),
        Measure("basis", where="consent_basis_word = 'ba''''sis 2'"), Measure("unread", where="consent_unread"),
        people=people,
    )  # fmt: skip
    assert [number(facts, name) for name in ("word", "basis", "unread")] == [1, 1, words]


def test_of_two_records_the_same_one_counts_in_whatever_order_they_stand(world: World) -> None:
    """Neither has a date, a status or a word that may be shown; only one has something that could not be read."""
    records = [f"ann@a.test,{'x' * 50},", "ann@a.test,,"]
    unread = Measure("unread", where="consent_unread")
    found = [number(told(world, order, unread, people=["ann@a.test"]), "unread") for order in (records, records[::-1])]
    assert found == [1, 1]


def test_a_list_is_read_again_only_for_what_it_writes_in_another_way(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    real = texts._entries

    def counted(*given: object) -> frozenset[str]:
        asked.append(len(given[3]))  # type: ignore[arg-type]
        return real(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(texts, "_entries", counted)
    body = "email,note\nann@a.test,x\nBOB@a.test,x\neve@a.test,x\n"
    md5 = [hashlib.md5(f"{name}@a.test".encode(), usedforsecurity=False).hexdigest() for name in ("ann", "bob")]
    lists = {"plain": "email\nann@a.test\nbob@a.test\n", "hashed": ("h\n" + "\n".join(md5), {"match": "md5"})}
    facts = world.read(body, lists=lists)
    assert [number(facts, f"listed:{name}") for name in lists] == [2, 2]
    assert asked == []
    written = {
        "plain": "email\nAnn@a.test\n  bob@a.test\neve@a.test\n",
        "hashed": ("h\n" + md5[0].upper(), {"match": "md5"}),
    }
    facts = world.read(body, lists=written)
    assert [number(facts, f"listed:{name}") for name in lists] == [3, 1]
    assert asked == [2, 1]


@pytest.mark.parametrize("pieces", [8, 1])
def test_a_row_of_more_than_a_megabyte_is_damaged_in_whatever_pieces_the_file_is_read(
    world: World, pieces: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "_PIECES", pieces)
    rows = [f"p{n}@a.test,{'x' * 1000}" for n in range(2000)]
    rows[7] = f"p7@a.test,{'x' * 1_200_000}"
    members = world.read("email,note\n" + "\n".join(rows), measures=[Measure("rows")]).members
    assert isinstance(members, Table)
    assert ([row.line for row in members.bad], members.rows) == ([9], 1999)


@pytest.mark.parametrize("few", [1, 1000])
def test_domains_mix_alike_be_they_few_or_many(world: World, few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "_FEW", few)
    body = "email,note\n" + "".join(f"p{n}@{'it.test' if n % 2 else 'o-x.test'},x\n" for n in range(12)) + "none,x\n"
    mix = Measure("mix", by="domain")
    facts = world.read(body, measures=[mix], lists={"rivals": ("d\nx.test\nit.test\n", {"match": "domain"})})
    answer = facts["mix"]
    assert isinstance(answer, Measured)
    assert answer.groups == (("it.test", 6), ("o-x.test", 6), ("other", 1))
    assert number(facts, "listed:rivals") == 6
