"""tokens.unknown-field"""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from preflight.check import check
from preflight.checks.tokens._fields import column_name, fields_shown, folded, short, surely_a_person_s
from preflight.facts import Audience, Send
from preflight.facts.audience import Table
from preflight.facts.columns import column_of
from preflight.facts.given import Members
from preflight.facts.send import Token
from preflight.facts.web import Unanswered
from preflight.finding import Finding, Item, Mender, Severity, Skip, Tally, Unknown, _, ngettext


@check("tokens.unknown-field", severity=Severity.WARNING, mender=Mender.BUILDER)
def unknown_field(send: Send, members: Members, audience: Audience) -> Iterator[Item]:
    """A token names a field that the audience file does not have.

    Either the token is misspelt, and stays blank for everybody, or the export leaves that column out: then nobody can
    tell for whom it is blank. Names are compared without regard to case and punctuation, and by what they usually mean
    (`FNAME` is `First Name`).

    Bad:
        html: <p>Hello {{ contact.fristname }}, {{ contact.city }} is beautiful.</p>
        send: {platform: hubspot, audience: {members: audience.csv}}
        audience: {rows: 48200, columns: [Email, First Name, City]}
    Good:
        html: <p>Hello {{ contact.firstname }}, {{ contact.city }} is beautiful.</p>
        send: {platform: hubspot, audience: {members: audience.csv}}
        audience: {rows: 48200, columns: [Email, First Name, City]}
    Fix: correct the token, or export the column too.
    """
    drafts = [message for message in send.messages if message.state == "draft"]
    if not drafts:
        yield Skip(_("what stands in a proof is filled already, or tokens.unrendered tells of it"))
        return
    table = audience.members
    if not isinstance(table, Table):
        why = table or Unanswered("not-asked", "not asked then")
        yield Unknown(_("the audience's columns are not known: {reason}", reason=why.reason), key="audience")
        yield Tally(_("0 of {files} files could be looked at", files=max(1, len(members.source.files))))
        return
    named = members.source.columns
    shown = [token for message in drafts for token in fields_shown(message)]
    found = {folded(column_name(one)) for one in shown if column_of(column_name(one), named, table.columns)}
    absent = [t for t in shown if folded(column_name(t)) not in found and surely_a_person_s(t)]
    names = dict.fromkeys(folded(column_name(token)) for token in absent)
    if absent and not found and len(names) > 1:
        yield _thin(absent, len(names), table)
    else:
        yield from (_finding(token, table) for token in absent)
    words = _("{absent} of {fields} fields that the mail shows are not in the audience", absent=len(names),
              fields=len(names) + len(found))  # fmt: skip
    yield Tally(words, {"fields": len(names) + len(found), "absent": len(names), "columns": len(table.columns)})


def _finding(token: Token, table: Table) -> Finding:
    name = column_name(token)
    near = difflib.get_close_matches(folded(name), [folded(column) for column in table.columns], 1, 0.75)
    meant = next((column for column in table.columns if near and folded(column) == near[0]), "")
    evidence = {"token": token.text[:500], "field": name, "columns": list(table.columns)[:50]}
    words = _("{token} names a field that is none of the {columns} columns of the audience", token=short(token),
              columns=len(table.columns))  # fmt: skip
    if meant:
        words = _("{token} names a field that the audience does not have; did you mean {column}?", token=short(token),
                  column=meant)  # fmt: skip
    return Finding(
        words, key=folded(name), location=token.location, evidence=evidence,
        fix=_("Correct the token, or export the column too, so that blanks are counted."),
    )  # fmt: skip


def _thin(absent: list[Token], names: int, table: Table) -> Finding:
    """One cause, one finding: the file holds none of what the mail shows."""
    return Finding(
        ngettext("none of the {n} fields that the mail shows is among the audience's columns ({columns})",
                 "none of the {n} fields that the mail shows is among the audience's columns ({columns})",
                 names, columns=len(table.columns)),
        key="thin", location=absent[0].location,
        fix=_("Export these columns too, so that blanks are counted; else give every token a fallback."),
        evidence={"fields": sorted({column_name(token) for token in absent}), "columns": list(table.columns)[:50]},
    )  # fmt: skip
