"""What the HTML report shows, sorted and counted: the templates only lay it out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any, NamedTuple

from preflight.mailboxes import mailbox
from preflight.report.annotated import Annotated
from preflight.report.cards import LONG, Card, Cards, Family
from preflight.report.clean import anchor, capital, cut, short_urls, unpadded
from preflight.report.glossary import ABBREVIATIONS, abbreviations
from preflight.report.lines import place, reason, version_code
from preflight.report.pictures import Pictures, pictures
from preflight.report.room import FOLDED, Rooms
from preflight.report.sources import Sources
from preflight.report.ticket import ticket
from preflight.report.words import MENDERS, Words


class Reason(NamedTuple):
    """Why it is no GO: the family, the words, and where on the page to read on."""

    family: str
    text: str
    anchor: str


class Task(NamedTuple):
    """A line of the to-do list."""

    severity: str
    text: str
    fix: str
    place: str
    anchor: str


class Tasks(NamedTuple):
    """What one mender has to do, `all` of it in number; `ticket` is the same as Markdown.

    `known` are warnings about template and DNS that stood there the last time as well: told again, but not at length.
    """

    mender: str
    all: int
    blockers: int
    tasks: list[Task]
    known: list[Task]
    ticket: str


class Glance(NamedTuple):
    """How a family of checks came out, in numbers; `anchor` leads to its findings."""

    title: str
    state: str
    anchor: str
    failed: int
    open: int
    passed: int


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
    glance: list[Glance]
    passed: list[Family]
    mail: Annotated
    pictures: Pictures
    sender: tuple[str, str]
    preheader: str
    version: str
    when: str
    clock: str
    late: bool
    started: str
    judged: str
    glossary: list[tuple[str, str]]


def page(report: dict[str, Any], t: Words) -> Page:
    """The view of a report, the texts of its chrome by `t`."""
    sources = Sources(report)
    rooms = Rooms(report)
    mail = Annotated(report, sources, rooms, t)
    cards = Cards(report, sources, mail, rooms, t)
    checks, send = report["checks"], report["send"]
    return Page(
        report=report,
        reasons=_reasons(report, t),
        todo=[_tasks(group, report, rooms.ids, t) for group in report["todo"]],
        failed=cards.families((c for c in checks if c["outcome"] in {"failed", "waived"}), "findings"),
        open=cards.families((c for c in checks if c["unknowns"]), "unknowns"),
        broken=[cards.card(c, "unknowns") for c in checks if c["outcome"] == "crashed"],
        left_out=list(_left_out(checks, t)),
        glance=list(_glance(checks, t)),
        passed=cards.families((c for c in checks if c["outcome"] == "passed"), "findings"),
        mail=mail,
        pictures=pictures(report, t),
        sender=_sender(send["from"]),
        preheader=unpadded(send["preheader"] or ""),
        version=version_code(send["fingerprint"]),
        when=t.moment(send["scheduled_local"], send["timezone"] or ""),
        clock=(send["scheduled_local"] or "")[11:16],
        late=_is_late(send["scheduled_at"], report["now"]),
        started=t.moment(report["started_at"]),
        judged=t.moment(report["now"]),
        glossary=_glossary(report, t),
    )


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
        return _other_reason(report, words, t)
    # A failed check may hold the send for its unknowns as well, by a reason of their own.
    what = "f" if check["outcome"] == "failed" and words == check["summary"] else "u"
    if what == "f":
        # One finding says more than its count.
        words = t.said(check["findings"][0], "message") if len(check["findings"]) == 1 else t.said(check, "summary")
    else:
        words = t.said({"": words}, "")
    return Reason(t.family(check["family"]), capital(cut(short_urls(words), LONG)), anchor(f"{what}-{check['id']}"))


def _other_reason(report: dict[str, Any], words: str, t: Words) -> Reason:
    """A reason that no check gave: an input, a question, a sign-off, a plug-in."""
    given, colon, name = words.partition(": ")
    if given == "not given" and colon:
        return Reason("", f"{t('Not given')}: {t.input(name)}", "not-covered")
    asked = report["manual"] or report["approvals"]["needed"]
    return Reason("", capital(cut(t.said({"": words}, ""), LONG)), "people" if asked and "plug-in" not in words else "")


def _tasks(group: dict[str, Any], report: dict[str, Any], on_page: set[str], t: Words) -> Tasks:
    items, unchanged = group["items"], set((report["comparison"] or {}).get("unchanged", ()))
    blockers = sum(item["severity"] == "blocker" for item in items)
    known = [item for item in items if _is_known(item, group["mender"], unchanged)]
    fresh = [item for item in items if item not in known] or known
    tasks = [_task(item, on_page, t) for item in fresh[:FOLDED]]
    told = [_task(item, on_page, t) for item in known[:FOLDED]] if fresh is not known else []
    return Tasks(t(MENDERS[group["mender"]]), len(items), blockers, tasks, told, ticket(group, report, t))


def _is_known(item: dict[str, Any], mender: str, unchanged: set[str]) -> bool:
    return mender in {"template", "dns"} and item["severity"] != "blocker" and item["id"] in unchanged


def _task(item: dict[str, Any], on_page: set[str], t: Words) -> Task:
    title = t.said(item, "title").rstrip(".")
    lead = {
        "mend": "",
        "look": t("Look at this by hand: {title}: ", title=title),
        "again": f"{title}: ",
        "give": f"{t.input(item['title'] or '')}: ",
        "broke": t("Report this: {title}: ", title=title),
    }[item["kind"]]
    text = short_urls(cut(t.said(item, "text"), LONG))
    card = f"{'f' if item['kind'] == 'mend' else 'u'}-{item['check']}" if item["check"] else "not-covered"
    target = item["id"] if item["id"] in on_page else card
    fix = cut(t.said(item, "fix"), LONG)
    return Task(
        item["severity"], cut(capital(lead + text), 240), fix, place(item["location"], t("part")), anchor(target)
    )


def _left_out(checks: Iterable[dict[str, Any]], t: Words) -> Iterator[LeftOut]:
    by_reason: dict[str, list[tuple[str, str]]] = {}
    for check in checks:
        if check["outcome"] == "skipped":
            titles = by_reason.setdefault(t.said(check, "reason") or t.said(check, "summary"), [])
            titles.append((t.said(check, "title").rstrip("."), check["id"]))
    for why, titles in sorted(by_reason.items(), key=lambda pair: -len(pair[1])):
        yield LeftOut(capital(cut(why, LONG)), titles)


def _glance(checks: Iterable[dict[str, Any]], t: Words) -> Iterator[Glance]:
    for name, group in groupby(checks, key=lambda check: str(check["family"])):
        outcomes = [check["outcome"] for check in group]
        failed, passed = outcomes.count("failed"), outcomes.count("passed") + outcomes.count("waived")
        open_ = outcomes.count("unknown") + outcomes.count("crashed")
        if failed + passed + open_:
            state = "bad" if failed else "open" if open_ else "good"
            place = f"f-{anchor(name)}" if failed else f"open-{anchor(name)}" if "unknown" in outcomes else ""
            yield Glance(t.family(name), state, place, failed, open_, passed)


def _glossary(report: dict[str, Any], t: Words) -> list[tuple[str, str]]:
    """The abbreviations of what is shown in full, and those of the page itself."""
    shown = [c for c in report["checks"] if c["findings"] or c["unknowns"] or c["outcome"] == "crashed"]
    texts = [text for check in shown for text in (check["title"], check["summary"], check["why"])]
    for check in shown:
        for one in (*check["findings"][:3], *check["unknowns"][:3]):
            texts += [one.get("message") or one["reason"], one.get("fix") or ""]
    return [(name, t(ABBREVIATIONS[name])) for name in abbreviations("SPF UTM GA4 HTML", *texts)]


def _sender(value: str | None) -> tuple[str, str]:
    """The display name and the address; the value itself where it is neither."""
    name, address = mailbox(cut(value or "", 1_000))
    return (name or address or cut(value or "", 200), address if name else "")


def _is_late(scheduled: str | None, now: str) -> bool:
    return scheduled is not None and datetime.fromisoformat(scheduled) < datetime.fromisoformat(now)
