"""The same facts on every engine, wherever the audience, the lists and the consent register lie."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from preflight.facts.audience import Audience, Measured, Table
from preflight.facts.send import Source
from tests.gather.audience import nasty
from tests.gather.audience.nasty import plain, read, send_of

Where = Callable[[str], bool]
WORLD = nasty.nasty()
PLACES: dict[str, Where] = {
    "all in the database": lambda name: True,
    "lists and register in files": lambda name: name == "audience",
    "audience in a file": lambda name: name != "audience",
    "only the register in the database": lambda name: name == "register",
}


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return nasty.write_parquet(tmp_path_factory.mktemp("nasty"), WORLD)


@pytest.fixture(scope="session")
def hashed_files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return nasty.write_parquet(tmp_path_factory.mktemp("hashed"), nasty.hashed(WORLD))


def source(in_database: Where, audience: str = "audience") -> Callable[[str, dict[str, str]], Source]:
    def made(name: str, columns: dict[str, str]) -> Source:
        if in_database(name):
            return Source(connect="${DB}", table=audience if name == "audience" else name, columns=columns)
        return Source(files=(f"{name}.parquet",), columns=columns)

    return made


def everything(files: dict[str, Path], url: str, in_database: Where, **how: object) -> Audience:
    return read(send_of(WORLD, source(in_database, str(how.pop("audience", "audience"))), **how), files, url)  # type: ignore[arg-type]


@pytest.fixture(scope="session", params=[True, False], ids=["register", "columns"])
def register(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest.fixture(scope="session")
def embedded(files: dict[str, Path], register: bool) -> Audience:
    """What DuckDB says of the files: every other engine must say the same."""
    return everything(files, "", lambda _name: False, register=register)


def test_the_audience_is_nasty(embedded: Audience) -> None:
    """Facts that are all nothing would be equal too."""
    assert isinstance(embedded.members, Table)
    assert all(isinstance(one, Table) and one.bad_total for name, one in embedded.lists.items() if name != "plain")
    assert embedded.members.non_ascii > 10
    values = {name: answer.value for name, answer in embedded.measures.items() if isinstance(answer, Measured)}
    assert set(values) == set(embedded.measures), "all are answered"
    for name in ("plain", "domains", "md5", "sha1", "sha256"):
        assert values[f"suppression.listed:{name}"]


@pytest.mark.parametrize("place", PLACES)
def test_postgresql(warehouse: str, files: dict[str, Path], embedded: Audience, register: bool, place: str) -> None:
    found = everything(files, warehouse, PLACES[place], register=register)
    assert plain(found) == plain(embedded)


@pytest.mark.parametrize("place", ["all in the database", "lists and register in files", "audience in a file"])
def test_postgresql_with_digests(warehouse: str, hashed_files: dict[str, Path], place: str) -> None:
    how = {"register": True, "match": "sha256", "audience": "hashed"}
    wanted = everything(hashed_files, "", lambda _name: False, **how)
    assert plain(everything(hashed_files, warehouse, PLACES[place], **how)) == plain(wanted)


def test_the_same_rows_are_revealed(warehouse: str, files: dict[str, Path], tmp_path: Path) -> None:
    """For the owner's eyes: the only thing that brings rows out of a database."""
    for place, url, where in (("files", "", lambda _name: False), ("database", warehouse, lambda _name: True)):
        read(send_of(WORLD, source(where), register=True), files, url, reveal=tmp_path / place)
    found, wanted = ((tmp_path / place).read_bytes() for place in ("database", "files"))
    assert sorted(found.split(b"\r\n")) == sorted(wanted.split(b"\r\n"))
    assert found.count(b"\r\n") > 100
    assert (tmp_path / "database").stat().st_mode & 0o777 == 0o600
