"""content.footer-changed"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Annotated

from preflight.check import Options, check, option
from preflight.checks.content._stretches import elsewhere, has_words, visible
from preflight.data.folding import letters
from preflight.facts import Send
from preflight.facts.send import Message
from preflight.finding import Finding, Item, Mender, Remark, Severity, Skip, Tally, Unknown, _, ngettext


class FooterChanged(Options, frozen=True):
    """Options of content.footer-changed."""

    footer: Annotated[
        tuple[str, ...],
        option("The approved footers (one a language): their text, or sha256:… as the finding says it."),
    ] = ()
    begins: Annotated[
        str, option("The words with which the footer begins; needed where the footer is given as a digest.")
    ] = ""


@check("content.footer-changed", severity=Severity.WARNING, mender=Mender.LEGAL, on=False)
def footer_changed(send: Send, options: FooterChanged) -> Iterator[Item]:
    """The legal footer is not the approved one.

    Company details, disclaimers and the reason why somebody gets the mail were agreed with legal; a footer of an old
    template or of another company of the group was not. Blanks, capitals and punctuation make no difference.

    Bad:
        html: <p>Sale!</p><p>Acme Ltd, registered in England 1234</p>
        options: {footer: ["Acme Ltd, registered in England and Wales, 1234567"]}
    Good:
        html: <p>Sale!</p><p>Acme Ltd, registered in England and Wales, 1234567</p>
        options: {footer: ["Acme Ltd, registered in England and Wales, 1234567"]}
    Fix: put the approved footer back, or have this one approved and written into the checklist.
    """
    if not options.footer:
        yield Skip(_("the checklist names no footer; give the option footer"))
        return
    if not has_words(send):
        yield Skip(_("there are no words to look at"), not_given="message")
        return
    bad = 0
    for message in send.messages:
        if _approved(message, options):
            continue
        unseen = elsewhere(message)
        if unseen is not None:
            yield Unknown(unseen, "elsewhere", message.location)
            continue
        bad += 1
        yield _finding(message, options)
        if (digest := _digest(message, options.begins)) is not None:
            yield Remark(_("the footer that stands there is {digest}", digest=digest), message.location)
    words = ngettext(
        "{good} of {n} message has an approved footer", "{good} of {n} messages have an approved footer",
        len(send.messages), good=len(send.messages) - bad,
    )  # fmt: skip
    yield Tally(words, {"messages": len(send.messages), "changed": bad})


def _approved(message: Message, options: FooterChanged) -> bool:
    shown = letters(visible(message))
    texts = [letters(one) for one in options.footer if not one.startswith("sha256:")]
    digest = _digest(message, options.begins)
    return any(text and text in shown for text in texts) or (digest is not None and digest in options.footer)


def _digest(message: Message, begins: str) -> str | None:
    """The digest of what stands from those words on; None where they stand nowhere."""
    shown, words = letters(visible(message)), letters(begins)
    place = shown.rfind(words) if words else -1
    return f"sha256:{hashlib.sha256(shown[place:].encode()).hexdigest()}" if place >= 0 else None


def _finding(message: Message, options: FooterChanged) -> Finding:
    words = _("the footer is none of the approved ones")
    if options.begins and letters(options.begins) not in letters(visible(message)):
        words = _("no footer begins with “{words}”", words=options.begins[:100])
    return Finding(
        words, key="changed", location=message.location,
        fix=_("Put the approved footer back, or have this one approved and written into the checklist."),
        many=_("{n} messages have no approved footer"),
    )  # fmt: skip
