"""links.placeholder, .malformed, .non-production, .insecure: what can be told without following; each href by one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preflight.checks.links.insecure import insecure
from preflight.checks.links.malformed import malformed
from preflight.checks.links.non_production import non_production
from preflight.checks.links.placeholder import placeholder
from preflight.facts.send import Link
from preflight.finding import Location

from .made import judged, link, said, send

PLACEHOLDERS = [
    "",
    " ",
    "#",
    " # ",
    "javascript:void(0)",
    "JavaScript:;",
    "https://example.com/",
    "https://www.example.org/x",
    "http://acme.example/",
    "https://foo.invalid/",
    "url-here",
    "https://url-here",
    "https://link/",
    "http://yourlink",
    "http://your-link-here/",
    "LINK",
    "[URL]",
    "INSERT LINK HERE",
    "TODO",
    "xxx",
    "https://yourdomain.com/x",
    "{LINK}",
    "Insert URL",
    "about:blank",
]
MALFORMED = [
    "htp://shop.test/",
    "hhttps://shop.test/",
    "https://",
    "https:///",
    "https//shop.test/",
    "www.shop.test",
    "https://shop.test/a b",
    "https://shop.test/a\nb",
    "https://sh op.test/",
    "file:///c:/mail.html",
    "ftp://shop.test/",
    "https://https://shop.test/",
    "https://shop,test/",
    "https://shop..test/",
    "https://{{host}}.shop.test/",
    "https://{{host}}/x",
    "https://shop.test:99999/",
    "C:\\mail.html",
    "https://shop.test/?q=a b",
]
FINE = [
    "https://shop.test/",
    "https://shop.test/a%20b",
    " https://shop.test/\n",
    "https://müller.test/größe",
    "#top",
    "https://shop.test/?a={{contact.first name}}",
    "http://{{my.link}}",
    "{{my.link}}",
    "*|UNSUB|*",
    "https://a_b.test/",
    "https://shop.test./",
    "https://shop.test/?utm_campaign=a b&x=1",
    "HTTPS://SHOP.TEST/",
    "https://[2606:4700::1]/",
    "https://8.8.8.8/",
    "whatsapp://send?text=a",
    "https://shop.test/?a=1&copy=2",
    "https://shop.test/a|b^c",
]


def told(raw: str, role: str = "content") -> list[str]:
    """Which of the four tell of it."""
    one = send(link(raw, role))
    return [c.id for c in (placeholder, malformed, non_production, insecure) if judged(c, one).outcome == "failed"]


@pytest.mark.parametrize("raw", PLACEHOLDERS)
def test_placeholders(raw):
    assert told(raw) == ["links.placeholder"]


@pytest.mark.parametrize("raw", MALFORMED)
def test_malformed(raw):
    assert told(raw) == ["links.malformed"]


@pytest.mark.parametrize("raw", FINE)
def test_fine(raw):
    role = "token" if "{{" in raw or "*|" in raw else "fragment" if raw.startswith("#") else "content"
    one = link(raw, role)
    assert judged(placeholder, send(one)).outcome == "passed"
    assert judged(malformed, send(one)).outcome == "passed"


@pytest.mark.parametrize(
    "raw",
    [
        "http://localhost/",
        "https://localhost:8080/x",
        "http://127.0.0.1/",
        "http://192.168.1.7/x",
        "http://[::1]/",
        "https://intranet/",
        "https://printer.local/",
        "https://wiki.internal/",
        "https://abc.ngrok-free.app/",
        "https://x.trycloudflare.com/",
    ],
)
def test_what_nobody_outside_reaches_blocks(raw):
    assert told(raw) == ["links.non-production"]
    assert judged(non_production, send(raw)).severities() == ["blocker"]


@pytest.mark.parametrize(
    ("raw", "severity"),
    [
        ("https://staging.shop.test/", "blocker"),
        ("https://www-staging.shop.test/", "blocker"),
        ("https://shop-staging.com/", "blocker"),
        ("https://staging2.shop.test/", "blocker"),
        ("https://uat.shop.co.uk/", "blocker"),
        ("https://preprod.shop.test/", "blocker"),
        ("https://shop-staging.azurewebsites.net/", "blocker"),
        ("https://dev.shop.test/", "warning"),
        ("https://test.shop.test/", "warning"),
        ("https://preview.shop.test/", "warning"),
        ("https://8.8.8.8/", "warning"),
        ("https://x.codesandbox.io/", "warning"),
        ("https://shop.test/p?preview_id=7", "warning"),
        ("https://shop.test/wp-admin/x", "warning"),
    ],
)
def test_names_that_are_not_the_public_site(raw, severity):
    assert told(raw) == ["links.non-production"]
    assert judged(non_production, send(raw)).severities() == [severity]


@pytest.mark.parametrize(
    "raw",
    [
        "https://shop.test/",
        "https://www.shop.test/staging",
        "https://dev.to/x",
        "https://test.com/",
        "https://staging.com/",
        "https://developer.shop.test/",
        "https://backstage.shop.test/",
        "https://devices.shop.test/",
        "https://contest.shop.test/",
        "https://shop.test:8443/",
    ],
)
def test_public_names(raw):
    assert told(raw) == []


def test_lists_of_the_checklist():
    one = send("https://dev.shop.test/", "https://int.shop.test/")
    assert said(judged(non_production, one, allow=frozenset({"dev.shop.test"}))) == []
    found = judged(non_production, one, development=frozenset(), staging=frozenset({"int"}))
    assert said(found) == ["https://int.shop.test/ leads to a staging site (“int” in its name)"]
    assert (
        judged(non_production, one, development=frozenset(), hosts=frozenset({"shop.test"})).severities()
        == ["blocker"] * 2
    )
    assert judged(placeholder, send("https://dummy.test/"), hosts=frozenset({"dummy.test"})).outcome == "failed"
    assert judged(placeholder, send("https://acme.example/"), allow=frozenset({"example"})).outcome == "passed"
    assert judged(malformed, send("myapp://open"), schemes=frozenset({"myapp"})).outcome == "passed"


def test_insecure_links_are_one_finding():
    result = judged(insecure, send("http://shop.test/a", "http://shop.test/b", "http://b.test/", "https://c.test/"))
    assert said(result) == ["3 links to shop.test, b.test are not secure (http)"]
    assert said(judged(insecure, send("http://a.test/1", "http://a.test/2"))) == [
        "2 links to a.test are not secure (http)"
    ]
    assert said(judged(insecure, send("http://a.test/1"))) == ["http://a.test/1 is not secure (http)"]
    many = judged(insecure, send(*(f"http://{name}.test/" for name in "abcde")))
    assert said(many) == ["5 links to 5 sites are not secure (http): a.test, b.test, c.test …"]
    assert str(result.summary) == "3 of 4 web links are not secure"
    assert insecure.severity == "warning"


def test_what_browsers_decode_is_malformed():
    one = link("https://shop.test/?a=1®_id=7", decoded_entity="&reg")
    result = judged(malformed, send(one))
    assert said(result) == ["browsers read “&reg” in a link as a sign of its own"]
    assert str(result.findings[0].fix) == "Write &amp; for each & in the address."


def test_an_unsubscribe_link_to_nowhere_is_told_by_its_own_family():
    assert told("#", "unsubscribe") == []


def test_contacts_are_another_checks_business():
    assert told("mailto:a@b.test?subject=Hello world", "contact") == []


def test_the_same_href_twice_is_one_finding():
    result = judged(placeholder, send(link("#", line=2), link("#", line=5), link("https://shop.test/")))
    assert said(result) == ["a link leads nowhere (its address is “#”) (2 places)"]
    assert str(result.summary) == "2 of 3 links wait for their address"


def test_the_same_fault_in_several_addresses_is_one_finding_that_lists_them():
    result = judged(malformed, send(link("https://a.test/b c", line=2), link("https://a.test/d e", line=5)))
    assert said(result) == ["the address of a link has a blank inside (2 places)"]
    assert result.findings[0].evidence["urls"] == ["https://a.test/b%20c", "https://a.test/d%20e"]
    scripts = judged(placeholder, send(link("javascript:a()", line=1), link("javascript:b()", line=2)))
    assert said(scripts) == ["a link runs a script, which no mail program does (2 places)"]
    assert scripts.findings[0].evidence["urls"] == ["javascript:a()", "javascript:b()"]
    examples = judged(placeholder, send("https://www.example.com/a", "https://www.example.com/b"))
    assert said(examples) == ["a link leads to www.example.com, an address for examples (2 places)"]


@given(st.text(max_size=60))
def test_no_address_crashes_a_check_and_none_is_told_twice(raw):
    assert len(told(raw)) <= 1 or told(raw) == ["links.non-production", "links.insecure"]


@pytest.mark.parametrize("piece", ["{{", "%%", "*|", "a ", "https://", "<%", "a-", "."])
def test_long_addresses_are_no_trouble(piece):
    raw = piece * 200_000
    one = send(Link(raw, raw, "content", "a", Location(), invalid="too long"))
    assert judged(malformed, one).outcome in {"failed", "passed"}
    assert judged(placeholder, one).outcome == "passed"


@pytest.mark.parametrize("url", ["https://acme.link/offer", "https://news.acme.link/", "https://page.link/x"])
def test_a_domain_under_link_is_nobodys_placeholder(url):
    assert judged(placeholder, send(url)).findings == []
