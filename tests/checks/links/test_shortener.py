"""links.shortener and links.unapproved-domain: by whose host a link goes."""

from __future__ import annotations

import pytest

from preflight.checks.links.shortener import shortener
from preflight.checks.links.unapproved_domain import unapproved_domain

from .made import judged, link, open_, said, send


@pytest.mark.parametrize(
    "url", ["https://bit.ly/abc", "https://www.tinyurl.com/x", "http://go.t.ly/a", "https://ow.ly/1"]
)
def test_public_shorteners_warn(url):
    result = judged(shortener, send(url))
    assert said(result)[0].endswith(", a public shortener")
    assert shortener.severity == "warning"


def test_those_that_ended_or_show_adverts_are_said_so():
    assert said(judged(shortener, send("https://goo.gl/abc")))[0].endswith("a shortener that has shut down")
    assert "advertisements" in said(judged(shortener, send("https://ouo.io/abc")))[0]


@pytest.mark.parametrize(
    "url",
    [
        "https://youtu.be/abc",
        "https://t.co/abc",
        "https://hubs.ly/abc",
        "https://mailchi.mp/acme/x",
        "https://wa.me/4912345",
        "https://maps.app.goo.gl/abc",
        "https://goo.gl/maps/abc",
        "https://bit.ly/",
        "https://habit.ly/abc",
        "https://shop.test/bit.ly/abc",
        "https://linktr.ee/acme",
    ],
)
def test_what_is_none(url):
    assert judged(shortener, send(url)).outcome == "passed"


def test_many_are_one_finding_a_service():
    result = judged(shortener, send("https://bit.ly/a", "https://bit.ly/b", "https://is.gd/c", "https://a.test/"))
    assert said(result) == ["2 links go through bit.ly, a public shortener",
                            "https://is.gd/c goes through is.gd, a public shortener"]  # fmt: skip
    assert result.summary == "3 of 4 web links go through a public shortener"


def test_lists_can_be_changed():
    assert judged(shortener, send("https://bit.ly/a"), allow=frozenset({"bit.ly"})).outcome == "passed"
    assert judged(shortener, send("https://sho.rt/a"), extra=frozenset({"sho.rt"})).outcome == "failed"


def test_domains_outside_the_list():
    mail = send("https://www.shop.test/", "https://a.test/1", "https://a.test/2", link("mailto:x@b.test", "contact"))
    result = judged(unapproved_domain, mail, allow=frozenset({"shop.test"}))
    assert said(result) == ["2 links lead to a.test, which is not on the list"]
    assert (result.summary, unapproved_domain.on) == (
        "2 of 3 web links lead to a domain that is not on the list", False,
    )  # fmt: skip


def test_hidden_domains_are_unknown_and_no_list_is_skipped():
    allow = frozenset({"shop.test"})
    hidden = send(link("https://click.test/x", "tracking"), link("https://{{host}}/x", "token"))
    assert open_(judged(unapproved_domain, hidden, allow=allow)) == [
        "a token or click tracking hides where it leads (2 places)"
    ]
    assert judged(unapproved_domain, send("https://a.test/")).outcome == "skipped"
    assert judged(unapproved_domain, send(), allow=allow).outcome == "skipped"
