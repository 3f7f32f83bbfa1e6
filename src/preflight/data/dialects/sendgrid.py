"""SendGrid: Handlebars, `{{first_name}}`, `{{insert name "default=there"}}`, and `<%asm_…%>` of its groups."""

from __future__ import annotations

from preflight.data.dialects.base import Dialect

DIALECT = Dialect(
    name="sendgrid",
    title="SendGrid",
    shapes=frozenset({"braces", "triple", "asp"}),
    own=r"insert\s|weblink|unsubscribe(?:_preferences)?$|(?-i:Sender_\w+)|asm_\w+|[#/^>!]|else\b",
    sure=r"insert\s+\w+\s+[\"']default=",
    names="free",
    personal=r"(?:insert\s+)?(?!weblink|unsubscribe|asm_|Sender_|subject\b|preheader\b|content\b|body\b|year\b|current_?year|this\b|@)"
    r"[A-Za-z_]\w*\s*(?:$|[|\"'])",
    unsubscribe=r"^unsubscribe$|asm_(?:group|global)_unsubscribe|unsubscribe_url",
    preference=r"unsubscribe_preferences|asm_preferences",
    view=r"^weblink",
    address=r"Sender_(?:Addr|City|State|Zip)",
    unsubscribe_forms=("{{{unsubscribe}}}", "{{{unsubscribe_preferences}}}", "<%asm_group_unsubscribe_raw_url%>"),
    view_forms=("{{{weblink}}}",),
    address_forms=("{{Sender_Address}}",),
    unconfirmed=r"weblink|asm_|insert",
    fallback='{{insert first_name "default=there"}}',
    makes_text=True,
)
