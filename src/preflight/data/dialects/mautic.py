"""Mautic: `{contactfield=firstname|there}`; `{unsubscribe_text}` renders a whole sentence with its link."""

from __future__ import annotations

from preflight.data.dialects.base import Dialect

DIALECT = Dialect(
    name="mautic",
    title="Mautic",
    shapes=frozenset({"mautic"}),
    own=r".",
    names="free",
    personal=r"(?:contact|lead)field=",
    unsubscribe=r"^(?:unsubscribe|dnc)_(?:text|url)",
    preference=r"^resubscribe|preference",
    view=r"^webview",
    unsubscribe_forms=("{unsubscribe_text}", "{unsubscribe_url}"),
    view_forms=("{webview_text}", "{webview_url}"),
    fallback="{contactfield=firstname|there}",
    makes_text=True,
)
