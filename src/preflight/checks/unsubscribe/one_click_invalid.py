"""unsubscribe.one-click-invalid"""

from __future__ import annotations

from collections.abc import Iterator

from preflight.check import check
from preflight.checks.unsubscribe import _header
from preflight.facts import Audience, Send
from preflight.facts.given import Headers
from preflight.facts.list_unsubscribe import addresses
from preflight.facts.send import Message
from preflight.finding import Finding, Item, Mender, Severity, Skip, Tally, Text, _, ngettext


@check(
    "unsubscribe.one-click-invalid",
    severity=Severity.BLOCKER,
    mender=Mender.TEMPLATE,
    asks=_header.asks,
    cites=("R1", "G6"),
)
def one_click_invalid(send: Send, headers: Headers, audience: Audience) -> Iterator[Item]:  # noqa: ARG001 - a need
    """The one-click unsubscribe headers do not work as a pair.

    A mailbox provider may unsubscribe somebody with one click only where List-Unsubscribe-Post says exactly
    "List-Unsubscribe=One-Click" and List-Unsubscribe holds exactly one https address. Else it shows no button, and
    Gmail counts the mail as one without. Capitals count, too: the standard's grammar would let them vary, but Google
    and Yahoo name this one spelling, and nobody promises to read another. Blanks around it, or a line break after the
    name, do no harm.

    Bad:
        html: <p>Sale!</p>
        headers: {List-Unsubscribe: "<https://shop.test/u/1>"}
    Good:
        html: <p>Sale!</p>
        headers: {List-Unsubscribe: "<https://shop.test/u/1>", List-Unsubscribe-Post: "List-Unsubscribe=One-Click"}
    Fix: send List-Unsubscribe-Post with exactly "List-Unsubscribe=One-Click", and one https address.
    Source: RFC 8058, sections 3 and 4 (2017-01); Google "Email sender guidelines" (81126), 2026-03-11
    """
    if send.kind == "transactional":
        yield _header.TRANSACTIONAL
        return
    messages = [m for m in _header.with_headers(send) if any(one.https for one in _header.addresses(m))]
    if not messages:
        yield Skip(_("there is no List-Unsubscribe with a web address; unsubscribe.header-missing judges that"))
        return
    severity = _header.audience_severity(send, audience)
    bad = 0
    for message in messages:
        faults = list(_faults(message, severity))
        bad += bool(faults)
        yield from faults
    words = ngettext(
        "{good} of {n} message has working one-click headers",
        "{good} of {n} messages have working one-click headers",
        len(messages),
        good=len(messages) - bad,
    )
    yield Tally(words, {"messages": len(messages), "invalid": bad})


def _faults(message: Message, severity: Severity) -> Iterator[Finding]:
    posts = message.header("List-Unsubscribe-Post")
    place = message.header("List-Unsubscribe")[0].location
    if not posts:
        words = _("List-Unsubscribe-Post is missing")
        yield Finding(words, key="post-missing", fix=_FIX_POST, location=place, severity=severity)
    for post in posts:
        value = " ".join(_header.decoded(post).split())
        if value != _header.ONE_CLICK:
            yield Finding(_said(value), key="post-wrong", fix=_FIX_POST, location=post.location,
                          evidence={"header": post.raw[:500]}, severity=severity)  # fmt: skip
    yield from _addresses(message, severity)


def _said(value: str) -> Text:
    if value.lower() == _header.ONE_CLICK.lower():
        return _("List-Unsubscribe-Post says “{value}”: Google and Yahoo want these very capitals, “{wanted}”",
                 value=value, wanted=_header.ONE_CLICK)  # fmt: skip
    return _("List-Unsubscribe-Post says “{value}”", value=value[:100])


def _addresses(message: Message, severity: Severity) -> Iterator[Finding]:
    """Each header for itself: that there are two of them is told by `headers.duplicated`."""
    for header in message.header("List-Unsubscribe"):
        called = [one for one in addresses([header]) if one.https]
        if joined := next((one.url for one in called if one.joined), ""):
            words = _("one pair of brackets in List-Unsubscribe holds two addresses; it is read as one, {url}",
                      url=joined[:300])  # fmt: skip
            yield Finding(words, key="joined", fix=_FIX_JOINED, location=header.location, evidence={"url": joined},
                          severity=severity)  # fmt: skip
        if len(called) > 1:
            words = _("List-Unsubscribe holds {count} https addresses instead of one", count=len(called))
            urls = [one.url for one in called]
            yield Finding(words, key="several", fix=_FIX_ONE, location=header.location,
                          evidence={"url": urls[0], "urls": urls[:10]}, severity=severity)  # fmt: skip


_FIX_POST = _("Send the header List-Unsubscribe-Post with exactly “List-Unsubscribe=One-Click”.")
_FIX_ONE = _("Leave one https address in List-Unsubscribe; an e-mail address may stand beside it.")
_FIX_JOINED = _("Write each address in brackets of its own: <https://…>, <mailto:…>.")
