"""consent.unproven"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, Literal

from preflight.check import Options, check, option
from preflight.checks.consent import _law, _records
from preflight.checks.consent._law import Words
from preflight.data.countries import CONSENT_DEMANDED
from preflight.facts import Ask, Audience, Facts, Measure, Send
from preflight.facts.audience import suffix
from preflight.facts.given import Members
from preflight.facts.send import ConsentSpec
from preflight.facts.web import Unanswered
from preflight.finding import Finding, Item, Mender, Remark, Severity, Tally, Text, _, ngettext

Field = Literal["at", "source", "basis"]
_FIELDS: tuple[Field, ...] = ("at", "source", "basis")
_WHAT: dict[Field, Text] = {"at": _("when they agreed"), "source": _("how they agreed"),
                           "basis": _("by which right they are mailed")}  # fmt: skip
Country = Annotated[str, option("A country by its ISO code of two letters.", pattern="^[A-Z]{2}$")]


class Unproven(Options, frozen=True):
    """Options of consent.unproven."""

    at_most: Annotated[float, option("Per cent of those who need it that may lack one of them.", ge=0, le=100)] = 5.0
    required: Annotated[
        tuple[Field, ...], option("Columns without which nothing is proven; others are judged where they are named.")
    ] = ()
    demanded_in: Annotated[
        frozenset[Country], option("Countries where consent must be proven; an unknown one counts as such.")
    ] = CONSENT_DEMANDED
    words: Words = {}


def asks(send: Send, options: Unproven, known: Facts) -> Iterable[Ask]:  # noqa: ARG001 - all asks are called alike
    """Who needs proof, and what of it is lacking; whose newest records contradict each other."""
    return _measures(send.consent, options).values() if send.consent and _records.applies(send) else ()


def _measures(consent: ConsentSpec, options: Unproven) -> dict[str, Measure]:
    more = suffix(Unproven(), options)
    places = _law.listed(sorted(options.demanded_in)) or _law.listed([""])
    need = f"{_law.agreed(consent)} AND ({_law.UNKNOWN} OR country IN ({places}))"
    no_basis = f"{_law.basis(options.words)} IS NULL AND consent_basis_word IS NULL"
    empty = {"at": "consent_at IS NULL", "source": "NOT consent_sourced", "basis": no_basis}
    named = [field for field in _FIELDS if field in consent.columns]
    return {
        "need": Measure(f"consent.unproven.need{more}", where=need),
        "tied": Measure("consent.unproven.tied", where="consent_tied", examples=3),
        **{field: Measure(f"consent.unproven.{field}{more}", where=f"{need} AND {empty[field]}", examples=3)
           for field in named},
    }  # fmt: skip


@check("consent.unproven", severity=Severity.WARNING, mender=Mender.LEGAL, asks=asks, cites=("L5",))
def unproven(
    send: Send, consent: ConsentSpec, members: Members, audience: Audience, options: Unproven
) -> Iterator[Item]:
    """Nobody could show when and how people agreed, and to what.

    Whoever relies on consent must be able to prove it: who agreed, when, how, and to what exactly. An "opted-in"
    without the rest is an assertion. Records of one moment that contradict each other prove nothing either.

    Bad:
        html: <p>Hello</p>
        send: {audience: {members: audience.csv}, consent: {columns: {status: Status, at: Date}}}
        audience:
          rows: 1000
          measures: {consent.unproven.need: 900, consent.unproven.tied: 0, consent.unproven.at: 310}
    Good:
        html: <p>Hello</p>
        send: {audience: {members: audience.csv}, consent: {columns: {status: Status, at: Date}}}
        audience:
          rows: 1000
          measures: {consent.unproven.need: 900, consent.unproven.tied: 0, consent.unproven.at: 9}
    Fix: export the columns that say when, how and to what; for those who have none, ask again.
    Source: GDPR (2016/679) art. 7(1); ICO direct-marketing guidance (2025): who, when, how, and what they were told
    """
    lacking = _records.lacking(send, consent)
    if lacking is not None:
        yield lacking
        return
    asked = _measures(consent, options)
    judged = [field for field in _FIELDS if field in asked]
    found = _records.known(audience, *asked.values())
    if isinstance(found, Unanswered):
        yield from _records.unknown(found, members)
        return
    rows, answers = found[0], dict(zip(asked, found[1], strict=True))
    need = int(answers["need"].value or 0)
    for field in options.required:
        if field not in consent.columns:
            yield _finding(
                _("the consent records name no column that says {what}", what=str(_WHAT[field])), field, consent, {}
            )
    for field in judged:
        number = int(answers[field].value or 0)
        if number > need * options.at_most / 100:
            words = _("{number} of {need} recipients who need proof of consent have no record of {what}",
                      need=need, number=number, what=str(_WHAT[field]))  # fmt: skip
            yield _finding(words, field, consent, _records.evidence(answers[field], need))
    tied = int(answers["tied"].value or 0)
    if tied:
        words = ngettext("the newest records of {n} of {rows} recipients are of one moment and say different things",
                         "the newest records of {n} of {rows} recipients are of one moment and say different things",
                         tied, rows=rows)  # fmt: skip
        yield _finding(words, "tied", consent, _records.evidence(answers["tied"], rows))
    if not judged and not options.required:
        yield Remark(
            _("no column says when, how or to what people agreed; name it under consent, columns"), consent.location
        )
    yield _tally(need, judged, {field: int(answers[field].value or 0) for field in judged}, tied)


def _finding(words: Text, key: str, consent: ConsentSpec, evidence: dict[str, object]) -> Finding:
    fix = _("Export the columns that say when, how and to what; for those who have none, ask again.")
    if key == "tied":
        fix = _("Find out which record is true. Until then the stricter one counts.")
    return Finding(words, key=key, fix=fix, location=consent.location, evidence=evidence)


def _tally(need: int, judged: list[Field], lacking: dict[Field, int], tied: int) -> Tally:
    worst = max(lacking.values(), default=0)
    words = _("{worst} of {need} recipients who need proof of consent lack a part of it ({fields} columns looked at)",
              need=need, worst=worst, fields=len(judged))  # fmt: skip
    return Tally(words, {"need": need, **{f"without {field}": n for field, n in lacking.items()}, "tied": tied})
