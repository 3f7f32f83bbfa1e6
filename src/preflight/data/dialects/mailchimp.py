"""Mailchimp: merge tags `*|FNAME|*`. A fallback stands at the audience's field, or in IF/ELSE around the tag."""

from __future__ import annotations

from preflight.data.dialects.base import Dialect

_OTHERS = (
    r"(?:MC[:_]|LIST:|USER:|HTML:|ARCHIVE|CAMPAIGN|CURRENT_YEAR|DATE\b|UNSUB|UPDATE_PROFILE|ABOUT_LIST|FORWARD|REWARDS"
    r"|POLL:|SURVEY|SHARE|FACEBOOK|TWITTER|LIKE|UNIQID|EMAIL\b|EMAIL_UID|INTERESTED|GROUPS?:|RSS|FEED|TRANSLATE|PROMO_CODE"
    r"|DESCRIPTION|TRACKABLE|ECOMMERCE|PRODUCT|CART|ORDER|COUPON|EVENT|IMAGE|VIDEO|YOUTUBE|VIMEO|ANALYTICS|SUBJECT\b"
    r"|END:|IF|ELSE)"
)

DIALECT = Dialect(
    name="mailchimp",
    title="Mailchimp",
    shapes=frozenset({"stars"}),
    own=r".",
    names="free",
    personal=rf"(?!{_OTHERS})[A-Z]\w*(?::\w+)?$",
    unsubscribe=r"^UNSUB\b|^UNSUB:",
    preference=r"^UPDATE_PROFILE|^MANAGE_PREF",
    view=r"^ARCHIVE$",
    address=r"LIST:ADDRESS|LIST_ADDRESS|USER:ADDRESS",
    unsubscribe_forms=("*|UNSUB|*",),
    view_forms=("*|ARCHIVE|*",),
    address_forms=("*|LIST:ADDRESS|*", "*|HTML:LIST_ADDRESS_HTML|*"),
    appends_unsubscribe="auto_footer",
    appends_address=True,
    makes_text=True,
)
