"""Ten recipients by chance: always the same ones, nobody's address or value in clear."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import duckdb
import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from preflight.facts.audience import Audience, Person, Sample, Sampled, Veiled
from preflight.facts.send import AudienceSpec, Send, Source
from preflight.gather.audience import gather_audience
from preflight.privacy import mask
from tests.gather.audience import nasty
from tests.gather.audience.made import HERE, KEY, World

NAMES = ["Jane", "BOB", "eve", "", " ", "Zoë", "A1", "ÄNNE", "jane@acme.test", "1234567"]
FIRST = Sample(("firstname",), "seed")


def people(number: int) -> str:
    return "Email,First Name\n" + "".join(f"p{n}x@acme{n % 7}.test,{NAMES[n % len(NAMES)]}\n" for n in range(number))


def sampled(facts: Audience) -> Sampled:
    assert isinstance(facts.sample, Sampled)
    return facts.sample


def test_ten_people_with_what_their_field_holds(world: World) -> None:
    found = sampled(world.read(people(300), sample=FIRST))
    assert found.columns == {"firstname": "First Name"}
    assert len(found.people) == len({one.example.digest for one in found.people}) == 10
    assert all(one.example.masked.startswith("p***x@a***.") for one in found.people)


def test_a_cell_is_told_by_its_first_sign_its_length_and_its_case(world: World) -> None:
    found = sampled(world.read(people(10), sample=FIRST))
    cells = {one.cells[0] for one in found.people}
    assert cells == {
        Veiled("J", 4), Veiled("B", 3, "upper"), Veiled("e", 3, "lower"), None, Veiled("Z", 3), Veiled("", 2, "upper"),
        Veiled("Ä", 4), Veiled("j", 14), Veiled("", 7),
    }  # fmt: skip


def test_the_same_send_shows_the_same_people_another_one_others(world: World) -> None:
    first, again = (sampled(world.read(people(300), sample=FIRST)) for _ in range(2))
    assert first == again
    other = sampled(world.read(people(300), sample=Sample(("firstname",), "other")))
    assert people_of(other) != people_of(first)
    assert people_of(sampled(world.read(people(301), sample=FIRST))) != people_of(first)


def people_of(found: Sampled) -> set[str]:
    return {one.example.digest for one in found.people}


def test_fewer_people_and_people_who_stand_there_twice(world: World) -> None:
    body = "Email,First Name\n" + "a@x.test,Ann\n" * 30 + "b@x.test,Bob\n"
    assert len(sampled(world.read(body, sample=FIRST)).people) == 2


def test_a_field_that_the_audience_lacks_is_left_out(world: World) -> None:
    found = sampled(world.read(people(20), sample=Sample(("city", "firstname"), "seed")))
    assert found.columns == {"firstname": "First Name"}
    assert {len(one.cells) for one in found.people} == {1}


def test_nobody_asks_nobody_is_shown(world: World) -> None:
    assert world.read(people(20)).sample is None


def test_an_audience_of_digests_shows_no_address(world: World) -> None:
    body = "hash,First Name\n" + "".join(f"{n:064x},Ann\n" for n in range(20))
    found = sampled(world.read(body, spec={"match": "sha256"}, source={"columns": {"email": "hash"}}, sample=FIRST))
    assert {one.example.masked for one in found.people} == {"***"}
    assert {one.cells for one in found.people} == {(Veiled("A", 3),)}


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names=st.lists(st.text("abcdefgh._+", min_size=4, max_size=9), min_size=1, max_size=8, unique=True))
def test_no_address_leaves_whatever_column_it_stands_in(world: World, names: list[str]) -> None:
    addresses = [f"{name}@secret-{n}.test" for n, name in enumerate(names)]
    body = "email,First Name,City\n" + "".join(f"{one},{one},call {one} now\n" for one in addresses)
    facts = world.read(body, sample=Sample(("firstname", "city"), "seed"))
    said = msgspec.json.encode(facts).decode().lower()
    assert len(sampled(facts).people) == len(names)
    for one in addresses:
        assert one not in said
        assert one.split("@")[1] not in said
        assert one.split("@")[0] not in said.replace(mask(one).lower(), "")


def test_a_duckdb_database(tmp_path: Path, world: World) -> None:
    wanted = sampled(world.read(people(50), sample=FIRST))
    place = tmp_path / "people.duckdb"
    with duckdb.connect(str(place)) as engine:
        engine.execute(
            "CREATE TABLE people AS SELECT * FROM read_csv(?, all_varchar=true)", [str(world.folder / "audience.csv")]
        )
    send = Send("x", "send.yaml", (), audience=AudienceSpec(HERE, Source(connect="duckdb:///p", table="people")))
    found = gather_audience(send, {"duckdb:///p": place}, {"duckdb:///p": "duckdb:///p"}, (), key=KEY, sample=FIRST)
    assert people_of(sampled(found)) <= {one.example.digest for one in everybody(world, 50).people}
    assert sampled(found).columns == wanted.columns


def everybody(world: World, number: int) -> Sampled:
    return sampled(world.read(people(number), sample=Sample(("firstname",), "seed", number)))


def made(connect: str) -> Callable[[str, dict[str, str]], Source]:
    def source(name: str, columns: dict[str, str]) -> Source:
        if connect:
            return Source(connect=connect, table=name, columns=columns)
        return Source(files=(f"{name}.parquet",), columns=columns)

    return source


def test_postgresql_shows_the_same_people_veiled_the_same_way(warehouse: str, tmp_path: Path) -> None:
    """As many as there are, so that both look at all: letters beyond ASCII, blanks of all kinds, NULL."""
    world = nasty.nasty()
    files = nasty.write_parquet(tmp_path, world)
    ask = msgspec.structs.replace(nasty.SAMPLE, number=400)
    there, here = (
        sampled(nasty.read(nasty.send_of(world, made(connect), register=True), files, warehouse, sample=ask))
        for connect in ("${DB}", "")
    )
    assert by_person(there) == by_person(here)
    assert len(here.people) > 100
    assert {cell for one in here.people for cell in one.cells} > {None, Veiled("F", 8), Veiled("D", 2 + 9)}


def by_person(found: Sampled) -> dict[str, Person]:
    return {one.example.digest: one for one in found.people}
