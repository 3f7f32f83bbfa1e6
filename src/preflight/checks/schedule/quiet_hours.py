"""schedule.quiet-hours"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, time
from typing import Annotated, Literal

from preflight.check import Ask, Facts, Options, check, option
from preflight.checks.schedule._times import local, no_time, zone
from preflight.data.public_holidays import public_holiday
from preflight.errors import MissingExtra
from preflight.facts import Audience, Send
from preflight.facts.audience import Measure, Measured
from preflight.finding import Finding, Item, Mender, Severity, Tally, Text, Unknown, _, ngettext

Day = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
_DAYS: tuple[Day, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_CLOCK = r"^\s*(?:[01]?\d|2[0-3]):[0-5]\d\s*$"


class QuietHours(Options, frozen=True):
    """Options of schedule.quiet-hours."""

    begins: Annotated[str, option("The first minute at which mail may go out.", pattern=_CLOCK)] = "08:00"
    ends: Annotated[str, option("The minute from which none may.", pattern=_CLOCK)] = "20:00"
    days: Annotated[tuple[Day, ...], option("Days on which mail may go out.")] = ("mon", "tue", "wed", "thu", "fri")
    zones: Annotated[
        tuple[str, ...], option("Zones of the readers, as IANA names; the send's own where none is named.")
    ] = ()
    holidays: Annotated[bool, option("Whether public holidays are quiet days.")] = True
    countries: Annotated[
        tuple[str, ...],
        option('Countries whose holidays count, with a region where it matters: "DE", "DE-BY"; those of the '
               "audience where none is named."),
    ] = ()  # fmt: skip
    share: Annotated[
        float, option("Share of the audience in a country from which on its holidays count.", ge=0, le=1)
    ] = 0.2


_COUNTRIES = Measure("schedule.countries", by="country")


def asks(send: Send, options: QuietHours, _known: Facts) -> Iterable[Ask]:
    """How many recipients live in which country, where the checklist names none."""
    wanted = options.holidays and not options.countries and send.audience is not None and send.audience.members
    return (_COUNTRIES,) if wanted else ()


@check("schedule.quiet-hours", severity=Severity.WARNING, mender=Mender.BUILDER, asks=asks, on=False)
def quiet_hours(send: Send, audience: Audience, options: QuietHours) -> Iterator[Item]:
    """The send goes out at night, on a weekend or on a public holiday.

    What arrives while nobody reads lies below everything that came after it; and some take it ill.

    Bad:
        html: <p>Sale!</p>
        send: {scheduled_at: 2026-11-28T23:00:00, timezone: Europe/Berlin}
    Good:
        html: <p>Sale!</p>
        send: {scheduled_at: 2026-11-24T10:00:00, timezone: Europe/Berlin}
    Fix: schedule it for a working day, within the hours that the checklist allows.
    """
    if send.scheduled_at is None:
        yield no_time(send)
        return
    times = list(_times(send, send.scheduled_at, options))
    faults = 0
    for name, when in times:
        if when is None:
            yield Unknown(_("there is no time zone {zone}", zone=name[:60]), name, send.at("scheduled_at"))
            continue
        for key, words in _faults(name, when, options):
            faults += 1
            yield _finding(send, key, words, when)
    shown = next((when for _name, when in times if when is not None), send.scheduled_at)
    for item in _holidays(send, audience, options, shown):
        faults += isinstance(item, Finding)
        yield item
    words = ngettext("looked at in {n} time zone", "looked at in {n} time zones", len(times))
    yield Tally(words, {"zones": len(times), "faults": faults})


def _times(send: Send, when: datetime, options: QuietHours) -> Iterator[tuple[str, datetime | None]]:
    if not options.zones:
        yield send.timezone, local(send, when)
    for name in options.zones:
        own = zone(name)
        yield name, when.astimezone(own) if own is not None else None


def _faults(name: str, when: datetime, options: QuietHours) -> Iterator[tuple[str, Text]]:
    clock, day = when.strftime("%H:%M"), _DAYS[when.weekday()]
    where = name or when.strftime("%z")
    if day not in options.days:
        yield f"day {day} {where}", _("the send goes out on a {day} ({zone})", day=when.strftime("%A"), zone=where)
    begins, ends = _clock(options.begins), _clock(options.ends)
    now = when.time().replace(tzinfo=None)
    open_now = begins <= now < ends if begins < ends else now >= begins or now < ends
    if begins != ends and not open_now:
        words = _("the send goes out at {clock} ({zone}), outside {begins} to {ends}", clock=clock, zone=where,
                  begins=options.begins.strip(), ends=options.ends.strip())  # fmt: skip
        yield f"hour {where}", words


def _clock(text: str) -> time:
    hour, _colon, minute = text.strip().partition(":")
    return time(int(hour), int(minute))


def _holidays(send: Send, audience: Audience, options: QuietHours, when: datetime) -> Iterator[Finding | Unknown]:
    if not options.holidays:
        return
    for country in options.countries or _countries(audience, options.share):
        try:
            name = public_holiday(country, when.date())
        except MissingExtra as error:
            yield Unknown(_("{reason}", reason=str(error)), "not-installed", send.at("scheduled_at"))
            return
        except LookupError:
            if options.countries:
                words = _("nothing is known of the holidays of {country}", country=country[:20])
                yield Unknown(words, f"country {country[:20]}", send.at("scheduled_at"))
            continue
        if name:
            words = _("{day} is a public holiday in {country}: {name}", day=when.date().isoformat(), country=country,
                      name=name)  # fmt: skip
            yield _finding(send, f"holiday {country} {when.date()}", words, when)


def _countries(audience: Audience, share: float) -> list[str]:
    """Countries of the audience, by their two letters, that hold at least that share of it."""
    found = audience.measures.get(_COUNTRIES.name)
    if not isinstance(found, Measured):
        return []
    total = sum(number for _name, number in found.groups)
    return [name.upper() for name, number in found.groups if len(name) == 2 and number >= share * total]


def _finding(send: Send, key: str, words: Text, when: datetime) -> Finding:
    return Finding(
        words, key=key, fix=_("Schedule it for a working day, within the hours that the checklist allows."),
        location=send.at("scheduled_at"), evidence={"scheduled_at": when.isoformat()},
    )  # fmt: skip
