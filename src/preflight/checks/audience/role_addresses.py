"""audience.role-addresses"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated

from preflight.check import Options, check, option
from preflight.checks.audience import _people
from preflight.data.role_accounts import NEVER, ROLES
from preflight.facts import Ask, Audience, Facts, Measure, Send
from preflight.facts.audience import Measured, suffix
from preflight.facts.given import Members
from preflight.facts.web import Unanswered
from preflight.finding import Finding, Item, Mender, Severity, Tally, _, ngettext

Word = Annotated[str, option("What stands before the @.", pattern="^[^@'\\s]+$")]


class RoleAddresses(Options, frozen=True):
    """Options of audience.role-addresses."""

    at_most: Annotated[float, option("Per cent of the recipients that may be roles.", ge=0, le=100)] = 5.0
    at_least: Annotated[int, option("Below so many role addresses the share says nothing.", ge=0)] = 10
    more: Annotated[frozenset[Word], option("Further roles.")] = frozenset()
    persons: Annotated[frozenset[Word], option("Names on our list that are persons in your audience.")] = frozenset()


def asks(send: Send, options: RoleAddresses, known: Facts) -> Iterable[Ask]:  # noqa: ARG001 - all asks are called alike
    """How many recipients are roles, and how many are those whom nobody mails in bulk."""
    return _measures(options)


def _measures(options: RoleAddresses) -> tuple[Measure, Measure]:
    roles = sorted((set(ROLES) | {one.lower() for one in options.more}) - {one.lower() for one in options.persons})
    listed = ", ".join(f"'{word}'" for word in roles) or "''"
    never = ", ".join(f"'{word}'" for word in NEVER)
    changed = (sorted(options.more), sorted(options.persons))
    return (
        Measure(f"audience.role-addresses{suffix(([], []), changed)}",
                flag=f"{_people.UNTAGGED} IN ({listed})"),
        Measure("audience.role-addresses.never", flag=f"{_people.UNTAGGED} IN ({never})", examples=3),
    )  # fmt: skip


@check("audience.role-addresses", severity=Severity.WARNING, mender=Mender.DATA, asks=asks)
def role_addresses(members: Members, audience: Audience, options: RoleAddresses) -> Iterator[Item]:
    """Many recipients are roles, not persons: info@, sales@, abuse@.

    Nobody in particular agreed for info@, and whoever reads it did not sign up: complaints follow. Platforms refuse
    lists of roles. `abuse@` and `postmaster@` are never in a list that people joined by themselves: such a list was
    collected, or bought.

    Bad:
        html: <p>Hello</p>
        send: {audience: {members: audience.csv}}
        audience:
          rows: 1000
          measures:
            audience.role-addresses: {value: 140, examples: ["i***o@a***.com"]}
            audience.role-addresses.never: 0
    Good:
        html: <p>Hello</p>
        send: {audience: {members: audience.csv}}
        audience: {rows: 1000, measures: {audience.role-addresses: 12, audience.role-addresses.never: 0}}
    Fix: find out where these addresses come from, and take out those that nobody signed up.
    Source: RFC 2142 (1997) for the names of roles
    """
    if members.spec.match != "email":
        yield _people.DIGESTS
        return
    found = _people.known(audience, *_measures(options))
    if isinstance(found, Unanswered):
        yield from _people.unknown(found, members)
        return
    table, (roles, never) = found
    number, worst = _people.count(roles), _people.count(never)
    if number >= options.at_least and 100 * number / max(1, table.rows) > options.at_most:
        yield _many(roles, table.rows, options)
    if worst:
        words = ngettext("{n} of {rows} recipients is an abuse@, postmaster@ or the like, which nobody mails in bulk",
                         "{n} of {rows} recipients are abuse@, postmaster@ or the like, which nobody mails in bulk",
                         worst, rows=table.rows)  # fmt: skip
        evidence = {"recipients": worst, "of": table.rows, "examples": _people.examples(never)}
        yield Finding(words, key="never", evidence=evidence,
                      fix=_("Take them out, and find out which list brought them in."))  # fmt: skip
    words = _("{roles} of {rows} recipients are role addresses, {share} %", roles=number, rows=table.rows,
              share=_people.per_cent(number, table.rows))  # fmt: skip
    yield Tally(words, {"recipients": table.rows, "roles": number, "never": worst})


def _many(roles: Measured, rows: int, options: RoleAddresses) -> Finding:
    number = _people.count(roles)
    return Finding(
        _("{number} of {rows} recipients, {share} %, are roles such as info@ or sales@; {at_most} % would be usual",
          number=number, rows=rows, share=_people.per_cent(number, rows), at_most=f"{options.at_most:g}"),
        key="roles", fix=_("Find out where these addresses come from, and take out those that nobody signed up."),
        evidence={"recipients": number, "of": rows},
    )  # fmt: skip
