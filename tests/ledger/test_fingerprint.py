"""What is in a fingerprint, and what is not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from preflight.facts import Facts
from preflight.ledger.fingerprint import fingerprint, of, of_send, parts, rules, ways_of_reading
from preflight.testing import audience_from, facts_from

AUDIENCE = {
    "members": "a.csv",
    "exported_at": "2026-11-24T06:00:00Z",
    "counts": {"final": 10},
    "columns": {"email": "E"},
}
LIST = {"name": "gone", "members": "l.csv", "column": "email", "exported_at": "2026-11-24T06:00:00Z"}


def facts(message: dict[str, Any] | None = None, **send: Any) -> Facts:
    words = {"name": "a", "scheduled_at": "2026-11-25T08:00:00Z", "owner": "jane@acme.example",
             "audience": AUDIENCE, "suppression": [LIST], "brief": {"audience": 10}, **send}  # fmt: skip
    made = facts_from(
        {"html": "<p>Hi</p>", "subject": "Hello", "from": "a@acme.example", **(message or {}), "send": words}
    )
    table = audience_from({"rows": 10, "lists": {"gone": {"rows": 3}}})
    assert made.send.messages[0].html is not None
    return msgspec.structs.replace(made, audience=table, digests={"email.html": made.send.messages[0].html.source})


def with_rows(made: Facts, rows: int, digest: str) -> Facts:
    members = msgspec.structs.replace(made.audience.members, rows=rows, digest=digest)  # type: ignore[type-var]
    return msgspec.structs.replace(made, audience=msgspec.structs.replace(made.audience, members=members))


CHANGES: dict[str, tuple[Callable[[], Facts], str]] = {
    "the subject": (lambda: facts({"subject": "Hallo"}), "message subject"),
    "the sender": (lambda: facts({"from": "b@acme.example"}), "message from"),
    "a preheader": (lambda: facts({"preheader": "New"}), "message preheader"),
    "a byte of the body": (lambda: facts({"html": "<p>Hi!</p>"}), "message file email.html"),
    "a header": (lambda: facts({"headers": {"X-A": "b"}}), "message headers"),
    "the language": (lambda: facts({"language": "de"}), "message state"),
    "the time": (lambda: facts(scheduled_at="2026-11-25T08:00:01Z"), "schedule"),
    "the brief": (lambda: facts(brief={"audience": 11}), "brief"),
    "the owner": (lambda: facts(owner="joe@acme.example"), "settings"),
    "the platform": (lambda: facts(platform="hubspot"), "settings"),
    "the counts": (lambda: facts(audience={**AUDIENCE, "counts": {"final": 11}}), "audience counts"),
    "the columns": (lambda: facts(audience={**AUDIENCE, "columns": {"email": "F"}}), "audience settings"),
    "who is in it": (lambda: with_rows(facts(), 10, "sum256:other"), "audience"),
    "how many are in it": (lambda: with_rows(facts(), 11, ""), "audience"),
    "a list's column": (lambda: facts(suppression=[{**LIST, "column": "mail"}]), "suppression settings"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_one_change_changes_one_part(name: str) -> None:
    make, part = CHANGES[name]
    before, after = of_send(facts()), of_send(make())
    assert {key for key in {*before, *after} if before.get(key) != after.get(key)} == {part}
    assert of(facts(), "c") != of(make(), "c")


def test_the_accounts_own_fallbacks_are_in_it() -> None:
    from preflight.load import load_from

    def made(word: str) -> dict[str, str]:
        message = f"{{html: email.html, subject: Hi, defaults: {{contact.firstname: {word}}}}}"
        loaded = load_from(f"name: a\nmessage: {message}\n", {"email.html": b"<p>Hi</p>"})
        return of_send(Facts(send=loaded.send, clock=facts().clock, digests=loaded.digests))

    before, after = made("there"), made("friend")
    assert [name for name in before if before[name] != after[name]] == ["message defaults"]


def test_the_rules_are_in_it() -> None:
    assert of(facts(), "c") != of(facts(), "d")
    assert fingerprint(parts(facts(), "c")) == of(facts(), "c")


def test_when_it_was_exported_is_not() -> None:
    later = {"exported_at": "2026-11-24T07:00:00Z"}
    again = facts(audience={**AUDIENCE, **later}, suppression=[{**LIST, **later}])
    assert of(again, "c") == of(facts(), "c")


def test_a_sender_that_all_sends_share_is_in_it() -> None:
    from preflight.load import load_from

    def made(sender: str) -> str:
        shared = f"message: {{from: {sender}}}\n".encode()
        files = {"acme.yaml": shared, "email.html": b"<p>Hi</p>"}
        loaded = load_from("extends: acme.yaml\nname: a\nmessage: {html: email.html, subject: Hi}\n", files)
        return of(Facts(send=loaded.send, clock=facts().clock, digests=loaded.digests), "c")

    assert made("a@acme.example") != made("b@acme.example")


def test_a_table_that_could_not_be_read_is_like_no_other() -> None:
    from preflight.facts.web import Unanswered

    unread = msgspec.structs.replace(facts().audience, members=Unanswered("error", "x"))
    assert of(msgspec.structs.replace(facts(), audience=unread), "c") != of(facts(), "c")


def test_the_rules_of_an_audience_are_not_its_numbers() -> None:
    def ruled(made: Facts) -> str:
        return rules(made.send, ())

    again = {**AUDIENCE, "members": "b.csv", "exported_at": "2026-11-25T06:00:00Z", "counts": {"final": 99}}
    assert ruled(facts(audience=again)) == ruled(facts())
    assert ruled(facts(suppression=[{**LIST, "match": "domain"}])) != ruled(facts())
    assert ruled(facts(brief={"recipients": {"country": {"only": ["DE"]}}})) != ruled(facts())


def test_what_decides_how_a_table_is_read() -> None:
    first = ways_of_reading(facts().send, (), "1")
    assert set(first) == {"audience", "suppression gone"}
    assert ways_of_reading(facts().send, ("country",), "1")["audience"] != first["audience"]
    assert ways_of_reading(facts().send, (), "2") != first
    assert ways_of_reading(facts({"subject": "x"}).send, (), "1") == first
