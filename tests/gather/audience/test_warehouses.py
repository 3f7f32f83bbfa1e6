"""Warehouses that nobody here has an account of: their statements are looked at, and parsed by another's parser.

python -m tests.gather.audience.test_warehouses      writes the golden texts anew
"""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
import sqlglot
import sqlglot.errors

from preflight.facts.audience import Audience, Measure, Measured, Sample, Table
from preflight.facts.send import AudienceSpec, ConsentSpec, ListSpec, Send, Source
from preflight.facts.web import Unanswered
from preflight.gather.audience import dbapi, gather_audience
from preflight.gather.audience.dialect import Dialect
from preflight.gather.audience.working import Limits
from tests.gather.audience.made import HERE, KEY, ROWS, SURPLUS, listed
from tests.gather.audience.recorder import Recorder, main

GOLDEN = Path(__file__).parent / "golden"
SCHEMES = ("snowflake", "bigquery", "redshift", "trino")
DB = "${DB}"
SAMPLE = Sample(("country",), "seed")


def run(
    scheme: str, folder: Path, patch: pytest.MonkeyPatch, *measures: Measure, files: str = ""
) -> tuple[Audience, Recorder]:
    recorder = Recorder()
    patch.setitem(dbapi._OPENERS, scheme, lambda *_parts: recorder)
    patch.setattr("preflight.gather.audience.connections.installed", lambda _package: True)
    for words in ("STATUS", "BASIS"):  # a few are as good as all
        patch.setattr(f"preflight.gather.audience.words.{words}", {"yes": "opted-in", "o'k": "express"})
    patch.setattr("preflight.gather.audience.words.codes", lambda: {"de": "DE", "\u00f6sterreich": "AT"})
    (folder / "gone.csv").write_text(files or "email\njane@a.test\nb@b\u00fccher.test\n")
    members = Source(connect=DB, table="crm.people", columns={"email": "Email Address", "country": "Country"})
    lists = (
        ListSpec("file", Source(files=("gone.csv",)), HERE), ListSpec("there", Source(connect=DB, table="gone"), HERE),
        ListSpec("domains", Source(connect=DB, table="rivals"), HERE, column="email", match="domain"),
        *(ListSpec(kind, Source(connect=DB, table=f"hashes_{kind}"), HERE, match=kind) for kind in ("md5", "sha1", "sha256")),  # type: ignore[arg-type]
    )  # fmt: skip
    consent = ConsentSpec(
        HERE,
        {name: name for name in ("email", "status", "basis", "at", "country")},
        Source(connect=DB, table="register"),
    )
    send = Send(
        "x", "s", (), timezone="Europe/Berlin", audience=AudienceSpec(HERE, members), suppression=lists, consent=consent
    )
    asked = [
        ROWS, SURPLUS, Measure("domains", by="domain"), *(listed(one.name) for one in lists),
        Measure("audience.rule:1", flag="country = 'DE' AND n LIKE '%it''s%'", examples=2),
        Measure("odd", flag=r"contains(raw, '@') AND NOT regexp_full_match(address, '[^\s@]+@(a|b)')"),
        Measure("later", where="consent_found AND consent_at >= TIMESTAMP '2026-05-01 08:00:00'"), *measures,
    ]  # fmt: skip
    url = f"{scheme}://user:very-secret@host/db/schema"
    facts = gather_audience(send, {"gone.csv": folder / "gone.csv"}, {DB: url}, asked, key=KEY, sample=SAMPLE)
    return facts, recorder


def text(recorder: Recorder) -> str:
    """Named queries stand before each statement of Trino's: once, before the longest, is enough to look at."""
    longest = max(recorder.said, key=len)
    return ";\n\n".join([*(main(one) for one in recorder.said), longest]) + ";\n"


def golden(scheme: str) -> str:
    """In octets, since a carriage return stands in it."""
    return (GOLDEN / f"{scheme}.sql").read_bytes().decode()


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_statements_are_those_that_were_looked_at(
    scheme: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts, recorder = run(scheme, tmp_path, monkeypatch)
    assert isinstance(facts.members, Table)
    assert not [name for name, one in facts.measures.items() if isinstance(one, Unanswered)]
    assert text(recorder) == golden(scheme), "write them anew, and look at the difference"


@pytest.mark.parametrize("scheme", SCHEMES)
def test_another_parser_reads_them(scheme: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for statement in run(scheme, tmp_path, monkeypatch)[1].said:
        found = sqlglot.parse(statement, dialect=scheme)
        assert len(found) == 1
        assert type(found[0]).__name__ != "Command", statement[:80]


@pytest.mark.parametrize("scheme", SCHEMES)
def test_no_address_is_in_a_statement(scheme: str) -> None:
    said = golden(scheme).lower()
    assert "jane@" not in said
    assert "very-secret" not in said


def test_a_driver_that_fails_is_not_quoted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_parts: object) -> None:
        raise RuntimeError("password very-secret of jane@a.test refused")

    monkeypatch.setattr("preflight.gather.audience.connections.installed", lambda _package: True)
    monkeypatch.setitem(dbapi._OPENERS, "trino", broken)
    send = Send("x", "s", (), audience=AudienceSpec(HERE, Source(connect=DB, table="people")))
    facts = gather_audience(send, {}, {DB: "trino://user:very-secret@host/c/s"}, [ROWS], key=KEY)
    assert facts.members == Unanswered("error", "the warehouse cannot be reached (RuntimeError)")


def test_a_list_too_long_for_trino_is_unknown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    many = "email\n" + "".join(f"p{n}@a.test\n" for n in range(20_000))
    facts, _recorder = run("trino", tmp_path, monkeypatch, files=many)
    assert isinstance(facts["listed:file"], Unanswered)
    assert "Trino" in facts["listed:file"].reason
    assert facts["rows"] == Measured(7)


@pytest.mark.parametrize("dialect", [*dbapi.DIALECTS.values()], ids=list(dbapi.DIALECTS))
@pytest.mark.parametrize("cell", ["it's", "back\\slash", "\\'; DROP TABLE x; --", "line\nbreak", '`"'])
def test_no_text_ends_its_string(dialect: type[Dialect], cell: str) -> None:
    scheme = dialect.name.lower()
    found = sqlglot.parse_one(f"SELECT {dialect().literal(cell)}", dialect=scheme).expressions[0]
    assert found.this == cell


def test_limits_are_asked_for(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    asked = []
    monkeypatch.setitem(dbapi._OPENERS, "redshift", lambda _url, _more, seconds: asked.append(seconds) or Recorder())
    dbapi.connect("redshift://h/d", Limits(30, threading.Event()), "", None).close()  # type: ignore[arg-type]
    assert asked in ([29], [30])


if __name__ == "__main__":
    import tempfile

    GOLDEN.mkdir(exist_ok=True)
    for name in SCHEMES:
        with pytest.MonkeyPatch.context() as patched, tempfile.TemporaryDirectory() as place:
            (GOLDEN / f"{name}.sql").write_bytes(text(run(name, Path(place), patched)[1]).encode())
