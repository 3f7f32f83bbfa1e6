"""Iterable: Handlebars, `{{defaultIfEmpty firstName "there"}}`, and `[[…]]` of its feeds."""

from __future__ import annotations

from preflight.data.dialects.base import Dialect

DIALECT = Dialect(
    name="iterable",
    title="Iterable",
    shapes=frozenset({"braces", "triple", "squares"}),
    own=r"unsubscribeUrl|unsubscribeMessageTypeUrl|hostedUnsubscribeUrl|defaultIfEmpty\b|viewInBrowserUrl|[#/^>!]|else\b"
    r"|(?:snippet|coupon|now|dateFormat|capitalize|lowercase|uppercase)\s|promotion|catalog",
    sure=r"defaultIfEmpty\s|hostedUnsubscribeUrl|unsubscribeMessageTypeUrl",
    names="free",
    personal=r"(?:defaultIfEmpty\s+)?(?!unsubscribe|hosted|view|snippet|this\b|@|subject\b|preheader\b|content\b|body\b|year\b"
    r"|current_?year)[A-Za-z_]\w*\s*(?:$|[\"'])",
    unsubscribe=r"unsubscribeUrl|unsubscribeMessageTypeUrl|hostedUnsubscribe",
    preference=r"preference",
    view=r"viewInBrowser",
    unsubscribe_forms=("{{unsubscribeUrl}}", "{{unsubscribeMessageTypeUrl}}", "{{hostedUnsubscribeUrl}}"),
    view_forms=("{{viewInBrowserUrl}}",),
    unconfirmed=r"viewInBrowser|snippet|coupon|now|date|capital|lower|upper",
    fallback='{{defaultIfEmpty firstName "there"}}',
    appends_unsubscribe="auto_append",
    makes_text=True,
)
