"""What the HTML report shows, sorted and counted: the templates only lay it out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any, NamedTuple

from preflight.finding import Severity
from preflight.mailboxes import mailbox
from preflight.report.clean import capital, cut, short_urls, unpadded
from preflight.report.evidence import Row, rows
from preflight.report.excerpt import Excerpts, Line
from preflight.report.lines import place, reason, version_code
from preflight.report.words import MENDERS, Words

FULL = 25
"""Findings of one check that are shown in full; the next ones are folded, each on one line."""
FOLDED = 300
_EXCERPTS = 3
_PLACES = 24
_RANK = {severity.value: severity.rank for severity in Severity}
_LONG = 700


class Reason(NamedTuple):
    """Why it is no GO: the family, the words, and where on the page to read on."""

    family: str
    text: str
    anchor: str


class Task(NamedTuple):
    """A line of the to-do list."""

    severity: str
    text: str
    place: str
    anchor: str


class Tasks(NamedTuple):
    """What one mender has to do."""

    mender: str
    tasks: list[Task]


class Spot(NamedTuple):
    """A place with its excerpt."""

    text: str
    message: str
    path: str
    excerpt: list[Line]


class Found(NamedTuple):
    """A finding, unknown or remark as the page shows it; `news` is "new", "there" or empty."""

    anchor: str
    severity: str
    text: str
    fix: str
    spots: list[Spot]
    further: list[str]
    more: int
    evidence: list[Row]
    news: str


class Card(NamedTuple):
    """One check with what it found; `open` where it is shown for what it could not tell."""

    anchor: str
    id: str
    title: str
    severity: str
    required: bool
    outcome: str
    mender: str
    summary: str
    open: bool
    why: list[str]
    source: str
    found: list[Found]
    folded: list[Found]
    left: int
    remarks: list[Found]


class Family(NamedTuple):
    """The checks of one family, under its heading."""

    name: str
    title: str
    cards: list[Card]


class LeftOut(NamedTuple):
    """Checks that were skipped for one reason."""

    reason: str
    titles: list[tuple[str, str]]


@dataclass(frozen=True)
class Page:
    """All that the page shows of one report."""

    report: dict[str, Any]
    reasons: list[Reason]
    todo: list[Tasks]
    failed: list[Family]
    open: list[Family]
    broken: list[Card]
    left_out: list[LeftOut]
    passed: list[Family]
    sender: tuple[str, str]
    preheader: str
    version: str
    when: str
    clock: str
    started: str
    judged: str


def page(report: dict[str, Any], excerpts: Excerpts, t: Words) -> Page:
    """The view of a report, the texts of its chrome by `t`."""
    cards = _Cards(report, excerpts, t)
    checks, send = report["checks"], report["send"]
    return Page(
        report=report,
        reasons=_reasons(report, t),
        todo=[_tasks(group, t) for group in report["todo"]],
        failed=cards.families((c for c in checks if c["outcome"] in {"failed", "waived"}), "findings"),
        open=cards.families((c for c in checks if c["unknowns"]), "unknowns"),
        broken=[cards.card(c, "unknowns") for c in checks if c["outcome"] == "crashed"],
        left_out=list(_left_out(checks)),
        passed=cards.families((c for c in checks if c["outcome"] == "passed"), "findings"),
        sender=_sender(send["from"]),
        preheader=unpadded(send["preheader"] or ""),
        version=version_code(send["fingerprint"]),
        when=_moment(send["scheduled_local"], t, send["timezone"] or ""),
        clock=(send["scheduled_local"] or "")[11:16],
        started=_moment(report["started_at"], t),
        judged=_moment(report["now"], t),
    )


def anchor(id: str) -> str:
    """An id as the name of a place on the page."""
    return re.sub(r"[^A-Za-z0-9_-]", "-", id)


class _Cards:
    """Makes cards; knows what is new since the previous run."""

    def __init__(self, report: dict[str, Any], excerpts: Excerpts, t: Words) -> None:
        self._excerpts, self._t = excerpts, t
        compared = report["comparison"] or {"new": (), "unchanged": ()}
        self._news = {**dict.fromkeys(compared["new"], "new"), **dict.fromkeys(compared["unchanged"], "there")}
        self._many = len(report["send"]["messages"]) > 1

    def families(self, checks: Iterable[dict[str, Any]], what: str) -> list[Family]:
        """The checks by family, in the order of the report; blockers first within one."""
        found = []
        for name, group in groupby(checks, key=lambda check: str(check["family"])):
            cards = [self.card(check, what) for check in group]
            found.append(Family(anchor(name), self._t.family(name), sorted(cards, key=_worst_first)))
        return found

    def card(self, check: dict[str, Any], what: str) -> Card:
        """One check; `what` it shows: its findings or its unknowns."""
        items = check[what]
        return Card(
            anchor=anchor(f"{what[0]}-{check['id']}"), id=check["id"], title=check["title"].rstrip("."),
            severity=check["severity"], required=check["required"], outcome=check["outcome"],
            mender=self._t(MENDERS[check["mender"]]), summary=capital(cut(check["summary"], _LONG)),
            open=what == "unknowns", why=[part for part in check["why"].split("\n\n") if part],
            source=check["source"], found=[self._found(one) for one in items[:FULL]],
            folded=[self._brief(one) for one in items[FULL : FULL + FOLDED]],
            left=max(len(items) - FULL - FOLDED, 0), remarks=[self._remark(one) for one in check["remarks"][:FULL]],
        )  # fmt: skip

    def _found(self, one: dict[str, Any]) -> Found:
        places = [one["location"], *one["places"]] if one["location"] else []
        further = [place(spot) for spot in places[_EXCERPTS : _EXCERPTS + _PLACES]]
        return self._brief(one)._replace(
            spots=[self._spot(spot) for spot in places[:_EXCERPTS]],
            further=further,
            more=max(len(places) - _EXCERPTS - _PLACES, 0),
            evidence=rows(one["evidence"], self._t),
        )

    def _brief(self, one: dict[str, Any]) -> Found:
        spots = [Spot(place(one["location"]), "", "", [])] if one["location"] else []
        return Found(
            anchor(one["id"]), one["severity"], capital(cut(one.get("message") or one["reason"], _LONG)),
            cut(one.get("fix", ""), _LONG), spots, [], 0, [], self._news.get(one["id"], ""),
        )  # fmt: skip

    def _remark(self, one: dict[str, Any]) -> Found:
        spots = [Spot(place(one["location"]), "", "", [])] if one["location"] else []
        return Found("", "note", capital(cut(one["message"], _LONG)), "", spots, [], 0, [], "")

    def _spot(self, location: dict[str, Any]) -> Spot:
        message = location.get("message", "") if self._many else ""
        return Spot(place(location), message, cut(location.get("path", ""), 300), self._excerpts.of(location))


def _worst_first(card: Card) -> tuple[int, bool]:
    return _RANK[card.severity], card.outcome == "waived"


def _reasons(report: dict[str, Any], t: Words) -> list[Reason]:
    """All reasons, each once; each family's first one before any second, so that three of them tell the most."""
    once: dict[tuple[str, str], Reason] = {}
    for text in report["reasons"]:
        one = _reason(report, text, t)
        once.setdefault((one.family, one.text), one)
    found = list(once.values())
    first = {one.family: one for one in reversed(found)}
    return [one for one in found if one is first[one.family]] + [one for one in found if one is not first[one.family]]


def _reason(report: dict[str, Any], text: str, t: Words) -> Reason:
    check, words = reason(report, text)
    if check is None:
        return Reason("", capital(cut(words, _LONG)), "")
    # A failed check may hold the send for its unknowns as well, by a reason of their own.
    what = "f" if check["outcome"] == "failed" and words == check["summary"] else "u"
    if what == "f" and len(check["findings"]) == 1:
        words = check["findings"][0]["message"]  # one finding says more than its count
    return Reason(t.family(check["family"]), capital(cut(short_urls(words), _LONG)), anchor(f"{what}-{check['id']}"))


def _tasks(group: dict[str, Any], t: Words) -> Tasks:
    return Tasks(t(MENDERS[group["mender"]]), [_task(item, t) for item in group["items"][:FOLDED]])


def _task(item: dict[str, Any], t: Words) -> Task:
    title = (item["title"] or "").rstrip(".")
    lead = {
        "mend": "",
        "look": t("Look at this by hand: {title}: ", title=title),
        "give": f"{t.input(item['title'] or '')}: ",
        "broke": t("Report this: {title}: ", title=title),
    }[item["kind"]]
    text = short_urls(cut(item["text"], _LONG))
    target = item["id"] or (f"u-{item['check']}" if item["check"] else "not-covered")
    return Task(item["severity"], cut(capital(lead + text), 240), place(item["location"]), anchor(target))


def _left_out(checks: Iterable[dict[str, Any]]) -> Iterator[LeftOut]:
    by_reason: dict[str, list[tuple[str, str]]] = {}
    for check in checks:
        if check["outcome"] == "skipped":
            titles = by_reason.setdefault(check["reason"] or check["summary"], [])
            titles.append((check["title"].rstrip("."), check["id"]))
    for why, titles in sorted(by_reason.items(), key=lambda pair: -len(pair[1])):
        yield LeftOut(capital(cut(why, _LONG)), titles)


def _sender(value: str | None) -> tuple[str, str]:
    """The display name and the address; the value itself where it is neither."""
    name, address = mailbox(cut(value or "", 1_000))
    return (name or address or cut(value or "", 200), address if name else "")


def _moment(text: str | None, t: Words, zone: str = "") -> str:
    return t.when(datetime.fromisoformat(text), zone) if text else ""
