"""unsubscribe.header-missing, .one-click-invalid, .header-encoded: List-Unsubscribe as it is really written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preflight.checks.unsubscribe import _header
from preflight.checks.unsubscribe.header_encoded import header_encoded
from preflight.checks.unsubscribe.header_missing import header_missing
from preflight.checks.unsubscribe.one_click_invalid import one_click_invalid
from preflight.facts.send import AudienceSpec, Counts
from preflight.finding import Location
from tests.checks.content_facts import header, mail, outcome, result, said

POST = {"List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def sent(value: str | None = None, **more):
    headers = {} if value is None else {"List-Unsubscribe": value}
    return mail(headers={"From": "News <news@shop.test>", **headers, **more.pop("post", POST)}, **more)


@pytest.mark.parametrize(
    ("raw", "urls"),
    [
        ("<https://a.test/u>", ["https://a.test/u"]),
        ("<mailto:a@a.test>, <https://a.test/u>", ["mailto:a@a.test", "https://a.test/u"]),
        ("<mailto:a@a.test>,<https://a.test/u?a=1,2>", ["mailto:a@a.test", "https://a.test/u?a=1,2"]),
        ("<https://a.test/u\r\n ?id=1>", ["https://a.test/u?id=1"]),
        ("< https://a.test/u >", ["https://a.test/u"]),
        ("https://a.test/u", ["https://a.test/u"]),
        ("https://a.test/u, mailto:a@a.test", ["https://a.test/u", "mailto:a@a.test"]),
        ("<https://a.test/u", ["https://a.test/u"]),
        ("<https://a.test/u, <mailto:a@a.test>", ["https://a.test/u,", "mailto:a@a.test"]),
        ("<https://a.test/u,https://b.test/u", ["https://a.test/u", "https://b.test/u"]),
        ("</unsubscribe?id=1>", ["/unsubscribe?id=1"]),
        ("(leave here) <https://a.test/u>", ["https://a.test/u"]),
        ("<https://a.test/u>, <https://a.test/u>", ["https://a.test/u"]),
        ("=?us-ascii?Q?=3Chttps=3A=2F=2Fa.test=2Fu=3E?=", ["https://a.test/u"]),
        ("=?utf-8?B?PGh0dHBzOi8vYS50ZXN0L3U+?=", ["https://a.test/u"]),
        ("=?us-ascii?Q?=3Chttps=3A=2F=2Fa.test=2F?=\r\n =?us-ascii?Q?u=3E?=", ["https://a.test/u"]),
        ("=?no-such-charset?Q?=3Chttps=3A=2F=2Fa.test=2Fu=3E?=", ["https://a.test/u"]),
        ("NO", []),
        ("", []),
        ("<>", [""]),
    ],
)
def test_what_is_read(raw, urls):
    assert [one.url for one in _header.addresses(sent(raw))] == urls


@pytest.mark.parametrize(
    ("message", "words"),
    [
        (sent(), "there is no List-Unsubscribe header"),
        (sent("NO"), "the List-Unsubscribe header holds no address"),
        (sent("<mailto:a@a.test>"), "List-Unsubscribe holds an e-mail address alone; Gmail wants an https address"),
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
        ({"List-Unsubscribe-Post": "List-Unsubscribe=one-click"}, "List-Unsubscribe-Post says “List-Unsubscribe=one-click”"),
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


def test_blanks_and_names_in_any_case_are_fine():
    message = mail(
        headers={"LIST-UNSUBSCRIBE": " <https://a.test/u>", "list-unsubscribe-post": " List-Unsubscribe=One-Click "}
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
