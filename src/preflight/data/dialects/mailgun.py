"""Mailgun: `%recipient.name%`, and Handlebars in its stored templates. No view in the browser, no fallback."""

from __future__ import annotations

from preflight.data.dialects.base import Dialect

DIALECT = Dialect(
    name="mailgun",
    title="Mailgun",
    shapes=frozenset({"mailgun", "braces", "triple"}),
    own=r"recipient\b|(?:tag_|mailing_list_)?unsubscribe_(?:url|email)|[#/^>!]|else\b",
    names="free",
    personal=r"recipient\.|(?!recipient|(?:\w+_)?unsubscribe|this\b|@|subject\b|preheader\b|content\b|body\b|year\b|current_?year)[A-Za-z_]\w*$",
    unsubscribe=r"unsubscribe_(?:url|email)",
    preference=r"preference",
    unsubscribe_forms=("%unsubscribe_url%", "%mailing_list_unsubscribe_url%", "%tag_unsubscribe_url%"),
    appends_unsubscribe="footer",
)
