"""audience.rule, and the checks that are made of a checklist's own rules."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from typing import Annotated

from preflight.check import Check, Options, check, option
from preflight.checks.audience import _people
from preflight.facts import Ask, Audience, Facts, Measure, Send
from preflight.facts.audience import Measured, Table
from preflight.facts.given import Members
from preflight.facts.web import Unanswered
from preflight.finding import Finding, Item, Mender, Severity, Skip, Tally, _, ngettext


class Rule(Options, frozen=True):
    """Options of audience.rule."""

    where: Annotated[str, option("An SQL condition over a recipient's columns; empty: no rule.")] = ""
    at_most: Annotated[int, option("How many recipients may match.", ge=0)] = 0


def measure(where: str) -> Measure:
    """What is asked for a condition; its name follows from the condition."""
    digest = hashlib.sha256(where.encode()).hexdigest()[:12]
    return Measure(f"audience.rule:{digest}", flag=where, examples=3)


def asks(send: Send, options: Rule, known: Facts) -> Iterable[Ask]:  # noqa: ARG001 - all asks are called alike
    """How many recipients match."""
    return (measure(options.where),) if options.where else ()


@check("audience.rule", severity=Severity.BLOCKER, mender=Mender.DATA, asks=asks)
def rule(members: Members, audience: Audience, options: Rule) -> Iterator[Item]:
    """More recipients than allowed match a rule of your own.

    What must never happen differs from house to house: no customer in a prospect mail, nobody without double opt-in in
    one country. Such rules stand in the checklist under `audience_rules`, each of them a check of its own; this one
    stands for all of them where there are none.

    Bad:
        html: <p>Hello</p>
        send: {audience: {members: audience.csv}}
        options: {where: "stage = 'Customer'"}
        audience: {rows: 1000, measures: {"audience.rule:96062a88cf12": {value: 7, examples: ["j***e@g***.com"]}}}
    Good:
        html: <p>Hello</p>
        send: {audience: {members: audience.csv}}
        options: {where: "stage = 'Customer'"}
        audience: {rows: 1000, measures: {"audience.rule:96062a88cf12": 0}}
    Fix: take these people out of the segment.
    """
    if not options.where:
        yield Skip(_("the checklist has no audience rule of its own"))
        return
    yield from _judged(members, audience, options.where, options.at_most, "")


def rule_check(*, id: str, where: str, severity: Severity = Severity.BLOCKER, at_most: int = 0, fix: str = "") -> Check:
    """The check `audience.rule.<id>` of one rule of a checklist."""

    def asks_one(send: Send, options: Options, known: Facts) -> Iterable[Ask]:  # noqa: ARG001 - all asks are called alike
        return (measure(where),)

    def judged(members: Members, audience: Audience) -> Iterator[Item]:
        return _judged(members, audience, where, at_most, fix)

    judged.__doc__ = f"More recipients than allowed match the rule {id}.\n\nA rule of this checklist: {where}"
    function: Callable[..., Iterator[Item]] = judged
    return Check(id=f"audience.rule.{id}", severity=severity, mender=Mender.DATA, function=function, asks=asks_one)


def _judged(members: Members, audience: Audience, where: str, at_most: int, fix: str) -> Iterator[Item]:
    answer, table = audience[measure(where).name], audience.members
    if not isinstance(table, Table) or not isinstance(answer, Measured):
        why = table if isinstance(table, Unanswered) else answer
        yield _people.unanswered(why if isinstance(why, Unanswered) else Unanswered("not-asked", ""))
        yield Tally(_("0 of {files} files could be judged", files=max(1, len(members.source.files))))
        return
    matched = int(answer.value or 0)
    if matched > at_most:
        yield Finding(
            ngettext("{n} of {rows} recipients matches the rule {where}, at most {at_most} may",
                     "{n} of {rows} recipients match the rule {where}, at most {at_most} may",
                     matched, rows=table.rows, where=where, at_most=at_most),
            key=f"rule:{where}", fix=_("{fix}", fix=fix) if fix else _("Take these people out of the segment."),
            evidence={"matched": matched, "at_most": at_most, "rows": table.rows, "examples": _people.examples(answer)},
        )  # fmt: skip
    words = _(
        "{matched} of {rows} recipients match, at most {at_most} may", matched=matched, rows=table.rows, at_most=at_most
    )
    yield Tally(words, {"rows": table.rows, "matched": matched})
