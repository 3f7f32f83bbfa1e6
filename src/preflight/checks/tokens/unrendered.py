"""tokens.unrendered"""

from __future__ import annotations

import re
from collections.abc import Iterator

from preflight.check import check
from preflight.facts import Send
from preflight.facts.send import Message, Part, Token, all_messages
from preflight.finding import Finding, Item, Mender, Severity, Skip, Tally, _, ngettext

_ELSEWHERE = {"subject": "the subject", "preheader": "the preheader", "from": "the From name", "url": "a link",
              "reply_to": "the reply address", "text": "the text part"}  # fmt: skip


@check("tokens.unrendered", severity=Severity.BLOCKER, mender=Mender.BUILDER)
def unrendered(send: Send) -> Iterator[Item]:
    """A delivered test still shows a personalisation token.

    "Hello {{ contact.firstname }}" in a proof is what every reader will get: the token is misspelt, stands in a part
    that the platform does not fill, or belongs to another platform. A draft's tokens are filled when it is sent, so
    only proofs are judged.

    Bad:
        eml: |
            From: News <news@shop.test>
            Subject: Hello {{ contact.firstname }}
            Content-Type: text/html; charset=utf-8

            <p>Sale!</p>
    Good:
        eml: |
            From: News <news@shop.test>
            Subject: Hello Jane
            Content-Type: text/html; charset=utf-8

            <p>Sale!</p>
    Fix: correct the token in the draft, and send yourself a new proof.
    """
    proofs = [message for message in all_messages(send) if message.state == "proof"]
    if not proofs:
        yield Skip(_("a draft's tokens are filled when it is sent; add a proof to see that they are"))
        return
    bad, texts = 0, set[str]()
    for message in proofs:
        shown = [token for token in _shown(message) if not _is_label(token, send.platform)]
        bad += bool(shown)
        texts |= {token.text for token in shown}
        yield from map(_finding, shown)
    words = ngettext(
        "{bad} of {n} proof still shows tokens", "{bad} of {n} proofs still show tokens", len(proofs), bad=bad
    )  # fmt: skip
    yield Tally(words, {"proofs": len(proofs), "unrendered": bad, "tokens": len(texts)})


def _shown(message: Message) -> Iterator[Token]:
    """The tokens that a reader, or the one who clicks, meets: not those in comments, styles or headers."""
    seen = {"html": _visible(message.html), "text": _visible(message.text), "url": _addresses(message)}
    known: dict[tuple[str, str], bool] = {}
    for token in message.tokens:
        key = (token.where, token.text)
        if token.where in seen and key not in known:
            # Beyond so many different tokens it is no mail; a token too many is told then rather than one too few.
            known[key] = len(known) >= _MANY or token.text in seen[token.where]
        if token.where in {"subject", "preheader", "from", "reply_to"} or known.get(key):
            yield token


def _is_label(token: Token, platform: str) -> bool:
    """Whether "[Unsubscribe]" is a word in brackets, as text parts write links, and no token of Campaign Monitor."""
    return platform != "campaignmonitor" and token.where == "text" and _LABELS.fullmatch(token.text) is not None


def _visible(part: Part | None) -> str:
    """What a reader sees; what is hidden before the first visible words is the preview that mail programs show."""
    if part is None:
        return ""
    first = next((n for n, run in enumerate(part.runs) if not run.hidden), len(part.runs))
    return "\n".join(run.text for n, run in enumerate(part.runs) if n < first or not run.hidden)


def _addresses(message: Message) -> str:
    links = [f"{link.raw}\n{link.url}" for link in message.links]
    return "\n".join((*links, *(f"{image.raw}\n{image.url}" for image in message.images)))


_LABELS = re.compile(r"\[(?:unsubscribe|webversion|preferences|forwardtoafriend)\]", re.IGNORECASE)
_MANY = 500


def _finding(token: Token) -> Finding:
    shown = token.text[:100]
    where = _ELSEWHERE.get(token.where)
    words = _("{token} still stands in {where} of the proof", token=shown, where=where) if where else None
    return Finding(
        words or _("the proof still shows {token}", token=shown),
        key=token.text[:500],
        fix=_("Correct the token in the draft, and send yourself a new proof."),
        location=token.location,
        evidence={"token": token.text[:500], "dialects": list(token.dialects)},
        many=_("the proof still shows {token} in {n} places", token=shown),
    )
