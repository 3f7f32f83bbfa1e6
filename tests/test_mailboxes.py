"""Addresses of From, To and Reply-To, read without trusting them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preflight.mailboxes import mailbox, mailboxes


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Acme <a@acme.example>", ("Acme", "a@acme.example")),
        ('"Doe, Jane" <jane@acme.example>', ("Doe, Jane", "jane@acme.example")),
        ("a@acme.example", ("", "a@acme.example")),
        ("undisclosed-recipients:;", ("", "")),
        ("", ("", "")),
        ("(" * 50_000 + "a@acme.example", ("", "")),
    ],
)
def test_the_first_mailbox(value: str, expected: tuple[str, str]) -> None:
    assert mailbox(value) == expected


def test_what_cannot_be_read_is_told_from_what_is_empty() -> None:
    assert mailboxes(["(" * 50_000]) is None
    assert mailboxes(["no address here"]) == ()


def test_all_of_all_values() -> None:
    assert mailboxes(["A <a@x.example>, b@x.example", "c@x.example"]) == (
        ("A", "a@x.example"),
        ("", "b@x.example"),
        ("", "c@x.example"),
    )


@given(st.text(alphabet='ab@.<>()"\\,;: \r\n\0é', max_size=60))
def test_nothing_raises(value: str) -> None:
    assert all("@" in address for _name, address in mailboxes([value]) or ())
