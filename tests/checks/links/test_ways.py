"""Where links lead beside where they should: links.redirect-chain, .shortener, .text-mismatch, .outlook-differs,
.text-part-differs, .unapproved-domain, .invalid-contact.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preflight.checks.links import _contacts
from preflight.checks.links.invalid_contact import invalid_contact
from preflight.checks.links.outlook_differs import outlook_differs
from preflight.checks.links.redirect_chain import redirect_chain
from preflight.checks.links.shortener import shortener
from preflight.checks.links.text_mismatch import text_mismatch
from preflight.checks.links.text_part_differs import text_part_differs
from preflight.checks.links.unapproved_domain import unapproved_domain
from preflight.testing import facts_from, judge_check

from .made import answered, judged, link, said, send, web

SHOP = "https://shop.test/a"


def found(check, **example):
    return [str(one.text) for one in judge_check(check, facts_from(example)).findings]


def hops(*urls):
    return judged(redirect_chain, send(urls[0]), web({urls[0]: answered(urls[0], 200, to=urls[1:])}))


def test_more_than_three_redirects_are_many():
    urls = [SHOP, *(f"https://shop.test/{n}" for n in range(4))]
    assert hops(*urls[:4]).outcome == "passed"
    result = hops(*urls)
    assert said(result)[0].startswith(f"{SHOP} is redirected 4 times: {SHOP} → ")
    assert result.findings[0].evidence["hops"] == urls


def test_a_step_over_http_is_told():
    assert "is led from https to http on the way" in said(hops(SHOP, "http://shop.test/b", "https://shop.test/b"))[0]
    assert hops("http://shop.test/a", SHOP).outcome == "passed"


def test_broken_chains_are_told_by_links_broken_alone():
    result = judged(
        redirect_chain,
        send(SHOP),
        web({SHOP: answered(SHOP, 0, "loop", to=tuple("https://b.test/" for _ in range(6)))}),
    )
    assert result.findings == []


@pytest.mark.parametrize("host", ["bit.ly", "www.bit.ly", "tinyurl.com", "ow.ly", "goo.gl"])
def test_public_shorteners(host):
    assert len(judged(shortener, send(f"https://{host}/3abcXYZ")).findings) == 1


@pytest.mark.parametrize(
    "url",
    [
        "https://youtu.be/abc",
        "https://bit.ly/",
        "https://shop.test/bit.ly/x",
        "https://hubs.ly/abc",
        "https://habit.ly/x",
    ],
)
def test_no_public_shorteners(url):
    assert judged(shortener, send(url)).findings == []


def test_shorteners_of_ones_own():
    assert judged(shortener, send("https://acme.link/x"), extra=frozenset({"acme.link"})).outcome == "failed"
    assert judged(shortener, send("https://bit.ly/x"), allow=frozenset({"bit.ly"})).outcome == "passed"


@pytest.mark.parametrize(
    ("text", "href", "mismatch"),
    [
        ("www.shop.test/may", "https://partner.test/may", True),
        ("https://bank.com", "https://evil.test/", True),
        ("acme.com/offer", "https://acme.com.evil.test/offer", True),
        ("www.shop.test", "https://news.shop.test/?utm_source=a", False),
        ("shop.test", "https://www.shop.test/", False),
        ("Node.js", "https://nodejs.org/", False),
        ("e.g.", "https://shop.test/", False),
        ("12.5", "https://shop.test/", False),
        ("readme.md", "https://github.com/a/b", False),
        ("Shop now", "https://partner.test/", False),
        ("jane@acme.com", "https://partner.test/", False),
    ],
)
def test_what_a_link_shows(text, href, mismatch):
    assert bool(judged(text_mismatch, send(link(href, text=text))).findings) is mismatch


def test_a_tracked_link_hides_its_target():
    assert judged(text_mismatch, send(link("https://click.test/x", "tracking", text="www.shop.test"))).findings == []


BUTTON = '<!--[if mso]><v:roundrect href="{0}"><center>Shop</center></v:roundrect><![endif]--><!--[if !mso]><!--><a href="{1}">Shop</a><!--<![endif]-->'


@pytest.mark.parametrize(
    ("outlook", "others", "differs"),
    [
        ("https://shop.test/april", "https://shop.test/may", True),
        ("https://shop.test/may?utm_campaign=old", "https://shop.test/may?utm_campaign=new", True),
        ("https://shop.test/may", "https://shop.test/may", False),
        ("https://shop.test/may/", "https://shop.test/may", False),
        ("{{link}}", "https://shop.test/may", True),
    ],
)
def test_buttons_for_outlook(outlook, others, differs):
    assert bool(found(outlook_differs, html=BUTTON.format(outlook, others))) is differs


def test_links_without_a_twin_are_left_alone():
    html = '<!--[if mso]><a href="https://shop.test/outlook">Only here</a><![endif]--><a href="https://shop.test/">Shop</a>'
    assert found(outlook_differs, html=html) == []
    assert judge_check(outlook_differs, facts_from({"html": '<a href="https://shop.test/">A</a>'})).outcome == "skipped"


@pytest.mark.parametrize(
    ("html", "text", "differs"),
    [
        ('<a href="https://shop.test/may">A</a>', "Shop: https://shop.test/april", True),
        ('<a href="https://shop.test/may">A</a>', "No link at all, but many words.", False),
        ('<a href="https://shop.test/may?utm_source=a">A</a>', "Shop: https://shop.test/may", False),
        ('<a href="https://shop.test/may">A</a>', "https://shop.test/may and https://shop.test/", False),
        ('<a href="https://shop.test/may">A</a>', "https://shop.test/may https://shop.test/unsubscribe?id=1", False),
        ('<a href="https://click.shop.test/ls/click?upn=u001.a">A</a>', "https://shop.test/april", False),
    ],
)
def test_the_text_part(html, text, differs):
    texts = found(text_part_differs, html=html, text=text)
    assert bool([one for one in texts if "leads to" in one]) is differs


def test_domains_outside_the_list():
    one = send(SHOP, "https://www.shop.test/b", "https://other.test/")
    result = judged(unapproved_domain, one, allow=frozenset({"shop.test"}))
    assert [finding.evidence["url"] for finding in result.findings] == ["https://other.test/"]
    assert not unapproved_domain.on


GOOD = [
    "mailto:sales@shop.test", "mailto:sales@shop.test?subject=Offer%20of%20May", "mailto:a@shop.test,b@shop.test",
    "mailto:?subject=Look&body=https://shop.test", "mailto:Sales%20%3Csales@shop.test%3E", "tel:+491701234567",
    "tel:0800-123-456", "tel:112", "tel:+49(170)1234567", "tel:*100%23", "sms:+491701234567?body=Hi", "sms:?body=Hi",
    "mailto:größe@müller.test", "skype:acme?call",
]  # fmt: skip
BAD = [
    "mailto:", "mailto:sales", "mailto:sales@shop", "mailto://sales@shop.test", "mailto:sales @shop.test", "tel:", "tel:abc",
    "tel:12", "sms:", "sms:abc", "mailto:sales@shop.test,", "mailto:a@b@c.test",
]  # fmt: skip


@pytest.mark.parametrize("raw", GOOD)
def test_contacts_that_work(raw):
    assert _contacts.fault(raw) is None


@pytest.mark.parametrize("raw", [one for one in BAD if not one.endswith(",")])
def test_contacts_that_do_not(raw):
    result = judged(invalid_contact, send(link(raw, "contact")))
    assert (len(result.findings), result.severities()) == (1, ["blocker"])


def test_a_token_may_make_the_contact():
    assert judged(invalid_contact, send(link("mailto:{{owner.email}}", "contact"))).outcome == "skipped"


@given(st.text(max_size=80), st.sampled_from(["mailto:", "tel:", "sms:", "callto:", "x:"]))
def test_any_contact_is_judged(rest, scheme):
    found = _contacts.fault(scheme + rest)
    assert found is None or str(found.fix)
