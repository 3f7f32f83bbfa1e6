"""Customer.io: Liquid, `{{ customer.first_name | default: "there" }}`."""

from __future__ import annotations

from preflight.data.dialects.base import Dialect

DIALECT = Dialect(
    name="customerio",
    title="Customer.io",
    shapes=frozenset({"braces", "liquid", "comment"}),
    own=r"(?:customer|event|trigger|journey|campaign|snippets)\.|unsubscribe_url"
    r"|manage_subscription|view_in_browser",
    names="any",
    personal=r"customer\.",
    unsubscribe=r"^unsubscribe(?:_url)?\b",
    preference=r"manage_subscription_preferences|subscription_cent|preference",
    view=r"^view_in_browser",
    unsubscribe_forms=("{% unsubscribe_url %}", "{% manage_subscription_preferences_url %}"),
    view_forms=("{% view_in_browser_url %}",),
    unconfirmed=r"unsubscribe|manage_subscription|view_in_browser|journey|recipe",
    fallback='{{ customer.first_name | default: "there" }}',
    makes_text=True,
)
