"""HubSpot: HubL, `{{ contact.firstname }}` and `{% if … %}`; fallbacks by `personalization_token` or in the account."""

from __future__ import annotations

from preflight.data.dialects.base import Dialect

DIALECT = Dialect(
    name="hubspot",
    title="HubSpot",
    shapes=frozenset({"braces", "liquid", "comment"}),
    own=r"(?:contact|company|deal|ticket|site_settings|subscription)\.|personalization_token|unsubscribe_(?:link|section)"
    r"|resubscribe_link|view_as_page|subscription_name|(?:end_)?(?:module|widget|dnd)_\w+|(?:module|boolean|choice|color"
    r"|header|image|linked_image|logo|rich_text|text|textarea|raw_html|email_\w+|content_attribute|global_partial"
    r"|require_\w+)\s+[\"']|standard_(?:header|footer)_includes|email_(?:header|footer)|local_dt",
    sure=r"personalization_token\(|unsubscribe_link|unsubscribe_section|view_as_page|site_settings\.|contact\.(?:firstname|lastname|email)\b",
    names="any",
    personal=r"(?:contact|company|deal|ticket|custom)\.|personalization_token",
    unsubscribe=r"^unsubscribe_(?:link|section)",
    preference=r"hs_subscription|subscription_cent|preference",
    view=r"^view_as_page",
    address=r"site_settings\.company_(?:street|city|state|zip|country)|^office_location|company_street_address",
    unsubscribe_forms=("{{ unsubscribe_link }}", "{{ unsubscribe_link_all }}", "{{ unsubscribe_section }}"),
    view_forms=("{{ view_as_page_url }}", "{{ view_as_page_section }}"),
    address_forms=("{{ site_settings.company_street_address_1 }}",),
    unconfirmed=r"unsubscribe_section|view_as_page_section|office_location",
    fallback='{{ personalization_token("contact.firstname", "there") }}',
    makes_text=True,
)
