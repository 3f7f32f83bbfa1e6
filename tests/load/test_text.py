from __future__ import annotations

import pytest

from preflight.facts.send import Link
from preflight.load.text import read_text


def links(text: str) -> list[Link]:
    return list(read_text(text.encode(), file="mail.txt").links)


@pytest.mark.parametrize(
    ("text", "raw"),
    [
        ("See https://x.test/a.", "https://x.test/a"),
        ("(https://x.test/a)", "https://x.test/a"),
        ("https://x.test/a_(b)", "https://x.test/a_(b)"),
        ("<https://x.test/a>, now", "https://x.test/a"),
        ("https://x.test/?e={{ contact.email }} now", "https://x.test/?e={{ contact.email }}"),
        ("Write mailto:a@x.test!", "mailto:a@x.test"),
        ("www.x.test", "www.x.test"),
    ],
)
def test_addresses(text: str, raw: str) -> None:
    assert [one.raw for one in links(text)] == [raw]


def test_the_words_around_an_address_tell_its_role() -> None:
    found = links("Shop: https://x.test/1\r\nUnsubscribe:\r\nhttps://x.test/2\r\nIm Browser ansehen: https://x.test/3")
    assert [one.role for one in found] == ["content", "unsubscribe", "view"]
    assert [(one.location.line, one.location.column) for one in found] == [(1, 7), (3, 1), (4, 21)]
    assert {one.where for one in found} == {"text"}


def test_tokens_and_lines() -> None:
    found = read_text(b"Hello {{ contact.name }}\n\nhttps://x.test/?e={{ contact.email }}\n", file="m")
    assert [(one.name, one.where) for one in found.tokens] == [("contact.name", "text"), ("contact.email", "url")]
    assert [run.location.line for run in found.part.runs] == [1, 3]


def test_what_cannot_be_read_is_said() -> None:
    assert [one.kind for one in read_text(b"\xff\0", file="m").defects] == ["encoding", "nul"]
