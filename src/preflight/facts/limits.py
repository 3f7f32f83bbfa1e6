"""What nobody may request, and which addresses may be shown: both read off the send."""

from __future__ import annotations

from preflight.facts import list_unsubscribe
from preflight.facts.send import ACTING, Header, Message, Send, all_messages
from preflight.mailboxes import mailboxes


def acting_urls(send: Send) -> frozenset[str]:
    """Every URL of the send that must never be requested, those of List-Unsubscribe headers included."""
    messages = all_messages(send)
    urls = {link.url for m in messages for link in m.links if link.role in ACTING}
    urls |= {image.url for m in messages for image in m.images if image.role != "content"}
    return frozenset(urls.union(*(list_unsubscribe.every_url(header) for header in _leaving(messages))))


def allowed_addresses(send: Send) -> frozenset[str]:
    """The addresses that may be shown, in lower case: they are the sender's, not recipients'.

    From, Reply-To, contact links, where to unsubscribe by mail, seeds and the owner.
    """
    messages = all_messages(send)
    values = [value.text for m in messages for value in (m.sender, m.reply_to) if value is not None]
    found = {address for _name, address in mailboxes(values) or ()}
    for header in _leaving(messages):
        found |= list_unsubscribe.mail_addresses(header)
    found |= {link.url[7:].partition("?")[0] for m in messages for link in m.links if link.url.startswith("mailto:")}
    found |= {send.owner, *(send.audience.seeds if send.audience else ())}
    return frozenset(address.lower() for address in found if address)


def _leaving(messages: tuple[Message, ...]) -> list[Header]:
    return [header for message in messages for header in message.header("List-Unsubscribe")]
