"""suppression.list-empty"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from preflight.check import Options, check, option
from preflight.checks.suppression import _lists
from preflight.facts import Audience
from preflight.facts.audience import Table
from preflight.facts.given import Suppression
from preflight.facts.send import ListSpec
from preflight.facts.web import Unanswered
from preflight.finding import Finding, Item, Mender, Severity, Skip, Tally, _


class ListEmpty(Options, frozen=True):
    """Options of suppression.list-empty."""

    required: Annotated[
        tuple[str, ...], option("Lists that are never empty; where another one is, that is a warning.")
    ] = ("unsubscribed",)


@check("suppression.list-empty", severity=Severity.BLOCKER, mender=Mender.DATA)
def list_empty(suppression: Suppression, audience: Audience, options: ListEmpty) -> Iterator[Item]:
    """A suppression list holds nobody.

    An export that went wrong is a file with a header and no rows, and an empty list lets everybody through.

    Bad:
        html: <p>Hello</p>
        send: {suppression: [{name: unsubscribed, members: unsubscribed.csv}]}
        audience: {lists: {unsubscribed: {rows: 0}}}
    Good:
        html: <p>Hello</p>
        send: {suppression: [{name: unsubscribed, members: unsubscribed.csv}]}
        audience: {lists: {unsubscribed: {rows: 3100}}}
    Fix: export the list again; where it is empty by right, leave it out of the send.
    """
    if not suppression.lists:
        yield Skip(_("the send names no suppression list"), not_given="suppression")
        return
    empty = 0
    for spec in suppression.lists:
        table = audience.lists.get(spec.name, Unanswered("not-asked", ""))
        if isinstance(table, Unanswered):
            yield _lists.unanswered(table, spec)
        elif not table.addresses:
            empty += 1
            yield _finding(spec, table, options)
    words = _("{empty} of {lists} lists are empty", empty=empty, lists=len(suppression.lists))
    yield Tally(words, {"lists": len(suppression.lists), "empty": empty})


def _finding(spec: ListSpec, table: Table, options: ListEmpty) -> Finding:
    required = any(_lists.same_name(spec.name, name) for name in options.required)
    words = _("the list {list} holds no row", list=spec.name)
    if table.rows:
        words = _("the list {list} holds {rows} rows, but nobody in its column {column}",
                  list=spec.name, rows=table.rows, column=table.address_column)  # fmt: skip
    return Finding(
        words, key=spec.name, severity=Severity.BLOCKER if required else Severity.WARNING, location=spec.location,
        fix=_("Export it again; where it is empty by right, leave it out of the send."),
        evidence={"list": spec.name, "rows": table.rows},
    )  # fmt: skip
