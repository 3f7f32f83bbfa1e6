"""audience.composition-shift"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated

from preflight.check import Options, check, option
from preflight.checks.audience import _people
from preflight.checks.audience._statistics import OTHER, Moved, by_chance, stability
from preflight.facts import Ask, Audience, Facts, History, Measure, Send
from preflight.facts.bulk import DOMAINS
from preflight.facts.given import Members
from preflight.facts.history import PastRun
from preflight.facts.web import Unanswered
from preflight.finding import Finding, Item, Mender, Severity, Skip, Tally, _

COUNTRIES = Measure("audience.countries", by="country")
"""How many recipients each country has."""

_SHOWN = 3
_EACH = ((DOMAINS, "domains", "recipient domains"), (COUNTRIES, "countries", "countries"))


class CompositionShift(Options, frozen=True):
    """Options of audience.composition-shift."""

    above: Annotated[float, option("The population stability index above which a mix has moved.", gt=0)] = 0.25
    few: Annotated[int, option("Below so many recipients, then or now, nothing is said.", ge=0)] = 100


def asks(send: Send, options: CompositionShift, known: Facts) -> Iterable[Ask]:  # noqa: ARG001 - all asks are called alike
    """How many recipients each domain and each country has."""
    return (DOMAINS, COUNTRIES)


@check("audience.composition-shift", severity=Severity.WARNING, mender=Mender.DATA, asks=asks)
def composition_shift(
    send: Send,
    members: Members,  # noqa: ARG001 - without members there is no mix
    audience: Audience,
    history: History,
    options: CompositionShift,
) -> Iterator[Item]:
    """Other people than last time: the mix of domains or countries has moved.

    The number can be right and the people wrong: Asia in place of Europe, private mailboxes in place of companies. The
    mix is compared with the last comparable send by the population stability index; what chance alone would move in an
    audience of this size is no finding.

    Bad:
        html: <p>Hello</p>
        send: {series: news, audience: {members: audience.csv}}
        audience:
          rows: 1000
          measures:
            audience.domains: {groups: [[gmail.com, 800], [acme.test, 200]]}
            audience.countries: {groups: [["", 1000]]}
        history: [{name: last, gate_go: true, domains: {gmail.com: 300, acme.test: 700}}]
    Good:
        html: <p>Hello</p>
        send: {series: news, audience: {members: audience.csv}}
        audience:
          rows: 1000
          measures:
            audience.domains: {groups: [[gmail.com, 330], [acme.test, 670]]}
            audience.countries: {groups: [["", 1000]]}
        history: [{name: last, gate_go: true, domains: {gmail.com: 300, acme.test: 700}}]
    Fix: compare the segment's filters with those of the last send; if the change is meant, nothing is to be done.
    """
    last = _last(send, history)
    if last is None:
        yield Skip(_("no earlier send of this series with its mix of recipients is known"))
        return
    judged, shifted, indices = 0, 0, {}
    for measure, field, what in _EACH:
        before, answer = _mix(getattr(last, field).items()), audience[measure.name]
        if not before:
            continue
        if isinstance(answer, Unanswered):
            yield _people.unanswered(answer)
            continue
        now = _mix(answer.groups)
        if min(sum(before.values()), sum(now.values())) < options.few or set(now) == {OTHER}:
            continue
        judged += 1
        index, moved = stability(before, now)
        indices[f"index of {field}"] = round(index, 3)
        if index > max(options.above, by_chance(len(moved), sum(before.values()), sum(now.values()))):
            shifted += 1
            yield _finding(what, field, index, moved, last)
    words = _("{shifted} of {mixes} mixes have moved since {when}", shifted=shifted, mixes=judged,
              when=last.at.strftime("%Y-%m-%d"))  # fmt: skip
    yield Tally(words, {"mixes": judged, "shifted": shifted, **indices})


def _last(send: Send, history: History) -> PastRun | None:
    """The last send of the series that went out; where the gate is not used, the last that was run."""
    runs = [run for run in history.runs if run.name != send.name and (run.domains or run.countries)]
    return next((run for run in runs if run.gate_go), runs[0] if runs else None)


def _mix(groups: Iterable[tuple[str, int]]) -> dict[str, int]:
    return {name or "none": number for name, number in groups}


def _finding(what: str, field: str, index: float, moved: list[Moved], last: PastRun) -> Finding:
    shown = ", ".join(f"{_named(one.name, field)} {one.before:.0%} → {one.now:.0%}".replace("%", " %")
                      for one in moved[:_SHOWN])  # fmt: skip
    return Finding(
        _("the mix of {what} has moved since {send} of {when}: {movers}", what=what, send=last.name,
          when=last.at.strftime("%Y-%m-%d"), movers=shown),
        key=field, evidence={"index": round(index, 3), "since": last.name,
                             "movers": [{"group": m.name, "before": round(m.before, 4), "now": round(m.now, 4)}
                                        for m in moved[:10]]},
        fix=_("Compare the segment's filters with those of the last send; if the change is meant, do nothing."),
    )  # fmt: skip


def _named(name: str, field: str) -> str:
    special = {OTHER: f"other {field}", "none": f"no {'country' if field == 'countries' else 'domain'}",
               "?": "unreadable countries"}  # fmt: skip
    return special.get(name, name)
