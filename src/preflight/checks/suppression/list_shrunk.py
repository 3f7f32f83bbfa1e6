"""suppression.list-shrunk"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from preflight.check import Options, check, option
from preflight.checks.suppression import _lists
from preflight.facts import Audience, History
from preflight.facts.audience import Table
from preflight.facts.given import Suppression
from preflight.facts.history import PastRun
from preflight.facts.send import ListSpec
from preflight.facts.web import Unanswered
from preflight.finding import Finding, Item, Mender, Severity, Skip, Tally, _


class ListShrunk(Options, frozen=True):
    """Options of suppression.list-shrunk."""

    tolerance: Annotated[float, option("Per cent that a list may lose.", ge=0, le=100)] = 5.0
    few: Annotated[int, option("A list that had fewer rows is not compared.", ge=0)] = 20


@check("suppression.list-shrunk", severity=Severity.WARNING, mender=Mender.DATA)
def list_shrunk(suppression: Suppression, audience: Audience, history: History, options: ListShrunk) -> Iterator[Item]:
    """A suppression list is shorter than last time.

    Lists of those who left grow. A shorter one is an export that was cut off, filtered, or taken from another account,
    and those who are missing from it get the mail.

    Bad:
        html: <p>Hello</p>
        send: {series: news, suppression: [{name: unsubscribed, members: unsubscribed.csv}]}
        audience: {lists: {unsubscribed: {rows: 2000}}}
        history: [{lists: {unsubscribed: 3100}}]
    Good:
        html: <p>Hello</p>
        send: {series: news, suppression: [{name: unsubscribed, members: unsubscribed.csv}]}
        audience: {lists: {unsubscribed: {rows: 3150}}}
        history: [{lists: {unsubscribed: 3100}}]
    Fix: export the whole list again; if it is shorter for a reason, nothing is to be done.
    """
    last = {spec.name: run for spec in suppression.lists if (run := _last(spec.name, history)) is not None}
    if not last:
        yield Skip(_("no earlier run with these lists is known"))
        return
    shrunk = 0
    for spec in suppression.lists:
        table = audience.lists.get(spec.name, Unanswered("not-asked", ""))
        if spec.name not in last:
            continue
        if isinstance(table, Unanswered):
            yield _lists.unanswered(table, spec)
        elif _lost(table, last[spec.name], options) > options.tolerance:
            shrunk += 1
            yield _finding(spec, table, last[spec.name], options)
    words = _("{shrunk} of {lists} lists are shorter than at their last run", shrunk=shrunk, lists=len(last))
    yield Tally(words, {"lists": len(last), "shrunk": shrunk})


def _last(name: str, history: History) -> PastRun | None:
    return next((run for run in history.runs if name in run.lists), None)


def _lost(table: Table, run: PastRun, options: ListShrunk) -> float:
    """Per cent of the list that is gone."""
    before = run.lists[table.name]
    return 100 * (before - table.rows) / before if before >= max(1, options.few) else 0.0


def _finding(spec: ListSpec, table: Table, run: PastRun, options: ListShrunk) -> Finding:
    before = run.lists[spec.name]
    return Finding(
        _("the list {list} has {rows} rows; on {when} it had {before}: {lost} % of it is gone", list=spec.name,
          rows=table.rows, when=run.at.strftime("%Y-%m-%d"), before=before,
          lost=f"{100 * (before - table.rows) / before:.0f}"),
        key=spec.name, location=spec.location,
        fix=_("Export the whole list again; if it is shorter for a reason, nothing is to be done."),
        evidence={"list": spec.name, "rows": table.rows, "before": before, "tolerance_percent": options.tolerance},
    )  # fmt: skip
