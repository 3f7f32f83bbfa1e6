"""Who is on a list: by address, domain and digest."""

from __future__ import annotations

import hashlib

import pytest

from preflight.facts.audience import Measured, Table
from preflight.facts.web import Unanswered
from preflight.gather.audience import texts
from tests.gather.audience.made import World


def hexed(text: str, kind: str) -> str:
    return hashlib.new(kind, text.encode()).hexdigest()


def hits(world: World, people: list[str], entries: list[str], **fields: object) -> int:
    spec = fields.pop("spec", None)
    facts = world.read(
        "email\n" + "".join(f'"{p}"\n' for p in people),
        lists={"l": ("entry\n" + "".join(f"{e}\n" for e in entries), dict(fields))},
        spec=spec,  # type: ignore[arg-type]
    )
    answer = facts["listed:l"]
    assert isinstance(answer, Measured), answer
    return int(answer.value or 0)


@pytest.mark.parametrize(
    ("person", "entry", "same"),
    [
        ("jane@acme.test", "jane@acme.test", True),
        ("JANE@Acme.Test", "jane@acme.test", True),
        (" jane@acme.test\t", "Jane@acme.test", True),
        ("\u00a0jane@acme.test\u200b", "jane@acme.test", True),
        ("jane@acme.test", "\ufeffjane@acme.test\u00a0", True),
        ("jane+news@acme.test", "jane@acme.test", False),
        ("jane@acme.test", "jane+news@acme.test", False),
        ("j.ane@acme.test", "jane@acme.test", False),
        ("jane@bücher.test", "jane@xn--bcher-kva.test", True),
        ("jane@BÜCHER.test", "jane@bücher.test", True),
        ("jane@xn--bcher-kva.test", "JANE@Bücher.TEST", True),
        ("ÄNNE@acme.test", "änne@acme.test", True),
        ("a\u0308nne@acme.test", "änne@acme.test", True),
        ("jane@acme.test", "jane@acme.tests", False),
        ("jane\u200b@acme.test", "jane@acme.test", False),
    ],
)
def test_addresses(world: World, person: str, entry: str, same: bool) -> None:
    assert hits(world, [person, "bob@b.test"], [entry]) == same


@pytest.mark.parametrize("kind", ["md5", "sha1", "sha256"])
@pytest.mark.parametrize("case", [str.lower, str.upper])
def test_digests(world: World, kind: str, case: object) -> None:
    assert callable(case)
    people = [" JANE@acme.test", "jane@acme.test", "bob@b.test", "jane@bücher.test", "eve@xn--bcher-kva.test"]
    assert hits(world, people, [case(hexed("jane@acme.test", kind))], match=kind) == 2
    assert hits(world, people, [case(hexed("jane@bücher.test", kind))], match=kind) == 1
    assert hits(world, people, [case(hexed("jane@xn--bcher-kva.test", kind))], match=kind) == 1
    assert hits(world, people, [case(hexed("eve@bücher.test", kind))], match=kind) == 1
    assert hits(world, people, [hexed("nobody@acme.test", kind)], match=kind) == 0


@pytest.mark.parametrize(
    ("entry", "with_below", "alone"),
    [("acme.test", 3, 2), ("ACME.test ", 3, 2), ("@acme.test", 3, 2), ("*.acme.test", 3, 2), ("mail.acme.test", 1, 1),
     ("cme.test", 0, 0), ("bücher.test", 1, 1), ("xn--bcher-kva.test", 1, 1)],
)  # fmt: skip
def test_domains(world: World, entry: str, with_below: int, alone: int) -> None:
    people = ["a@acme.test", "B@ACME.TEST", "c@mail.acme.test", "d@notacme.test", "e@BÜCHER.test"]
    assert hits(world, people, [entry], match="domain") == with_below
    assert hits(world, people, [entry], match="domain", subdomains=False) == alone


@pytest.mark.parametrize("kind", ["md5", "sha1", "sha256"])
def test_an_audience_of_digests(world: World, kind: str) -> None:
    people = [hexed("jane@acme.test", kind).upper(), hexed("eve@bücher.test", kind), hexed("bob@b.test", kind)]
    spec = {"match": kind}
    assert hits(world, people, ["Jane@acme.test", "eve@BÜCHER.test", "x@x.test"], spec=spec) == 2
    assert hits(world, people, ["eve@xn--bcher-kva.test"], spec=spec) == 1
    assert hits(world, people, [hexed("jane@acme.test", kind)], match=kind, spec=spec) == 1


def test_what_cannot_be_compared_is_said(world: World) -> None:
    facts = world.read(
        "email\n" + hexed("a@a.test", "md5") + "\n",
        spec={"match": "md5"},
        lists={"d": ("d\nacme.test\n", {"match": "domain"}), "s": ("s\n" + "0" * 64 + "\n", {"match": "sha256"})},
    )
    for name in ("d", "s"):
        assert isinstance(facts[f"listed:{name}"], Unanswered)
        assert isinstance(facts.lists[name], Table), "the list itself was read"


def test_bad_entries_are_named_by_line(world: World) -> None:
    facts = world.read(
        "email\na@a.test\n",
        lists={
            "plain": "email\na@a.test\nJane <jane@acme.test>\n\nn/a\n",
            "hashes": (f"h\n{'0' * 31}\n{'0' * 32}\n{'g' * 32}\n", {"match": "md5"}),
            "domains": ("d\nacme.test\nno domain\njane@acme.test\nlocalhost\n", {"match": "domain"}),
        },
    )
    lines = {name: [row.line for row in table.bad] for name, table in facts.lists.items() if isinstance(table, Table)}
    assert lines == {"plain": [3, 5], "hashes": [2, 4], "domains": [3, 4, 5]}
    plain = facts.lists["plain"]
    assert isinstance(plain, Table)
    assert (plain.rows, plain.lost, plain.bad_total) == (3, 0, 2)


def test_a_list_of_several_columns_needs_its_column_named(world: World) -> None:
    left = "email,left_at\njane@acme.test,2026-01-01\n"
    assert world.read("email\njane@acme.test\n", lists={"l": (left, {"column": "E-Mail"})})["listed:l"].value == 1  # type: ignore[union-attr]
    assert world.read("email\njane@acme.test\n", lists={"l": left})["listed:l"].value == 1  # type: ignore[union-attr]


def test_hits_that_share_a_key_alone_are_taken_out(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two addresses with one 64-bit key cannot be made, so the second reading is made to say something else."""
    real = texts.addresses

    def other(*given: object) -> dict[int, tuple[str, tuple[str, ...]]]:
        return dict.fromkeys(real(*given), ("somebody@else.test", ()))  # type: ignore[arg-type]

    monkeypatch.setattr(texts, "addresses", other)
    assert hits(world, ["jane@acme.test"], ["jane@acme.test"]) == 0


def test_examples_are_masked_and_told_apart(world: World) -> None:
    facts = world.read(
        "email\njane@acme.test\njune@acme.test\nbob@b.test\n", lists={"l": "email\njane@acme.test\njune@acme.test\n"}
    )
    answer = facts["listed:l"]
    assert isinstance(answer, Measured)
    assert {one.masked for one in answer.examples} == {"j***e@a***.test"}
    digests = {one.digest for one in answer.examples}
    assert len(digests) == 2
    bare = {hexed(a, k) for a in ("jane@acme.test", "june@acme.test") for k in ("md5", "sha1", "sha256")}
    assert not any(full.startswith(d) for d in digests for full in bare)


def test_a_later_list_does_not_change_what_an_earlier_one_holds(world: World) -> None:
    """Hits are looked at a second time when all lists were read: each has what was brought out of itself."""
    facts = world.read(
        "email\nanna@b\u00fccher.test\nb@b.test\n",
        lists={"first": "email\nANNA@b\u00fccher.test\n", "second": "email\nother@m\u00fcnchen.test\n"},
    )
    assert facts["listed:first"].value == 1  # type: ignore[union-attr]
    assert facts["listed:second"].value == 0  # type: ignore[union-attr]
