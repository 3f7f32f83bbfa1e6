"""links.text-part-differs"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from preflight.check import check
from preflight.checks.links import _compare, _footer
from preflight.checks.links._compare import Page
from preflight.facts import Send, destination
from preflight.facts.alternative import silent
from preflight.facts.send import Link, Message
from preflight.finding import Finding, Item, Mender, Severity, Skip, Tally, _, ngettext

_CODE = re.compile(r"(?:^|/)(?=[A-Za-z0-9]*\d)(?=[A-Za-z0-9]*[A-Z])[A-Za-z0-9_=-]{5,}(?:/|$)")
"""A piece of a path that is a code, not words."""

_ONLINE = re.compile(r"online|browser|web ?(?:version|page)|full.colou?r|html.version|navigat|en ligne", re.IGNORECASE)
"""Words beside the address of the mail's own copy on the web, which the HTML part does not need."""


class _Both(NamedTuple):
    """The two parts of a message: what the text leads to, and the pages of the HTML, those of its content apart."""

    message: Message
    text: dict[Page, Link]
    html: frozenset[Page]
    content: frozenset[Page]


@check("links.text-part-differs", severity=Severity.WARNING, mender=Mender.BUILDER)
def text_part_differs(send: Send) -> Iterator[Item]:
    """The text part leads elsewhere than the HTML part.

    Watches, screen readers and strict companies show the text part. Where it was left over from another mail, its
    readers get last month's pages, and filters distrust two parts that say different things.

    Bad:
        html: <a href="https://shop.test/may">Shop</a>
        text: "Shop: https://shop.test/april"
    Good:
        html: <a href="https://shop.test/may">Shop</a>
        text: "Shop: https://shop.test/may"
    Fix: make the text part anew out of the HTML part.
    """
    both = [one for message in send.messages if (one := _both(message)) is not None]
    if not both:
        yield Skip(_("no message has web links, to be seen, in both an HTML and a text part"))
        return
    differs = 0
    for one in both:
        for finding in _found(one):
            differs += 1
            yield finding
    links = sum(len(one.text) for one in both)
    words = _("{differs} of {links} addresses of the text part are not in the HTML part", differs=differs, links=links)
    yield Tally(words, {"links": links, "different": differs})


def _both(message: Message) -> _Both | None:
    """None where a part is absent, says nothing or has no links, or hides behind click tracking or tokens."""
    if message.html is None or message.text is None or silent(message.text) is not None:
        return None
    html = [link for link in message.links if link.where == "html" and link.role not in destination.NOT_FOLLOWED]
    hidden = [link for link in html if link.role in {"tracking", "token"} and _compare.page(link.url) is None]
    if any(link.role == "tracking" for link in html) or (hidden and message.state == "proof"):
        return None
    text = {
        page: link
        for link in reversed(message.links)
        if link.where == "text" and link.role == "content" and (page := _visible(link)) is not None
    }
    shown = [*(link.url for link in html), *(image.url for image in message.images if image.role == "content")]
    pages = frozenset(page for url in shown if (page := _compare.page(url)) is not None)
    main = frozenset(page for link in html if _is_content(link) and (page := _visible(link)) is not None)
    if not main or _opaque(message):
        return None
    return _Both(message, dict(reversed(text.items())), pages, main)


def _opaque(message: Message) -> bool:
    """Whether click tracking or tokens stand in the text part for all of its links."""
    roles = {link.role for link in message.links if link.where == "text"}
    return "content" not in roles and bool(roles & {"tracking", "token"})


def _visible(link: Link) -> Page | None:
    return _compare.page(link.url) if destination.judgeable(link) else None


def _is_content(link: Link) -> bool:
    return link.role == "content" and not _footer.in_footer(link)


def _found(one: _Both) -> Iterator[Finding]:
    pages = {page.plain for page in one.html}
    sites = {page.site for page in one.html}
    candidates = [
        link for page, link in one.text.items() if page.plain not in pages and not _excused(page, link, one, sites)
    ]
    words = " ".join(run.text for run in one.message.html.runs) if one.message.html else ""
    # Shown without a link is shown all the same; a search for each of thousands would take minutes.
    strange = [link for link in candidates if len(candidates) > _MANY or link.raw not in words]
    if strange:
        yield from (_elsewhere(one, link, strange) for link in strange)
    elif not any(page.plain in pages or _coded(page, one, sites) for page in one.text):
        yield _nowhere(one)


_MANY = 200


def _excused(page: Page, link: Link, one: _Both, sites: set[str]) -> bool:
    """Front pages, footers and "read it online" may differ; so do the codes of click tracking in a delivered mail."""
    if not page.path or _footer.in_footer(link):
        return True
    if link is next(iter(one.text.values())) and _ONLINE.search(link.context):
        return True
    return _coded(page, one, sites)


def _coded(page: Page, one: _Both, sites: set[str]) -> bool:
    return one.message.state == "proof" and page.site in sites and _CODE.search(page.path) is not None


def _elsewhere(one: _Both, link: Link, strange: list[Link]) -> Finding:
    if len(strange) == 1 and any(_cut_off(_compare.page(link.url), page) for page in one.html):
        words = _("{url} in the text part is cut short", url=destination.shown(link.url))
    else:
        words = _("the text part leads to {url}, the HTML part does not", url=destination.shown(link.url))
    return Finding(
        words, key=f"elsewhere: {one.message.name}", fix=_FIX, location=link.location,
        evidence={"url": link.url, "urls": [other.url for other in strange][:50]},
        many=_("the text part leads to {n} addresses that the HTML part does not have, the first is {url}",
               url=destination.shown(link.url)),
    )  # fmt: skip


def _cut_off(short: Page | None, whole: Page) -> bool:
    """Whether an address is the beginning of another: a line of the text ended in its middle."""
    return short is not None and short.site == whole.site and len(short.path) > 3 and whole.path.startswith(short.path)


def _nowhere(one: _Both) -> Finding:
    words = ngettext(
        "the text part lacks the web address of the HTML part",
        "the text part has none of the {n} web addresses of the HTML part",
        len(one.content),
    )
    place = next(
        (run.location for run in one.message.text.runs) if one.message.text else iter(()), one.message.location
    )
    return Finding(words, key=f"nowhere: {one.message.name}", fix=_FIX, location=place)


_FIX = _("Make the text part anew out of the HTML part.")
