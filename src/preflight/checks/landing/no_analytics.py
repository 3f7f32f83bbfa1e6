"""landing.no-analytics"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated

from preflight.check import Options, check, option
from preflight.checks.landing import _pages
from preflight.data.analytics import DATED
from preflight.data.hosts import host_of, under
from preflight.facts import Ask, Facts, Fetch, Send, Web, unanswered
from preflight.facts.send import Link
from preflight.facts.web import Answer, Page, Unanswered
from preflight.finding import Finding, Item, Mender, Severity, Skip, Tally, Unknown, _


class NoAnalytics(Options, frozen=True):
    """Options of landing.no-analytics."""

    domains: Annotated[frozenset[str], option("Further domains, with subdomains, whose visits are yours to count.")] = (
        frozenset()
    )
    scripts: Annotated[
        frozenset[str],
        option("Further parts of a script's address or code that mean analytics, such as /metrics/tag.js."),
    ] = frozenset()
    exempt: Annotated[frozenset[str], option("Hosts, with subdomains, whose pages need no tag.")] = frozenset()


def asks(send: Send, options: NoAnalytics, known: Facts) -> Iterable[Ask]:  # noqa: ARG001 - all asks are called alike
    """The sender's own pages, with their analytics tags."""
    for link in _judged(send, options):
        yield Fetch(link.url.partition("#")[0], tags=True, scripts=options.scripts)


@check("landing.no-analytics", severity=Severity.NOTE, mender=Mender.WEB, asks=asks)
def no_analytics(send: Send, web: Web, options: NoAnalytics) -> Iterator[Item]:
    """No known analytics tag stands in a landing page.

    UTM parameters on a page that nobody counts are wasted. Only the HTML that we were served is looked at: tags that a
    consent tool, a bundle or the content network adds later are not to be seen there.

    Bad:
        from: News <news@shop.test>
        html: <a href="https://shop.test/">Shop</a>
        web: {"https://shop.test/": {page: {title: Shop, words: 150, complete: true}}}
    Good:
        from: News <news@shop.test>
        html: <a href="https://shop.test/">Shop</a>
        web: {"https://shop.test/": {page: {title: Shop, words: 150, tags: [Matomo], complete: true}}}
    Fix: put your analytics tag into the page, or name yours in the checklist (scripts).
    """
    links = list(_judged(send, options))
    if not links:
        yield Skip(_("no link leads to a page of your own"))
        return
    seen: set[str] = set()
    bare: set[str] = set()
    for link in links:
        answer = web[link.url]
        if isinstance(answer, Unanswered):
            yield from unanswered.once(answer, link.location)
        elif (page := _pages.page_of(answer)) is not None:
            url = link.url.partition("#")[0]
            seen.add(url)
            for item in _missing(link, answer, page):
                bare |= {url} if isinstance(item, Finding) else set()
                yield item
    words = _(
        "{bare} of {pages} pages of your own hold no known analytics tag (list of {date})",
        bare=len(bare), pages=len(seen), date=DATED,
    )  # fmt: skip
    yield Tally(words, {"pages": len(seen), "without": len(bare)})


def _judged(send: Send, options: NoAnalytics) -> Iterator[Link]:
    return (link for link in _pages.own(send, options.domains) if not under(host_of(link.url), options.exempt))


def _missing(link: Link, answer: Answer, page: Page) -> Iterator[Finding | Unknown]:
    if page.tags or page.scripts:
        return
    host = host_of(answer.final_url)
    evidence = {**answer.evidence, "held": list(page.held)}
    if page.held:
        # A consent tool lets it go: that is how it should be, and no more can be seen without a browser.
        return
    if not page.complete:
        yield Unknown(unanswered.unread(page, _TOO_LONG), key=host, location=link.location, evidence=evidence)
        return
    yield Finding(
        _("no known analytics tag stands in the HTML that {host} served", host=host), key=host, fix=_FIX,
        location=link.location, evidence=evidence,
    )  # fmt: skip


_FIX = _("Put your analytics tag into the page, or name yours in the checklist (scripts).")
_TOO_LONG = _("the page is longer than we read, and no known analytics tag was in what we read")
