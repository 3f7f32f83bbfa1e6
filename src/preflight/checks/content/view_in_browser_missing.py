"""content.view-in-browser-missing"""

from __future__ import annotations

from collections.abc import Iterator

from preflight.check import check
from preflight.checks.content._stretches import elsewhere
from preflight.data.platforms import OFFERS_VIEW
from preflight.facts import Send
from preflight.facts.piece import piece
from preflight.facts.send import Message
from preflight.finding import Finding, Item, Mender, Severity, Skip, Tally, Unknown, _, ngettext


@check("content.view-in-browser-missing", severity=Severity.NOTE, mender=Mender.TEMPLATE)
def view_in_browser_missing(send: Send) -> Iterator[Item]:
    """There is no link to read the mail in a browser.

    Some mail programs show no pictures, break the layout or cut long mails; the browser shows the whole. Only asked of
    platforms that offer such a link.

    Bad:
        html: <p>Sale!</p>
        send: {platform: hubspot}
    Good:
        html: <p><a href="{{ view_as_page_url }}">View in browser</a></p><p>Sale!</p>
        send: {platform: hubspot}
    Fix: add your platform's link to read the mail in a browser.
    """
    messages = [message for message in send.messages if message.html is not None]
    if not messages:
        yield Skip(_("there is no HTML to look at"), not_given="message")
        return
    asked = [message for message in messages if _platform(send, message) in OFFERS_VIEW]
    if not asked:
        yield Skip(_("no platform is known to offer such a link here"))
        return
    without = [message for message in asked if not _has_link(message)]
    for message in without:
        unseen = elsewhere(message) or piece(send, message)
        if unseen is not None:
            yield Unknown(unseen, "elsewhere", message.location)
            continue
        yield Finding(
            _("there is no link to read the mail in a browser"), key="missing", location=message.location,
            fix=_("Add your platform's link to read the mail in a browser."),
            many=_("{n} messages have no link to read them in a browser"),
        )  # fmt: skip
    words = ngettext(
        "{good} of {n} message can be read in a browser", "{good} of {n} messages can be read in a browser",
        len(asked), good=len(asked) - len(without),
    )  # fmt: skip
    yield Tally(words, {"messages": len(asked), "missing": len(without)})


def _platform(send: Send, message: Message) -> str:
    """The platform that is said, else the one that all tokens of the mail belong to."""
    if send.platform != "generic":
        return send.platform
    writers = [frozenset(token.dialects) for token in message.tokens if token.dialects]
    shared = frozenset.intersection(*writers) if writers else frozenset()
    return next(iter(shared)) if len(shared) == 1 else ""


def _has_link(message: Message) -> bool:
    both = [message, *([message.proof] if message.proof is not None else [])]
    seen = any(link.role == "view" for one in both for link in one.links)
    return seen or any(token.kind == "view" for one in both for token in one.tokens)
