"""audience.empty"""

from __future__ import annotations

from collections.abc import Iterator

from preflight.check import check
from preflight.checks.audience import _people
from preflight.facts import Audience
from preflight.facts.audience import Table
from preflight.facts.send import AudienceSpec
from preflight.facts.web import Unanswered
from preflight.finding import Finding, Item, Mender, Severity, Skip, Tally, _, ngettext


@check("audience.empty", severity=Severity.BLOCKER, mender=Mender.DATA)
def empty(spec: AudienceSpec, audience: Audience) -> Iterator[Item]:
    """There is no recipient.

    A segment whose filter matches nobody, or an export without its rows, looks like a finished send and reaches no one.
    A file without a column of addresses is as good as empty.

    Bad:
        html: <p>Hello</p>
        send: {audience: {members: audience.csv}}
        audience: {rows: 0}
    Good:
        html: <p>Hello</p>
        send: {audience: {members: audience.csv}}
        audience: {rows: 48200}
    Fix: correct the segment, or export it again with its e-mail column, and name that column under columns: email.
    """
    found = _people.recipients(spec, audience)
    table = audience.members
    if isinstance(found, Unanswered):
        yield _people.unanswered(found)
        yield Tally(_("the number of recipients is not known, 0 of 1 files were read"), {})
        return
    if found is None:
        yield Skip(_("neither recipients nor their final number are given"), not_given="audience.counts.final")
        return
    if not found:
        yield Finding(_("there is no recipient"), key="empty", fix=_("Correct the segment, or export it again."))
    elif isinstance(table, Table) and (not table.address_column or not table.addresses):
        yield _without_addresses(table)
    yield Tally(ngettext("{n} recipient", "{n} recipients", found), {"recipients": found})


def _without_addresses(table: Table) -> Finding:
    evidence = {"rows": table.rows, "columns": list(table.columns), "column": table.address_column}
    if table.address_column:
        words = _(
            "the column {column} holds no address in any of {rows} rows", column=table.address_column, rows=table.rows
        )
    else:
        words = _("none of the {columns} columns holds addresses", columns=len(table.columns))
    return Finding(
        words, key="no-addresses", evidence=evidence,
        fix=_("Export it with its e-mail column, and name that column in the send under audience, columns, email."),
    )  # fmt: skip
