"""unsubscribe.missing-in-text"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from preflight.check import Options, check, option
from preflight.checks.unsubscribe import _ways
from preflight.data.platforms import APPENDS_UNSUBSCRIBE, MAKES_TEXT, MAY_APPEND_UNSUBSCRIBE
from preflight.facts import Send
from preflight.facts.alternative import silent
from preflight.facts.piece import unseen
from preflight.facts.send import Message
from preflight.finding import Finding, Item, Mender, Severity, Skip, Tally, Unknown, _, ngettext


class MissingInText(Options, frozen=True):
    """Options of unsubscribe.missing-in-text."""

    text_made_by: Annotated[frozenset[str], option("Further platforms that make the text part by themselves.")] = (
        frozenset()
    )


@check("unsubscribe.missing-in-text", severity=Severity.WARNING, mender=Mender.TEMPLATE, cites=("G6",))
def missing_in_text(send: Send, options: MissingInText) -> Iterator[Item]:
    """The text part has no unsubscribe link.

    Watches, screen readers and careful companies show the text part alone: whoever reads there must be able to leave,
    too.

    Bad:
        html: <p>Sale! <a href="https://shop.test/unsubscribe?u=1">Unsubscribe</a></p>
        text: "Sale! https://shop.test/sale"
    Good:
        html: <p>Sale! <a href="https://shop.test/unsubscribe?u=1">Unsubscribe</a></p>
        text: "Sale! https://shop.test/sale Unsubscribe: https://shop.test/unsubscribe?u=1"
    Fix: put the unsubscribe link or token into the text part as well.
    Source: Google "Email sender guidelines" (81126), 2026-03-11
    """
    texts = [shown for message in send.messages if (shown := _with_text(message)) is not None]
    skip = _skip(send, texts, options)
    if skip is not None:
        yield skip
        return
    without = [message for message in texts if not _ways.ways(message, "text")]
    for message in without:
        hidden = unseen(send, message)
        if hidden is not None:
            yield Unknown(hidden, key="elsewhere", location=message.location)
            continue
        yield Finding(
            _("the text part has no unsubscribe link"), key="missing", fix=_FIX, location=message.location,
            many=_("{n} text parts have no unsubscribe link"),
        )  # fmt: skip
    words = ngettext(
        "{found} of {n} text part offers a way to unsubscribe",
        "{found} of {n} text parts offer a way to unsubscribe",
        len(texts),
        found=len(texts) - len(without),
    )
    yield Tally(words, {"texts": len(texts), "missing": len(without)})


def _with_text(message: Message) -> Message | None:
    """The message, or its proof, where it has a text part beside an HTML part.

    One that says nothing of its own is none: content.text-part-missing tells.
    """
    candidates = (message, message.proof) if message.proof else (message,)
    return next((one for one in candidates if one.html and one.text and silent(one.text) is None), None)


def _skip(send: Send, texts: list[Message], options: MissingInText) -> Skip | None:
    if send.kind == "transactional":
        return _ways.TRANSACTIONAL
    if not _ways.has_content(send):
        return _ways.NO_MESSAGE
    told = _ways.told(send, texts)
    if told is not None:
        return Skip(told)
    if texts and not _appended(send, texts):
        return None
    if texts:
        return Skip(_("{platform} appends the unsubscribe link to the text part", platform=send.platform))
    if all(message.html is None for message in send.messages):
        return Skip(_("the text is the whole mail: unsubscribe.missing judges it"))
    if send.platform in MAKES_TEXT | options.text_made_by and any(m.state == "draft" for m in send.messages):
        return Skip(_("{platform} makes the text part when it sends", platform=send.platform))
    return Skip(_("there is no text part"))


def _appended(send: Send, texts: list[Message]) -> bool:
    """Whether the platform will append the link to these drafts."""
    setting = MAY_APPEND_UNSUBSCRIBE.get(send.platform)
    appends = send.platform in APPENDS_UNSUBSCRIBE or (setting is not None and send.settings.get(setting) is True)
    return appends and all(message.state == "draft" for message in texts)


_FIX = _("Put the unsubscribe link or token into the text part as well.")
