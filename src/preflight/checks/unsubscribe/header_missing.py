"""unsubscribe.header-missing"""

from __future__ import annotations

from collections.abc import Iterator

from preflight.check import check
from preflight.checks.unsubscribe import _header
from preflight.facts import Audience, Send
from preflight.facts.given import Headers
from preflight.facts.piece import report
from preflight.facts.send import Message
from preflight.finding import Finding, Item, Mender, Remark, Severity, Skip, Tally, Text, Unknown, _, ngettext


@check(
    "unsubscribe.header-missing",
    severity=Severity.BLOCKER,
    mender=Mender.TEMPLATE,
    asks=_header.asks,
    cites=("G6", "Y2", "R3"),
)
def header_missing(send: Send, headers: Headers, audience: Audience) -> Iterator[Item]:  # noqa: ARG001 - a need
    """The headers have no List-Unsubscribe with a web address.

    Gmail and Yahoo show an "Unsubscribe" button beside the sender's name and want it from everybody who sends in bulk.
    They differ on a header that holds an e-mail address alone: Yahoo takes it, Gmail wants a web address (https) and
    refuses bulk mail without. A send that is known to reach fewer than 5,000 people at each of them gets a warning,
    since the limit counts all mail of a day.

    Bad:
        html: <p>Sale!</p>
        headers: {List-Unsubscribe: "<mailto:leave@shop.test>"}
    Good:
        html: <p>Sale!</p>
        headers: {List-Unsubscribe: "<https://shop.test/u/1>", List-Unsubscribe-Post: "List-Unsubscribe=One-Click"}
    Fix: switch the one-click unsubscribe header on in your platform, or add List-Unsubscribe with an https address.
    Source: Google "Email sender guidelines" (81126), 2026-03-11; Yahoo "Sender Requirements & Recommendations",
    2025-04-10; RFC 2369, section 3.2 (1998-07)
    """
    if send.kind == "transactional":
        yield _header.TRANSACTIONAL
        return
    messages = _header.with_headers(send)
    system = [why for message in messages if (why := report(message)) is not None]
    if messages and len(system) == len(messages):
        yield Skip(system[0])
        return
    without = 0
    for message in messages:
        found = _header.addresses(message)
        if any(one.https for one in found):
            yield from _remarks(message, found)
            continue
        without += 1
        mailed = any(one.mailto for one in found)
        yield _item(
            message, found, _header.audience_severity(send, audience, _header.GMAIL if mailed else _header.BOTH)
        )
    words = ngettext(
        "{found} of {n} message has a List-Unsubscribe with a web address",
        "{found} of {n} messages have a List-Unsubscribe with a web address",
        len(messages),
        found=len(messages) - without,
    )
    yield Tally(words, {"messages": len(messages), "missing": without})


def _item(message: Message, found: list[_header.Address], severity: Severity) -> Finding | Unknown:
    written = message.header("List-Unsubscribe")
    place = written[0].location if written else message.location
    if any(one.token for one in found):
        return Unknown(_TOKEN, key="token", location=place, severity=severity)
    evidence = {"header": [header.raw[:500] for header in written][:5]}
    return Finding(_why(message, found), key="missing", fix=_FIX, location=place, evidence=evidence,
                   severity=severity, many=_("{n} messages have no List-Unsubscribe with a web address"))  # fmt: skip


def _why(message: Message, found: list[_header.Address]) -> Text:
    written = message.header("List-Unsubscribe")
    if not written:
        return _("there is no List-Unsubscribe header")
    if any("&lt;" in _header.decoded(header) for header in written):
        return _("List-Unsubscribe is written as HTML (“&lt;” in place of “<”): no mailbox provider can read it")
    others = [one.url for one in found if one.url and not one.mailto]
    if others:
        return _("List-Unsubscribe holds no https address: {url}", url=others[0][:200])
    if any(one.mailto for one in found):
        return _("List-Unsubscribe holds an e-mail address alone: enough for Yahoo, but Gmail wants an https address")
    return _("the List-Unsubscribe header holds no address")


def _remarks(message: Message, found: list[_header.Address]) -> Iterator[Remark]:
    place = message.header("List-Unsubscribe")[0].location
    called = [one for one in found if one.https]
    if all(one.bare for one in called):
        yield Remark(_BARE, place)
    if any("&amp;" in one.url for one in called):
        yield Remark(_AMPERSAND, place)


_FIX = _("Switch the one-click unsubscribe header on in your platform, or add List-Unsubscribe with an https address.")
_TOKEN = _("a token makes the List-Unsubscribe address: it cannot be seen; add a proof")
_BARE = _("the List-Unsubscribe address stands without its angle brackets; not every provider reads it")
_AMPERSAND = _("“&amp;” stands in the List-Unsubscribe address; headers are no HTML, so write “&”")
