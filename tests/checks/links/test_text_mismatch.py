"""links.text-mismatch: the text is an address, and another one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preflight.checks.links.text_mismatch import text_mismatch

from .made import judged, link, said, send

PARTNER = "https://partner.test/may"


@pytest.mark.parametrize(
    "text",
    ["www.shop.test", "shop.test", "https://shop.test/may", "HTTP://WWW.SHOP.TEST", "shop.com/offer", "acme.co.uk",
     "» www.shop.test/may «", "shop.test.", "Booking.com/deals"],
)  # fmt: skip
def test_another_address_is_a_fault(text):
    result = judged(text_mismatch, send(link(PARTNER, text=text)))
    assert said(result)[0].endswith("and leads to partner.test")
    assert text_mismatch.severity == "warning"
    assert result.summary == "1 of 1 links that show an address lead to another site"


@pytest.mark.parametrize(
    "text",
    ["Shop", "Node.js", "ASP.NET", "Booking.com", "e.g.", "12.5", "readme.md", "offer.zip", "invoice.pdf", "v1.2.3",
     "info@shop.test", "Visit www.shop.test today", "www.soft2reg", "node.js", "...", "", "a.b", "Dr.med", "10:30",
     "partner.test", "www.partner.test/else", "https://news.partner.test"],
)  # fmt: skip
def test_words_and_the_same_site_are_none(text):
    assert said(judged(text_mismatch, send(link(PARTNER, text=text)))) == []


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("youtu.be/abc", "https://www.youtube.com/watch?v=abc"),
        ("twitter.com/acme", "https://x.com/acme"),
        ("fb.com/acme", "https://www.facebook.com/acme"),
        ("müller.de", "https://xn--mller-kva.de/"),
        ("www.acme.co.uk", "https://shop.acme.co.uk/"),
    ],
)
def test_second_names_of_one_owner(text, url):
    assert judged(text_mismatch, send(link(url, text=text))).outcome == "passed"


@pytest.mark.parametrize(
    "one",
    [
        link(PARTNER, "tracking", text="shop.test"),
        link("mailto:a@b.test", "contact", text="shop.test"),
        link("https://{{host}}/", "token", text="shop.test"),
        link(PARTNER, "unsubscribe", text="shop.test"),
        link(PARTNER, text="shop.test", where="text"),
        link("#", text="shop.test"),
    ],
)
def test_what_is_not_judged(one):
    assert judged(text_mismatch, send(one)).outcome == "passed"


def test_groups_of_domains_can_be_one():
    mail = send(link("https://acme.com/de", text="acme.de"), link("https://acme.com/x", text="acme.de"))
    assert said(judged(text_mismatch, mail)) == ["2 links show acme.de and lead to acme.com"]
    assert judged(text_mismatch, mail, same=(frozenset({"acme.de", "acme.com"}),)).outcome == "passed"


@given(st.text(max_size=80))
def test_no_text_crashes_it(text):
    judged(text_mismatch, send(link(PARTNER, text=text), link(PARTNER, text=f"www.{text}")))
