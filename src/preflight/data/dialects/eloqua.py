"""Eloqua: field merges, as a span in the text or between tildes in an address; links by their type in the editor."""

from __future__ import annotations

from preflight.data.dialects.base import Dialect

DIALECT = Dialect(
    name="eloqua",
    title="Eloqua",
    shapes=frozenset({"eloqua"}),
    own=r".",
    names="free",
    personal=r"\w",
    unsubscribe=r"unsub",
    preference=r"subscription_?(?:management|center|centre)|preference",
    view=r"view_?online",
    unsubscribe_forms=("the link type “Unsubscribe from all” of the editor",),
    view_forms=("the link type “View online version” of the editor",),
    unconfirmed=r".",
    makes_text=True,
)
