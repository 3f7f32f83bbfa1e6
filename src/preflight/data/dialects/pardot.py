"""Pardot (Account Engagement): HML `{{Recipient.FirstName}}`, and the older PML `%%first_name%%`."""

from __future__ import annotations

from preflight.data.dialects.base import Dialect

_SYSTEM = (
    r"(?:unsubscribe|email_preference_center|preference|view_online|addthis|account_|sender|user_|dynamic|opt|send_|content"
    r"|member_|unsub_center|profile_center|view_email|xt\w|jobid|emailaddr)"
)

DIALECT = Dialect(
    name="pardot",
    title="Pardot",
    shapes=frozenset({"braces", "triple", "percents"}),
    own=r"(?:Recipient|Sender|Account|Organization|User|Opportunity|Campaign|Prospect|Snippet|Custom_?Object)\."
    r"|(?-i:Unsubscribe$|EmailPreferenceCenter|View_Online|Dynamic)|unsubscribe$|email_preference_center|view_online"
    r"|addthis|account_address|dynamic_content|[#/^]|else\b|if\s|!",
    sure=r"Recipient\.|(?-i:EmailPreferenceCenter|View_Online)",
    names="none",
    personal=rf"Recipient\.|(?!{_SYSTEM})[A-Za-z_]\w*$",
    unsubscribe=r"^unsubscribe$|^unsubscribe_url$",
    preference=r"^Email_?Preference_?Center|^preference",
    view=r"^View_Online",
    address=r"^account_address|^Organization\.(?:Street|Address|City)",
    unsubscribe_forms=("{{Unsubscribe}}", "{{EmailPreferenceCenter}}", "%%unsubscribe%%"),
    view_forms=("{{View_Online}}", "%%view_online%%"),
    unconfirmed=r"User\.|Opportunity\.|Campaign\.|Prospect\.|Snippet\.",
    makes_text=True,
)
