"""suppression.list-stale"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Annotated

from preflight.check import Options, check, option
from preflight.checks.suppression import _lists
from preflight.data.lengths import in_words
from preflight.facts import Clock, Send
from preflight.facts.given import Suppression
from preflight.facts.send import ListSpec
from preflight.finding import Finding, Item, Mender, Severity, Skip, Tally, Text, Unknown, _

Hours = Annotated[float, option("Hours.", ge=0)]


class ListStale(Options, frozen=True):
    """Options of suppression.list-stale."""

    max_age: Annotated[
        float, option("Hours between the export of an opt-out list and the send, above which it blocks.", ge=0)
    ] = 48.0
    platform_max_age: Annotated[
        float, option("The same for a list that the platform applies itself; above max_age it only warns.", ge=0)
    ] = 168.0
    required: Annotated[tuple[str, ...], option("Further names of opt-out lists.")] = ("unsubscribed",)
    others: Annotated[dict[str, Hours], option("Hours for lists that are no opt-out lists, by name.")] = {}


_OPT_OUT = ("unsubscribed", "bounced", "complained")
_TRANSACTIONAL = ("bounced", "complained")


@check("suppression.list-stale", severity=Severity.BLOCKER, mender=Mender.DATA, cites=("G7",))
def list_stale(send: Send, suppression: Suppression, clock: Clock, options: ListStale) -> Iterator[Item]:
    """A list of those who left is too old.

    Whoever left after the export is not on the list, and gets the mail. Google and Yahoo want an unsubscription
    honoured within two days. Judged long before the send, an old list is only a note: export it again in time.

    Bad:
        html: <p>Hello</p>
        send:
          scheduled_at: 2026-11-24T09:00:00Z
          suppression: [{name: unsubscribed, members: unsubscribed.csv, exported_at: 2026-11-20T09:00:00Z}]
    Good:
        html: <p>Hello</p>
        send:
          scheduled_at: 2026-11-24T09:00:00Z
          suppression: [{name: unsubscribed, members: unsubscribed.csv, exported_at: 2026-11-23T09:00:00Z}]
    Fix: export the list again shortly before the send, and write under exported_at when you did.
    Source: Google, Email sender guidelines FAQ (2026-03-11), 48 hours; Yahoo, Sender Requirements (2025-04-10), 2 days
    """
    limits = {spec.name: limit for spec in suppression.lists if (limit := _limit(spec, send, options)) is not None}
    if not limits:
        yield Skip(_("none of the lists has an age to keep"), not_given="" if suppression.lists else "suppression")
        return
    stale = 0
    for spec in suppression.lists:
        if spec.name in limits:
            item = _judged(spec, limits[spec.name], send, clock, options)
            stale += isinstance(item, Finding)
            if item is not None:
                yield item
    words = _("{stale} of {lists} lists are too old, or nobody says how old", stale=stale, lists=len(limits))
    yield Tally(words, {"lists": len(limits), "stale": stale})


def _limit(spec: ListSpec, send: Send, options: ListStale) -> float | None:
    """The hours that a list may be old; None where its age does not matter."""
    for name, hours in options.others.items():
        if _lists.same_name(spec.name, name):
            return hours
    names = _TRANSACTIONAL if send.kind == "transactional" else (*_OPT_OUT, *options.required)
    return options.max_age if any(_lists.same_name(spec.name, name) for name in names) else None


def _judged(spec: ListSpec, limit: float, send: Send, clock: Clock, options: ListStale) -> Finding | Unknown | None:
    evidence: dict[str, object] = {"list": spec.name, "max_age_hours": limit}
    if spec.exported_at is None:
        return Finding(
            _("nobody says when the list {list} was exported", list=spec.name), key=spec.name,
            severity=Severity.WARNING, location=spec.location, evidence=evidence,
            fix=_("Write under exported_at of this list when it was exported."),
        )  # fmt: skip
    if spec.exported_at > clock.now:
        words = _("the list {list} is said to be exported at a time that is still to come", list=spec.name)
        return Unknown(words, spec.name, spec.location, evidence)
    leaves = send.scheduled_at or clock.now
    hours = (leaves - spec.exported_at).total_seconds() / 3600
    if hours <= limit:
        return None
    early = clock.now < leaves - timedelta(hours=limit)
    return Finding(
        _words(spec, hours, limit, leaves if early else None), key=spec.name, location=spec.location,
        severity=Severity.NOTE if early else _severity(spec, hours, options),
        fix=_("Export the list again, write under exported_at when you did, and run this again."),
        evidence={**evidence, "age_hours": round(hours, 1)},
    )  # fmt: skip


def _severity(spec: ListSpec, hours: float, options: ListStale) -> Severity:
    kept_by_platform = spec.applied_by == "platform" and hours <= options.platform_max_age
    return Severity.WARNING if kept_by_platform else Severity.BLOCKER


def _words(spec: ListSpec, hours: float, limit: float, leaves: datetime | None) -> Text:
    age, most = in_words(hours), in_words(limit)
    if leaves is None:
        return _("the list {list} is {age} old when the mail goes out, more than {limit}", list=spec.name, age=age,
                 limit=most)  # fmt: skip
    after = (leaves - timedelta(hours=limit)).strftime("%Y-%m-%d %H:%M %Z").strip()
    return _("the list {list} will be {age} old when the mail goes out: export it again after {after}", list=spec.name,
             age=age, after=after)  # fmt: skip
