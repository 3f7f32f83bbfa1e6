"""tokens.unrendered"""

from __future__ import annotations

from collections.abc import Iterator

from preflight.check import check
from preflight.facts import Send
from preflight.facts.send import Message, Token, all_messages
from preflight.finding import Finding, Item, Mender, Severity, Skip, Tally, _, ngettext

_ELSEWHERE = {"subject": "the subject", "preheader": "the preheader", "from": "the From name", "url": "a link",
              "reply_to": "the reply address", "text": "the text part", "html": "the mail"}  # fmt: skip


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
    shown = [(message, token) for message in proofs for token in message.tokens if _shown(message, token)]
    for _message, token in shown:
        yield _finding(token)
    tokens = {token.text for _message, token in shown}
    words = ngettext(
        "{tokens} tokens are not filled in {n} proof", "{tokens} tokens are not filled in {n} proofs",
        len(proofs), tokens=len(tokens),
    )  # fmt: skip
    yield Tally(words, {"proofs": len(proofs), "tokens": len(tokens)})


def _shown(message: Message, token: Token) -> bool:
    """Whether a reader, or the one who clicks, meets the token: not one in a comment, a style or a header."""
    if token.where in {"subject", "preheader", "from", "reply_to"}:
        return True
    if token.where == "url":
        return _in_address(message, token)
    part = {"html": message.html, "text": message.text}.get(token.where)
    if part is None:
        return False
    begun = False
    for run in part.runs:
        begun = begun or not run.hidden
        # What is hidden before the first visible words is the preview that mail programs show.
        if token.text in run.text and (not run.hidden or not begun):
            return True
    return token.where == "text" and not part.runs


def _in_address(message: Message, token: Token) -> bool:
    return any(token.text in link.raw or token.text in link.url for link in message.links) or any(
        token.text in image.raw or token.text in image.url for image in message.images
    )


def _finding(token: Token) -> Finding:
    where = _ELSEWHERE.get(token.where, "the mail")
    shown = token.text[:100]
    return Finding(
        _("{token} is not filled in {where} of the proof", token=shown, where=where)
        if token.where not in {"html", "url"}
        else _("{token} still stands in {where} of the proof", token=shown, where=where)
        if token.where == "url"
        else _("the proof still shows {token}", token=shown),
        key=token.text[:500],
        fix=_("Correct the token in the draft, and send yourself a new proof."),
        location=token.location,
        evidence={"token": token.text[:500], "dialects": list(token.dialects)},
        many=_("the proof still shows {token} in {n} places", token=shown),
    )
