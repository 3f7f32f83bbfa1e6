"""tokens.no-fallback"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from preflight.check import check
from preflight.checks.tokens._fields import fields_shown, folded, has_fallback, reads, short, surely_a_person_s
from preflight.dialects import ALL
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
        shown = fields_shown(message)
        without = [token for token in shown if not has_fallback(message, token)]
        fields, bare = fields + len(shown), bare + len(without)
        yield from _items(send, message, without)
    words = ngettext(
        "{bare} of {n} token of a recipient's field has no fallback",
        "{bare} of {n} tokens of recipients' fields have no fallback", fields, bare=bare,
    )  # fmt: skip
    yield Tally(words, {"fields": fields, "without": bare})


def _items(send: Send, message: Message, tokens: Sequence[Token]) -> Iterator[Finding | Unknown]:
    for token in tokens:
        if not surely_a_person_s(token):
            yield Unknown(
                _("whose field {token} is cannot be told: name the platform under platform:", token=short(token)),
                key="whose", location=token.location, evidence={"token": token.text[:200]},
            )  # fmt: skip
        elif len(token.dialects) == 1 and not ALL[token.dialects[0]].fallback:
            yield Unknown(
                _("{token} has its fallback in the account of {platform}: name it under defaults:", token=short(token),
                  platform=ALL[token.dialects[0]].title),
                key="account", location=token.location, evidence={"token": token.text[:200]},
            )  # fmt: skip
        else:
            yield _finding(token, reads(send, message, token))


def _finding(token: Token, shown: str) -> Finding:
    how = ALL[token.dialects[0]].fallback if len(token.dialects) == 1 else ""
    words = _("{token} has no fallback for people whose field is blank", token=short(token))
    if shown:
        words = _("{token} has no fallback: people whose field is blank read “{shown}”", token=short(token),
                  shown=shown[:120])  # fmt: skip
    return Finding(
        words,
        key=folded(token.name) or token.text[:100],
        fix=_("Give it a fallback ({how}), or name the account's own under defaults:.", how=how) if how else _FIX,
        location=token.location,
        evidence={"token": token.text[:500], "field": token.name, "where": token.where},
        many=_("{token} has no fallback for people whose field is blank ({n} places)", token=short(token)),
    )  # fmt: skip


_FIX = _("Give the token a fallback, or name the account's own under defaults:.")
