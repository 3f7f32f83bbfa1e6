"""links.soft-404"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Annotated
from urllib.parse import urlsplit

from preflight.check import Options, check, option
from preflight.data import dead_pages
from preflight.data.hosts import host_of, registrable, under
from preflight.facts import Ask, Facts, Send, Web, destination, unanswered
from preflight.facts.web import ENOUGH, Answer, Page, Unanswered
from preflight.finding import Finding, Item, Mender, Severity, Skip, Tally, Text, Unknown, _

_PIECES = re.compile(r"\s[|\u00b7\u2013\u2014\u2022\u00bb-]+\s|[|:\u00b7\u00bb]+(?:\s|$)|^[^\w]+")
_GONE = re.compile(dead_pages.NOT_FOUND)
_PARKED = re.compile(dead_pages.PARKED)
_UNMADE = re.compile(dead_pages.PLACEHOLDER)
_DEAD_PATH = re.compile(dead_pages.DEAD_PATH, re.IGNORECASE)
_MAINLY = 0.55
"""Share of a title that the words must take for the title to say it: others only speak of such pages."""

_FEW = 20
"""Visible words below which a page without anything else on it is empty."""


class Soft404(Options, frozen=True):
    """Options of links.soft-404."""

    phrases: Annotated[
        frozenset[str], option("Further words by which your pages say that they are gone, in title or heading.")
    ] = frozenset()
    allow: Annotated[frozenset[str], option("Hosts, with their subdomains, whose pages are not judged.")] = frozenset()


def asks(send: Send, options: Soft404, known: Facts) -> Iterable[Ask]:  # noqa: ARG001 - all asks are called alike
    """The same fetches as links.broken, with what the pages say of themselves."""
    return destination.fetches(send, page=True)


@check("links.soft-404", severity=Severity.WARNING, mender=Mender.WEB, asks=asks)
def soft_404(send: Send, web: Web, options: Soft404) -> Iterator[Item]:
    """A page answers as if all were well, but says that it is not found, for sale, or empty.

    No link checker sees it, since the server answers 200; the reader does. Offers that have ended and domains that
    were not renewed look like this.

    Bad:
        html: <a href="https://shop.test/offer">Offer</a>
        web: {"https://shop.test/offer": {page: {title: "Page not found | Shop", words: 40, complete: true}}}
    Good:
        html: <a href="https://shop.test/offer">Offer</a>
        web: {"https://shop.test/offer": {page: {title: "The spring offer | Shop", words: 150, complete: true}}}
    Fix: open the page once and correct the address, or bring the page back.
    """
    links = destination.followed(send, web)
    if not links:
        yield Skip(_("there is no web link to follow"))
        return
    soft: set[str] = set()
    for link in links:
        url = link.url.partition("#")[0]
        answer = web[url]
        if isinstance(answer, Unanswered):
            yield from unanswered.once(answer, link.location)
        elif not under(host_of(answer.final_url), options.allow) and (why := _why(answer, options)) is not None:
            words, severity = why
            soft.add(url)
            yield Finding(
                Text(words.template, {"url": destination.shown(url), **words.values}), key=url, fix=_FIX,
                location=link.location, evidence=_evidence(answer), severity=severity,
            )  # fmt: skip
        elif _unread(answer):
            reason = unanswered.unread(answer.page or Page(), _TOO_LARGE)
            yield Unknown(reason, key=url, location=link.location, evidence=answer.evidence)
    all_ = len({link.url.partition("#")[0] for link in links})
    words = _("{soft} of {pages} pages say that they are none", soft=len(soft), pages=all_)
    yield Tally(words, {"pages": all_, "soft": len(soft)})


_FIX = _("Open the page once and correct the address, or have the page brought back.")
_TOO_LARGE = _("the page goes on for longer than we read, and showed hardly a word until then")
_NOT_FOUND = _("{url} answers, but the page says “{said}”")
_SALE = _("{url} leads to a domain that is parked or for sale")
_UNBUILT = _("{url} answers with what the server shows where nobody has put a page (“{said}”)")
_EMPTY = _("{url} answers with a page on which nothing is to be seen")
_ELSEWHERE = _("{url} is redirected to an error page ({end})")
_MARKED = _("{url} answers, but the page is marked as an error page")
_HOME = _("{url} is redirected to the home page: the page meant is probably gone")


def _why(answer: Answer, options: Soft404) -> tuple[Text, Severity | None] | None:
    page = answer.page
    if answer.fault or not 200 <= answer.status < 300 or answer.challenge:
        return None
    if _for_sale(answer, page):
        return _SALE, None
    if page is None:
        return None
    for said in (page.title, page.heading, page.shared_title):
        if _says(said, options):
            return Text(_NOT_FOUND.template, {"said": said[:100]}), None
        if _UNMADE.search(dead_pages.folded(said)):
            return Text(_UNBUILT.template, {"said": said[:100]}), None
    return _by_text(page) or _by_place(answer, page)


def _says(said: str, options: Soft404) -> bool:
    """Whether a title or heading says that the page is gone; one that only speaks of such pages does not."""
    flat = dead_pages.folded(said)
    if any(dead_pages.folded(phrase) in flat for phrase in options.phrases):
        return True
    pieces = [piece for piece in _PIECES.split(flat) if piece]
    return any(sum(len(hit[0]) for hit in _GONE.finditer(piece)) > _MAINLY * len(piece) for piece in pieces)


def _by_text(page: Page) -> tuple[Text, Severity | None] | None:
    if page.words >= ENOUGH:
        return None
    flat = dead_pages.folded(page.text)
    if found := _UNMADE.search(flat[:200]):
        return Text(_UNBUILT.template, {"said": found[0]}), None
    found = next((hit for hit in _GONE.finditer(flat) if " " in hit[0] and hit[0] != "not found"), None)
    if found is not None:
        return Text(_NOT_FOUND.template, {"said": found[0]}), None
    shows = {"form", "picture", "frame", "app", "script"} & set(page.marks)
    return (_EMPTY, None) if page.complete and page.words < _FEW and not shows and not page.heading else None


def _by_place(answer: Answer, page: Page) -> tuple[Text, Severity | None] | None:
    asked, end = urlsplit(answer.url), urlsplit(answer.final_url)
    if "error-page" in page.marks:
        return _MARKED, None
    if len(answer.hops) < 2 or asked.path == end.path:
        return None
    if _DEAD_PATH.search(end.path) or "aspxerrorpath=" in end.query:
        return Text(_ELSEWHERE.template, {"end": destination.shown(answer.final_url)}), None
    deep = asked.path.rstrip("/").count("/") >= 2
    same = registrable(asked.hostname or "") == registrable(end.hostname or "")
    return (_HOME, Severity.NOTE) if deep and same and end.path in dead_pages.HOME_PATHS else None


def _for_sale(answer: Answer, page: Page | None) -> bool:
    host, end = host_of(answer.url), host_of(answer.final_url)
    if under(end, dead_pages.PARKING_HOSTS) and not under(host, dead_pages.PARKING_HOSTS):
        return True
    path = urlsplit(answer.final_url).path
    if any(under(end, {name}) and path.startswith(start) for name, start in dead_pages.PARKING_PATHS) and host != end:
        return True
    if page is None:
        return False
    if "parked" in page.marks:
        return page.words < ENOUGH
    said = dead_pages.folded(f"{page.title} {page.text if page.words < ENOUGH else ''}")
    named = registrable(end) or end
    return _PARKED.search(said) is not None or f"{named} is for sale" in said or f"{named} may be for sale" in said


def _unread(answer: Answer) -> bool:
    page = answer.page
    return (
        page is not None and 200 <= answer.status < 300 and not answer.challenge and not page.complete
        and page.words < _FEW and not page.heading and not {"app", "picture", "frame"} & set(page.marks)
    )  # fmt: skip


def _evidence(answer: Answer) -> dict[str, object]:
    page = answer.page
    shown = {"title": page.title, "heading": page.heading, "words": page.words} if page else {}
    return {**answer.evidence, **shown}
