"""subject.fake-reply"""

from __future__ import annotations

import re
from collections.abc import Iterator

from preflight.check import check
from preflight.checks.subject._subjects import NONE, subjects
from preflight.data.subject_words import REPLIES
from preflight.facts import Send
from preflight.facts.send import Message
from preflight.finding import Finding, Item, Mender, Remark, Severity, Tally, _, ngettext

_REPLY = re.compile(rf"\s*\[?\s*((?:{REPLIES})\s?(?:[\[(]\d{{1,2}}[\])]|\^\d|\d)?\s?(?::(?=\s|$)|：))", re.IGNORECASE)


@check("subject.fake-reply", severity=Severity.WARNING, mender=Mender.COPY, cites=("G10",))
def fake_reply(send: Send) -> Iterator[Item]:
    """The subject feigns a reply or a forwarded mail.

    "Re:" and "Fwd:" before the first mail of a conversation deceive; Gmail counts it against the sender, and the laws
    on commercial mail forbid misleading subjects.

    Bad:
        html: <p>Sale!</p>
        subject: "Re: your order"
    Good:
        html: <p>Sale!</p>
        subject: "Re:think your wardrobe"
    Fix: take "Re:" or "Fwd:" away.
    Source: Google "Email sender guidelines" (81126), 2026-03-11
    """
    found = subjects(send)
    if not found:
        yield NONE
        return
    bad = 0
    for message, subject in found:
        word = _REPLY.match(subject.text[:200])
        if word is None:
            continue
        if _answers(message):
            yield Remark(_("the mail is a reply: its headers name the mail that it answers"), subject.location)
            continue
        bad += 1
        yield Finding(
            _("the subject feigns a reply or a forwarded mail: “{word}”", word=word[1]),
            key=word[1].casefold(),
            fix=_("Take “{word}” away.", word=word[1]),
            location=subject.location,
            evidence={"subject": subject.text[:300], "word": word[1]},
        )
    words = ngettext("{bad} of {n} subject feigns a reply", "{bad} of {n} subjects feign a reply", len(found), bad=bad)
    yield Tally(words, {"subjects": len(found), "feigned": bad})


def _answers(message: Message) -> bool:
    """Whether it truly is a reply, by its headers."""
    both = [message, *([message.proof] if message.proof is not None else [])]
    return any(one.header("In-Reply-To") or one.header("References") for one in both)
