"""audience.invalid-addresses"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated

from preflight.check import Options, check, option
from preflight.checks.audience import _people
from preflight.data.address_shape import LONGEST, LONGEST_LOCAL
from preflight.facts import Ask, Audience, Facts, Measure, Send
from preflight.facts.audience import Measured
from preflight.facts.given import Members
from preflight.facts.web import Unanswered
from preflight.finding import Finding, Item, Mender, Severity, Tally, Text, _, ngettext

_LONG = f"length(address) > {LONGEST} OR length(local) > {LONGEST_LOCAL}"
# Few are longer than a local part may be; how long theirs is need be asked of those alone.
_FLAG = (
    "CASE WHEN address IS NULL THEN FALSE WHEN NOT deliverable THEN TRUE "
    f"WHEN length(address) > {LONGEST_LOCAL} THEN {_LONG} ELSE FALSE END"
)
INVALID = Measure("audience.invalid-addresses", flag=_FLAG, examples=3)
"""Rows whose address no server takes."""

_FIX = _("Correct these addresses, or take them out: preflight run --reveal FILE lists the rows.")


class InvalidAddresses(Options, frozen=True):
    """Options of audience.invalid-addresses."""

    stop_above: Annotated[float, option("Per cent of the rows, above which they block.", ge=0, le=100)] = 1.0
    few: Annotated[int, option("So few of them never block, whatever the share.", ge=0)] = 5


def asks(send: Send, options: InvalidAddresses, known: Facts) -> Iterable[Ask]:  # noqa: ARG001 - all asks are called alike
    """How many addresses cannot be."""
    return (INVALID,)


@check("audience.invalid-addresses", severity=Severity.BLOCKER, mender=Mender.DATA, asks=asks)
def invalid_addresses(members: Members, audience: Audience, options: InvalidAddresses) -> Iterator[Item]:
    """Addresses that cannot be delivered as they are written.

    A missing `@`, a blank inside, two dots in a row, two addresses in one cell: no server takes such mail. Some are
    slips of a form; many of them mean that the wrong column was exported, and bounces spoil the sender's reputation.

    Bad:
        html: <p>Hello</p>
        send: {audience: {members: audience.csv}}
        audience: {rows: 48200, measures: {audience.invalid-addresses: {value: 31, examples: ["j***e@g***.com"]}}}
    Good:
        html: <p>Hello</p>
        send: {audience: {members: audience.csv}}
        audience: {rows: 48200, measures: {audience.invalid-addresses: 0}}
    Fix: correct the addresses, or take the rows out.
    Source: RFC 5321 section 4.1.2 and 4.5.3.1 (2008)
    """
    if members.spec.match != "email":
        yield _people.DIGESTS
        return
    found = _people.known(audience, INVALID)
    if isinstance(found, Unanswered):
        yield from _people.unknown(found, members)
        return
    table, (answer,) = found
    empty = table.rows - table.addresses if table.address_column else 0
    invalid = _people.count(answer)
    if invalid:
        words = ngettext("{n} of {rows} addresses cannot be delivered as it is written",
                         "{n} of {rows} addresses cannot be delivered as they are written",
                         invalid, rows=table.rows)  # fmt: skip
        yield _finding(words, "invalid", invalid, table.rows, options, answer)
    if empty:
        words = ngettext("{n} of {rows} rows has no address", "{n} of {rows} rows have no address", empty,
                         rows=table.rows)  # fmt: skip
        yield _finding(words, "empty", empty, table.rows, options, None)
    both = _("{bad} of {rows} rows have no address that can be delivered", bad=invalid + empty, rows=table.rows)
    yield Tally(both, {"rows": table.rows, "invalid": invalid, "empty": empty})


def _finding(
    words: Text, key: str, number: int, rows: int, options: InvalidAddresses, answer: Measured | None
) -> Finding:
    many = number >= options.few and 100 * number / max(1, rows) > options.stop_above
    examples = {"examples": _people.examples(answer)} if answer is not None else {}
    return Finding(
        words, key=key, fix=_FIX, severity=Severity.BLOCKER if many else Severity.WARNING,
        evidence={key: number, "rows": rows, **examples},
    )  # fmt: skip
