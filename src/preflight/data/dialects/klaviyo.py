"""Klaviyo: Django's language, `{{ first_name|default:"there" }}`; it appends an unsubscribe link where none is."""

from __future__ import annotations

from preflight.data.dialects.base import Dialect

DIALECT = Dialect(
    name="klaviyo",
    title="Klaviyo",
    shapes=frozenset({"braces", "liquid", "comment"}),
    own=r"person(?:\.|\s*\|)|organization\.|event(?:\.|\s*\|)|unsubscribe\b(?!_preferences)|unsubscribe_link"
    r"|manage_preferences|web_view|view_in_browser|coupon_code",
    sure=r"organization\.(?:name|full_address|url)|person\s*\||unsubscribe\s+[\"']|manage_preferences|web_view",
    names="any",
    personal=r"person(?:\.|\s*\|)|(?:first_?name|last_?name|full_?name|phone_?number|city|region|country|title|company)\b",
    unsubscribe=r"^unsubscribe(?:_link)?\b",
    preference=r"manage_preferences|preference",
    view=r"^web_view|^view_in_browser",
    address=r"organization\.(?:full_)?address",
    unsubscribe_forms=("{% unsubscribe %}", "{% unsubscribe_link %}"),
    view_forms=("{% web_view %}", "{% web_view_link %}"),
    address_forms=("{{ organization.full_address }}",),
    fallback='{{ first_name|default:"there" }}',
    appends_unsubscribe="always",
    makes_text=True,
)
