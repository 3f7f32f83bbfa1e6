"""sender.missing: exactly one address."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preflight.checks.sender.missing import missing
from tests.checks.content_facts import header, mail, outcome, result, said


@pytest.mark.parametrize(
    "text",
    [
        "news@shop.test",
        "News <news@shop.test>",
        '"Acme, Inc." <news@shop.test>',
        "Acme, Inc. <news@shop.test>",
        "news@shop.test <news@shop.test>",
        '"Jane \\"J\\" Doe" <jane@shop.test>',
        "Größe <news@größe.test>",
        "<news@shop.test>",
        "News (weekly) <news@shop.test>",
        "news@localhost",
        "{{ owner.name }} <{{ owner.email }}>",
        "News <{{ owner }}@shop.test>",
        "{{ owner.email }}",
        "News from *|LIST:COMPANY|* <news@shop.test>",
    ],
)
def test_one_sender(text):
    assert result(missing, mail(sender=text)).outcome == "passed"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "the mail has no From line"),
        ("  ", "the mail has no From line"),
        ("Acme News", "the From line holds no address: “Acme News”"),
        ("Acme <>", "the From line holds no address: “Acme <>”"),
        ("Acme <news@>", "the From line holds no address: “Acme <news@>”"),
        ("Acme <@shop.test>", "the From line holds no address: “Acme <@shop.test>”"),
        ("undisclosed:;", "the From line holds no address: “undisclosed:;”"),
        ("a@shop.test, b@shop.test", "the From line holds 2 addresses instead of one"),
        ("A <a@shop.test>, B <b@shop.test>", "the From line holds 2 addresses instead of one"),
    ],
)
def test_none_or_several(text, words):
    found = result(missing, mail(sender=text))
    assert outcome(found) == ("failed", "blocker")
    assert said(found) == [words]


def test_nothing_given():
    assert said(result(missing, mail())) == ["the mail has no From line"]
    assert result(missing, mail(), bare=True).outcome == "skipped"
    assert result(missing, mail(state="proof", headers={}), bare=True).outcome == "failed"
    assert result(missing, mail(proof=mail(state="proof", sender="a@shop.test"))).outcome == "passed"


def test_two_from_lines():
    lines = (header("From", "a@shop.test"), header("from", "b@shop.test"))
    found = result(missing, mail(state="proof", sender="a@shop.test", headers=lines))
    assert found.outcome == "passed", "headers.duplicated tells"
    lines = (header("From", "a@shop.test"), header("from", "nobody"))
    found = result(missing, mail(state="proof", sender="a@shop.test", headers=lines))
    assert len(said(found)) == 1


def test_a_token_as_address_is_remarked():
    found = result(missing, mail(sender="News <{{ owner.email }}>"))
    assert [str(r.message) for r in found.remarks] == ["a token makes the From address: {{ owner.email }}"]


def test_variants_are_one_finding():
    assert said(result(missing, mail(name="A"), mail(name="B"))) == ["2 messages have no sender"]


@given(st.text(max_size=60) | st.text('<>@,;"\\{}%* a.', max_size=40))
def test_no_sender_crashes_it(text):
    assert result(missing, mail(sender=text)).outcome != "crashed"


@pytest.mark.parametrize("piece", ["<", "<a@b.test>", '"', "{{", "a@", "a.", "%%", ",", "\\"])
def test_no_sender_takes_it_long(piece):
    assert result(missing, mail(sender=piece * 100_000)).outcome != "crashed"
