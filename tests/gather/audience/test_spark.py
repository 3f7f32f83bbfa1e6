"""The same facts from Spark, in one process with two workers' threads: enough to prove the texts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from preflight.facts.audience import Audience, Measure
from preflight.facts.send import Source
from preflight.facts.web import Unanswered
from tests.gather.audience import nasty
from tests.gather.audience.made import ROWS
from tests.gather.audience.nasty import plain, read, send_of
from tests.gather.audience.test_engines import Where
from tests.gather.audience.test_postgresql import ask

URL = "spark://local[2]"
WORLD = nasty.nasty(rows=150)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return nasty.write_parquet(tmp_path_factory.mktemp("spark"), WORLD)


def source(folder: Path, in_spark: Where) -> Callable[[str, dict[str, str]], Source]:
    def made(name: str, columns: dict[str, str]) -> Source:
        if in_spark(name):
            return Source(connect="${DB}", query=f"SELECT * FROM parquet.`{folder}/{name}.parquet`", columns=columns)
        return Source(files=(f"{name}.parquet",), columns=columns)

    return made


def test_spark(files: dict[str, Path], capfd: pytest.CaptureFixture[str]) -> None:
    """All of it there but two lists: `scripts/spark-standalone` tries every arrangement, on a master with workers."""
    folder = files["audience.parquet"].parent
    wanted = read(send_of(WORLD, source(folder, lambda _name: False), register=True), files)
    there = source(folder, lambda name: name not in {"list_plain", "list_md5"})
    found = read(send_of(WORLD, there, register=True), files, URL)
    assert plain(found) == plain(wanted)
    said = "".join(capfd.readouterr())
    assert "@acme.test" not in said


def test_errors_quote_nobody(files: dict[str, Path], capfd: pytest.CaptureFixture[str]) -> None:
    folder = files["audience.parquet"].parent
    people = Source(
        connect="${WAREHOUSE}", query=f"SELECT `Email Address` AS email FROM parquet.`{folder}/audience.parquet`"
    )
    facts: Audience = ask(URL, ROWS, Measure("cast", flag="CAST(email AS INT) = 1"), source=people)
    assert isinstance(facts["cast"], Unanswered)
    assert facts["rows"].value  # type: ignore[union-attr]
    assert "@acme.test" not in "".join(capfd.readouterr()) + str(facts["cast"])
