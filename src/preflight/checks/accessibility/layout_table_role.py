"""accessibility.layout-table-role"""

from __future__ import annotations

from collections.abc import Iterator

from preflight.check import check
from preflight.facts import Send
from preflight.facts.bodies import bodies, why_none
from preflight.facts.markup import Table
from preflight.finding import Finding, Item, Mender, Severity, Skip, Tally, _


@check("accessibility.layout-table-role", severity=Severity.WARNING, mender=Mender.TEMPLATE, cites=("T5",))
def layout_table_role(send: Send) -> Iterator[Item]:
    """Tables that only set the layout do not say so.

    A screen reader announces each of them ("table, 3 columns, 12 rows") and reads the mail as if it were a price list.
    Each table needs the role of its own; one further out does not pass it on.

    Bad:
        html: <table><tr><td><p>Spring is here</p></td></tr></table>
    Good:
        html: <table role="presentation"><tr><td><p>Spring is here</p></td></tr></table>
    Fix: write role="presentation" into every table that is no table of data.
    Source: EMC Accessibility Report 2026 (83.78 % of 376,348 mails), quoted by athinadesign.ca, read 2026-11-22
    """
    found = bodies(send)
    tables = [table for body in found for table in body.markup.tables if not table.hidden]
    if not tables:
        yield from why_none(send) if not found else (Skip(_("the mail has no table")),)
        return
    layout = [table for table in tables if not _is_data(table)]
    bare = [table for table in layout if not table.role]
    for table in bare:
        yield Finding(
            _("a table that only sets the layout does not say so"), key="role",
            fix=_('Write role="presentation" into every table that is no table of data.'), location=table.location,
            many=_("{n} of {all} tables that only set the layout do not say so", all=len(layout)),
        )  # fmt: skip
    words = _("{bare} of {all} layout tables do not say so", bare=len(bare), all=len(layout))
    yield Tally(words, {"tables": len(layout), "without": len(bare)})


def _is_data(table: Table) -> bool:
    """A table of data by its heads, or by its look: several rows and columns of words, and nothing else in it."""
    if table.headed or table.role in {"table", "grid", "treegrid"}:
        return True
    several = table.rows > 1 and table.columns > 1
    return several and not table.inner and table.cells * 3 >= table.rows * table.columns * 2
