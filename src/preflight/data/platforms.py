"""What sending platforms add to a draft by themselves: an unsubscribe link, a postal address, the text part.

Read off the dialects, each with its source. Checklists extend the lists by the options of the checks that use them.
"""

from __future__ import annotations

from preflight.data.dialects import ALL

APPENDS_UNSUBSCRIBE: frozenset[str] = frozenset(
    name for name, one in ALL.items() if one.appends_unsubscribe == "always"
)
"""Platforms that append an unsubscribe link wherever the mail has none."""

MAY_APPEND_UNSUBSCRIBE: dict[str, str] = {
    name: one.appends_unsubscribe for name, one in ALL.items() if one.appends_unsubscribe not in {"", "always"}
}
"""Platforms that append one where a setting says so, and that setting's name under `settings:`."""

APPENDS_ADDRESS: frozenset[str] = frozenset(name for name, one in ALL.items() if one.appends_address)
"""Those of `MAY_APPEND_UNSUBSCRIBE` whose footer bears the account's postal address, too."""

MAKES_TEXT: frozenset[str] = frozenset(name for name, one in ALL.items() if one.makes_text)
"""Platforms that make the text part out of the HTML, unless somebody writes one."""

OFFERS_VIEW: frozenset[str] = frozenset(
    {"hubspot", "marketo", "pardot", "eloqua", "sfmc", "mailchimp", "klaviyo", "campaignmonitor", "mautic", "listmonk"}
)
"""Platforms with a link of their own to read the mail in a browser, by that table; unconfirmed ones are left out."""
