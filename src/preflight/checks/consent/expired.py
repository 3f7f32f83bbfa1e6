"""consent.expired"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from preflight.check import check
from preflight.checks.consent import _law, _limits, _records
from preflight.facts import Ask, Audience, Clock, Facts, Measure, Send
from preflight.facts.audience import suffix
from preflight.facts.given import Members
from preflight.facts.send import ConsentSpec
from preflight.facts.web import Unanswered
from preflight.finding import Finding, Item, Mender, Severity, Tally, Text, Unknown, _, ngettext


class Expired(_limits.Lapses, frozen=True):
    """Options of consent.expired."""


def asks(send: Send, options: Expired, known: Facts) -> Iterable[Ask]:
    """Whose consent has lapsed at the time of the send, and of whom nobody can say."""
    return _measures(send, send.consent, options, known.clock) if _records.applies(send, "basis", "at") else ()


def _measures(send: Send, consent: ConsentSpec | None, options: Expired, clock: Clock) -> tuple[Measure, ...]:
    assert consent is not None
    moment, zone, agreed = _law.leaves(send, clock), _law.zone(send), _law.agreed(consent)
    more = suffix(Expired(), options)
    return (
        Measure(f"consent.expired{more}", where=f"{agreed} AND ({_limits.lapsed(options, moment, zone)})", by="country",
                examples=3),
        Measure(f"consent.expired.undated{more}",
                where=f"{agreed} AND consent_at IS NULL AND ({_limits.limited(options)})"),
        Measure(f"consent.expired.nowhere{more}", where=f"{agreed} AND {_limits.perhaps(options, moment, zone)}"),
    )  # fmt: skip


@check("consent.expired", severity=Severity.BLOCKER, mender=Mender.LEGAL, asks=asks, cites=("L4",))
def expired(
    send: Send, consent: ConsentSpec, members: Members, audience: Audience, clock: Clock, options: Expired
) -> Iterator[Item]:
    """Implied consent has run out.

    An inquiry stands for consent for six months, a purchase for two years, and then no more: that is the law in Canada,
    and your checklist may say the like for other places. Consent lapses at the end of the day so many months after it
    was given, in the send's time zone; consent that was given in so many words does not.

    Bad:
        html: <p>Hello</p>
        send:
          audience: {members: audience.csv, columns: {country: Country}}
          consent: {columns: {basis: Basis, at: Date}}
        audience:
          rows: 1000
          measures:
            consent.expired: {value: 12, examples: ["j***e@g***.com"]}
            consent.expired.undated: 0
            consent.expired.nowhere: 0
    Good:
        html: <p>Hello</p>
        send:
          audience: {members: audience.csv, columns: {country: Country}}
          consent: {columns: {basis: Basis, at: Date}}
        audience:
          rows: 1000
          measures: {consent.expired: 0, consent.expired.undated: 0, consent.expired.nowhere: 0}
    Fix: take these people out, or ask them for express consent while you still may.
    Source: CASL s. 10(10) (2014): two years after a purchase, six months after an inquiry; the table is an option
    """
    lacking = _records.lacking(send, consent, "basis", "at")
    if lacking is not None:
        yield lacking
        return
    found = _records.known(audience, *_measures(send, consent, options, clock))
    if isinstance(found, Unanswered):
        yield from _records.unknown(found, members)
        return
    rows, (over, undated, nowhere) = found
    number = int(over.value or 0)
    if number:
        yield Finding(
            ngettext("the consent of {n} of {rows} recipients will have run out when the mail goes out",
                     "the consent of {n} of {rows} recipients will have run out when the mail goes out",
                     number, rows=rows),
            key="expired", location=consent.location, evidence=_records.evidence(over, rows),
            fix=_("Take these people out, or ask them for express consent while you still may."),
        )  # fmt: skip
    yield from _unsure(consent, rows, int(undated.value or 0), int(nowhere.value or 0))
    words = _("the consent of {number} of {rows} recipients has run out", number=number, rows=rows)
    yield Tally(words, {"recipients": rows, "expired": number, "undated": int(undated.value or 0)})


def _unsure(consent: ConsentSpec, rows: int, undated: int, nowhere: int) -> Iterator[Unknown]:
    said: dict[str, Text] = {}
    if undated:
        said["undated"] = ngettext(
            "the consent of {n} of {rows} recipients lapses with time, and no date says when it was given",
            "the consent of {n} of {rows} recipients lapses with time, and no date says when it was given",
            undated, rows=rows,
        )  # fmt: skip
    if nowhere:
        said["nowhere"] = ngettext(
            "the consent of {n} of {rows} recipients would have run out in some countries, and theirs is not known",
            "the consent of {n} of {rows} recipients would have run out in some countries, and theirs is not known",
            nowhere, rows=rows,
        )  # fmt: skip
    for key, words in said.items():
        yield Unknown(
            words, key, consent.location, {"recipients": undated if key == "undated" else nowhere, "of": rows}
        )
