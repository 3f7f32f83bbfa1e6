"""The checks of a report as cards: what, where, evidence, why, how to mend."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, NamedTuple

from preflight.finding import Severity
from preflight.report.annotated import Annotated
from preflight.report.clean import anchor, capital, cut
from preflight.report.evidence import Row, rows
from preflight.report.glossary import abbreviations
from preflight.report.lines import place
from preflight.report.ready import Ready, ready
from preflight.report.room import FULL, Rooms
from preflight.report.sources import Line, Sources
from preflight.report.words import MENDERS, Words

LONG = 700
_EXCERPTS = 3
_PLACES = 24
_RANK = {severity.value: severity.rank for severity in Severity}


class Spot(NamedTuple):
    """A place with its excerpt; `line` is the name of the line in the source view, or empty."""

    text: str
    message: str
    path: str
    excerpt: list[Line]
    line: str = ""


class Found(NamedTuple):
    """A finding, unknown or remark as the page shows it; `news` is "new", "there" or empty.

    `number` and `frame` lead to it in the picture of the mail; 0 and "" where it has no place there.
    """

    anchor: str
    severity: str
    text: str
    fix: str
    spots: list[Spot]
    further: list[str]
    more: int
    evidence: list[Row]
    news: str
    ready: list[Ready]
    number: int = 0
    frame: str = ""
    settled: str = ""


class Card(NamedTuple):
    """One check with what it found; `open` where it is shown for what it could not tell."""

    anchor: str
    id: str
    title: str
    severity: str
    required: bool
    outcome: str
    mender: str
    who: str
    summary: str
    open: bool
    why: list[str]
    source: str
    found: list[Found]
    folded: list[Found]
    left: int
    words: list[str]
    remarks: list[Found]


class Family(NamedTuple):
    """The checks of one family, under its heading."""

    name: str
    title: str
    cards: list[Card]


class Cards:
    """Makes cards; knows what is new since the previous run, and where a finding is in the mail."""

    def __init__(self, report: dict[str, Any], sources: Sources, mail: Annotated, rooms: Rooms, t: Words) -> None:
        self._report, self._sources, self._mail, self._t = report, sources, mail, t
        compared = report["comparison"] or {"new": (), "unchanged": ()}
        self._news = {**dict.fromkeys(compared["new"], "new"), **dict.fromkeys(compared["unchanged"], "there")}
        self._rooms = rooms
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
        items, t = check[what], self._t
        full, folded = self._rooms.of(check, what)
        return Card(
            anchor=anchor(f"{what[0]}-{check['id']}"), id=check["id"], title=t.said(check, "title").rstrip("."),
            severity=check["severity"], required=check["required"], outcome=check["outcome"],
            mender=t(MENDERS[check["mender"]]), who=check["mender"],
            summary=capital(cut(t.said(check, "summary"), LONG)),
            open=what == "unknowns", why=[part for part in t.said(check, "why").split("\n\n") if part],
            source=t.said(check, "source"), found=[self._found(one, check) for one in items[:full]],
            folded=[self._brief(one) for one in items[full : full + folded]],
            left=len(items) - full - folded, words=self._words(check, items[:3]) if items else [],
            remarks=list(self._remarks(check)),
        )  # fmt: skip

    def _words(self, check: dict[str, Any], items: list[dict[str, Any]]) -> list[str]:
        texts = [text for one in items for text in (one.get("message") or one["reason"], one.get("fix") or "")]
        return abbreviations(check["title"], check["summary"], check["why"], *texts)

    def _found(self, one: dict[str, Any], check: dict[str, Any]) -> Found:
        places = [one["location"], *one["places"]] if one["location"] else []
        mark = self._mail.marks.get(one["id"])
        spots = [self._spot(spot) for spot in places[:_EXCERPTS]]
        if mark is not None and spots:
            spots[0] = spots[0]._replace(line=mark.line)
        return self._brief(one)._replace(
            spots=spots,
            further=[place(spot, self._t("part")) for spot in places[_EXCERPTS : _EXCERPTS + _PLACES]],
            more=max(len(places) - _EXCERPTS - _PLACES, 0),
            evidence=rows(one["evidence"], self._t),
            ready=ready(check, one, self._report),
            number=mark.number if mark else 0,
            frame=mark.frame if mark else "",
        )

    def _brief(self, one: dict[str, Any]) -> Found:
        spots = [Spot(place(one["location"], self._t("part")), "", "", [])] if one["location"] else []
        words = self._t.said(one, "message" if "message" in one else "reason")
        return Found(
            anchor(one["id"]), one["severity"], capital(cut(words, LONG)), cut(self._t.said(one, "fix"), LONG),
            spots, [], 0, [], self._news.get(one["id"], ""), [], settled=self._settled(one.get("settled")),
        )  # fmt: skip

    def _settled(self, told: dict[str, Any] | None) -> str:
        """What a person decided of it, in words; "" where nobody did."""
        if not told:
            return ""
        head = self._t("The risk was accepted by {who}", who=told["by"])
        if told["how"] == "passed":
            head = self._t("Looked at and found right by {who}", who=told["by"])
        until = self._t.said({"": f"until {told['until']}"}, "") if told.get("until") else ""
        return ", ".join(part for part in (head, until) if part) + (f": {told['reason']}" if told.get("reason") else "")

    def _remarks(self, check: dict[str, Any]) -> Iterator[Found]:
        for one in check["remarks"][:FULL]:
            spots = [Spot(place(one["location"], self._t("part")), "", "", [])] if one["location"] else []
            yield Found("", "note", capital(cut(self._t.said(one, "message"), LONG)), "", spots, [], 0, [], "", [])

    def _spot(self, location: dict[str, Any]) -> Spot:
        message = location.get("message", "") if self._many else ""
        return Spot(
            place(location, self._t("part")),
            message,
            cut(location.get("path", ""), 300),
            self._sources.excerpt(location),
        )


def _worst_first(card: Card) -> tuple[int, bool]:
    return _RANK[card.severity], card.outcome == "waived"
