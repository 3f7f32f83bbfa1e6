"""content.left-over"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from preflight.check import check
from preflight.checks.content._stretches import stretches_of
from preflight.checks.content._when import days_meant, moment
from preflight.data.dates import mentions
from preflight.data.folding import letters
from preflight.facts import Clock, History, Send
from preflight.facts.history import PastRun, Traces, campaigns_of, link_traces, trace_of
from preflight.facts.send import Link
from preflight.finding import Finding, Item, Location, Mender, Severity, Skip, Tally, Text, _, ngettext


@check("content.left-over", severity=Severity.WARNING, mender=Mender.COPY)
def left_over(send: Send, history: History, clock: Clock) -> Iterator[Item]:
    """Something of the last send still stands in this one.

    Most sends begin as a copy of the last. Its subject, preheader, campaign, event day, name or links are what people
    forget to change. What the last two sends share is meant to stay; a further mail of the same campaign may share its
    campaign, day and links.

    Bad:
        html: <p>Join us on 12 October 2026!</p>
        send: {name: 2026-11_talk, series: talks}
        history: [{name: 2026-10_talk, traces: {event: "2026-10-12"}}]
    Good:
        html: <p>Join us on 9 November 2026!</p>
        send: {name: 2026-11_talk, series: talks}
        history: [{name: 2026-10_talk, traces: {event: "2026-10-12"}}]
    Fix: change it to what belongs to this send.
    """
    past = _earlier(send, history)
    if not past:
        yield Skip(_("the ledger knows no earlier send of this series"))
        return
    last = past[0]
    traces = last.traces or Traces()
    before = past[1].traces if len(past) > 1 else None
    found = [*_words(send, traces, before), *_marks(send, clock, last, traces, before)]
    yield from (_finding(last.name, *one) for one in found)
    looked = len(traces.subjects) + len(traces.preheaders) + len(traces.campaigns) + len(traces.links)
    looked += bool(traces.event) + 1
    bad = len({key for key, _words_, _place in found})
    words = ngettext(
        "{bad} of {n} trace of the last send still stands", "{bad} of {n} traces of the last send still stand",
        looked, bad=bad,
    )  # fmt: skip
    yield Tally(words, {"traces": looked, "left": bad})


_Found = tuple[str, Text, Location]
_WAVE = re.compile(
    r"(?:em|wave|mail|e|r|v|t)?-?\d{1,2}|reminder-?\d?|follow-?up-?\d?|last-?call|resend|invite|invitation|save-the-date"
    r"|recap|thank-?you|teaser",
    re.IGNORECASE,
)
"""The last piece of a name, where a campaign has several mails."""


def _earlier(send: Send, history: History) -> list[PastRun]:
    """The last runs of the sends before this one, each send once, the newest first."""
    found: dict[str, PastRun] = {}
    for run in history.runs:
        if run.name != send.name and run.traces is not None:
            found.setdefault(run.name, run)
    return list(found.values())


def _words(send: Send, traces: Traces, before: Traces | None) -> Iterator[_Found]:
    briefed = letters(send.brief.subject) if send.brief else ""
    for message in send.messages:
        subject, preheader = message.subject, message.preheader
        said = "" if subject is None or letters(subject.text) == briefed else trace_of(subject.text)
        if subject is not None and _kept(said, traces.subjects, _of(before).subjects):
            yield "subject", _("the subject is that of {last}"), subject.location
        if preheader is not None and _kept(trace_of(preheader.text), traces.preheaders, _of(before).preheaders):
            yield "preheader", _("the preview text is that of {last}"), preheader.location


def _marks(send: Send, clock: Clock, last: PastRun, traces: Traces, before: Traces | None) -> Iterator[_Found]:
    """What one campaign's mails share: its name, its day, its links."""
    if _one_campaign(send, last, traces):
        return
    links = [link for message in send.messages for link in message.links if link.role == "content"]
    yield from _campaigns(send, links, traces, before)
    yield from _name(send, links, last)
    yield from _event(send, clock, traces)
    yield from _links(send, traces, before)


_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)


def _campaigns(send: Send, links: list[Link], traces: Traces, before: Traces | None) -> Iterator[_Found]:
    wanted = (send.brief.utm.get("campaign", "") if send.brief else "").casefold()
    for link in links:
        for value in campaigns_of(link.url):
            # A campaign that is always the same ("newsletter") bears no date.
            dated = any(map(str.isdigit, value)) or before is not None
            if dated and value.casefold() != wanted and _kept(value, traces.campaigns, _of(before).campaigns):
                yield f"campaign {value}", _("utm_campaign={value} is that of {last}", value=value[:100]), link.location


def _name(send: Send, links: list[Link], last: PastRun) -> Iterator[_Found]:
    if len(last.name) < _LONG_ENOUGH or last.name.casefold() in send.name.casefold():
        return
    named = re.compile(rf"(?<![\w-]){re.escape(last.name)}(?![\w-])", re.IGNORECASE)
    words = _("the name of {last} still stands in the mail")
    for link in links:
        if named.search(link.raw) and last.name not in campaigns_of(link.url):
            yield "name", words, link.location
    for message in send.messages:
        stretches = [one._replace(text=_ADDRESS.sub(" ", one.text)) for one in stretches_of(message)]
        yield from (("name", words, one.location) for one in stretches if named.search(one.text))


def _event(send: Send, clock: Clock, traces: Traces) -> Iterator[_Found]:
    try:
        day = date.fromisoformat(traces.event)
    except ValueError:
        return
    for message in send.messages:
        sent = moment(send, message, clock.now).date()
        for stretch in stretches_of(message):
            for one in mentions(stretch.text, stretch.language):
                if day in days_meant(one, sent)[:1]:
                    yield "event", _("“{date}” was the day of {last}", date=one.text[:60]), stretch.location


def _links(send: Send, traces: Traces, before: Traces | None) -> Iterator[_Found]:
    """Without a send before the last nobody can tell what always stands there from what was left."""
    if before is None:
        return
    for message in send.messages:
        for trace, url in link_traces(message).items():
            if trace in traces.links and trace not in before.links:
                place = next(link.location for link in message.links if link.url == url)
                yield "links", _("{url} was linked in {last}", url=url[:200]), place


def _of(before: Traces | None) -> Traces:
    return before or Traces()


def _kept(now: str, last: tuple[str, ...], before: tuple[str, ...]) -> bool:
    """Whether it stood in the last send, and not in the one before that too."""
    return now in last and now not in before


def _one_campaign(send: Send, last: PastRun, traces: Traces) -> bool:
    """Whether both are mails of one campaign: names alike but for the wave, the same event, or briefed so."""
    day = send.brief.event.get("date", "")[:10] if send.brief else ""
    if day:
        return day == traces.event
    if send.brief and send.brief.utm.get("campaign", "") in traces.campaigns:
        return True
    return _stem(send.name) == _stem(last.name)


def _stem(name: str) -> str:
    pieces = re.split(r"[_\s|/]+", name.casefold())
    while len(pieces) > 1 and _WAVE.fullmatch(pieces[-1]):
        pieces.pop()
    return "_".join(pieces)


def _finding(last: str, key: str, words: Text, place: Location) -> Finding:
    return Finding(
        Text(words.template, {**words.values, "last": last[:150]}),
        key=key[:200],
        fix=_("Change it to what belongs to this send."),
        location=place,
        evidence={"name": last[:150]},
        many=_("{n} links of {last} still stand in the mail", last=last[:150]) if key == "links" else None,
    )


_LONG_ENOUGH = 6
