"""tracking.channel-unassigned: Google Analytics' rules, in their order, by the table of what they mean for a mail."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preflight.checks.links.copied_tracking import copied_tracking
from preflight.checks.tracking.channel_unassigned import channel_unassigned
from preflight.data.ga4_channels import RULES, SEARCH, SHOPPING, SOCIAL, VIDEO, predict
from tests.checks.links.made import judged, said, send

SHOP = "https://shop.test/"
CAMPAIGNS = {
    "Organic Shopping": ["shop-the-look", "spring_shop", "2026-shop", "pet-shop-10", "vip-shopper", "the shop", "eshop",
                         "coffeeshop", "xmas-shopping", "Spring_SHOP"],
    "Email": ["workshop", "bookshop", "webshop", "barbershop", "photoshop", "stopshop", "may", "shipping", ""],
}  # fmt: skip
SOURCES = {
    "Organic Social": ["linkedin", "facebook", "fb", "ig", "social", "whatsapp", "medium.com", "wordpress", "meetup",
                       "hootsuite", "bit.ly", "t.co", "lnkd.in", "t.me", "video.ibm.com"],
    "Organic Search": ["google", "bing", "yahoo", "aol", "msn", "comcast", "cnn", "terra", "rakuten", "seznam",
                       "mail.yandex.ru"],
    "Organic Shopping": ["shopify", "stripe", "etsy", "amazon", "ebay", "walmart", "shop.app", "s3.amazonaws.com"],
    "Organic Video": ["youtube", "vimeo", "wistia", "netflix", "ted", "twitch"],
    "Email": ["mailchimp", "klaviyo", "hubspot", "newsletter", "hs_email", "sendgrid", "outlook", "email", "Acme"],
}  # fmt: skip
MEDIUMS = {
    "Organic Video": ["video-email"],
    "Paid Other": ["hcp-email", "gcp", "bcp", "crm-cpl", "paid-email", "ppc", "retargeting"],
    "Unassigned": ["unpaid", "ppc-email", "newsletter", "edm", "email-blast", "Email_Newsletter", "mail", "emails"],
    "Mobile Push Notifications": ["mobile-email", "web-push", "notification"],
    "Display": ["banner", "display"],
    "Referral": ["link", "app", "referral"],
    "Email": ["email", "e-mail", "E_Mail", "e mail", " email "],
    "SMS": ["sms"],
    "Audio": ["audio"],
    "Affiliates": ["affiliate"],
    "Organic Search": ["organic"],
    "Organic Social": ["social", "sm"],
}
TABLE = [
    *((channel, "news", "email", value) for channel, values in CAMPAIGNS.items() for value in values),
    *((channel, value, "email", "may") for channel, values in SOURCES.items() for value in values),
    *((channel, "news", value, "may") for channel, values in MEDIUMS.items() for value in values),
    ("Email", "email", "newsletter", "may"),
    ("Referral", "email", "link", "may"),
    ("Paid Search", "google", "cpm", "may"),
    ("Display", "news", "display", "may"),
    ("Paid Shopping", "news", "cpc", "spring-shop"),
    ("Paid Social", "facebook", "paid-social", "may"),
    ("Paid Video", "youtube", "cpc", "may"),
    ("Direct", "(direct)", "(none)", ""),
    ("Cross-network", "google", "email", "x-cross-network-y"),
    ("Display", "news", "cpm", "may"),
    ("Mobile Push Notifications", "firebase", "x", "may"),
]


@pytest.mark.parametrize(("channel", "source", "medium", "campaign"), TABLE)
def test_the_table_of_what_it_means_for_a_mail(channel, source, medium, campaign):
    assert predict(source, medium, campaign).channel == channel


WORD = st.text(alphabet="abcdefghijklmnopqrtuvwxyz0123456789-_", max_size=20)


@given(WORD, WORD)
def test_a_mail_is_email_unless_an_earlier_rule_claims_it(source, campaign):
    known = SEARCH | SOCIAL | SHOPPING | VIDEO
    found = predict(source, "email", campaign)
    # The alphabet has no "s": neither "shop" nor "cross-network" can stand there.
    assert found.channel == "Email" if source not in known else found.rule < 14


@given(st.text(max_size=30), st.text(max_size=30), st.text(max_size=30))
def test_any_value_is_filed_somewhere(source, medium, campaign):
    found = predict(source, medium, campaign)
    assert found.channel == (RULES[found.rule - 1].channel if found.rule else "Unassigned")


def test_the_prediction_names_channel_and_rule():
    result = judged(channel_unassigned, send(f"{SHOP}?utm_source=news&utm_medium=email&utm_campaign=spring-shop"))
    assert said(result) == [
        "Google Analytics files source “news”, medium “email”, campaign “spring-shop” under Organic Shopping (rule 9: "
        "the source is a shop's, or “shop” stands in the campaign after a non-letter or an e)"
    ]
    assert result.findings[0].evidence["rule"] == 9


def test_one_finding_for_all_links_that_say_the_same():
    links = [f"{SHOP}{n}?utm_source=news&utm_medium=newsletter" for n in range(5)]
    result = judged(channel_unassigned, send(*links))
    assert said(result) == [
        "Google Analytics files source “news”, medium “newsletter” under Unassigned: none of its rules knows them "
        "(5 places)"
    ]
    assert result.summary == "5 of 5 links would be filed under another channel than Email"


def test_what_the_platform_adds_counts():
    added = {"utm_source": "news", "utm_medium": "email"}
    assert judged(channel_unassigned, send(SHOP, added_by_platform=added)).outcome == "passed"
    added["utm_medium"] = "newsletter"
    assert judged(channel_unassigned, send(SHOP, added_by_platform=added)).outcome == "failed"


@pytest.mark.parametrize("query", ["", "utm_medium=newsletter", "utm_source=a&utm_medium={{medium}}"])
def test_without_source_and_medium_nothing_is_predicted(query):
    assert judged(channel_unassigned, send(f"{SHOP}?{query}")).outcome == "skipped"


def test_a_click_id_of_an_advertisement_is_a_finding():
    url = f"{SHOP}?utm_source=a&utm_medium=email&gclid=abc"
    assert judged(channel_unassigned, send(url)).findings == []
    assert len(judged(copied_tracking, send(url)).findings) == 1
    result = judged(channel_unassigned, send(url, state="proof"))
    assert said(result) == [
        "a link carries gclid, copied from an advertisement: Google Analytics files its visits under ads"
    ]


def test_another_channel_may_be_expected():
    one = send(f"{SHOP}?utm_source=a&utm_medium=sms")
    assert judged(channel_unassigned, one, expected="SMS").outcome == "passed"
