"""tracking.personal-data: addresses and numbers in links, plain and packed, and what only looks like them."""

from __future__ import annotations

import base64

import pytest

from preflight.checks.tracking.personal_data import personal_data
from preflight.testing import facts_from, judge_check

SHOP = "https://shop.test"
ADDRESS = "jane.doe@mail.com"


def judged(url, sender="News <news@shop.test>"):
    return judge_check(
        personal_data, facts_from({"html": f'<a href="{url.replace("&", "&amp;")}">Shop</a>', "from": sender})
    )


def packed(text):
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    "url",
    [
        f"{SHOP}/?e={ADDRESS}",
        f"{SHOP}/?e=jane.doe%40mail.com",
        f"{SHOP}/?e=jane.doe%2540mail.com",
        f"{SHOP}/user/{ADDRESS}/profile",
        f"{SHOP}/?e={packed(ADDRESS)}",
        f"{SHOP}/?e={ADDRESS.encode().hex()}",
        f"{SHOP}/?data={packed(f'<{ADDRESS}> said')}",
        f"{SHOP}/?phone=%2B49+170+1234567",
        f"{SHOP}/?mobile=01701234567",
    ],
)
def test_personal_data_blocks_on_own_pages_and_warns_on_others(url):
    result = judged(url)
    assert (result.outcome, result.severity, len(result.findings)) == ("failed", "blocker", 1)
    assert judged(url, "News <n@other.test>").severity == "warning"


@pytest.mark.parametrize("value", [packed(ADDRESS), ADDRESS.encode().hex(), ADDRESS])
def test_the_report_shows_neither_the_address_nor_its_packed_form(value):
    found = judged(f"{SHOP}/?a=1&e={value}&b=2").findings[0]
    assert found.evidence["url"] == f"{SHOP}/?a=1&e=…&b=2"
    assert value not in str(found.text)


@pytest.mark.parametrize(
    "token",
    ["{{contact.email}}", "*|EMAIL|*", "%%emailaddr%%", "{{lead.Email Address}}", "${user.email}", "[[e-mail]]"],
)
def test_tokens_that_will_put_one_there_warn(token):
    result = judged(f"{SHOP}/?e={token}")
    assert (result.outcome, result.severity) == ("failed", "warning")


@pytest.mark.parametrize(
    "url",
    [
        f"{SHOP}/?id=4711",
        f"{SHOP}/@jane",
        f"{SHOP}/npm/@scope/package@2.0.1/index.js",
        f"{SHOP}/img/icon@2x.png",
        f"{SHOP}/?product=12345678901",
        f"{SHOP}/?date=2026-11-24",
        f"{SHOP}/?utm_source=email&utm_campaign=email-2026",
        f"{SHOP}/?token=abcdefghijklmnopqrstuvwxyz0123456789",
        f"{SHOP}/?sha=2aae6c35c94fcfb415dbe95f408b9ce91ee846ed",
        f"{SHOP}/?name={{{{contact.firstname}}}}",
        f"{SHOP}/?h={{{{contact.email_hash}}}}",
        "mailto:jane.doe@mail.com",
    ],
)
def test_what_only_looks_like_it(url):
    assert judged(url).outcome in {"passed", "skipped"}


def test_one_fault_in_many_links_is_one_finding():
    html = "".join(f'<a href="{SHOP}/{n}?e={ADDRESS}">Shop</a>' for n in range(5))
    result = judge_check(personal_data, facts_from({"html": html, "from": "News <news@shop.test>"}))
    assert (len(result.findings), len(result.findings[0].places)) == (1, 4)


def test_saved_facts_are_judged_the_same():
    assert judged(f"{SHOP}/?e=j***e@m***.com").severity == "blocker"
    assert judged(f"{SHOP}/?e=j***e%40m***.com").severity == "blocker"
