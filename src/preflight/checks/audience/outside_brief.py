"""audience.outside-brief"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from preflight.check import Options, check
from preflight.checks.audience import _people
from preflight.data.countries import codes
from preflight.data.folding import fold
from preflight.facts import Ask, Audience, Facts, Measure, Send
from preflight.facts.audience import Cell, Measured, Table
from preflight.facts.given import Members
from preflight.facts.send import Brief
from preflight.facts.web import Unanswered
from preflight.finding import Finding, Item, Location, Mender, Severity, Skip, Tally, Text, Unknown, _, ngettext

_SHOWN = 4


class Rule(NamedTuple):
    """One rule of the brief: a column, whether its values are the only ones or never wanted, and the values."""

    column: str
    only: bool
    values: tuple[str, ...]

    @property
    def name(self) -> str:
        """The stem of its measures' names: another rule asks under another."""
        digest = hashlib.sha256(repr(tuple(self)).encode()).hexdigest()[:12]
        return f"audience.outside-brief:{digest}"


def asks(send: Send, options: Options, known: Facts) -> Iterable[Ask]:  # noqa: ARG001 - all asks are called alike
    """For each rule, who is outside it, and of whom nothing is known."""
    return [measure for rule in _rules(send.brief) for measure in _measures(rule)]


def _rules(brief: Brief | None) -> list[Rule]:
    given = brief.recipients if brief is not None else {}
    return [
        Rule(column, word == "only", tuple(values))
        for column, said in given.items()
        for word, values in said.items()
    ]  # fmt: skip


def _is_country(rule: Rule) -> bool:
    return fold(rule.column) == "country"


def _measures(rule: Rule) -> tuple[Measure, Measure]:
    """Those who are outside, and those of whom nobody can say."""
    # Nothing is no "never": those people are counted, and nobody is shown.
    blank = Measure(f"{rule.name}:blank", cell=Cell(rule.column), where="NOT flag", examples=3 if rule.only else 0)
    if _is_country(rule):
        listed = ", ".join(f"'{code}'" for code in _codes(rule)[0]) or "''"
        unread = "(country IS NULL OR country = '?')"
        where = f"NOT {unread} AND country {'NOT IN' if rule.only else 'IN'} ({listed})"
        return (Measure(f"{rule.name}:outside", where=where, by="country", examples=3),
                Measure(f"{rule.name}:blank", where=unread, examples=3))  # fmt: skip
    among = Cell(rule.column, "among", rule.values)
    if not rule.only:
        return Measure(f"{rule.name}:outside", cell=among, where="flag", examples=3), blank
    # Of those who have no such value, the ones with nothing at all are another matter.
    return Measure(f"{rule.name}:outside", cell=among, where="NOT flag", examples=3), blank


def _codes(rule: Rule) -> tuple[list[str], list[str]]:
    """The countries of a rule by their codes, and the words that are no country."""
    known = codes()
    found = {value: known.get(value.strip().lower(), "") for value in rule.values}
    return sorted({code for code in found.values() if code}), [value for value, code in found.items() if not code]


@check("audience.outside-brief", severity=Severity.BLOCKER, mender=Mender.DATA, asks=asks)
def outside_brief(brief: Brief, members: Members, audience: Audience) -> Iterator[Item]:
    """A recipient is outside the brief's rules.

    The existing customers who get the discount for new ones, Asia invited to the event in Europe: the number may be
    right and the people wrong. What the brief says of its recipients is held against every one of them.

    Bad:
        html: <p>Hello</p>
        send: {brief: {recipients: {stage: {never: [Customer]}}}, audience: {members: audience.csv}}
        audience:
          rows: 48200
          measures:
            "audience.outside-brief:2530bcc73ebc:outside": {value: 214, examples: ["j***e@g***.com"]}
            "audience.outside-brief:2530bcc73ebc:blank": 0
    Good:
        html: <p>Hello</p>
        send: {brief: {recipients: {stage: {never: [Customer]}}}, audience: {members: audience.csv}}
        audience:
          rows: 48200
          measures: {"audience.outside-brief:2530bcc73ebc:outside": 0, "audience.outside-brief:2530bcc73ebc:blank": 30}
    Fix: correct the segment's filters, and export the audience again.
    """
    rules = _rules(brief)
    if not rules:
        yield Skip(_("the brief has no rules for its recipients"), not_given="brief.recipients")
        return
    table = audience.members
    if not isinstance(table, Table):
        yield from _people.unknown(table or Unanswered("not-asked", ""), members)
        return
    outside, broken = 0, 0
    for rule in rules:
        place = members.spec.location
        found = [audience[measure.name] for measure in _measures(rule)]
        missing = next((answer for answer in found if isinstance(answer, Unanswered)), None)
        if missing is not None:
            yield _unanswered(rule, missing, brief.location)
            continue
        first, blank = (answer for answer in found if isinstance(answer, Measured))
        number = _outside(rule, first, blank)
        outside, broken = outside + number, broken + bool(number)
        if number:
            yield _finding(rule, number, first, table.rows, place)
        yield from _unsure(rule, blank, table.rows, brief.location)
    words = _("{broken} of {rules} rules of the brief are broken, by {outside} of {rows} recipients", broken=broken,
              rules=len(rules), outside=outside, rows=table.rows)  # fmt: skip
    yield Tally(words, {"recipients": table.rows, "rules": len(rules), "broken": broken, "outside": outside})


def _outside(rule: Rule, first: Measured, blank: Measured) -> int:
    number = _people.count(first)
    if _is_country(rule):
        # Beside a word that is no country to us, nobody can say who is outside "only".
        return 0 if rule.only and _codes(rule)[1] else number
    return number - _people.count(blank) if rule.only else number


def _finding(rule: Rule, number: int, answer: Measured, rows: int, place: Location) -> Finding:
    wanted = ", ".join(rule.values[:_SHOWN]) + (" …" if len(rule.values) > _SHOWN else "")
    groups = [(name, people) for name, people in answer.groups if name != "other"]
    shown = ", ".join(f"{name} {people:,}" for name, people in groups[:_SHOWN])
    words = _words(
        rule.only, number, rows=rows, column=rule.column, wanted=wanted, shown=f" ({shown})" if shown else ""
    )
    return Finding(
        words, key=f"{rule.column}:{'only' if rule.only else 'never'}", location=place,
        fix=_("Correct the segment's filters, and export the audience again."),
        evidence={"column": rule.column, "only" if rule.only else "never": list(rule.values), "recipients": number,
                  "of": rows, "groups": dict(groups[:50]), "examples": _people.examples(answer)},
    )  # fmt: skip


def _words(only: bool, number: int, **values: str | int) -> Text:
    if only:
        return ngettext(
            "{n} of {rows} recipients has another {column} than the brief wants, which is only {wanted}{shown}",
            "{n} of {rows} recipients have another {column} than the brief wants, which is only {wanted}{shown}",
            number, **values,
        )  # fmt: skip
    return ngettext(
        "{n} of {rows} recipients has the {column} {wanted}, which the brief never wants{shown}",
        "{n} of {rows} recipients have the {column} {wanted}, which the brief never wants{shown}", number, **values,
    )  # fmt: skip


def _unsure(rule: Rule, blank: Measured, rows: int, place: Location) -> Iterator[Unknown]:
    """Those with nothing in the column are no "only"; that they are never a "never" is plain."""
    number = _people.count(blank)
    strange = _codes(rule)[1] if _is_country(rule) else []
    if strange:
        yield Unknown(
            _("the brief's {country} is no country that we know: write its code, such as DE", country=strange[0]),
            key=f"{rule.column}:strange", location=place,
        )  # fmt: skip
    if number and (rule.only or _is_country(rule)):
        words = ngettext("{n} of {rows} recipients has no readable {column}, though the brief asks for it",
                         "{n} of {rows} recipients have no readable {column}, though the brief asks for it",
                         number, rows=rows, column=rule.column)  # fmt: skip
        yield Unknown(words, key=f"{rule.column}:blank", location=place,
                      evidence={"recipients": number, "of": rows, "examples": _people.examples(blank)})  # fmt: skip


def _unanswered(rule: Rule, answer: Unanswered, place: Location) -> Unknown:
    if answer.kind == "absent":
        words: Text = _("the brief asks for {column}, and the audience has no such column", column=rule.column)
        return Unknown(words, key=f"{rule.column}:absent", location=place)
    return _people.unanswered(answer)
