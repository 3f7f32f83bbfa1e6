"""The fields of recipients that a mail shows: which tokens name one, and which have something for whoever has none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from preflight.checks.tokens._locals import made_here, root
from preflight.dialects import guards
from preflight.dialects.render import render
from preflight.facts.columns import field_of
from preflight.facts.send import Message, Send, Token


def fields_shown(message: Message) -> list[Token]:
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


def has_fallback(message: Message, token: Token) -> bool:
    """Its own, even an empty one that somebody meant; or the account's."""
    if token.fallback is not None:
        return True
    known = {folded(name) for name, value in message.defaults.items() if value}
    return folded(token.name) in known or folded(token.text) in known


def reads(send: Send, message: Message, token: Token) -> str:
    """The words around the token as somebody gets them whose fields are blank: "Hello , our sale has begun."."""
    part = {"html": message.html, "text": message.text}.get(token.where)
    values = {"subject": message.subject, "preheader": message.preheader, "from": message.sender}
    value = values.get(token.where)
    texts = [run.text for run in part.runs] if part is not None else [value.text] if value is not None else []
    text = next((one for one in texts if token.text in one), "")
    here = text.find(token.text)
    shown = render(text[max(0, here - 40) : here + len(token.text) + 40], lambda _name: "", send.platform)
    return " ".join(shown.text.split()) if here >= 0 and not shown.unknown else ""


def surely_a_person_s(token: Token) -> bool:
    """Whether it is plain that the field is one of the recipient, and no value of the send's own."""
    return len(token.dialects) == 1 or _PERSON.search(folded(token.name)) is not None


def column_name(token: Token) -> str:
    """What the audience's column for this field would be called: the name without the word for a person before it."""
    return field_of(token.name)


def folded(name: str) -> str:
    """A name without regard to case and punctuation."""
    return re.sub(r"[\W_]+", "", name).lower()


def short(token: Token) -> str:
    """A token as it may stand in a sentence."""
    return " ".join(token.text.split())[:80]


_READ = ("subject", "preheader", "from", "html", "text")
_ALWAYS = re.compile(r"(?:e-?mail(?:_?address)?|(?<![a-z])id|uuid|token|hash|key)$", re.IGNORECASE)
"""Fields that nobody lacks, or nobody reads."""

_PERSON = re.compile(
    r"(?:^|contact|customer|user|person|lead|recipient|subscriber|member)"
    r"(?:fname|lname|(?:first|last|full|given|family|sur)name|vorname|nachname|prenom|jobtitle)$"
    r"|(?:contact|customer|user|person|lead|recipient|subscriber|member)(?:name|company(?:name)?|city)$"
)
