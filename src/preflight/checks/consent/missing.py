"""consent.missing"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Annotated

from preflight.check import Options, check, option
from preflight.checks.consent import _records
from preflight.data.countries import CONSENT_DEMANDED
from preflight.facts import Ask, Audience, Facts, Measure, Send
from preflight.facts.audience import Measured, Table
from preflight.facts.given import Members
from preflight.facts.send import ConsentSpec
from preflight.facts.web import Unanswered
from preflight.finding import Finding, Item, Mender, Severity, Skip, Tally, Text, Unknown, _, ngettext

Country = Annotated[str, option("A country by its ISO code of two letters.", pattern="^[A-Z]{2}$")]


class Missing(Options, frozen=True):
    """Options of consent.missing."""

    demanded_in: Annotated[
        frozenset[Country], option("Countries where nobody may be mailed without consent; elsewhere it is a warning.")
    ] = CONSENT_DEMANDED
    opted_in_words: Annotated[list[str], option("Further words of your status column that mean opted in.")] = []
    opted_out_words: Annotated[list[str], option("Further words of your status column that mean opted out.")] = []


def asks(send: Send, options: Missing, known: Facts) -> Iterable[Ask]:  # noqa: ARG001 - all asks are called alike
    """Who has no consent, where it is demanded and elsewhere; whose status is a word that nobody knows."""
    return _measures(send.consent, options) if send.consent is not None and send.kind == "marketing" else ()


def _measures(consent: ConsentSpec, options: Missing) -> tuple[Measure, Measure, Measure]:
    said = "status" in consent.columns
    absent, absent_default = _absent(said), _absent(True)
    demanded, default = _demanded(options.demanded_in), _demanded(CONSENT_DEMANDED)
    words = [*options.opted_in_words, *options.opted_out_words]
    odd = f"consent_unread AND NOT {_records.has_word(words)}" if words else "consent_unread"
    return (
        _records.measure("consent.missing.demanded", f"({absent}) AND {demanded}", f"({absent_default}) AND {default}"),
        _records.measure(
            "consent.missing.elsewhere", f"({absent}) AND NOT {demanded}", f"({absent_default}) AND NOT {default}"
        ),
        _records.measure("consent.missing.unread", odd, "consent_unread"),
    )


def _absent(said: bool) -> str:
    """No record; or none that says yes: empty, or not confirmed yet."""
    if not said:
        return "NOT consent_found"
    return "NOT consent_found OR consent_status = 'pending' OR (consent_status IS NULL AND NOT consent_unread)"


def _demanded(countries: Collection[str]) -> str:
    """Countries that demand it, and those that are not known."""
    listed = ", ".join(f"'{code}'" for code in sorted(countries))
    return f"(country IS NULL OR country = '?'{f' OR country IN ({listed})' if listed else ''})"


@check("consent.missing", severity=Severity.BLOCKER, mender=Mender.DATA, asks=asks, cites=("L5",))
def missing(send: Send, consent: ConsentSpec, members: Members, audience: Audience, options: Missing) -> Iterator[Item]:
    """A recipient has no record of consent.

    No record, an empty status, or a confirmation that never came: where the law wants consent before the first
    mail, that person may not be mailed. Where the country is not known, it is taken for such a place.

    Bad:
        html: <p>Hello</p>
        send:
          audience: {members: audience.csv, columns: {country: Country}}
          consent: {columns: {status: Status}}
        audience:
          rows: 1000
          measures:
            consent.missing.demanded: {value: 40, examples: ["j***e@g***.com"]}
            consent.missing.elsewhere: 0
            consent.missing.unread: 0
    Good:
        html: <p>Hello</p>
        send:
          audience: {members: audience.csv, columns: {country: Country}}
          consent: {columns: {status: Status}}
        audience:
          rows: 1000
          measures: {consent.missing.demanded: 0, consent.missing.elsewhere: 0, consent.missing.unread: 0}
    Fix: take these people out of the segment, or find their record.
    Source: Directive 2002/58/EC art. 13; CASL s. 6; the table of countries is an option of this check (2026-11-24)
    """
    if send.kind == "transactional":
        yield Skip(_("a transactional mail needs no consent"))
        return
    asked = _measures(consent, options)
    why = _records.first_unanswered(audience, *(one.name for one in asked))
    if why is not None or not isinstance(audience.members, Table):
        yield _records.unanswered(why or Unanswered("not-asked", ""))
        yield Tally(_("0 of {files} files could be judged", files=max(1, len(members.source.files))))
        return
    rows = audience.members.rows
    demanded, elsewhere, odd = (_measured(audience[one.name]) for one in asked)
    yield from _findings(consent, demanded, elsewhere, rows)
    yield from _unknowns(consent, audience, odd, rows)
    number = int(demanded.value or 0) + int(elsewhere.value or 0)
    words = _("{number} of {rows} recipients have no record of consent", number=number, rows=rows)
    yield Tally(words, {"recipients": rows, "missing": number, "demanded": int(demanded.value or 0),
                        "unread": int(odd.value or 0)})  # fmt: skip


def _measured(answer: Measured | Unanswered) -> Measured:
    assert isinstance(answer, Measured)  # first_unanswered has seen to that
    return answer


def _findings(consent: ConsentSpec, demanded: Measured, elsewhere: Measured, rows: int) -> Iterator[Finding]:
    fix = _("Take these people out of the segment, or find their record.")
    if demanded.value:
        words = _words(int(demanded.value), rows, _("where consent is demanded, or the country is not known"))
        yield Finding(
            words, key="demanded", fix=fix, location=consent.location, evidence=_records.evidence(demanded, rows)
        )
    if elsewhere.value:
        words = _words(int(elsewhere.value), rows, _("where the law demands none"))
        yield Finding(
            words, key="elsewhere", fix=fix, location=consent.location, severity=Severity.WARNING,
            evidence=_records.evidence(elsewhere, rows),
        )  # fmt: skip


def _words(number: int, rows: int, where: Text) -> Text:
    return ngettext("{n} of {rows} recipients has no record of consent, {where}",
                    "{n} of {rows} recipients have no record of consent, {where}",
                    number, rows=rows, where=str(where))  # fmt: skip


def _unknowns(consent: ConsentSpec, audience: Audience, odd: Measured, rows: int) -> Iterator[Unknown]:
    unread = _records.unread(audience, consent)
    if unread is not None:
        yield unread
    if odd.value:
        words = ngettext(
            "{n} of {rows} recipients has a status that is no word we know: say what it means in the options",
            "{n} of {rows} recipients have a status that is no word we know: say what it means in the options",
            int(odd.value), rows=rows,
        )  # fmt: skip
        yield Unknown(words, key="unread", location=consent.location, evidence={"recipients": int(odd.value)})
