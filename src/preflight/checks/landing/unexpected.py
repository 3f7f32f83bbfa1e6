"""landing.unexpected"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from typing import Annotated

from preflight.check import Options, check, option
from preflight.checks.landing import _pages
from preflight.facts import Ask, Facts, Fetch, Send, Web, destination, unanswered
from preflight.facts.send import Link
from preflight.facts.web import Answer, Page, Unanswered
from preflight.finding import Finding, Item, Mender, Severity, Skip, Tally, Unknown, _


class Unexpected(Options, frozen=True):
    """Options of landing.unexpected."""

    wanted: Annotated[
        dict[str, tuple[str, ...]],
        option("What must stand on a page, by its address (* for anything): words, or #id for an element."),
    ] = {}


def asks(send: Send, options: Unexpected, known: Facts) -> Iterable[Ask]:  # noqa: ARG001 - all asks are called alike
    """Each page of which something is wanted, with what."""
    for link, wanted in _judged(send, options):
        texts = frozenset(one for one in wanted if not one.startswith("#"))
        yield Fetch(link.url.partition("#")[0], anchors=frozenset(_ids(wanted)), texts=texts)


@check("landing.unexpected", severity=Severity.WARNING, mender=Mender.WEB, asks=asks, on=False)
def unexpected(send: Send, web: Web, options: Unexpected) -> Iterator[Item]:
    """A landing page lacks what the checklist wants on it.

    The link answers, but with last month's offer, or the page without its form.

    Bad:
        html: <a href="https://shop.test/offer">Offer</a>
        web: {"https://shop.test/offer": {page: {title: Offer, words: 150, complete: true}}}
        options: {wanted: {"https://shop.test/*": ["20 % off", "#order-form"]}}
    Good:
        html: <a href="https://shop.test/offer">Offer</a>
        web: {"https://shop.test/offer": {page: {title: Offer, texts: ["20 % off"], words: 150, complete: true}}}
        options: {wanted: {"https://shop.test/*": ["20 % off"]}}
    Fix: have the page brought up to date, or correct the link.
    """
    links = list(_judged(send, options))
    if not links:
        yield Skip(_("the checklist wants nothing of any page that is linked (option wanted)"))
        return
    lacking: set[str] = set()
    for link, wanted in links:
        answer = web[link.url]
        if isinstance(answer, Unanswered):
            yield from unanswered.once(answer, link.location)
        elif (page := _pages.page_of(answer)) is not None:
            for item in _absent(link, wanted, answer, page):
                lacking |= {link.url} if isinstance(item, Finding) else set()
                yield item
    pages = len({link.url for link, _wanted in links})
    words = _("{lacking} of {pages} pages lack what is wanted on them", lacking=len(lacking), pages=pages)
    yield Tally(words, {"pages": pages, "lacking": len(lacking)})


def _judged(send: Send, options: Unexpected) -> Iterator[tuple[Link, tuple[str, ...]]]:
    for link in destination.followable(send):
        bare = link.url.partition("#")[0].partition("?")[0]
        wanted = tuple(
            dict.fromkeys(
                one
                for pattern, texts in options.wanted.items()
                if fnmatchcase(bare, pattern) or fnmatchcase(link.url, pattern)
                for one in texts
            )
        )
        if wanted:
            yield link, wanted


def _ids(wanted: Iterable[str]) -> Iterator[str]:
    return (one[1:] for one in wanted if one.startswith("#") and len(one) > 1)


def _absent(link: Link, wanted: tuple[str, ...], answer: Answer, page: Page) -> Iterator[Finding | Unknown]:
    found = {*page.texts, *(f"#{name}" for name in page.anchors)}
    for one in wanted:
        if one in found:
            continue
        evidence = {**answer.evidence, "wanted": one}
        if page.complete and "app" not in page.marks:
            words = _("“{wanted}” does not stand on {url}", wanted=one[:100], url=destination.shown(link.url))
            yield Finding(words, key=f"{link.url} {one}", fix=_FIX, location=link.location, evidence=evidence)
        else:
            why = unanswered.unread(page, _UNSEEN)
            yield Unknown(why, key=f"{link.url} {one}", location=link.location, evidence=evidence)


_FIX = _("Have the page brought up to date, or correct the link.")
_UNSEEN = _("the page is longer than we read, or a script builds it: open it once")
