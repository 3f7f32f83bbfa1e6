"""Under which channel Google Analytics 4 files a visit whose address was tagged by hand: the default channel group.

Source: Google Analytics Help 9756891 "Default channel group" and Google's list of source categories, read 2026-11-22;
written by us, under this project's licence, with well-known sources alone. Rules are tried from the top, the first that
matches wins, case does not matter, and a pattern must cover the whole value. Not predicted: what linked advertising
accounts and the referrer of AI assistants decide before.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

DATED = "2026-11-22"


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


SEARCH = _words(
    "360.cn alice aol ask auone avg babylon baidu biglobe bing brave centrum.cz cnn comcast conduit daum "
    "dogpile duckduckgo duckduckgo.com ecosia.org email.seznam.cz eniro exalead.com google google.com "
    "goo.ne.jp globo go.mail.ru haosou incredimail kvasir lycos mail.rambler.ru mail.yandex.ru msn naver "
    "naver.com onet presearch.com qwant qwant.com rakuten rambler search-results seznam seznam.cz so.com "
    "sogou startpage.com startsiden terra tut.by ukr virgilio yahoo yahoo.com yandex yandex.ru"
)
SOCIAL = _words(
    "43things blogger blogspot bit.ly bsky.app buffer dailymotion delicious deviantart digg discord douban "
    "facebook facebook.com fb fb.me flickr flickr.com foursquare goo.gl hi5 hootsuite ig instagram "
    "instagram.com is.gd l.facebook.com line linkedin linkedin.com livejournal lnkd.in mastodon.social medium "
    "medium.com meetup meetup.com messenger mixi myspace nextdoor odnoklassniki pinterest pinterest.com plurk "
    "quora quora.com reddit reddit.com renren skype slashdot slideshare snapchat snapchat.com social "
    "sociallinkedin soundcloud stumbleupon t.co t.me telegram threads threads.net tiktok tiktok.com tinyurl "
    "tinyurl.com tumblr tumblr.com twitter twitter.com typepad viadeo video.ibm.com vk vkontakte vk.com "
    "weebly weibo weibo.com whatsapp whatsapp.com wordpress wordpress.com x.com xing yammer yelp "
    "youtube.com/community"
)
SHOPPING = _words(
    "alibaba aliexpress amazon amazon.co.uk amazon.com amazon.de checkout.stripe.com ebay ebay.co.uk ebay.com "
    "ebay.de etsy etsy.com google-shopping googleshopping igshopping mercadolibre mercadolibre.com "
    "s3.amazonaws.com shop.app shopify shopify.com shopping shopzilla simplycodes.com stripe stripe.com "
    "target target.com walmart walmart.com"
)
VIDEO = _words(
    "crackle crackle.com disneyplus disneyplus.com hulu hulu.com netflix netflix.com ted ted.com twitch "
    "twitch.tv utreon veoh viadeo vimeo vimeo.com wistia wistia.com youku youku.com youtube youtube.com"
)
EMAIL_WORDS = frozenset({"email", "e-mail", "e_mail", "e mail"})

_PAID = re.compile(r".*cp.*|ppc|retargeting|paid.*")
_SHOP = re.compile(r".*(?:(?:[^a-df-z]|^)shop|shopping).*")
_VIDEO = re.compile(r".*video.*")


class Tagged(NamedTuple):
    """The three values, trimmed and in lower case; "" where the address has none."""

    source: str
    medium: str
    campaign: str


class Prediction(NamedTuple):
    """The channel, the number of the rule that decided (0: none did), and what it looks at, in words."""

    channel: str
    rule: int
    why: str


class _Rule(NamedTuple):
    channel: str
    why: str
    holds: Callable[[Tagged], bool]


def _paid(tagged: Tagged) -> bool:
    return _PAID.fullmatch(tagged.medium) is not None


def _shops(tagged: Tagged) -> bool:
    return tagged.source in SHOPPING or _SHOP.fullmatch(tagged.campaign) is not None


def _push(tagged: Tagged) -> bool:
    medium = tagged.medium
    return medium.endswith("push") or "mobile" in medium or "notification" in medium or tagged.source == "firebase"


_DISPLAY = frozenset({"display", "banner", "expandable", "interstitial", "cpm"})
_SOCIAL_MEDIUMS = frozenset({"social", "social-network", "social-media", "sm", "social network", "social media"})
_SHOP_WORDS = "the source is a shop's, or “shop” stands in the campaign after a non-letter or an e"

RULES: tuple[_Rule, ...] = (
    _Rule("Direct", "the source is (direct)", lambda t: t.source == "(direct)" and t.medium in {"(not set)", "(none)"}),
    _Rule("Cross-network", "the campaign contains cross-network", lambda t: "cross-network" in t.campaign),
    _Rule("Paid Shopping", f"the medium is a paid one, and {_SHOP_WORDS}", lambda t: _shops(t) and _paid(t)),
    _Rule("Paid Search", "the medium is a paid one of a search engine", lambda t: t.source in SEARCH and _paid(t)),
    _Rule("Paid Social", "the medium is a paid one of a social network", lambda t: t.source in SOCIAL and _paid(t)),
    _Rule("Paid Video", "the medium is a paid one of a video site", lambda t: t.source in VIDEO and _paid(t)),
    _Rule("Display", "the medium is one of display advertising", lambda t: t.medium in _DISPLAY),
    _Rule("Paid Other", "the medium contains cp, or begins with paid", _paid),
    _Rule("Organic Shopping", _SHOP_WORDS, _shops),
    _Rule(
        "Organic Social", "the source or the medium is a social network's",
        lambda t: t.source in SOCIAL or t.medium in _SOCIAL_MEDIUMS,
    ),
    _Rule(
        "Organic Video", "the source is a video site's, or the medium contains video",
        lambda t: t.source in VIDEO or _VIDEO.fullmatch(t.medium) is not None,
    ),
    _Rule("Organic Search", "the source is a search engine's", lambda t: t.source in SEARCH or t.medium == "organic"),
    _Rule("Referral", "the medium is referral, app or link", lambda t: t.medium in {"referral", "app", "link"}),
    _Rule("Email", "the source or the medium is email", lambda t: t.source in EMAIL_WORDS or t.medium in EMAIL_WORDS),
    _Rule("Affiliates", "the medium is affiliate", lambda t: t.medium == "affiliate"),
    _Rule("Audio", "the medium is audio", lambda t: t.medium == "audio"),
    _Rule("SMS", "the source or the medium is sms", lambda t: "sms" in {t.source, t.medium}),
    _Rule("Mobile Push Notifications", "the medium is one of push messages", _push),
)  # fmt: skip
"""In Google's order."""


def predict(source: str, medium: str, campaign: str = "") -> Prediction:
    """The channel under which a visit with these values is filed."""
    tagged = Tagged(*(value.strip().lower() for value in (source, medium, campaign)))
    for number, rule in enumerate(RULES, 1):
        if rule.holds(tagged):
            return Prediction(rule.channel, number, rule.why)
    return Prediction("Unassigned", 0, "no rule of Google's knows these values")
