"""Campaign Monitor: `[firstname,fallback=there]`, and elements of its own, `<unsubscribe>Leave</unsubscribe>`."""

from __future__ import annotations

from preflight.data.dialects.base import Dialect

DIALECT = Dialect(
    name="campaignmonitor",
    title="Campaign Monitor",
    shapes=frozenset({"brackets", "elements"}),
    own=r".",
    names="free",
    personal=r"(?!unsubscribe|webversion|preferences|forwardtoafriend|if:|else|endif|email\b|current|list|rss|webpage)\w",
    unsubscribe=r"^unsubscribe",
    preference=r"^preferences",
    view=r"^webversion",
    unsubscribe_forms=("<unsubscribe>Unsubscribe</unsubscribe>", "[unsubscribe]"),
    view_forms=("<webversion>Read it in your browser</webversion>", "[webversion]"),
    fallback="[firstname,fallback=there]",
    makes_text=True,
)
