"""suppression.unreadable-rows"""

from __future__ import annotations

from collections.abc import Iterator

from preflight.check import check
from preflight.checks.suppression import _lists
from preflight.facts import Audience
from preflight.facts.audience import Table
from preflight.facts.given import Suppression
from preflight.facts.send import ListSpec
from preflight.facts.web import Unanswered
from preflight.finding import Finding, Item, Mender, Severity, Skip, Tally, _, ngettext

_SHOWN = 20


@check("suppression.unreadable-rows", severity=Severity.BLOCKER, mender=Mender.DATA)
def unreadable_rows(suppression: Suppression, audience: Audience) -> Iterator[Item]:
    """A row of a suppression list could not be read.

    Somebody who must not be mailed stands in it, and nobody can say who. A digest of the wrong length, a name among
    addresses or a domain that is none are such rows too: they match nobody.

    Bad:
        html: <p>Hello</p>
        send: {suppression: [{name: unsubscribed, members: unsubscribed.csv}]}
        audience: {lists: {unsubscribed: {rows: 3100, bad: [{line: 12, reason: is no plain e-mail address}]}}}
    Good:
        html: <p>Hello</p>
        send: {suppression: [{name: unsubscribed, members: unsubscribed.csv}]}
        audience: {lists: {unsubscribed: {rows: 3100}}}
    Fix: export the list again, or correct the lines named here.
    """
    if not suppression.lists:
        yield Skip(_("the send names no suppression list"), not_given="suppression")
        return
    seen = bad = 0
    for spec in suppression.lists:
        table = audience.lists.get(spec.name, Unanswered("not-asked", ""))
        if isinstance(table, Unanswered):
            yield _lists.unanswered(table, spec)
            continue
        seen += table.rows + table.lost
        bad += table.bad_total
        if table.bad_total:
            yield _finding(spec, table)
    words = _(
        "{bad} of {rows} rows of {lists} lists could not be read", bad=bad, rows=seen, lists=len(suppression.lists)
    )
    yield Tally(words, {"rows": seen, "unreadable": bad})


def _finding(spec: ListSpec, table: Table) -> Finding:
    first = table.bad[0]
    words = ngettext(
        "{n} of {rows} rows of the list {list} could not be read: line {line} of {file} {reason}",
        "{n} of {rows} rows of the list {list} could not be read, the first on line {line} of {file}, which {reason}",
        table.bad_total, rows=table.rows + table.lost, list=spec.name, line=str(first.line), file=first.file,
        reason=first.reason,
    )  # fmt: skip
    rows = [{"file": row.file, "line": row.line, "reason": row.reason} for row in table.bad[:_SHOWN]]
    return Finding(
        words, key=spec.name, location=spec.location,
        fix=_("Export the list again, or correct the lines named here."),
        evidence={"list": spec.name, "rows": rows, "total": table.bad_total},
    )  # fmt: skip
