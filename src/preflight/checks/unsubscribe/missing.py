"""unsubscribe.missing"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from preflight.check import Options, check, option
from preflight.checks.unsubscribe import _ways
from preflight.data.platforms import APPENDS_UNSUBSCRIBE, MAY_APPEND_UNSUBSCRIBE
from preflight.facts import Send
from preflight.facts.piece import report, unseen
from preflight.facts.send import Message
from preflight.finding import Finding, Item, Mender, Severity, Tally, Text, Unknown, _, ngettext


class Missing(Options, frozen=True):
    """Options of unsubscribe.missing."""

    appended_by: Annotated[
        frozenset[str], option("Further platforms that append an unsubscribe link by themselves: a warning there.")
    ] = frozenset()


@check("unsubscribe.missing", severity=Severity.BLOCKER, mender=Mender.TEMPLATE, cites=("G6", "L1"))
def missing(send: Send, options: Missing) -> Iterator[Item]:
    """A marketing mail has no unsubscribe link.

    Who cannot leave presses "spam" instead, and the law of most countries wants a way out in every marketing mail.
    Gmail and Yahoo want it in the mail itself, clearly visible, beside the one in the headers. A link to a preference
    page counts. A link that says "unsubscribe" and leads nowhere, or to the home page, does not.

    Bad:
        html: <p>Big sale!</p>
    Good:
        html: <p>Big sale!</p><p><a href="https://shop.test/unsubscribe?u=1">Unsubscribe</a></p>
    Fix: put your platform's unsubscribe link or token into the footer.
    Source: Google "Email sender guidelines" (81126), 2026-03-11; 15 USC 7704
    """
    if send.kind == "transactional":
        yield _ways.TRANSACTIONAL
        return
    if not _ways.has_content(send):
        yield _ways.NO_MESSAGE
        return
    without = [message for message in send.messages if report(message) or not _ways.has_one(message)]
    for message in without:
        yield _item(send, message, options)
    yield _tally(len(send.messages), len(without))


def _item(send: Send, message: Message, options: Missing) -> Finding | Unknown:
    severity = _severity(send, message, options)
    sent = message.proof or message
    hidden = unseen(send, message) or (unseen(send, sent) if sent is not message else None)
    if hidden is not None:
        return Unknown(hidden, key="elsewhere", location=message.location, severity=severity)
    script = _ways.scripted(message)
    if script is not None and message.proof is None:
        return Unknown(_SCRIPT, key="script", location=script.location, severity=severity)
    dead = _ways.dead(sent, _ways.body(sent))
    if dead:
        link = dead[0]
        evidence = {"url": link.url, "raw": link.raw[:500], "text": link.text[:200]}
        words = _dead(link.raw.strip(), link.url)
        return Finding(words, key="dead", fix=_FIX, location=link.location, evidence=evidence, severity=severity)
    spoken = _ways.spoken(sent, _ways.body(sent))
    if spoken is not None:
        words = _("“{words}” stands in the mail as words alone, not as a link", words=spoken.text[:100])
        return Finding(words, key="words", fix=_FIX, location=spoken.location, severity=severity)
    words = _("there is no unsubscribe link in the mail")
    if severity is Severity.WARNING:
        words = _("there is no unsubscribe link in the draft; {platform} may append its own", platform=send.platform)
    many = _("{n} messages have no unsubscribe link")
    return Finding(words, key="missing", fix=_FIX, location=message.location, severity=severity, many=many)


def _dead(raw: str, url: str) -> Text:
    if not raw or raw[0] == "#":
        return _("the unsubscribe link leads nowhere (its address is “{raw}”)", raw=raw[:80])
    if raw[:11].lower() == "javascript:":
        return _("the unsubscribe link runs a script, which no mail program does")
    return _("the unsubscribe link leads to the home page {url}", url=url[:200])


def _severity(send: Send, message: Message, options: Missing) -> Severity:
    """A platform that appends the link makes it a warning; in a proof all has been appended."""
    if message.state == "proof" or message.proof is not None:
        return Severity.BLOCKER
    if send.platform in APPENDS_UNSUBSCRIBE | options.appended_by:
        return Severity.WARNING
    setting = MAY_APPEND_UNSUBSCRIBE.get(send.platform)
    switched_off = setting is None or send.settings.get(setting) is False
    return Severity.BLOCKER if switched_off else Severity.WARNING


def _tally(messages: int, without: int) -> Tally:
    words = ngettext(
        "{found} of {n} message offers a way to unsubscribe",
        "{found} of {n} messages offer a way to unsubscribe",
        messages,
        found=messages - without,
    )
    return Tally(words, {"messages": messages, "missing": without})


_FIX = _("Put your platform's unsubscribe link or token into the footer.")
_SCRIPT = _("a script makes the address of a link when the mail is sent: it may be the unsubscribe link; add a proof")
