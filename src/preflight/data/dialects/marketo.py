"""Marketo: `{{lead.First Name:default=there}}`, and `{%=lead.firstName ?: "there" %}` of the new designer."""

from __future__ import annotations

from preflight.data.dialects.base import Dialect

DIALECT = Dialect(
    name="marketo",
    title="Marketo",
    shapes=frozenset({"braces", "marketo", "velocity"}),
    own=r"(?:lead|my|system|member|company|trigger|campaign|program|owner|partner|opportunity|person)\.\s*\S",
    sure=r"system\.\w|lead\.(?-i:[A-Z])",
    names="none",
    personal=r"\$?!?\{?(?:lead|company|person)\.",
    unsubscribe=r"^system\.unsubscribe|^system\.unsubscribeLink",
    preference=r"^system\.manage|preference",
    view=r"^system\.viewAs",
    address=r"^my\..{0,60}\baddress",
    unsubscribe_forms=("{{system.unsubscribeLink}}",),
    view_forms=("{{system.viewAsWebpageLink}}",),
    unconfirmed=r"member\.|owner\.|partner\.|opportunity\.|person\.|[#/^>]|else\b",
    fallback="{{lead.First Name:default=there}}",
    makes_text=True,
)
