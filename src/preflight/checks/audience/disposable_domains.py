"""audience.disposable-domains"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated

from preflight.check import Options, check, option
from preflight.checks.audience import _people
from preflight.data.misspelt_domains import MEANT
from preflight.facts import Ask, Audience, Facts, Measure, Send
from preflight.facts.audience import Measured, suffix
from preflight.facts.given import Members
from preflight.facts.web import Unanswered
from preflight.finding import Finding, Item, Mender, Severity, Tally, _, ngettext

_SHOWN = 5


class DisposableDomains(Options, frozen=True):
    """Options of audience.disposable-domains."""

    more: Annotated[frozenset[str], option("Further domains of throw-away mailboxes.")] = frozenset()
    allowed: Annotated[frozenset[str], option("Domains on the list that are fine with you.")] = frozenset()


def asks(send: Send, options: DisposableDomains, known: Facts) -> Iterable[Ask]:  # noqa: ARG001 - all asks are called alike
    """How many recipients have a throw-away mailbox."""
    return (_measure(options),)


def _measure(options: DisposableDomains) -> Measure:
    from preflight.data.disposable_domains import domains

    more, allowed = ({name.lower() for name in names} for names in (options.more, options.allowed))
    changed = suffix(([], []), (sorted(more), sorted(allowed)))
    # A slip of the keys is no throw-away mailbox, though somebody made one of its domain: it is told as a slip.
    names = tuple(sorted((domains() - set(MEANT) | more) - allowed))
    return Measure(f"audience.disposable-domains{changed}", by="domain", names=names, examples=3)


@check("audience.disposable-domains", severity=Severity.WARNING, mender=Mender.DATA, asks=asks)
def disposable_domains(members: Members, audience: Audience, options: DisposableDomains) -> Iterator[Item]:
    """Recipients have a throw-away mailbox.

    Such a mailbox is gone in ten minutes: it was typed to get past a form. The mail bounces, or lands in a trap that
    blocklists read. Relays that guard somebody's real mailbox are not counted.

    Bad:
        html: <p>Hello</p>
        send: {audience: {members: audience.csv}}
        audience:
          rows: 48200
          measures: {audience.disposable-domains: {value: 9, groups: [[mailinator.com, 7], [yopmail.com, 2]]}}
    Good:
        html: <p>Hello</p>
        send: {audience: {members: audience.csv}}
        audience: {rows: 48200, measures: {audience.disposable-domains: 0}}
    Fix: take these people out, and refuse such domains in the form.
    Source: github.com/disposable-email-domains/disposable-email-domains (2026-11-09)
    """
    if members.spec.match != "email":
        yield _people.DIGESTS
        return
    found = _people.known(audience, _measure(options))
    if isinstance(found, Unanswered):
        yield from _people.unknown(found, members)
        return
    table, (answer,) = found
    if answer.value:
        yield _finding(answer, table.rows)
    number = _people.count(answer)
    words = _("{number} of {rows} recipients have a throw-away mailbox", number=number, rows=table.rows)
    yield Tally(words, {"recipients": table.rows, "disposable": number})


def _finding(answer: Measured, rows: int) -> Finding:
    from preflight.data.disposable_domains import dated

    groups = sorted(answer.groups, key=lambda group: (-group[1], group[0]))
    shown = ", ".join(f"{name} ({number:,})" for name, number in groups[:_SHOWN])
    more = f" and {len(groups) - _SHOWN} more" if len(groups) > _SHOWN else ""
    return Finding(
        ngettext("{n} of {rows} recipients has a throw-away mailbox: {shown} (list of {dated})",
                 "{n} of {rows} recipients have a throw-away mailbox: {shown} (list of {dated})",
                 _people.count(answer), rows=rows, shown=shown + more, dated=dated()),
        key="disposable", fix=_("Take these people out, and refuse such domains in the form."),
        evidence={"recipients": _people.count(answer), "of": rows, "list_dated": dated(),
                  "domains": [{"domain": name, "recipients": number} for name, number in groups[:50]],
                  "examples": _people.examples(answer)},
    )  # fmt: skip
