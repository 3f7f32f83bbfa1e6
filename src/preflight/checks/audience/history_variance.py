"""audience.history-variance"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from preflight.check import Options, check, option
from preflight.checks.audience import _people
from preflight.checks.audience._statistics import Band, band
from preflight.facts import Audience, History, Send
from preflight.facts.send import AudienceSpec
from preflight.facts.web import Unanswered
from preflight.finding import Finding, Item, Mender, Severity, Skip, Tally, _


class HistoryVariance(Options, frozen=True):
    """Options of audience.history-variance."""

    deviations: Annotated[float, option("Half the band, in scaled median absolute deviations.", ge=0)] = 3.0
    at_least: Annotated[float, option("Half the band is never less than so many per cent of the median.", ge=0)] = 25.0
    sends: Annotated[int, option("So many past sends are needed.", ge=2)] = 3
    few: Annotated[int, option("Where this send and the median are below this, nothing is said.", ge=0)] = 50


@check("audience.history-variance", severity=Severity.WARNING, mender=Mender.DATA)
def history_variance(
    send: Send, spec: AudienceSpec, audience: Audience, history: History, options: HistoryVariance
) -> Iterator[Item]:
    """The audience is not as large as comparable sends were.

    What is usual is the best brief that nobody had to write: a newsletter that went to 47,000 people three times does
    not go to 9,000 the fourth time, unless somebody changed the segment. The band is the median of past sends, give or
    take three scaled median absolute deviations, and at least a quarter: one odd send does not move it.

    Bad:
        html: <p>Hello</p>
        send: {audience: {counts: {final: 9400}, previous: [47010, 48120, 47900]}}
    Good:
        html: <p>Hello</p>
        send: {audience: {counts: {final: 47400}, previous: [47010, 48120, 47900]}}
    Fix: compare the segment's filters with those of the last send; if the change is meant, say so when you approve it.
    Source: median and median absolute deviation, scaled by 1.4826 (Hampel, 1974)
    """
    sizes = [*spec.previous, *_sent(send, history)]
    if len(sizes) < options.sends:
        yield Skip(_("{n} past sends are known, {needed} are needed", n=len(sizes), needed=options.sends))
        return
    found = _people.recipients(spec, audience)
    if found is None:
        yield Skip(_("neither recipients nor their final number are given"), not_given="audience.counts.final")
        return
    if isinstance(found, Unanswered):
        yield _people.unanswered(found)
        yield Tally(_("0 of 1 audiences were compared with {sends} past sends", sends=len(sizes)))
        return
    usual = band(sizes, options.deviations, options.at_least / 100)
    if not usual.low <= found <= usual.high and max(found, usual.middle) >= options.few:
        yield _finding(found, usual, sizes, spec)
    words = _("{found} recipients; between {low} and {high} are usual after {sends} past sends", found=found,
              low=round(usual.low), high=round(usual.high), sends=len(sizes))  # fmt: skip
    yield Tally(words, {"recipients": found, "median": usual.middle, "low": round(usual.low), "high": round(usual.high),
                        "sends": len(sizes)})  # fmt: skip


def _sent(send: Send, history: History) -> list[int]:
    """The sizes of sends that went out, each send once."""
    found: dict[str, int] = {}
    for run in history.runs:
        if run.gate_go and run.rows is not None and run.name != send.name:
            found.setdefault(run.name, run.rows)
    return list(found.values())


def _finding(found: int, usual: Band, sizes: list[int], spec: AudienceSpec) -> Finding:
    values = {"found": found, "low": round(usual.low), "high": round(usual.high), "sends": len(sizes)}
    if found < usual.low:
        words = _("{found} recipients are fewer than usual: the last {sends} sends say {low} to {high}", **values)
    else:
        words = _("{found} recipients are more than usual: the last {sends} sends say {low} to {high}", **values)
    return Finding(
        words, key="fewer" if found < usual.low else "more", location=spec.location,
        fix=_("Compare the segment's filters with those of the last send; if the change is meant, do nothing."),
        evidence={"recipients": found, "median": usual.middle, "low": round(usual.low), "high": round(usual.high),
                  "past": sizes[:20]},
    )  # fmt: skip
