"""consent.in-the-future"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from preflight.check import Options, check
from preflight.checks.consent import _law, _records
from preflight.facts import Ask, Audience, Clock, Facts, Measure, Send
from preflight.facts.given import Members
from preflight.facts.send import ConsentSpec
from preflight.facts.web import Unanswered
from preflight.finding import Finding, Item, Mender, Severity, Tally, Text, Unknown, _, ngettext

_FIRST = "1990-01-01 00:00:00"
"""Before this nobody agreed to any mail: such a date is the zero of some calendar."""


def asks(send: Send, options: Options, known: Facts) -> Iterable[Ask]:  # noqa: ARG001 - all asks are called alike
    """Whose date lies after the send, or before there was mail; whose date cannot be read."""
    return _measures(send, known.clock) if _records.applies(send, "at") else ()


def _measures(send: Send, clock: Clock) -> tuple[Measure, Measure, Measure]:
    moment = _law.instant(_law.leaves(send, clock))
    return (
        Measure("consent.future", where=f"consent_at > {moment}", examples=3),
        Measure("consent.ancient", where=f"consent_at < TIMESTAMP '{_FIRST}'", examples=3),
        Measure("consent.undated", where="consent_at_unread", examples=3),
    )


@check("consent.in-the-future", severity=Severity.WARNING, mender=Mender.DATA, asks=asks)
def in_the_future(
    send: Send, consent: ConsentSpec, members: Members, audience: Audience, clock: Clock
) -> Iterator[Item]:
    """Consent is dated after the send, or before 1990.

    Such dates are the work of a broken export: day and month changed places, an empty cell became 1970 or 1900.
    Whatever is counted in months from them is wrong. Dates such as 03/05/2026 are read where the column itself shows
    whether the day or the month comes first, or the send says so: `dates: DMY` or `dates: MDY` under consent.

    Bad:
        html: <p>Hello</p>
        send: {audience: {members: audience.csv}, consent: {columns: {at: Date}}}
        audience: {rows: 1000, measures: {consent.future: 4, consent.ancient: 71, consent.undated: 0}}
    Good:
        html: <p>Hello</p>
        send: {audience: {members: audience.csv}, consent: {columns: {at: Date}}}
        audience: {rows: 1000, measures: {consent.future: 0, consent.ancient: 0, consent.undated: 0}}
    Fix: export the dates again, as 2026-11-24 or 2026-11-24T09:00:00Z.
    """
    lacking = _records.lacking(send, consent, "at")
    if lacking is not None:
        yield lacking
        return
    found = _records.known(audience, *_measures(send, clock))
    if isinstance(found, Unanswered):
        yield from _records.unknown(found, members)
        return
    rows, (future, ancient, undated) = found
    fix = _("Export the dates again, as 2026-11-24 or 2026-11-24T09:00:00Z.")
    said: dict[str, Text] = {
        "future": ngettext("the consent of {n} of {rows} recipients is dated after the send",
                           "the consent of {n} of {rows} recipients is dated after the send",
                           int(future.value or 0), rows=rows),
        "ancient": ngettext("the consent of {n} of {rows} recipients is dated before 1990",
                            "the consent of {n} of {rows} recipients is dated before 1990",
                            int(ancient.value or 0), rows=rows),
    }  # fmt: skip
    for key, answer in (("future", future), ("ancient", ancient)):
        if answer.value:
            yield Finding(said[key], key, fix, consent.location, _records.evidence(answer, rows))
    table, column = audience.members if consent.members is None else audience.consent, consent.columns["at"]
    order = _records.order_of(table, column)
    yield from _records.order_told(order, column, consent.location)
    if undated.value:
        words = _records.unread_dates(int(undated.value), rows, order, column, "consent")
        yield Unknown(words, "undated", consent.location, _records.evidence(undated, rows))
    number = int(future.value or 0) + int(ancient.value or 0)
    words = _("the consent of {number} of {rows} recipients has an impossible date, that of {undated} is unreadable",
              number=number, rows=rows, undated=int(undated.value or 0))  # fmt: skip
    yield Tally(words, {"recipients": rows, "future": int(future.value or 0), "ancient": int(ancient.value or 0),
                        "undated": int(undated.value or 0)})  # fmt: skip
