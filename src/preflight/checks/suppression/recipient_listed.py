"""suppression.recipient-listed"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from preflight.check import Options, check
from preflight.checks.suppression import _lists
from preflight.data.address_shape import PLAIN
from preflight.data.lengths import in_words
from preflight.facts import Ask, Audience, Facts, Measure, Send
from preflight.facts.audience import Measured, Table
from preflight.facts.given import Members, Suppression
from preflight.facts.send import ListSpec
from preflight.facts.web import Unanswered
from preflight.finding import Finding, Item, Mender, Remark, Severity, Skip, Tally, Text, Unknown, _, ngettext

_SHAPE = "'" + PLAIN.replace("'", "''") + "'"
INCOMPARABLE = Measure(
    "suppression.incomparable",
    examples=3,
    # What is deliverable is plain; the few others alone are matched again.
    flag=f"CASE WHEN deliverable THEN FALSE ELSE contains(raw, '@') AND NOT regexp_full_match(address, {_SHAPE}) END",
)
"""Recipients whose cell holds more, or other, than one plain address: a list cannot be compared with them."""


def listed(name: str) -> Measure:
    """The recipients who are on the list of that name."""
    return Measure(f"suppression.listed:{name}", where="listed", listed_on=name, examples=3)


def asks(send: Send, options: Options, known: Facts) -> Iterable[Ask]:  # noqa: ARG001 - all asks are called alike
    """Each list's overlap, and who cannot be compared."""
    plain = send.audience is not None and send.audience.match == "email"
    return [*(listed(spec.name) for spec in send.suppression or ()), *([INCOMPARABLE] if plain else [])]


@check("suppression.recipient-listed", severity=Severity.BLOCKER, mender=Mender.DATA, asks=asks, cites=("G7",))
def recipient_listed(send: Send, members: Members, suppression: Suppression, audience: Audience) -> Iterator[Item]:
    """A recipient is on a suppression list.

    Mail to somebody who left is unlawful in most places, and the surest way to a complaint. Every recipient is compared
    with every list given: by address, by domain, or by digest. Where the audience is a segment from which the platform
    itself still drops a list, these people are told, not failed.

    Bad:
        html: <p>Hello</p>
        send:
          audience: {members: audience.csv}
          suppression: [{name: unsubscribed, members: unsubscribed.csv}]
        audience:
          rows: 48200
          lists: {unsubscribed: {rows: 3100}}
          measures:
            suppression.listed:unsubscribed: {value: 17, examples: ["j***e@g***.com"]}
            suppression.incomparable: 0
    Good:
        html: <p>Hello</p>
        send:
          audience: {members: audience.csv}
          suppression: [{name: unsubscribed, members: unsubscribed.csv}]
        audience:
          rows: 48200
          lists: {unsubscribed: {rows: 3100}}
          measures: {suppression.listed:unsubscribed: 0, suppression.incomparable: 0}
    Fix: exclude the list in the platform, and export the audience again.
    Source: Google, Email sender guidelines FAQ (2026-03-11): an unsubscription is honoured within 48 hours
    """
    if not suppression.lists:
        yield Skip(_("the send names no suppression list"), not_given="suppression")
        return
    rows = audience.members.rows if isinstance(audience.members, Table) else 0
    failed = 0
    for spec in suppression.lists:
        for item in _judged(spec, send, members, audience, rows):
            failed += isinstance(item, Finding)
            yield item
    if members.spec.match == "email":
        yield from _incomparable(audience, rows)
    words = _("recipients stand on {failed} of {lists} lists", failed=failed, lists=len(suppression.lists))
    yield Tally(
        words,
        {"recipients": rows, "lists": len(suppression.lists), "lists_hit": failed, **_overlaps(suppression, audience)},
    )


def _judged(spec: ListSpec, send: Send, members: Members, audience: Audience, rows: int) -> Iterator[Item]:
    answer = audience[listed(spec.name).name]
    table = audience.lists.get(spec.name)
    why = table if isinstance(table, Unanswered) else answer
    if isinstance(why, Unanswered) or isinstance(answer, Unanswered):
        yield _lists.unanswered(why if isinstance(why, Unanswered) else Unanswered("not-asked", ""), spec)
        return
    overlap = int(answer.value or 0)
    if not overlap:
        return
    evidence = _evidence(spec, send, answer, rows)
    if members.spec.stage == "segment" and spec.applied_by == "platform":
        words = ngettext(
            "{n} of {rows} people of the segment is on the list {list}, which the platform drops when it sends",
            "{n} of {rows} people of the segment are on the list {list}, which the platform drops when it sends",
            overlap, rows=rows, list=spec.name,
        )  # fmt: skip
        yield Remark(words, spec.location, evidence)
        return
    yield Finding(
        _words(spec, send, overlap, rows), key=spec.name, location=spec.location, evidence=evidence,
        fix=_("Exclude the list {list} in the platform, and export the audience again.", list=spec.name),
    )  # fmt: skip


def _words(spec: ListSpec, send: Send, overlap: int, rows: int) -> Text:
    age = _lists.age_in_hours(spec, send)
    if age is None:
        return ngettext(
            "{n} of {rows} recipients is on the list {list}", "{n} of {rows} recipients are on the list {list}",
            overlap, rows=rows, list=spec.name,
        )  # fmt: skip
    return ngettext(
        "{n} of {rows} recipients is on the list {list}, which will be {age} old when it goes out",
        "{n} of {rows} recipients are on the list {list}, which will be {age} old when it goes out",
        overlap, rows=rows, list=spec.name, age=in_words(age),
    )  # fmt: skip


def _evidence(spec: ListSpec, send: Send, answer: Measured, rows: int) -> dict[str, object]:
    examples = [{"masked": one.masked, "digest": one.digest} for one in answer.examples]
    found: dict[str, object] = {
        "list": spec.name, "match": spec.match, "overlap": int(answer.value or 0), "recipients": rows,
        "examples": examples,
    }  # fmt: skip
    age = _lists.age_in_hours(spec, send)
    return found if age is None else {**found, "age_hours": age}


def _incomparable(audience: Audience, rows: int) -> Iterator[Unknown]:
    answer = audience[INCOMPARABLE.name]
    if isinstance(answer, Unanswered):
        yield Unknown(
            _("not every address could be compared: {reason}", reason=answer.reason), key="incomparable:unread"
        )
    elif answer.value:
        words = ngettext(
            "{n} of {rows} recipients is no plain address, and cannot be compared with the lists",
            "{n} of {rows} recipients are no plain addresses, and cannot be compared with the lists",
            int(answer.value), rows=rows,
        )  # fmt: skip
        yield Unknown(words, key="incomparable", evidence={"recipients": int(answer.value)})


def _overlaps(suppression: Suppression, audience: Audience) -> dict[str, int | float]:
    answers = {spec.name: audience[listed(spec.name).name] for spec in suppression.lists}
    return {f"on {name}": int(a.value or 0) for name, a in answers.items() if isinstance(a, Measured)}
