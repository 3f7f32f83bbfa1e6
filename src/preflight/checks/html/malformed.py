"""html.malformed"""

from __future__ import annotations

from collections.abc import Iterator

from preflight.check import check
from preflight.facts import Send
from preflight.facts.send import Defect, Message, all_messages
from preflight.finding import Finding, Item, Mender, Severity, Skip, Tally, Unknown, _, ngettext


@check("html.malformed", severity=Severity.WARNING, mender=Mender.BUILDER)
def malformed(send: Send) -> Iterator[Item]:
    """The mail is broken, and each mail program will mend it in its own way.

    Unclosed comments for Outlook swallow the mail there, a wrong charset turns umlauts into rubbish, and what one
    program shows another one drops. Where a fault hides a part of the mail from us, nothing behind it was judged, and
    that is said here.

    Bad:
        html: "<p>Sale</p><!--[if mso]><p>For Outlook</p>"
    Good:
        html: "<p>Sale</p><!--[if mso]><p>For Outlook</p><![endif]-->"
    Fix: mend the HTML at that place, or export it afresh from your platform.
    """
    messages = [m for m in all_messages(send) if m.html or m.text or m.defects]
    if not messages:
        yield Skip(_("the send has no message to look at"), not_given="message")
        return
    found = [_own(message) for message in messages]
    defects = [defect for own in found for defect in own]
    for defect in defects:
        yield _unknown(defect) if defect.lost else _finding(defect)
    lost = sum(defect.lost for defect in defects)
    words = ngettext(
        "{bad} of {n} message has faults of form",
        "{bad} of {n} messages have faults of form",
        len(messages),
        bad=sum(map(bool, found)),
    )
    yield Tally(words, {"messages": len(messages), "defects": len(defects), "lost": lost})


def _own(message: Message) -> list[Defect]:
    """Without those of a raw message's charset, which `headers.charset` tells."""
    return [defect for defect in message.defects if not defect.kind.startswith("charset")]


def _unknown(defect: Defect) -> Unknown:
    # A blocker, though the check is a warning: what nobody could read must not go out as judged.
    return Unknown(
        _("a part of the mail could not be read, and nothing after it was judged: {why}", why=defect.message),
        key=f"lost:{defect.kind}",
        location=defect.location,
        evidence={"kind": defect.kind},
        severity=Severity.BLOCKER,
    )


def _finding(defect: Defect) -> Finding:
    return Finding(
        _("{what}", what=defect.message),
        key=defect.kind,
        fix=_("Mend the HTML at that place, or export it afresh from your platform."),
        location=defect.location,
        evidence={"kind": defect.kind},
        many=_("{what} ({n} places)", what=defect.message),
    )
