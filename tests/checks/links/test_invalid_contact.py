"""links.invalid-contact: what programs make of mailto:, tel: and sms:."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preflight.checks.links import _contacts
from preflight.checks.links.invalid_contact import invalid_contact

from .made import judged, link, said, send

BAD = [
    "mailto:", "mailto://sales@shop.test", "mailto:sales", "mailto:sales@shop", "mailto:sales@", "mailto:@shop.test",
    "mailto:sales team@shop.test", "mailto:sales%20team@shop.test", "mailto:sales@shop.test&subject=Hi",
    "mailto:https://shop.test/", "mailto:a%zz@shop.test", "mailto:a@shop.test,b", "mailto:a@shop..test",
    "mailto:a@shop.test?cc=b", "mailto:a@@shop.test", "mailto:?", "tel:", "tel:#", "tel:12", "tel:call-us",
    "tel:+4930123456/+4930123457", "sms:", "sms:INFO", "sms:+49123,x",
]  # fmt: skip
WARNED = [
    "mailto:a@shop.test?subject=50% off", "mailto:a@shop.test?subject=x?body=y", "mailto:a@shop.test;b@shop.test",
    "tel:1-800-FLOWERS", "tel:+49 (0)30 123456",
]  # fmt: skip
FINE = [
    "mailto:sales@shop.test", "MAILTO:sales@shop.test", "mailto:?subject=Look&body=x", "mailto: sales@shop.test ",
    "mailto:a@shop.test,b@shop.test", "mailto:a@shop.test?subject=Hello world", "mailto:a+b@shop.test?body=50%25",
    "mailto:Jane%20Doe%20%3Cjane@shop.test%3E", "mailto:jörg@müller.test", "mailto:o'neil@shop.test",
    "mailto:a@shop.test?cc=b@shop.test&bcc=", "tel:+49-30-123456", "tel:+49 30 / 12 34 56", "tel:112",
    "tel:+4930123456;ext=12", "tel:030123456 ext. 7", "tel:+4930123,,12#", "tel://+4930123456", "tel:%2B4930123456",
    "tel:+39 (0)6 123456", "tel:(030) 123456", "tel:*100#", "sms:+49123456", "sms:?body=x", "sms:&body=x",
    "sms:12345?body=Hello", "sms:+49123,+49124", "skype:acme?call", "whatsapp://send?text=x", "facetime:a@shop.test",
]  # fmt: skip


@pytest.mark.parametrize("raw", BAD)
def test_what_cannot_work_blocks(raw):
    result = judged(invalid_contact, send(link(raw, "contact")))
    assert (result.outcome, result.severities()) == ("failed", ["blocker"])
    assert result.findings[0].evidence["url"]
    assert "“" in said(result)[0]


@pytest.mark.parametrize("raw", WARNED)
def test_what_works_in_places_warns(raw):
    assert judged(invalid_contact, send(link(raw, "contact"))).severities() == ["warning"]


@pytest.mark.parametrize("raw", FINE)
def test_what_works_passes(raw):
    result = judged(invalid_contact, send(link(raw, "contact")))
    assert said(result) == []
    assert result.summary == "0 of 1 links to write or to call have a fault"


@pytest.mark.parametrize("raw", ["mailto:{{owner.email}}", "tel:%%phone%%", "mailto:?to=*|EMAIL|*"])
def test_tokens_are_not_judged(raw):
    assert judged(invalid_contact, send(link(raw, "contact"))).outcome == "skipped"


def test_a_text_part_is_read_by_each_program_in_its_way():
    assert judged(invalid_contact, send(link("mailto:a@b.test]On", "contact", where="text"))).outcome == "skipped"


@given(st.sampled_from(["mailto:", "tel:", "sms:"]), st.text(max_size=80))
def test_no_address_crashes_it(scheme, text):
    _contacts.fault(scheme + text)


@pytest.mark.parametrize("piece", ["a@", "(0)", "%", "+1 ", "a.", ","])
def test_long_ones_are_no_trouble(piece):
    for scheme in ("mailto:", "tel:", "sms:"):
        _contacts.fault(scheme + piece * 100_000)
