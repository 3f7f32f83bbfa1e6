"""content.not-as-briefed"""

from __future__ import annotations

from collections.abc import Iterator

from preflight.check import check
from preflight.checks.content import _event
from preflight.checks.content._stretches import Stretch, elsewhere, has_words, stretches_of
from preflight.facts import Clock, Send
from preflight.facts.send import Brief, Message, Value
from preflight.finding import Finding, Item, Location, Mender, Severity, Skip, Tally, Text, Unknown, _, ngettext
from preflight.mailboxes import mailbox


@check("content.not-as-briefed", severity=Severity.BLOCKER, mender=Mender.COPY)
def not_as_briefed(send: Send, brief: Brief, clock: Clock) -> Iterator[Item]:
    """The mail says something else than the brief.

    Subject, sender, the event's day, hour and zone, and the words that must or must never stand in it are compared
    with what was asked for. Of several messages with subjects of their own, one must bear the brief's.

    Bad:
        html: <p>Save with CODE10!</p>
        send: {brief: {says: [CODE20]}}
    Good:
        html: <p>Save with CODE20!</p>
        send: {brief: {says: [CODE20]}}
    Fix: correct the mail, or have the brief corrected.
    """
    if not has_words(send) and not send.messages:
        yield Skip(_("the send has no message to look at"), not_given="message")
        return
    points = _points(brief)
    if not points:
        yield Skip(_("the brief says nothing of the mail's words; add subject:, from:, event: or says:"),
                   not_given="brief.says")  # fmt: skip
        return
    items = [*_subject(send, brief), *_sender(send, brief), *_words(send, brief), *_never(send, brief)]
    if brief.event:
        items += _event.items(send, brief, clock)
    yield from items
    bad = len({item.key for item in items})
    words = ngettext(
        "{bad} of {n} point of the brief is not met", "{bad} of {n} points of the brief are not met", points, bad=bad
    )
    yield Tally(words, {"points": points, "not_met": bad})


def _points(brief: Brief) -> int:
    """How many things the brief asks for."""
    return sum(map(bool, (brief.subject, brief.sender, brief.event))) + len(brief.says) + len(brief.never_says)


def _subject(send: Send, brief: Brief) -> Iterator[Finding]:
    given = [value for message in send.messages if (value := _of(message, "subject")) is not None]
    if not brief.subject or not given or any(_plain(one.text) == _plain(brief.subject) for one in given):
        return
    yield _fault(
        _("the subject is “{found}”, the brief wants “{wanted}”", found=given[0].text[:150],
          wanted=brief.subject[:150]),
        "subject", given[0].location, given[0].text, brief.subject,
    )  # fmt: skip


def _sender(send: Send, brief: Brief) -> Iterator[Finding]:
    for message in send.messages if brief.sender else ():
        given = _of(message, "sender")
        if given is not None and not _same_sender(given.text, brief.sender):
            words = _("the mail is from “{found}”, the brief wants “{wanted}”", found=given.text[:150],
                      wanted=brief.sender[:150])  # fmt: skip
            yield _fault(words, "from", given.location, given.text, brief.sender)


def _same_sender(found: str, wanted: str) -> bool:
    """Name and address, as far as the brief names them: a name alone, an address alone, or both."""
    name, address = mailbox(wanted[:_LONG])
    theirs_name, theirs = mailbox(found[:_LONG])
    if not address:
        return _plain(theirs_name or found) == _plain(wanted)
    return theirs.casefold() == address.casefold() and (not name or _plain(name) == _plain(theirs_name))


def _words(send: Send, brief: Brief) -> Iterator[Finding | Unknown]:
    for message in send.messages:
        said = _said(message)
        for wanted in brief.says:
            if _plain(wanted) in said:
                continue
            unseen = elsewhere(message)
            if unseen is not None:
                yield Unknown(unseen, f"says {wanted[:150]}", message.location)
                continue
            words = _("“{wanted}” does not stand in the mail, and the brief wants it", wanted=wanted[:150])
            yield _fault(words, f"says {wanted[:150]}", message.location, "", wanted)


def _never(send: Send, brief: Brief) -> Iterator[Finding]:
    for message in send.messages:
        for stretch in stretches_of(message, alts=True):
            for banned in brief.never_says:
                if _stands(banned, stretch):
                    words = _("“{found}” stands in the mail, and the brief says that it never may", found=banned[:150])
                    yield _fault(words, f"never {banned[:150]}", stretch.location, banned, "")


def _stands(banned: str, stretch: Stretch) -> bool:
    """As whole words: "2025" does not stand in "20250"."""
    text, word = _plain(stretch.text), _plain(banned)
    place = text.find(word) if word else -1
    while place >= 0:
        around = text[place - 1 : place] + text[place + len(word) : place + len(word) + 1]
        if not any(map(str.isalnum, around)):
            return True
        place = text.find(word, place + 1)
    return False


def _said(message: Message) -> str:
    """All that the mail says, and where its links lead: a code may stand in an address alone."""
    texts = [stretch.text for stretch in stretches_of(message, alts=True)]
    tokens = [token.text for token in message.tokens]
    return _plain(" ".join([*texts, *tokens, *(link.raw for link in message.links)]))


def _of(message: Message, name: str) -> Value | None:
    """The draft's value; where nobody gave one, the proof's."""
    found: Value | None = getattr(message, name)
    return found if found is not None or message.proof is None else getattr(message.proof, name)


def _plain(text: str) -> str:
    """One blank between words, one sort of quotes and hyphens, no capitals."""
    folded = text.casefold().translate(_SAME)
    return " ".join(folded.split())


_SAME = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "‐": "-", "‑": "-", "–": "-", "—": "-",
                       "\u00ad": None, "\u200b": None, "\ufeff": None})  # fmt: skip
_LONG = 2_000


def _fault(words: Text, key: str, location: Location, found: str, wanted: str) -> Finding:
    return Finding(
        words, key=key, fix=_("Correct the mail, or have the brief corrected."), location=location,
        evidence={"found": found[:300], "wanted": wanted[:300]},
    )  # fmt: skip
