"""Braze: Liquid with `${…}`, `{{${first_name} | default: 'there'}}`. It offers no view in the browser."""

from __future__ import annotations

from preflight.data.dialects.base import Dialect

DIALECT = Dialect(
    name="braze",
    title="Braze",
    shapes=frozenset({"braze", "braces", "liquid"}),
    own=r"[^|]*\$\{|custom_attribute\.|content_blocks\.|connected_content|subscribed_state|subscription_group|event_properties"
    r"|canvas_entry_properties|api_trigger_properties|app\.|campaign\.\$|nested_custom|catalog_\w+|abort_message"
    r"|message_extras|promotion\b|sms\.|deliver_",
    sure=r"[^|]*\$\{|custom_attribute\.\$",
    names="any",
    personal=r"custom_attribute\.|[^|]*\$\{\s*(?!set_user|unsubscribe|subscri|campaign|canvas|dispatch|app\b|language\b"
    r"|email_address\b|user_id\b|braze_id\b|preference|opted)\w",
    unsubscribe=r"set_user_to_unsubscribed|unsubscribe_url|unsubscribed_url",
    preference=r"preference_cent|set_user_to_(?:subscribed|opted_in)_url",
    unsubscribe_forms=("{{${set_user_to_unsubscribed_url}}}", "{{${unsubscribe_url}}}"),
    fallback="{{${first_name} | default: 'there'}}",
    makes_text=True,
)
