"""tokens.no-fallback"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from preflight.check import check
from preflight.checks.tokens._locals import made_here, root
from preflight.dialects import ALL, guards
from preflight.facts import Send
from preflight.facts.send import Message, Token
from preflight.finding import Finding, Item, Mender, Severity, Skip, Tally, Unknown, _, ngettext


@check("tokens.no-fallback", severity=Severity.WARNING, mender=Mender.BUILDER)
def no_fallback(send: Send) -> Iterator[Item]:
    """A token has nothing to show where its field is blank.

    "Hello ," reads like what it is: a form letter to somebody whose name nobody knows. Where the audience is given,
    tokens.blank-for-recipients tells for how many people a field is blank; without it, every token of a recipient's
    field should have a fallback, stand inside a condition, or have its account-wide default named under `defaults:`.

    Bad:
        html: <p>Hello {{ contact.firstname }}, our sale has begun.</p>
        send: {platform: hubspot}
    Good:
        html: <p>Hello {{ personalization_token("contact.firstname", "there") }}, our sale has begun.</p>
        send: {platform: hubspot}
    Fix: give the token a fallback as the platform writes it, or name the account's own under `defaults:`.
    """
    if not send.messages:
        yield Skip(_("the send has no message to look at"), not_given="message")
        return
    if send.audience is not None and send.audience.members is not None:
        yield Skip(_("the audience is given: tokens.blank-for-recipients tells for whom a field is blank"))
        return
    drafts = [message for message in send.messages if message.state == "draft"]
    if not drafts:
        yield Skip(_("what stands in a proof is filled already, or tokens.unrendered tells of it"))
        return
    fields, bare = 0, 0
    for message in drafts:
        shown = _shown(message)
        without = [token for token in shown if not _has_fallback(message, token)]
        fields, bare = fields + len(shown), bare + len(without)
        yield from _items(without)
    words = ngettext(
        "{bare} of {n} token of a recipient's field has no fallback",
        "{bare} of {n} tokens of recipients' fields have no fallback", fields, bare=bare,
    )  # fmt: skip
    yield Tally(words, {"fields": fields, "without": bare})


def _shown(message: Message) -> list[Token]:
    """Tokens of recipients' fields that somebody reads, outside a condition that asks for the very field."""
    own = made_here(message.tokens)
    return [
        token
        for where in _READ
        for token, around in _guarded([token for token in message.tokens if token.where in {where, "url"}])
        if token.kind == "field" and token.where == where and not _ALWAYS.search(token.name)
        and root(token.name) not in own and not _asked(token.name, around)
    ]  # fmt: skip


def _guarded(tokens: Sequence[Token]) -> Iterator[tuple[Token, tuple[str, ...]]]:
    return zip(tokens, guards(token.text for token in tokens), strict=True)


def _asked(name: str, conditions: Sequence[str]) -> bool:
    word = re.split(r"[.=]", name)[-1].strip(" @").lower()
    return any(word in condition.lower() for condition in conditions)


def _has_fallback(message: Message, token: Token) -> bool:
    """Its own, even an empty one that somebody meant; or the account's."""
    if token.fallback is not None:
        return True
    known = {_folded(name) for name, value in message.defaults.items() if value}
    return _folded(token.name) in known or _folded(token.text) in known


def _items(tokens: Sequence[Token]) -> Iterator[Finding | Unknown]:
    for token in tokens:
        sure = len(token.dialects) == 1 or _PERSON.search(_folded(token.name)) is not None
        if not sure:
            yield Unknown(
                _("whose field {token} is cannot be told: name the platform under platform:", token=_short(token)),
                key="whose", location=token.location, evidence={"token": token.text[:200]},
            )  # fmt: skip
        elif len(token.dialects) == 1 and not ALL[token.dialects[0]].fallback:
            yield Unknown(
                _("{token} has its fallback in the account of {platform}: name it under defaults:", token=_short(token),
                  platform=ALL[token.dialects[0]].title),
                key="account", location=token.location, evidence={"token": token.text[:200]},
            )  # fmt: skip
        else:
            yield _finding(token)


def _finding(token: Token) -> Finding:
    how = ALL[token.dialects[0]].fallback if len(token.dialects) == 1 else ""
    return Finding(
        _("{token} has no fallback for people whose field is blank", token=_short(token)),
        key=_folded(token.name) or token.text[:100],
        fix=_("Give it a fallback ({how}), or name the account's own under defaults:.", how=how) if how else _FIX,
        location=token.location,
        evidence={"token": token.text[:500], "field": token.name, "where": token.where},
        many=_("{token} has no fallback for people whose field is blank ({n} places)", token=_short(token)),
    )  # fmt: skip


def _folded(name: str) -> str:
    return re.sub(r"[\W_]+", "", name).lower()


def _short(token: Token) -> str:
    return " ".join(token.text.split())[:80]


_READ = ("subject", "preheader", "from", "html", "text")
_ALWAYS = re.compile(r"(?:e-?mail(?:_?address)?|(?<![a-z])id|uuid|token|hash|key)$", re.IGNORECASE)
"""Fields that nobody lacks, or nobody reads."""

_PERSON = re.compile(
    r"(?:^|contact|customer|user|person|lead|recipient|subscriber|member)"
    r"(?:fname|lname|(?:first|last|full|given|family|sur)name|name|vorname|nachname|prenom|company(?:name)?|city|jobtitle)$"
)
_FIX = _("Give the token a fallback, or name the account's own under defaults:.")
