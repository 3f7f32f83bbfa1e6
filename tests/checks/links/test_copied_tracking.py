"""links.copied-tracking: whose link was pasted, and what is nobody's."""

from __future__ import annotations

import base64
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preflight.checks.links import _unwrap
from preflight.checks.links.copied_tracking import copied_tracking
from preflight.facts.send import Link
from preflight.finding import Location

from .made import judged, link, said, send

SAFE = "https://eur01.safelinks.protection.outlook.com/?url={}&data=05%7C01%7Cjane%40acme.test%7Cabc&reserved=0"
TARGETS = [
    (SAFE.format("https%3A%2F%2Fshop.test%2Fmay%3Fa%3D1"), "Microsoft Safe Links", "https://shop.test/may?a=1"),
    ("https://urldefense.proofpoint.com/v2/url?u=https-3A__shop.test_may-3Fa-3D1&d=DwM&c=x", "Proofpoint",
     "https://shop.test/may?a=1"),
    ("https://urldefense.proofpoint.com/v1/url?u=https%3A%2F%2Fshop.test&k=1", "Proofpoint", "https://shop.test"),
    ("https://urldefense.com/v3/__https://shop.test/a*b?x=1__;Lw!!abc!def$", "Proofpoint", "https://shop.test/a/b?x=1"),
    ("https://urldefense.com/v3/__https:/shop.test/a**Db*c__;KysrKysv!!abc!def$", "Proofpoint",
     "https://shop.test/a+++++b/c"),
    ("https://linkprotect.cudasvc.com/url?a=https%3a%2f%2fshop.test&c=E,1,x", "Barracuda", "https://shop.test"),
    ("https://secure-web.cisco.com/1abcDEF/https%3A%2F%2Fshop.test%2Fx", "Cisco Secure Email", "https://shop.test/x"),
    ("https://us-east-2.protection.sophos.com/?d=shop.test&u=aHR0cHM6Ly9zaG9wLnRlc3Qv", "Sophos", "https://shop.test/"),
    ("https://eu-ctp.trendmicro.com/wis/clicktime/v1/query?url=https%3A%2F%2Fshop.test", "Trend Micro",
     "https://shop.test"),
    ("https://protect-us.mimecast.com/s/abc?domain=shop.test", "Mimecast", ""),
]  # fmt: skip
SURE = [
    ("https://acme.us1.list-manage.com/track/click?u=0123456789abcdef012345678&id=1&e=2", "Mailchimp"),
    ("https://acme.us1.list-manage.com/unsubscribe?u=1&id=2&e=0123456789&c=3", "Mailchimp"),
    ("https://ctrk.klclick1.com/l/01ABC_2", "Klaviyo"),
    ("https://u123.ct.sendgrid.net/ls/click?upn=u001.abc", "SendGrid"),
    ("https://d2x.eu1.hubspotlinks.com/Ctc/ab+113/x/y", "HubSpot"),
    ("https://mkto-ab270090.com/Y0b020YU", "Marketo"),
    ("https://cl.s7.exct.net/?qs=abc", "Salesforce Marketing Cloud"),
    ("https://acme.createsend1.com/t/d-l-abcdef-tlkr-r/", "Campaign Monitor"),
    ("https://abc.rs6.net/tn.jsp?f=001abc", "Constant Contact"),
]
LOOKS = [
    ("https://links.shop.test/ls/click?upn=u001.abcdefghijklmnopqrst", "SendGrid"),
    ("https://go.shop.test/e/12345/2026-01-01/abcd/123456?h=abcdefghijklmnopqrstuvwxyz", "Pardot"),
    ("https://app.shop.test/e/er?s=1&lid=2&elq=0123456789abcdef0123456789abcdef", "Eloqua"),
    ("https://click.shop.test/?qs=" + "0a" * 30, "Salesforce Marketing Cloud"),
]
NOBODYS = [
    "https://acme.us1.list-manage.com/subscribe?u=1&id=2",
    "https://manage.kmail-lists.com/subscriptions/subscribe?a=X&g=Y",
    "https://img.en25.com/EloquaImages/paper.pdf",
    "https://acme.activehosted.com/f/1",
    "https://cta-redirect.hubspot.com/cta/redirect/123/6a1f0f3e-0000",
    "https://shop.test/track/clicks",
    "https://shop.test/t/news-letter/",
    "https://www.google.com/maps?q=London",
    "https://www.google.com/search?q=https://shop.test/",
    "https://www.facebook.com/sharer/sharer.php?u=https%3A%2F%2Fshop.test",
    "https://www.mimecast.com/products/",
    "https://mailchi.mp/acme/may",
    "https://us1.campaign-archive.com/?u=1&id=2",
    "https://shop.test/?utm_source=mailchimp&mc_cid=abc",
    "https://shop.test/?mc_eid=*|UNIQID|*",
    "https://shop.test/?vero_id={{customer.id}}",
    "https://shop.test/?mc_eid=",
    "https://shop.test/may?e=1&s=2",
]  # fmt: skip


@pytest.mark.parametrize(("url", "owner", "target"), TARGETS)
def test_gateways_are_named_and_read(url, owner, target):
    result = judged(copied_tracking, send(url))
    assert result.severities() == ["blocker"]
    assert owner in said(result)[0]
    assert _unwrap.target(url) == target
    assert result.findings[0].evidence["url"] == link(url).url
    assert result.findings[0].evidence.get("target", "") == target


def test_no_address_of_a_reader_is_in_the_sentence():
    inner = quote("https://shop.test/may?email=joe@acme.test", safe="")
    words = said(judged(copied_tracking, send(SAFE.format(inner))))[0]
    assert words.endswith("it stands for https://shop.test/may?…")
    assert "acme.test" not in words


def test_nested_wrappers_are_read_through():
    inner = "https://urldefense.proofpoint.com/v2/url?u=https-3A__shop.test_may&d=x"
    assert _unwrap.target(SAFE.format(quote(inner, safe=""))) == "https://shop.test/may"


@pytest.mark.parametrize(("url", "owner"), SURE)
def test_a_platforms_link_in_a_draft(url, owner):
    result = judged(copied_tracking, send(link(url, "tracking")))
    assert result.severities() == ["blocker"]
    assert f"is a click-tracking link of {owner} out of a delivered mail" in said(result)[0]
    assert judged(copied_tracking, send(link(url, "tracking"), state="proof")).outcome == "passed"


@pytest.mark.parametrize(("url", "owner"), LOOKS)
def test_a_shape_alone_looks_like_one(url, owner):
    assert f"looks like a click-tracking link of {owner}" in said(judged(copied_tracking, send(url)))[0]
    assert judged(copied_tracking, send(url), allow=frozenset({"shop.test"})).outcome == "passed"


def test_the_present_form_of_sendgrids_links_is_known():
    url = f"https://click.acme.test/ls/click?upn=u001.{'abcdef-2Bghi' * 8}"
    assert "looks like" in said(judged(copied_tracking, send(link(url, "tracking"))))[0]


@pytest.mark.parametrize("url", NOBODYS)
def test_what_is_nobodys_passes(url):
    assert said(judged(copied_tracking, send(url))) == []


@pytest.mark.parametrize("mark", ["mc_eid", "_hsenc", "mkt_tok", "vero_id", "ck_subscriber_id", "oly_enc_id", "dm_i"])
def test_a_mark_is_a_warning(mark):
    result = judged(copied_tracking, send(f"https://shop.test/?a=1&{mark}=abc", f"https://shop.test/b?{mark}=abc"))
    assert result.severities() == ["warning"]
    assert said(result)[0].startswith(f"2 links carry {mark}, by which ")
    assert result.summary == "2 of 2 web links were copied out of a received mail"
    assert judged(copied_tracking, send(f"https://shop.test/?{mark}=abc", state="proof")).outcome == "passed"


def test_eloqua_numbers_the_links_of_its_own_drafts():
    url = "https://shop.test/?elqTrackId=ABC"
    assert judged(copied_tracking, send(url)).severities() == ["warning"]
    assert judged(copied_tracking, send(url, platform="eloqua")).outcome == "passed"


def test_more_marks_can_be_named():
    assert judged(copied_tracking, send("https://shop.test/?who=7"), marks=frozenset({"who"})).outcome == "failed"


def test_a_detour_is_a_warning():
    result = judged(copied_tracking, send("https://www.google.com/url?q=https://shop.test/&sa=D&source=editors"))
    assert (said(result), result.severities()) == (
        ["a link goes through Google, out of which it was copied; it stands for https://shop.test/"], ["warning"],
    )  # fmt: skip


def test_a_testers_own_filter_is_no_fault_of_the_mail():
    wrapped = SAFE.format("https%3A%2F%2Fshop.test")
    whole = judged(copied_tracking, send(wrapped, wrapped, "https://a.test/", state="proof"))
    assert (whole.outcome, len(whole.remarks)) == ("passed", 1)
    one = judged(copied_tracking, send(wrapped, *(f"https://a.test/{n}" for n in range(4)), state="proof"))
    assert one.severities() == ["blocker"]


@pytest.mark.parametrize(
    ("url", "target"),
    [
        ("https://click.pstmrk.it/3s/shop.test%2Fmay/abcd-ef/AQ/1", "https://shop.test/may"),
        ("https://a.r.eu-west-1.awstrack.me/L0/https:%2F%2Fshop.test%2Fmay/1/0102/a=1", "https://shop.test/may"),
        ("https://e.customeriomail.com/e/c/eyJocmVmIjoiaHR0cHM6Ly9zaG9wLnRlc3QvIn0/abc", "https://shop.test/"),
        ("https://x.acemlna-d.com/Prod/link-tracker?redirectUrl=aHR0cHMlM0ElMkYlMkZzaG9wLnRlc3Q=&sig=1",
         "https://shop.test"),
        ("https://u1.ct.sendgrid.net/ls/click?upn=u001.abc", ""),
    ],
)  # fmt: skip
def test_platforms_targets(url, target):
    assert _unwrap.target(url) == target


urls = st.builds(
    lambda path, query: f"https://shop.test/{quote(path)}?q={quote(query)}", st.text(max_size=30), st.text(max_size=30)
)


@given(urls)
def test_what_is_wrapped_comes_out_again(url):
    assert _unwrap.target(SAFE.format(quote(url, safe=""))) == url
    code = base64.urlsafe_b64encode(url.encode()).decode()
    assert _unwrap.target(f"https://x.protection.sophos.com/?d=a&u={quote(code)}") == url
    two = quote(url, safe="").replace("_", "%5F").replace("-", "%2D").replace("%2F", "_").replace("%", "-")
    assert _unwrap.target(f"https://urldefense.proofpoint.com/v2/url?u={two}&d=x") == url


@given(st.text(max_size=80))
def test_nothing_crashes(text):
    for start in ("https://urldefense.com/v3/__", "https://urldefense.com/v3/__https://a.test/**", SAFE[:54], "",
                  "https://mandrillapp.com/track/click/1/a?p=ey", "https://e.customeriomail.com/e/c/ey"):  # fmt: skip
        url = start + text
        assert _unwrap.target(url) == "" or _unwrap.target(url).lower().startswith("http")
        judged(copied_tracking, send(Link(url, url, "content", "a", Location())))


@pytest.mark.parametrize("piece", ["__;", "/ey", "*", "&e=", "%", "a."])
def test_long_addresses_are_no_trouble(piece):
    url = "https://urldefense.com/v3/__" + piece * 100_000
    assert judged(copied_tracking, send(Link(url, url, "content", "a", Location()))).outcome == "failed"
