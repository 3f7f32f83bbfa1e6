"""tokens.malformed"""

from __future__ import annotations

from collections.abc import Iterator

from preflight.check import check
from preflight.facts import Send
from preflight.facts.send import BrokenToken, Message
from preflight.finding import Finding, Item, Mender, Severity, Skip, Tally, Text, Unknown, _, ngettext


@check("tokens.malformed", severity=Severity.BLOCKER, mender=Mender.BUILDER)
def malformed(send: Send) -> Iterator[Item]:
    """A personalisation token is written so that the platform cannot read it.

    A bracket that is missing, a quotation mark that a word processor made round, formatting in the middle of a token,
    a condition without its end: the platform shows the token to every reader, leaves out half of the mail, or refuses
    to send.

    Bad:
        html: <p>Hello {{ contact.firstname }, our sale has begun.</p>
        send: {platform: hubspot}
    Good:
        html: <p>Hello {{ contact.firstname }}, our sale has begun.</p>
        send: {platform: hubspot}
    Fix: write the token anew, best by the platform's own menu, and send yourself a proof.
    """
    if not send.messages:
        yield Skip(_("the send has no message to look at"), not_given="message")
        return
    every = [(message, one) for message in send.messages for one in message.broken_tokens]
    for message, one in every:
        yield _item(message, one)
    tokens = sum(len(message.tokens) for message in send.messages)
    words = ngettext(
        "{broken} of {n} token cannot be read", "{broken} of {n} tokens cannot be read", tokens + len(every),
        broken=len(every),
    )  # fmt: skip
    yield Tally(words, {"tokens": tokens + len(every), "malformed": len(every)})


def _item(message: Message, one: BrokenToken) -> Finding | Unknown:
    if one.kind.startswith("block-") and message.shell:
        reason = _("whether its conditions end cannot be told, as a part stands elsewhere: {why}", why=message.shell)
        return Unknown(reason, key="elsewhere", location=one.location)
    words = _WORDS.get(one.kind, _OTHERWISE)
    said = Text(words.template, {"token": one.text, "hint": one.hint})
    return Finding(
        said, key=f"{one.kind}:{one.text}", fix=_FIX, location=one.location,
        evidence={"token": one.text, "kind": one.kind},
        many=Text(words.template + " ({n} places)", dict(said.values)),
    )  # fmt: skip


_FIX = _("Write the token anew, best by the platform's own menu, and send yourself a proof.")
_OTHERWISE = _("{token} cannot be read: {hint}")
_WORDS: dict[str, Text] = {
    "unclosed": _("the token {token} is never closed as it was opened"),
    "unopened": _("the token {token} was never opened as it is closed"),
    "split": _("the brackets of {token} have blanks in between"),
    "empty": _("the token {token} names nothing"),
    "quotes": _("a quotation mark in {token} is never closed"),
    "curly-quotes": _("{token} has typographic quotation marks, which platforms do not read"),
    "parentheses": _("the parentheses in {token} do not pair"),
    "markup": _("formatting stands inside the token {token}"),
    "foreign": _("{token} is no token of the platform, so every reader would see it"),
    "block-open": _("{token} begins a block that never ends"),
    "block-stray": _("{token} ends or parts a block that never began"),
    "block-crossed": _("{token} ends another block than the one that is open"),
}
