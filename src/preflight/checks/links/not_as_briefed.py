"""links.not-as-briefed"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from itertools import islice
from typing import Annotated, NamedTuple

from preflight.check import Options, check, option
from preflight.checks.links import _compare, _footer
from preflight.checks.links._compare import Page
from preflight.data.hosts import registrable, under
from preflight.facts import Send, destination
from preflight.facts.send import Link, WantedLink
from preflight.finding import Finding, Item, Mender, Severity, Skip, Tally, Unknown, _


class NotAsBriefed(Options, frozen=True):
    """Options of links.not-as-briefed."""

    always: Annotated[
        frozenset[str], option("Hosts, with subdomains, that may be linked to although no brief names them.")
    ] = frozenset()


class _Wanted(NamedTuple):
    url: str
    label: str
    page: Page

    @property
    def named(self) -> str:
        """What to call it in a sentence."""
        url = destination.shown(self.url)
        return f"{url} ({self.label[:80]})" if self.label else url


@check("links.not-as-briefed", severity=Severity.BLOCKER, mender=Mender.BUILDER)
def not_as_briefed(send: Send, options: NotAsBriefed) -> Iterator[Item]:
    """The mail does not lead where the brief says.

    The mail was ordered to bring people to certain pages. One that is absent gets no visits; one that nobody ordered
    is last month's, or a slip of the pen. UTM parameters, www., http or https and a closing slash do not count, nor do
    the links that stand in every mail: unsubscribe, legal, social, contact, the front page.

    Bad:
        html: <a href="https://shop.test/april">Shop</a>
        files: {links.csv: "url,label\\nhttps://shop.test/may,Offer\\n"}
        send: {brief: {links: links.csv}}
    Good:
        html: <a href="https://shop.test/may?utm_source=news">Shop</a>
        files: {links.csv: "url,label\\nhttps://shop.test/may,Offer\\n"}
        send: {brief: {links: links.csv}}
    Fix: copy the address from the brief, or have the brief corrected.
    """
    wanted = _wanted(send)
    if not wanted:
        yield Skip(_("nobody said where the mail should lead; name a table under brief.links"), "brief.links")
        return
    links = list(_links(send))
    there = _there(links)
    hidden = [link for link in links if link.role == "tracking" or _compare.page(link.url) is None]
    absent = [one for one in wanted if one.page not in there]
    strange = _strange(links, wanted, options)
    meant = _near(absent, strange)
    yield from _absent(send, absent, meant, hidden)
    yield from (_unwanted(link) for page, found in strange.items() if page not in meant.values() for link in found)
    yield _tally(wanted, absent, strange)


def _wanted(send: Send) -> list[_Wanted]:
    rows: tuple[WantedLink, ...] = (send.brief.links if send.brief else None) or ()
    pages = ((_compare.normal(row.url), row.label.strip()) for row in rows if row.url.strip())
    return [_Wanted(url, label, page) for url, label in pages if (page := _compare.page(url)) is not None]


def _links(send: Send) -> Iterator[Link]:
    """What leads somewhere in the HTML parts, or in the text where a message has no HTML."""
    for message in send.messages:
        where = "html" if any(link.where == "html" for link in message.links) else "text"
        for link in message.links:
            readable = link.role == "token" or (link.role in {"content", "tracking"} and not link.invalid)
            if link.where == where and readable:
                yield link


def _there(links: list[Link]) -> frozenset[Page]:
    """The pages that the mail leads to; one within an application stands for the application, too."""
    pages = {page for link in links if (page := _compare.page(link.url)) is not None}
    return frozenset(pages | {page._replace(fragment="") for page in pages})


def _strange(links: list[Link], wanted: list[_Wanted], options: NotAsBriefed) -> dict[Page, list[Link]]:
    """The links to pages that nobody ordered, by page."""
    pages = {one.page for one in wanted}
    homes = {registrable(one.page.site) or one.page.site for one in wanted}
    found: dict[Page, list[Link]] = {}
    for link in links:
        page = _compare.page(link.url) if link.role != "tracking" and destination.judgeable(link) else None
        if page is None or page in pages or page._replace(fragment="") in pages or under(page.site, options.always):
            continue
        if _footer.in_footer(link) or (not page.path and (registrable(page.site) or page.site) in homes):
            continue
        found.setdefault(page, []).append(link)
    return found


def _near(absent: list[_Wanted], strange: Mapping[Page, list[Link]]) -> dict[_Wanted, Page]:
    """For what is absent, the link that was probably meant to be it."""
    free = dict.fromkeys(islice(strange, _COMPARED))
    meant: dict[_Wanted, Page] = {}
    for one in absent[:_COMPARED]:
        best = max(free, key=lambda page: _likeness(one.page, page), default=None)
        if best is not None and _likeness(one.page, best) > _ALIKE:
            meant[one] = best
            del free[best]
    return meant


_ALIKE = 0.8
_COMPARED = 50
"""Addresses of each kind that are compared letter by letter; beyond them it is another mail, not a slip."""


def _likeness(one: Page, other: Page) -> float:
    if one.plain == other.plain:
        return 1.0
    return SequenceMatcher(None, f"{one.site}/{one.path}"[:300], f"{other.site}/{other.path}"[:300]).ratio()


def _absent(
    send: Send, absent: list[_Wanted], meant: Mapping[_Wanted, Page], hidden: list[Link]
) -> Iterator[Finding | Unknown]:
    place = send.at("brief.links")
    for one in absent:
        if one in meant:
            words = _("the brief wants {wanted}, which the mail does not link to; a link to {near} may be meant",
                      wanted=one.named, near=_address(meant[one]))  # fmt: skip
        elif hidden:
            yield Unknown(_HIDDEN, key="hidden", location=hidden[0].location, evidence={"url": one.url})
            continue
        else:
            words = _("the brief wants {wanted}, which the mail does not link to", wanted=one.named)
        yield Finding(words, key=f"absent: {one.url}", fix=_FIX, location=place,
                      evidence={"url": one.url, "label": one.label})  # fmt: skip


def _unwanted(link: Link) -> Finding:
    url = link.url
    page = _compare.page(url)
    return Finding(
        _("{url} stands in the mail, and the brief does not name it", url=destination.shown(url)),
        key=f"unwanted: {page}",
        fix=_FIX_UNWANTED, location=link.location, severity=Severity.WARNING,
        evidence={"url": url, "text": link.text[:200]},
    )  # fmt: skip


def _address(page: Page) -> str:
    query = f"?{'&'.join(page.query)}" if page.query else ""
    return destination.shown(f"https://{page.site}/{page.path}{query}")


def _tally(wanted: list[_Wanted], absent: list[_Wanted], strange: Mapping[Page, list[Link]]) -> Tally:
    there = len(wanted) - len(absent)
    words = _("{there} of {wanted} destinations of the brief are linked to, {strange} others are", there=there,
              wanted=len(wanted), strange=len(strange))  # fmt: skip
    return Tally(words, {"wanted": len(wanted), "absent": len(absent), "unwanted": len(strange)})


_HIDDEN = _("tokens or click tracking hide where some links lead: a destination of the brief may be among them")
_FIX = _("Copy the address from the brief into the mail, or have the brief corrected.")
_FIX_UNWANTED = _("Correct the link, take it out, or have the destination added to the brief.")
