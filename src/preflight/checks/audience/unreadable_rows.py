"""audience.unreadable-rows"""

from __future__ import annotations

from collections.abc import Iterator

from preflight.check import check
from preflight.checks.audience import _people
from preflight.facts import Audience
from preflight.facts.audience import Table
from preflight.facts.given import Members
from preflight.facts.web import Unanswered
from preflight.finding import Finding, Item, Mender, Severity, Tally, _, ngettext

_SHOWN = 20


@check("audience.unreadable-rows", severity=Severity.BLOCKER, mender=Mender.DATA)
def unreadable_rows(members: Members, audience: Audience) -> Iterator[Item]:
    """A row of the audience could not be read.

    Nobody can say who stands in it, so nobody can say that this person may be mailed. Platforms differ in what they do
    with such a row: some skip it, some shift its cells, some stop there.

    Bad:
        html: <p>Hello</p>
        send: {audience: {members: audience.csv}}
        audience: {rows: 99, bad: [{line: 17, reason: has 3 cells instead of 5}]}
    Good:
        html: <p>Hello</p>
        send: {audience: {members: audience.csv}}
        audience: {rows: 100}
    Fix: export the audience again, or correct the lines named here.
    """
    table = audience.members
    if not isinstance(table, Table):
        yield _people.unanswered(table or Unanswered("not-asked", ""))
        yield Tally(_("0 of {files} files could be read", files=max(1, len(members.source.files))))
        return
    seen = table.rows + table.lost
    if table.bad_total:
        first = table.bad[0]
        yield Finding(
            ngettext("{n} row could not be read: line {line} of {file} {reason}",
                     "{n} rows could not be read, the first on line {line} of {file}, which {reason}",
                     table.bad_total, line=str(first.line), file=first.file, reason=first.reason),
            key="unreadable", fix=_("Export it again, or correct the lines named here."),
            evidence={"rows": [{"file": r.file, "line": r.line, "reason": r.reason} for r in table.bad[:_SHOWN]],
                      "total": table.bad_total},
        )  # fmt: skip
    words = _("{bad} of {rows} rows could not be read", bad=table.bad_total, rows=seen)
    yield Tally(words, {"rows": seen, "unreadable": table.bad_total})
