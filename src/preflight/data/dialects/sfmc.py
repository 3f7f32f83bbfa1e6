"""Salesforce Marketing Cloud: `%%First Name%%` and AMPscript, `%%=v(@x)=%%`, `%%[ IF … THEN ]%%`; case is nothing."""

from __future__ import annotations

from preflight.data.dialects.base import Dialect

_SYSTEM = (
    r"(?:xt\w|emailaddr|emailname|memberid|jobid|listid|list_|subscriberkey|subscriberid|_\w|view_email|profile_center"
    r"|subscription_center|unsub_center|ftaf|double_opt|microsite|member_|reply|ex2|http|linkname|datasource|additionalinfo"
    r"|previewflag|cloudpages|rss|dataextension|batchid|listsubid|mobile_)"
)

DIALECT = Dialect(
    name="sfmc",
    title="Salesforce Marketing Cloud",
    shapes=frozenset({"percents", "inline", "block"}),
    own=r"@|Member_|unsub_center|profile_center|subscription_center|view_email_url|ftaf_url|xt\w|emailname_|jobid|emailaddr"
    r"|subscriberkey|double_opt_in_url",
    names="any",
    personal=rf"(?!{_SYSTEM})[A-Za-z][\w .-]*$",
    unsubscribe=r"^unsub_center|unsub_?scribe_?url|^one_click_unsub",
    preference=r"^profile_center|^subscription_center|preference",
    view=r"^view_email_url",
    address=r"Member_(?:Busname|Addr|City|State|PostalCode|Country)",
    unsubscribe_forms=("%%unsub_center_url%%", "%%profile_center_url%%"),
    view_forms=("%%view_email_url%%",),
    address_forms=("%%Member_Addr%%",),
    fallback='%%=IIF(Empty(@x),"there",@x)=%%',
    appends_unsubscribe="footer",
    appends_address=True,
    makes_text=True,
)
