"""What sending platforms add to a draft by themselves: an unsubscribe link, a postal address, the text part.

Source: the project's table of token dialects of 2026-11-22 (vendors' own help pages where it says so; the text parts
are common knowledge of the platforms' editors, not re-read). Written by us, under this project's licence.
Checklists extend the lists by the options of the checks that use them.
"""

from __future__ import annotations

DATED = "2026-11-22"

APPENDS_UNSUBSCRIBE: frozenset[str] = frozenset({"klaviyo"})
"""Platforms that append an unsubscribe link wherever the mail has none."""

MAY_APPEND_UNSUBSCRIBE: dict[str, str] = {
    "mailchimp": "auto_footer",
    "iterable": "auto_append",
    "mailgun": "footer",
    "sfmc": "footer",
}
"""Platforms that append one where a setting says so, and that setting's name under `settings:`."""

APPENDS_ADDRESS: frozenset[str] = frozenset({"mailchimp", "sfmc"})
"""Those of `MAY_APPEND_UNSUBSCRIBE` whose footer bears the account's postal address, too."""

MAKES_TEXT: frozenset[str] = frozenset(
    {"hubspot", "marketo", "pardot", "eloqua", "sfmc", "mailchimp", "klaviyo", "braze", "customerio", "iterable",
     "sendgrid", "campaignmonitor", "mautic"}
)  # fmt: skip
"""Platforms that make the text part out of the HTML, unless somebody writes one."""

OFFERS_VIEW: frozenset[str] = frozenset(
    {"hubspot", "marketo", "pardot", "eloqua", "sfmc", "mailchimp", "klaviyo", "campaignmonitor", "mautic", "listmonk"}
)
"""Platforms with a link of their own to read the mail in a browser, by that table; unconfirmed ones are left out."""
