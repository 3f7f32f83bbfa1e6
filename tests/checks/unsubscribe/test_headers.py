"""unsubscribe.header-missing, .one-click-invalid, .header-encoded: List-Unsubscribe as it is really written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preflight.checks.unsubscribe.header_encoded import header_encoded
from preflight.checks.unsubscribe.header_missing import header_missing
from preflight.checks.unsubscribe.one_click_invalid import one_click_invalid
from preflight.facts.send import AudienceSpec, Counts
from preflight.finding import Location
from tests.checks.content_facts import header, mail, outcome, result, said

ALONE = "List-Unsubscribe holds an e-mail address alone: enough for Yahoo, but Gmail wants an https address"
POST = {"List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def sent(value: str | None = None, **more):
    headers = {} if value is None else {"List-Unsubscribe": value}
    return mail(headers={"From": "News <news@shop.test>", **headers, **more.pop("post", POST)}, **more)


@pytest.mark.parametrize(
    ("message", "words"),
    [
        (sent(), "there is no List-Unsubscribe header"),
        (sent("NO"), "the List-Unsubscribe header holds no address"),
        (sent("<>"), "the List-Unsubscribe header holds no address"),
        (sent("<>, <mailto:a@a.test>"), ALONE),
        (sent("<mailto:a@a.test>"), ALONE),
        (sent("<MAILTO:a@a.test?subject=leave, please>"), ALONE),
        (sent("(https://a.test/u) <mailto:a@a.test>"), ALONE),
        (
            sent("&lt;https://a.test/u&gt;"),
            "List-Unsubscribe is written as HTML (“&lt;” in place of “<”): no mailbox provider can read it",
        ),
        (sent("<http://a.test/u>"), "List-Unsubscribe holds no https address: http://a.test/u"),
        (sent("</u/1>"), "List-Unsubscribe holds no https address: /u/1"),
        (sent("<https://>"), "List-Unsubscribe holds no https address: https://"),
    ],
)
def test_no_web_address(message, words):
    found = result(header_missing, message)
    assert outcome(found) == ("failed", "blocker")
    assert said(found) == [words]
    assert result(one_click_invalid, message).outcome == "skipped"


@pytest.mark.parametrize(
    "raw",
    [
        "<https://a.test/u>", "https://a.test/u", "<https://a.test/u", "<mailto:a@a.test>, <https://a.test/u>",
        "<HTTPS://A.TEST/u>", "=?us-ascii?Q?=3Chttps=3A=2F=2Fa.test=2Fu=3E?=", "<https://a.test/{{id}}>",
    ],
)  # fmt: skip
def test_a_web_address_however_written(raw):
    assert result(header_missing, sent(raw)).outcome == "passed"
    assert result(one_click_invalid, sent(raw)).outcome == "passed"


def test_a_bare_address_is_remarked():
    assert [str(r.message) for r in result(header_missing, sent("https://a.test/u")).remarks] == [
        "the List-Unsubscribe address stands without its angle brackets; not every provider reads it"
    ]


def test_an_address_made_by_a_token_is_unknown():
    assert outcome(result(header_missing, sent("<{{unsubscribe_link}}>"))) == ("unknown", "blocker")


def test_a_draft_without_headers_is_not_covered():
    for check in (header_missing, one_click_invalid, header_encoded):
        assert str(result(check, mail()).reason) == "a draft has none; add a proof"


def test_the_proof_speaks_for_its_draft():
    proof = sent("<https://a.test/u>", state="proof")
    assert result(header_missing, mail(headers={"X-Own": "1"}, proof=proof)).outcome == "passed"
    assert str(result(header_missing, mail(proof=proof)).summary) == (
        "1 of 1 message has a List-Unsubscribe with a web address"
    )


@pytest.mark.parametrize("check", [header_missing, one_click_invalid])
def test_bulk_is_what_is_not_known_to_be_small(check):
    bad = sent("<https://a.test/u>", post={}) if check is one_click_invalid else sent()
    assert outcome(result(check, bad)) == ("failed", "blocker")
    assert outcome(result(check, bad, rows=5_000)) == ("failed", "blocker")
    assert outcome(result(check, bad, rows=4_999)) == ("failed", "warning")
    counted = AudienceSpec(Location(), counts=Counts(final=200))
    assert outcome(result(check, bad, audience=counted)) == ("failed", "warning")
    assert result(check, bad, kind="transactional").outcome == "skipped"


@pytest.mark.parametrize(
    ("post", "words"),
    [
        ({}, "List-Unsubscribe-Post is missing"),
        ({"List-Unsubscribe-Post": "List-Unsubscribe=one-click"}, "List-Unsubscribe-Post says “List-Unsubscribe=one-click”: Google and Yahoo want these very capitals, "
         "“List-Unsubscribe=One-Click”"),
        ({"List-Unsubscribe-Post": ""}, "List-Unsubscribe-Post says “”"),
        ({"List-Unsubscribe-Post": "List-Unsubscribe= One-Click"},
         "List-Unsubscribe-Post says “List-Unsubscribe= One-Click”"),
        ({"List-Unsubscribe-Post": "List-Unsubscribe%3DOne-Click"},
         "List-Unsubscribe-Post says “List-Unsubscribe%3DOne-Click”"),
        ({"List-Unsubscribe-Post": "<https://a.test/u>"}, "List-Unsubscribe-Post says “<https://a.test/u>”"),
        ({"List-Unsubscribe-Post": "One-Click"}, "List-Unsubscribe-Post says “One-Click”"),
        ({"List-Unsubscribe-Post": "List-Unsubscribe = One-Click"},
         "List-Unsubscribe-Post says “List-Unsubscribe = One-Click”"),
        ({"List-Unsubscribe-Post": "List-Unsubscribe=One-Click;x=1"},
         "List-Unsubscribe-Post says “List-Unsubscribe=One-Click;x=1”"),
    ],
)  # fmt: skip
def test_the_second_header(post, words):
    found = result(one_click_invalid, sent("<https://a.test/u>", post=post))
    assert outcome(found) == ("failed", "blocker")
    assert said(found) == [words]


def test_two_web_addresses_are_one_too_many():
    found = result(one_click_invalid, sent("<https://a.test/u>, <https://b.test/u>"))
    assert said(found) == ["List-Unsubscribe holds 2 https addresses instead of one"]
    assert found.findings[0].evidence["url"] == "https://a.test/u"
    assert result(one_click_invalid, sent("<https://a.test/u>, <http://a.test/u>")).outcome == "passed"
    assert result(one_click_invalid, sent("<https://a.test/u>, <https://a.test/u>")).outcome == "passed"


def test_two_headers_are_told_elsewhere():
    twice = [header("List-Unsubscribe", "<https://a.test/u>"), header("List-Unsubscribe", "<https://b.test/u>")]
    message = mail(headers=(*twice, header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")))
    assert result(one_click_invalid, message).outcome == "passed"


@pytest.mark.parametrize("raw", ["<https://a.test/u,mailto:a@a.test>", "<https://a.test/u, https://b.test/u>"])
def test_two_addresses_in_one_pair_of_brackets(raw):
    found = result(one_click_invalid, sent(raw))
    url = raw.strip("<>").replace(" ", "")
    assert said(found) == [f"one pair of brackets in List-Unsubscribe holds two addresses; it is read as one, {url}"]


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("https://a.test/u", "stands without its angle brackets"),
        ("<https://a.test/u?a=1&amp;b=2>", "headers are no HTML"),
        ("<https://a.test/u?a=1&b=2>", ""),
        ("<mailto:a@a.test>, <https://a.test/u>", ""),
    ],
)
def test_what_is_remarked(raw, words):
    found = result(header_missing, sent(raw))
    assert found.outcome == "passed"
    assert words in " ".join(str(one.message) for one in found.remarks)
    assert bool(found.remarks) is bool(words)


def test_blanks_and_names_in_any_case_are_fine():
    message = mail(
        headers={
            "LIST-UNSUBSCRIBE": " <https://a.test/u>",
            "list-unsubscribe-post": "\r\n\tList-Unsubscribe=One-Click ",
        }
    )
    assert result(header_missing, message).outcome == "passed"
    assert result(one_click_invalid, message).outcome == "passed"


def test_encoded_words_are_told_and_read():
    message = sent("=?us-ascii?Q?=3Chttps=3A=2F=2Fa.test=2Fu=3E?=")
    found = result(header_encoded, message)
    assert outcome(found) == ("failed", "warning")
    assert said(found) == ["List-Unsubscribe is written in encoded words"]
    assert found.findings[0].evidence["decoded"] == "<https://a.test/u>"
    assert result(header_encoded, sent("<https://a.test/u?x=?utf>")).outcome == "passed"
    assert result(header_encoded, sent()).outcome == "passed"
    assert result(header_encoded, mail(headers={"From": "a@b.test"})).outcome == "skipped"


@given(st.text(max_size=80) | st.text("<>=?QButf-8 ,:/https", max_size=60))
def test_nothing_in_a_header_crashes(raw):
    message = mail(headers=(header("List-Unsubscribe", raw), header("List-Unsubscribe-Post", raw)))
    for check in (header_missing, one_click_invalid, header_encoded):
        assert result(check, message).outcome != "crashed"


@pytest.mark.parametrize("piece", ["<", "=?utf-8?Q?", "=?utf-8?B?A", "https://", "<a,", "<https://a.test/u>,"])
def test_long_headers_are_no_trouble(piece):
    message = sent(piece * 100_000)
    for check in (header_missing, one_click_invalid, header_encoded):
        assert result(check, message).outcome != "crashed"
