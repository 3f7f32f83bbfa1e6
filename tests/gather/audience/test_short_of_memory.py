"""However much memory there is, and in how many shares the work is done: the facts are the same."""

from __future__ import annotations

import hashlib
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from preflight.facts.audience import Audience, Cell, Measure, Measured, Sample, Table
from preflight.facts.send import ConsentSpec, Source
from preflight.gather.audience import among, digest, lists, records, texts
from preflight.gather.audience.duck import Duck
from preflight.gather.audience.engine import Engine
from preflight.gather.audience.normalise import literal
from preflight.gather.audience.working import Limits
from tests.gather.audience.made import HERE, SURPLUS, World

Patch = Callable[[pytest.MonkeyPatch], None]


def never_packed(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(records, "look", lambda *_given: None)


def in_shares(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(records, "_MANY", 0)
    patch.setattr(records, "_fits", lambda *_given: True)


def laid_out(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(records, "_MANY", 0)
    patch.setattr(records, "_fits", lambda *_given: False)


def thrifty(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(lists, "_ENTRY", 1 << 60)
    laid_out(patch)


WAYS: dict[str, Patch] = {"in shares": in_shares, "laid out": laid_out, "thrifty": thrifty, "at once": never_packed}

NAMES = ["ann", "Bob", "cem", "d\u00f6rte", "eve", "info", "abuse", "fay+x"]
PEOPLE = [*(f"{name}@a.test" for name in NAMES), *(f"{name}@b\u00fccher.test" for name in NAMES[:3]), "", "nonsense"]
MEASURES = [
    SURPLUS,
    Measure("rows"),
    Measure("by country", by="country", examples=2),
    Measure("mix", by="domain"),
    *(
        Measure(name, where=where, examples=3)
        for name, where in {
            "found": "consent_found", "in": "consent_status = 'opted-in'", "out": "consent_status = 'opted-out'",
            "word": "consent_word IS NOT NULL", "basis": "consent_basis = 'express'",
            "basis word": "consent_basis_word = 'hearsay'", "old": "consent_at < TIMESTAMP '2026-02-02 00:00:00'",
            "undated": "consent_found AND consent_at IS NULL", "unread": "consent_unread",
            "unread date": "consent_at_unread", "sourced": "consent_sourced", "tied": "consent_tied",
            "here": "country = 'DE' AND consent_found", "nowhere": "country IS NULL", "odd country": "country = '?'",
            "nobody": "NOT consent_found", "one domain": "domain = 'a.test' AND consent_found",
        }.items()
    ),
    *(Measure(f"flag {n}", flag=f"local = '{name}'", examples=1) for n, name in enumerate(["info", *"abcdefgh"])),
    Measure("roles", flag="local IN (" + ", ".join(f"'{name}'" for name in [*NAMES, *map(str, range(20))]) + ")"),
    Measure("long", cell=Cell("note", "length"), aggregate="sum(flag)"),
    Measure("long ones", cell=Cell("note", "length"), where="flag > 2", examples=2),
]  # fmt: skip

person = st.sampled_from(PEOPLE)
record = st.tuples(
    person,
    st.sampled_from(["yes", "YES ", "no", "pending", "maybe", "", "x" * 50]),
    st.sampled_from(["express", "doi", "hearsay", "", "a@b"]),
    st.sampled_from(["2026-01-01", "2026-02-02T10:00:00Z", "03.02.2026", "someday", "", "infinity", "1/2/2026"]),
    st.sampled_from(["DE", "Germany", "at", "Nowhere", ""]),
    st.sampled_from(["fair", "", "\u00a0"]),
)
row = st.tuples(person, st.sampled_from(["", "a note", "\x1f", "a\x1fb", "\x1e"]), st.sampled_from(["DE", "", "x"]))


def entry(kind: str, who: str, case: int) -> str:
    if kind == "domain":
        return who.rpartition("@")[2] or "nothing"
    if kind == "email":
        return [who, who.upper(), f"  {who} "][case % 3]
    digest = hashlib.new(kind, who.lower().encode(), usedforsecurity=False).hexdigest()
    return [digest, digest.upper(), f" {digest}", digest[:-1], digest[:-1] + "g", " " * len(digest)][case]


KINDS = ("email", "md5", "sha1", "sha256", "domain")
listed = st.fixed_dictionaries(
    {kind: st.lists(st.tuples(person, st.integers(0, 5)), min_size=1, max_size=6) for kind in KINDS}
)


@contextmanager
def made(rows: Any, register: Any, entries: Any) -> Iterator[Callable[[], Audience]]:
    columns = {"email": "mail", "status": "s", "basis": "b", "at": "at", "country": "c", "source": "o"}
    with tempfile.TemporaryDirectory() as folder:
        world = World(Path(folder))
        world.file("consent.csv", "mail,s,b,at,c,o\n" + "".join(",".join(one) + "\n" for one in register))
        audience = "email,note,country\n" + "".join(",".join(one) + "\n" for one in rows)
        hashed = {
            kind: ("entry\n" + "".join(entry(kind, *one) + "\n" for one in found), {"match": kind, "column": "entry"})
            for kind, found in entries.items()
        }
        consent = ConsentSpec(HERE, columns, Source(files=("consent.csv",), columns=columns), dates="DMY")
        yield lambda: world.read(
            audience, lists={kind: (body, dict(fields)) for kind, (body, fields) in hashed.items()}, consent=consent,
            measures=MEASURES, source={"columns": {"email": "email", "note": "note", "country": "country"}},
            sample=Sample(("note",), "seed", 3),
        )  # fmt: skip


@settings(deadline=None, max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(row, min_size=1, max_size=12), st.lists(record, min_size=1, max_size=12), listed)
def test_every_way_finds_the_same(rows: Any, register: Any, entries: Any) -> None:
    with made(rows, register, entries) as read:
        wanted = read()
        assert isinstance(wanted.consent, Table), wanted.consent
        for name, way in WAYS.items():
            with pytest.MonkeyPatch.context() as patch:
                way(patch)
                found = read()
            assert found == wanted, name


def packed_views(patch: pytest.MonkeyPatch) -> list[str]:
    """The views that are made from here on: there is one where the register was packed."""
    seen: list[str] = []
    real = Engine.view

    def view(self: Engine, name: str, select: str) -> None:
        seen.append(select)
        real(self, name, select)

    patch.setattr(Engine, "view", view)
    return seen


RECORDS = [("ann@a.test", "yes", "express", "2026-01-01", "DE", "fair")] * 2 + [
    ("cem@a.test", "no", "express", "2026-01-01", "DE", "fair")
]


def test_each_of_these_ways_is_really_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    told: dict[str, tuple[int, bool]] = {}
    with made([("ann@a.test", "", ""), ("x@a.test", "", "")], RECORDS, {"md5": [("ann@a.test", 0)]}) as read:
        for name, way in WAYS.items():
            with monkeypatch.context() as patch:
                way(patch)
                seen = packed_views(patch)
                read()
                told[name] = len(seen), any("pf_people0" in one for one in seen)
    assert told == {"in shares": (1, False), "laid out": (2, True), "thrifty": (2, True), "at once": (0, False)}


def test_a_register_of_many_words_is_read_in_the_usual_way(monkeypatch: pytest.MonkeyPatch) -> None:
    register = [("ann@a.test", f"word {n}", "", "2026-01-01", "", "") for n in range(9)]
    with made([("ann@a.test", "", "")], register, {}) as read:
        wanted = read()
        for limit, number in (("_FEW", 3), ("_MOST", 3)):
            with monkeypatch.context() as patch:
                patch.setattr(records, limit, number)
                seen = packed_views(patch)
                assert read() == wanted
                assert not seen


def test_a_damaged_register_is_told_of_as_ever() -> None:
    """The reading that looks for words stumbles first; it says nothing, and the usual one says where."""
    register = [("ann@a.test", "yes", "", "2026-01-01", "", ""), ("bob@a.test", "yes,too", "", "", "", "")]
    with made([("ann@a.test", "", "")], register, {}) as read:
        found = read().consent
    assert isinstance(found, Table)
    assert (found.rows, [one.line for one in found.bad]) == (1, [3])


@pytest.mark.parametrize("kind", ["md5", "sha1", "sha256"])
def test_a_digest_has_one_key_however_it_is_come_by(kind: str) -> None:
    says = Duck()
    texts = [f"person{n}@a.test" for n in range(50)]
    with duckdb.connect() as engine:
        for text in texts:
            hexed = hashlib.new(kind, text.encode(), usedforsecurity=False).hexdigest()
            made_, known, lower, upper = engine.execute(
                f"SELECT {says.digest_key(kind, 't')}, {says.known_key(hexed, kind)}, {says.given_key('h', kind)}, "
                f"{says.given_key('upper(h)', kind)} FROM (SELECT '{text}' AS t, '{hexed}' AS h)"
            ).fetchall()[0]
            assert made_ == known == lower == upper


def test_hits_that_share_a_key_alone_are_taken_out_where_memory_is_short(monkeypatch: pytest.MonkeyPatch) -> None:
    """All entries have one key: beside it stand 64 bits more, and where these differ the text decides."""
    monkeypatch.setattr(Duck, "email_key", lambda *_given: "CAST(7 AS UBIGINT)")
    monkeypatch.setattr(Duck, "digest_key", lambda *_given: "CAST(7 AS UBIGINT)")
    thrifty(monkeypatch)
    with made([("ann@a.test", "", "")], RECORDS, {"email": [("eve@a.test", 0)]}) as read:
        answer = read()["listed:email"]
    assert isinstance(answer, Measured)
    assert answer.value == 0


def test_where_memory_is_short_no_list_is_read_a_second_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """128 bits of digests say that two texts are one, in whatever writing the list holds it."""
    asked: list[object] = []
    monkeypatch.setattr(texts, "_entries", lambda *given: asked.append(given) or frozenset())
    thrifty(monkeypatch)
    met = [("ann@a.test", 0), ("cem@a.test", 1), ("eve@a.test", 2), ("nobody@a.test", 0)]
    rows = [(who, "", "") for who in ("ann@a.test", "CEM@a.test", "eve@a.test", "bob@a.test")]
    with made(rows, RECORDS, dict.fromkeys(KINDS[:4], met)) as read:
        found = read()
    counts = [
        answer.value for answer in (found[f"listed:{kind}"] for kind in KINDS[:4]) if isinstance(answer, Measured)
    ]
    assert counts == [3, 3, 3, 3]
    assert asked == []


words = st.text(st.sampled_from("ab' ,()\u00e9"), max_size=3)


@settings(deadline=None, max_examples=40)
@given(st.lists(words, min_size=1, max_size=30), st.lists(words | st.none(), min_size=1, max_size=8))
def test_words_are_found_among_others_wherever_these_lie(listed: list[str], asked: list[str | None]) -> None:
    flag = f"x IN ({', '.join(literal(word) for word in listed)}) OR x = 'IN (''a'', ''b'')'"
    engine = Engine(None, None, Limits(None, threading.Event()))
    try:
        quick = among.looked_up(flag, engine)
        assert ("pf_among" in quick) == (len(listed) >= 16)
        engine.upload("t", {"x": "text"}, [(word,) for word in asked])
        told = [engine.rows(f"SELECT {sql} FROM t ORDER BY rowid") for sql in (flag, quick)]
    finally:
        engine.close()
    assert told[0] == told[1]


cells = st.lists(st.text(st.sampled_from("ab:-1\x1e\x1f"), max_size=3) | st.none(), min_size=3, max_size=3)


@settings(deadline=None, max_examples=60)
@given(cells, cells)
def test_the_text_of_a_row_is_python_s_and_no_other_row_s(
    one: list[str | None], other: list[str | None]
) -> None:  # fmt: skip
    assert (digest.row_text(one) == digest.row_text(other)) == (one == other)
    plain = not any(sign in cell for cell in one if cell for sign in "\x1e\x1f")
    with duckdb.connect() as engine:
        for divided in (True, False) if plain else (True,):
            sql = digest.row_sql(["a", "b", "c"], divided=divided)
            told = engine.execute(f"SELECT {sql} FROM (SELECT ?::VARCHAR AS a, ?::VARCHAR AS b, ?::VARCHAR AS c)", one)
            assert told.fetchall() == [(digest.row_text(one),)]
