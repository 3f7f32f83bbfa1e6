"""unsubscribe.address-missing"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from preflight.check import Options, check, option
from preflight.checks.unsubscribe import _ways
from preflight.data.folding import letters
from preflight.data.platforms import APPENDS_ADDRESS, MAY_APPEND_UNSUBSCRIBE
from preflight.data.postal import postal_address
from preflight.facts import Send
from preflight.facts.piece import unseen
from preflight.facts.send import Message
from preflight.finding import Finding, Item, Mender, Remark, Severity, Skip, Tally, Unknown, _, ngettext


class AddressMissing(Options, frozen=True):
    """Options of unsubscribe.address-missing."""

    addresses: Annotated[
        tuple[str, ...], option("Further postal addresses of yours, beside sender.postal_addresses of the send.")
    ] = ()


@check("unsubscribe.address-missing", severity=Severity.BLOCKER, mender=Mender.LEGAL, cites=("L1", "L3"))
def address_missing(send: Send, options: AddressMissing) -> Iterator[Item]:
    """A marketing mail shows no postal address.

    The law of the United States, Canada and other countries wants the sender's postal address in every marketing mail:
    a street, a PO box or a registered private mailbox. Your own addresses, your platform's address token, or whatever
    reads as a postal address in the last part of the mail will do.

    Bad:
        html: <p>Sale!</p><p>Acme Ltd</p>
    Good:
        html: <p>Sale!</p><p>Acme Ltd, 1 High Street, London</p>
    Fix: put your postal address, or your platform's address token, into the footer.
    Source: 15 USC 7704; CASL guidance, read 2026-11-22
    """
    if send.kind == "transactional":
        yield _ways.TRANSACTIONAL
        return
    if not _ways.has_content(send):
        yield _ways.NO_MESSAGE
        return
    own = (*(send.sender.postal_addresses if send.sender else ()), *options.addresses)
    shown = [_shown(message, own) for message in send.messages]
    without = [message for message, what in zip(send.messages, shown, strict=True) if not what]
    told = _ways.told(send, without)
    if told is not None and len(without) == len(send.messages):
        yield Skip(told)
        return
    for message, what in zip(send.messages, shown, strict=True):
        if not what:
            yield _item(send, message)
        elif own and what == "other":
            yield Remark(_("the mail shows a postal address, but none of those that the send names"), message.location)
    words = ngettext(
        "{found} of {n} message shows a postal address",
        "{found} of {n} messages show a postal address",
        len(send.messages),
        found=len(send.messages) - len(without),
    )
    yield Tally(words, {"messages": len(send.messages), "missing": len(without)})


def _shown(message: Message, own: tuple[str, ...]) -> str:
    """What stands for the address: "own", "token", "other" or "". A proof shows what the platform has appended."""
    both = [one for one in (message, message.proof) if one is not None]
    texts = [_visible(one) for one in both]
    if any(letters(address) in letters(text) for address in own if letters(address) for text in texts):
        return "own"
    if any(token.kind == "address" and token.where in {"html", "text"} for one in both for token in one.tokens):
        return "token"
    return "other" if any(postal_address(text) for text in texts) else ""


def _visible(message: Message) -> str:
    part = message.html or message.text
    if part is None:
        return ""
    if part is message.text and not part.runs:
        return part.source
    return "\n".join(run.text for run in part.runs if not run.hidden)


def _item(send: Send, message: Message) -> Finding | Unknown:
    severity = _severity(send, message)
    hidden = unseen(send, message)
    if hidden is not None:
        return Unknown(hidden, key="elsewhere", location=message.location, severity=severity)
    words = _("the mail shows no postal address")
    if severity is Severity.WARNING:
        words = _("the draft shows no postal address; {platform} may append yours", platform=send.platform)
    return Finding(
        words,
        key="missing",
        fix=_("Put your postal address, or your platform's address token, into the footer."),
        location=message.location,
        severity=severity,
        many=_("{n} messages show no postal address"),
    )


def _severity(send: Send, message: Message) -> Severity:
    """Where the platform's own footer may bear the address, a draft without one is no more than a warning."""
    may = send.platform in APPENDS_ADDRESS and send.settings.get(MAY_APPEND_UNSUBSCRIBE[send.platform]) is not False
    return Severity.WARNING if may and message.state == "draft" and message.proof is None else Severity.BLOCKER
