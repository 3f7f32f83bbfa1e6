"""links.text-part-differs: the text part was left over."""

from __future__ import annotations

import pytest

from preflight.checks.links.text_part_differs import text_part_differs
from preflight.testing import facts_from, judge_check

MAY, APRIL = "https://shop.test/may", "https://shop.test/april"


def told(html, text, **more):
    result = judge_check(text_part_differs, facts_from({"html": html, "text": text, **more}))
    return result.outcome.value, [str(one.text) for one in result.findings]


def a(url, text="Shop"):
    return f'<a href="{url}">{text}</a> '


def test_an_address_that_the_html_does_not_have():
    assert told(a(MAY), f"Shop: {APRIL}") == (
        "failed", [f"the text part leads to {APRIL}, the HTML part does not"],
    )  # fmt: skip


def test_many_are_one_finding():
    text = "\n".join(f"Shop: {APRIL}/{n}" for n in range(5))
    assert told(a(MAY), text)[1] == [
        f"the text part leads to 5 addresses that the HTML part does not have, the first is {APRIL}/0"
    ]


def test_none_of_the_html_s_pages():
    assert told(a(MAY) + a("https://shop.test/x"), "Please open this mail as HTML.")[1] == [
        "the text part has none of the 2 web addresses of the HTML part"
    ]
    assert told(a(MAY), "Hello")[1] == ["the text part lacks the web address of the HTML part"]


def test_a_line_that_ended_in_the_middle():
    assert told(a("https://shop.test/offers/2026-may"), "See https://shop.test/offers/2026-\nmay")[1] == [
        "https://shop.test/offers/2026- in the text part is cut short"
    ]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        (a(f"{MAY}?utm_source=x"), f"Shop: {MAY}/?utm_source=text"),
        (a("http://www.shop.test/may"), f"({MAY})."),
        (a(MAY) + a("https://shop.test/b"), f"Shop: {MAY}"),
        (a(MAY), f"{MAY}\nAcme Ltd, https://www.acme.test"),
        (a(MAY), f"{MAY}\nImprint: https://shop.test/imprint"),
        (a(MAY), f"{MAY}\nFollow us: https://www.linkedin.com/company/acme"),
        (a(MAY), f"{MAY}\nUnsubscribe: https://shop.test/leave?x=1"),
        (a(MAY) + "<p>Or write https://shop.test/april into your browser</p>", f"{MAY} or {APRIL}"),
        (a(MAY), f"Read this newsletter online: https://news.shop.test/123\n{MAY}"),
        (a(MAY), f"{MAY}\n{{{{my.link}}}}"),
        (a("https://shop.test/m?i=1"), "https://shop.test/m?i=2"),
        (a(MAY) + '<img src="https://shop.test/hero.gif" alt="A tent">', f"{MAY}\n[https://shop.test/hero.gif]"),
    ],
)
def test_no_false_alarm(html, text):
    assert told(html, text) == ("passed", [])


@pytest.mark.parametrize(
    ("html", "text"),
    [
        (a("https://u1.ct.sendgrid.net/ls/click?upn=u001.abc"), "https://u1.ct.sendgrid.net/ls/click?upn=u001.def"),
        (a("https://u1.ct.sendgrid.net/ls/click?upn=u001.abc"), MAY),
        (a("{{my.link}}"), MAY),
        ("<p>Hello</p>", MAY),
        (a(MAY), "{{my.link}} https://x.test/{{id}}"),
    ],
)
def test_what_is_hidden_is_not_compared(html, text):
    assert told(html, text)[0] == "skipped"


def test_codes_of_click_tracking_differ_in_a_proof():
    html, text = a("https://go.shop.test/S/FQXLU1/DW3YV"), "https://go.shop.test/S/FQXLU2/DW3YV"
    assert "leads to" in told(html, text)[1][0]
    assert told(html, text, state="proof") == ("passed", [])


def test_without_a_text_part_it_is_skipped():
    assert judge_check(text_part_differs, facts_from({"html": a(MAY)})).outcome.value == "skipped"
