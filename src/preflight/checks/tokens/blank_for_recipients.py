"""tokens.blank-for-recipients"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from preflight.check import Options, check
from preflight.checks.tokens._fields import column_name, fields_shown, folded, has_fallback, short
from preflight.facts import Ask, Audience, Facts, Measure, Send
from preflight.facts.audience import Cell, Measured, Table
from preflight.facts.given import Members
from preflight.facts.send import Message, Token
from preflight.facts.web import Unanswered
from preflight.finding import Finding, Item, Mender, Severity, Skip, Tally, Unknown, _, ngettext

_AROUND = 40


def asks(send: Send, options: Options, known: Facts) -> Iterable[Ask]:  # noqa: ARG001 - all asks are called alike
    """For each field without a fallback, how many recipients have nothing in it."""
    return dict.fromkeys(_measure(token) for _message, token in _bare(send))


def _bare(send: Send) -> Iterator[tuple[Message, Token]]:
    """Tokens of recipients' fields that have nothing to show where the field is blank."""
    for message in send.messages:
        if message.state == "draft":
            yield from ((message, token) for token in fields_shown(message) if not has_fallback(message, token))


def _measure(token: Token) -> Measure:
    name = column_name(token)
    return Measure(f"tokens.blank:{folded(name)}", cell=Cell(name), where="NOT flag", examples=3)


@check("tokens.blank-for-recipients", severity=Severity.BLOCKER, mender=Mender.BUILDER, asks=asks)
def blank_for_recipients(send: Send, members: Members, audience: Audience) -> Iterator[Item]:
    """A token has nothing to show for some of the recipients.

    "Hello ," for four hundred people: their field is blank, and the token has no fallback. Every field that the mail
    shows is looked up in the audience, for every recipient. What stands inside a condition that asks for the field, or
    has the account's own fallback named under `defaults:`, is fine.

    Bad:
        html: <p>Hello {{ contact.firstname }}, our sale has begun.</p>
        send: {platform: hubspot, audience: {members: audience.csv}}
        audience: {rows: 48200, measures: {tokens.blank:firstname: {value: 412, examples: ["j***e@g***.com"]}}}
    Good:
        html: <p>Hello {{ contact.firstname }}, our sale has begun.</p>
        send: {platform: hubspot, audience: {members: audience.csv}}
        audience: {rows: 48200, measures: {tokens.blank:firstname: 0}}
    Fix: give the token a fallback, or fill the field.
    """
    if not any(message.state == "draft" for message in send.messages):
        yield Skip(_("what stands in a proof is filled already, or tokens.unrendered tells of it"))
        return
    table = audience.members
    fields: dict[str, Measured | Unanswered] = {}
    for message, token in _bare(send):
        answer = audience[_measure(token).name] if isinstance(table, Table) else table or Unanswered("not-asked", "")
        fields[folded(column_name(token))] = answer
        yield from _items(message, token, answer, table.rows if isinstance(table, Table) else 0)
    blank = sum(bool(answer.value) for answer in fields.values() if isinstance(answer, Measured))
    looked = sum(isinstance(answer, Measured) for answer in fields.values())
    rows = table.rows if isinstance(table, Table) else 0
    words = _("{blank} of {fields} fields without a fallback are blank for some of {rows} recipients", blank=blank,
              fields=looked, rows=rows)  # fmt: skip
    yield Tally(words, {"fields": looked, "blank": blank, "recipients": rows, "files": len(members.source.files)})


def _items(message: Message, token: Token, answer: Measured | Unanswered, rows: int) -> Iterator[Finding | Unknown]:
    if isinstance(answer, Unanswered):
        # A column that is not there is told by tokens.unknown-field: thin exports are good practice.
        if answer.kind != "absent":
            yield Unknown(
                _("for whom {token} is blank could not be counted: {reason}", token=short(token), reason=answer.reason),
                key=f"unanswered:{answer.kind}", location=token.location,
            )  # fmt: skip
        return
    number = int(answer.value or 0)
    if not number:
        return
    shown = _read(message, token)
    words = ngettext("{token} is blank for {n} of {rows} recipients and has no fallback",
                     "{token} is blank for {n} of {rows} recipients and has no fallback", number, rows=rows,
                     token=short(token))  # fmt: skip
    if shown:
        words = ngettext("{token} is blank for {n} of {rows} recipients, who read “{shown}”",
                         "{token} is blank for {n} of {rows} recipients, who read “{shown}”", number, rows=rows,
                         token=short(token), shown=shown)  # fmt: skip
    yield Finding(
        words, key=folded(column_name(token)), location=token.location,
        fix=_("Give it a fallback, or fill the field for these people: --reveal FILE lists the rows."),
        evidence={"token": token.text[:500], "field": column_name(token), "blank": number, "recipients": rows,
                  "examples": [{"masked": one.masked, "digest": one.digest} for one in answer.examples]},
    )  # fmt: skip


def _read(message: Message, token: Token) -> str:
    """The words around the token as they read with nothing in its place; "" where they cannot be found."""
    lines = {"subject": message.subject, "preheader": message.preheader, "from": message.sender}
    line = lines.get(token.where)
    texts = [line.text] if line is not None else []
    texts += [run.text for part in (message.html, message.text) if part is not None for run in part.runs]
    whole = next((text for text in texts if token.text in text), "")
    before, _token, after = whole.partition(token.text)
    if not before.strip() and not after.strip():
        return ""
    begins = before if len(before) <= _AROUND else "…" + before[-_AROUND:]
    ends = after if len(after) <= _AROUND else after[:_AROUND] + "…"
    return re.sub(r"\s+", " ", begins + ends).strip()
