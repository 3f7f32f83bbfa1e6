"""consent.basis-insufficient"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated

import msgspec

from preflight.check import Options, check, option
from preflight.checks.consent import _law, _records
from preflight.checks.consent._law import Key, Words
from preflight.data.consent_rules import ALLOWED, Basis
from preflight.facts import Ask, Audience, Facts, Measure, Send
from preflight.facts.audience import Measured, suffix
from preflight.facts.given import Members
from preflight.facts.send import ConsentSpec
from preflight.facts.web import Unanswered
from preflight.finding import Finding, Item, Mender, Severity, Tally, Text, Unknown, _, ngettext

_SHOWN = 5


class BasisInsufficient(Options, frozen=True):
    """Options of consent.basis-insufficient."""

    allowed: Annotated[
        dict[Key, tuple[Basis, ...]], option("The bases that carry marketing by e-mail, by country.")
    ] = msgspec.field(default_factory=lambda: dict(ALLOWED))
    words: Words = {}


def asks(send: Send, options: BasisInsufficient, known: Facts) -> Iterable[Ask]:  # noqa: ARG001 - all asks are called alike
    """Whose basis does not do in their country, and of whom nobody can say."""
    return _measures(send.consent, options) if send.consent and _records.applies(send, "basis") else ()


def _measures(consent: ConsentSpec, options: BasisInsufficient) -> tuple[Measure, Measure, Measure]:
    agreed, basis, more = _law.agreed(consent), _law.basis(options.words), suffix(BasisInsufficient(), options)
    places = _law.places(options.allowed)
    short = _law.any_of(f"{place} AND {_not_in(basis, options.allowed[key])}" for key, place in places.items())
    nowhere = "FALSE"
    if not {"?", "*"} & set(options.allowed):
        # A basis that some country would not take; `*` speaks of known countries alone, but is the best guess there is.
        nowhere = f"{_law.UNKNOWN} AND ({_law.any_of(_not_in(basis, some) for some in options.allowed.values())})"
    unread = f"({_law.unread_basis(options.words)}) AND ({_law.any_of([*places.values(), _law.UNKNOWN])})"
    return (
        Measure(f"consent.basis{more}", where=f"{agreed} AND ({short})", by="country", examples=3),
        Measure(f"consent.basis.nowhere{more}", where=f"{agreed} AND {nowhere}"),
        Measure(f"consent.basis.unread{more}", where=f"{agreed} AND {unread}"),
    )


def _not_in(basis: str, allowed: Iterable[str]) -> str:
    """A condition: a basis is known, and is none of these."""
    listed = _law.listed(sorted(allowed))
    return f"{basis} NOT IN ({listed})" if listed else f"{basis} IS NOT NULL"


@check("consent.basis-insufficient", severity=Severity.BLOCKER, mender=Mender.LEGAL, asks=asks, cites=("L5", "L6"))
def basis_insufficient(
    send: Send, consent: ConsentSpec, members: Members, audience: Audience, options: BasisInsufficient
) -> Iterator[Item]:
    """The legal basis on record does not do in the recipient's country.

    A legitimate interest carries no marketing e-mail in Europe: consent does, or soft opt-in of one's own customers. In
    Canada an inquiry or a purchase does for a time. The table of countries and bases is an option of this check.

    Bad:
        html: <p>Hello</p>
        send:
          audience: {members: audience.csv, columns: {country: Country}}
          consent: {columns: {basis: Basis}}
        audience:
          rows: 1000
          measures:
            consent.basis: {value: 60, groups: [[DE, 48], [FR, 12]], examples: ["j***e@g***.com"]}
            consent.basis.nowhere: 0
            consent.basis.unread: 0
    Good:
        html: <p>Hello</p>
        send:
          audience: {members: audience.csv, columns: {country: Country}}
          consent: {columns: {basis: Basis}}
        audience: {rows: 1000, measures: {consent.basis: 0, consent.basis.nowhere: 0, consent.basis.unread: 0}}
    Fix: take these people out, or find the consent that carries it.
    Source: Directive 2002/58/EC art. 13; PECR reg. 22; CASL s. 6 and 10; table of 2026-11-28, an option of this check
    """
    lacking = _records.lacking(send, consent, "basis")
    if lacking is not None:
        yield lacking
        return
    found = _records.known(audience, *_measures(consent, options))
    if isinstance(found, Unanswered):
        yield from _records.unknown(found, members)
        return
    rows, (short, nowhere, unread) = found
    if short.value:
        yield _finding(consent, short, rows)
    yield from _unsure(consent, rows, int(nowhere.value or 0), int(unread.value or 0))
    words = _("the basis of {number} of {rows} recipients does not do in their country", number=int(short.value or 0),
              rows=rows)  # fmt: skip
    yield Tally(words, {"recipients": rows, "insufficient": int(short.value or 0), "unread": int(unread.value or 0)})


def _finding(consent: ConsentSpec, short: Measured, rows: int) -> Finding:
    named = [(name, number) for name, number in short.groups if name not in {"", "?", "other"}]
    shown = ", ".join(f"{name} {number:,}" for name, number in named[:_SHOWN])
    return Finding(
        ngettext("the basis on record of {n} of {rows} recipients does not do in their country{shown}",
                 "the basis on record of {n} of {rows} recipients does not do in their country{shown}",
                 int(short.value or 0), rows=rows, shown=f": {shown}" if shown else ""),
        key="basis", location=consent.location,
        fix=_("Take these people out, or find the consent that carries it."),
        evidence={**_records.evidence(short, rows), "countries": dict(named[:50])},
    )  # fmt: skip


def _unsure(consent: ConsentSpec, rows: int, nowhere: int, unread: int) -> Iterator[Unknown]:
    said: list[tuple[str, int, Text]] = []
    if nowhere:
        said.append(("nowhere", nowhere, ngettext(
            "the basis of {n} of {rows} recipients does not do in some countries, and theirs is not known",
            "the basis of {n} of {rows} recipients does not do in some countries, and theirs is not known",
            nowhere, rows=rows)))  # fmt: skip
    if unread:
        said.append(("unread", unread, ngettext(
            "{n} of {rows} recipients has a basis that is no word we know: say what it means in the options",
            "{n} of {rows} recipients have a basis that is no word we know: say what it means in the options",
            unread, rows=rows)))  # fmt: skip
    for key, number, words in said:
        yield Unknown(words, key, consent.location, {"recipients": number, "of": rows})
