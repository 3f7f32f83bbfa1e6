"""links.copied-tracking: what was copied out of a received mail, whose it is, and where it leads, decoded."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preflight.checks.links import _unwrap
from preflight.checks.links.copied_tracking import copied_tracking

from .made import judged, link, said, send

TARGET = "https://shop.test/may?a=1&b=2"
ENCODED = "https%3A%2F%2Fshop.test%2Fmay%3Fa%3D1%26b%3D2"
SAFE = f"https://eur01.safelinks.protection.outlook.com/?url={ENCODED}&data=05%7C01%7Cjane%40mail.com%7C&reserved=0"
PACKED = base64.urlsafe_b64encode(TARGET.encode()).decode().rstrip("=")

GATEWAYS = {
    "Safe Links": SAFE,
    "Proofpoint 2": "https://urldefense.proofpoint.com/v2/url?u=https-3A__shop.test_may-3Fa-3D1-26b-3D2&d=x&c=y&r=z&m=a&s=b&e=",
    "Proofpoint 3": "https://urldefense.com/v3/__https://shop.test/may?a=1&b=2__;!!abc!xyz$",
    "Barracuda": f"https://linkprotect.cudasvc.com/url?a={ENCODED}&c=E,1,abc&typo=1",
}


@pytest.mark.parametrize("url", GATEWAYS.values(), ids=GATEWAYS)
def test_gateways_are_named_and_decoded(url):
    result = judged(copied_tracking, send(link(url)))
    (finding,) = result.findings
    assert "the mail filter of whoever it was copied from" in str(finding.message)
    assert finding.evidence["target"] == TARGET
    assert result.severities() == ["blocker"]


def test_gateways_nest():
    inner = GATEWAYS["Barracuda"]
    outer = "https://eur01.safelinks.protection.outlook.com/?url=" + inner.replace("%", "%25").replace(
        ":", "%3A"
    ).replace("/", "%2F").replace("&", "%26").replace("=", "%3D").replace("?", "%3F")
    assert _unwrap.target(outer) == TARGET


def test_the_sentence_shows_no_parameters():
    (words,) = said(judged(copied_tracking, send(link(SAFE))))
    assert "jane" not in words
    assert "https://shop.test/may?…" in words


PLATFORMS = {
    "Mailchimp": "https://acme.us1.list-manage.com/track/click?u=0123456789abcdef012345678&id=1234567890&e=1234567890",
    "HubSpot": "https://d2v8xg04.na1.hubspotlinks.com/Ctc/GC+113/d2V8xG04/VW1abc",
    "SendGrid": "https://u123.ct.sendgrid.net/ls/click?upn=u001.abc-2Bdef",
    "SES": f"https://abc.r.eu-west-1.awstrack.me/L0/{ENCODED}/1/0102/abc=1",
    "own domain": f"https://click.acme.test/ls/click?upn=u001.{'abcdef-2Bghi' * 8}",
}


@pytest.mark.parametrize("url", PLATFORMS.values(), ids=PLATFORMS)
def test_click_tracking_in_a_draft_blocks(url):
    result = judged(copied_tracking, send(link(url, "tracking")))
    assert (len(result.findings), result.severities()) == (1, ["blocker"])


def test_the_shape_alone_only_looks_like_it():
    assert "looks like" in said(judged(copied_tracking, send(link(PLATFORMS["own domain"], "tracking"))))[0]
    assert "looks like" not in said(judged(copied_tracking, send(link(PLATFORMS["Mailchimp"], "tracking"))))[0]


def test_a_delivered_mail_has_its_platforms_links():
    assert judged(copied_tracking, send(link(PLATFORMS["SendGrid"], "tracking"), state="proof")).findings == []


@pytest.mark.parametrize("mark", ["mc_eid=abc", "_hsenc=p2ANq", "mkt_tok=MTIz", "vero_id=7", "ck_subscriber_id=1"])
def test_one_readers_marks_warn(mark):
    result = judged(copied_tracking, send(f"https://shop.test/?{mark}"))
    assert (len(result.findings), result.severities()) == (1, ["warning"])


@pytest.mark.parametrize(
    "url",
    [
        "https://shop.test/",
        "https://shop.test/track/click-frames",
        "https://www.facebook.com/sharer/sharer.php?u=https%3A%2F%2Fshop.test",
        "https://shop.test/?next=https%3A%2F%2Fshop.test%2Fb",
        "https://shop.test/?mc_eid={{contact.id}}",
        "https://shop.test/?mc_eid=",
        "https://support.google.com/mail/",
    ],
)
def test_ordinary_links(url):
    assert judged(copied_tracking, send(url)).outcome == "passed"


def test_a_host_may_be_allowed():
    one = send(link(PLATFORMS["own domain"], "tracking"))
    assert judged(copied_tracking, one, allow=frozenset({"acme.test"})).outcome == "passed"


def test_one_finding_for_all_links_of_one_wrapper():
    links = [
        link(f"https://acme.us1.list-manage.com/track/click?u=0123456789abcdef012345678&id={n}", "tracking")
        for n in range(4)
    ]
    assert len(judged(copied_tracking, send(*links)).findings) == 1


@given(st.text(max_size=120))
def test_any_address_can_be_unwrapped(text):
    assert isinstance(_unwrap.target(f"https://urldefense.com/v3/__{text}__;{text}!!x!y$"), str)
    assert isinstance(_unwrap.target(f"https://eur01.safelinks.protection.outlook.com/?url={text}"), str)
