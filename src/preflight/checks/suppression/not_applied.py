"""suppression.not-applied"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from preflight.check import Options, check
from preflight.checks.suppression import _lists
from preflight.facts import Ask, Audience, Facts, Measure, Send
from preflight.facts.audience import Table
from preflight.facts.given import Members, Suppression
from preflight.facts.send import ListSpec
from preflight.facts.web import Unanswered
from preflight.finding import Finding, Item, Mender, Severity, Skip, Tally, _


def asks(send: Send, options: Options, known: Facts) -> Iterable[Ask]:  # noqa: ARG001 - all asks are called alike
    """How many persons of the segment are on any list that the platform applies."""
    applied = _applied(send.suppression or ())
    return [_measure(applied)] if applied and send.audience is not None and send.audience.stage == "segment" else []


def _applied(lists: Iterable[ListSpec]) -> tuple[str, ...]:
    return tuple(spec.name for spec in lists if spec.applied_by == "platform")


def _measure(names: tuple[str, ...]) -> Measure:
    return Measure(f"suppression.applied:{','.join(names)}", any_of=names, where="listed",
                   aggregate="count(DISTINCT key)", examples=3)  # fmt: skip


@check("suppression.not-applied", severity=Severity.BLOCKER, mender=Mender.DATA, asks=asks)
def not_applied(members: Members, suppression: Suppression, audience: Audience) -> Iterator[Item]:
    """The platform drops fewer people than must be dropped.

    A segment still holds those who left, and the platform is to drop them. Where it shows fewer suppressed people than
    stand on the lists, it does not: a list was not attached, or the send is set up as one that ignores them.

    Bad:
        html: <p>Hello</p>
        send:
          audience: {members: audience.csv, stage: segment, counts: {segment: 50000, suppressed: 900}}
          suppression: [{name: unsubscribed, members: unsubscribed.csv, applied_by: platform}]
        audience: {rows: 50000, lists: {unsubscribed: {rows: 3100}}, measures: {suppression.applied:unsubscribed: 1740}}
    Good:
        html: <p>Hello</p>
        send:
          audience: {members: audience.csv, stage: segment, counts: {segment: 50000, suppressed: 1800}}
          suppression: [{name: unsubscribed, members: unsubscribed.csv, applied_by: platform}]
        audience: {rows: 50000, lists: {unsubscribed: {rows: 3100}}, measures: {suppression.applied:unsubscribed: 1740}}
    Fix: attach the lists to the send in the platform, and read its numbers again.
    """
    names = _applied(suppression.lists)
    counts = members.spec.counts
    if members.spec.stage != "segment" or not names:
        yield Skip(_("the audience is exactly who gets it, or no list is said to be applied by the platform"))
        return
    if counts is None or counts.suppressed is None:
        yield Skip(_("nobody gave the number of people whom the platform drops"), not_given="audience.counts")
        return
    answer, table = audience[_measure(names).name], audience.members
    why = next((one for one in (table, answer) if isinstance(one, Unanswered)), None)
    if why is not None or not isinstance(table, Table) or isinstance(answer, Unanswered):
        yield _lists.unanswered(why or Unanswered("not-asked", ""), suppression.lists[0])
        yield Tally(_("0 of {lists} lists could be counted", lists=len(names)))
        return
    proven = int(answer.value or 0)
    if counts.suppressed < proven:
        yield Finding(
            _("the platform drops {shown} people, but {proven} of the {rows} in the segment are on the lists that it "
              "applies ({lists})", shown=counts.suppressed, proven=proven, rows=table.rows, lists=", ".join(names)),
            key="not-applied", location=members.spec.location,
            fix=_("Attach the lists to the send in the platform, and read its numbers again."),
            evidence={"suppressed": counts.suppressed, "proven": proven, "segment": table.rows, "lists": list(names),
                      "examples": [{"masked": e.masked, "digest": e.digest} for e in answer.examples]},
        )  # fmt: skip
    words = _("{proven} of {rows} people of the segment are on the platform's lists, it drops {shown}", proven=proven,
              rows=table.rows, shown=counts.suppressed)  # fmt: skip
    yield Tally(words, {"segment": table.rows, "proven": proven, "suppressed": counts.suppressed})
