"""accessibility.vague-link-text"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from typing import Annotated

from preflight.check import Options, check, option
from preflight.data.vague_words import ALL
from preflight.facts import Send
from preflight.facts.bodies import Body, bodies, why_none
from preflight.facts.destination import CAMPAIGN, has_token, malformed, placeholder, shown
from preflight.facts.send import Link
from preflight.finding import Finding, Item, Location, Mender, Severity, Skip, Tally, _

_EDGES = " \t\n\xa0.,:;!?>»›→▶►»«<|\"'“”„()[]-–—+*"
_NAMED = frozenset({"a", "area"})


class VagueLinkText(Options, frozen=True):
    """Options of accessibility.vague-link-text."""

    words: Annotated[frozenset[str], option("Further words that say nothing of where a link leads.")] = frozenset()


@check("accessibility.vague-link-text", severity=Severity.WARNING, mender=Mender.COPY, cites=("T6",))
def vague_link_text(send: Send, options: VagueLinkText) -> Iterator[Item]:
    """A link's words do not say where it leads.

    Screen readers list the links of a mail without what stands around them: "here, here, read more". A link without any
    words is only an address there. The same words for different places are as bad as none.

    Bad:
        html: <p>Our spring coats. <a href="https://shop.test/coats">Click here</a></p>
    Good:
        html: <p><a href="https://shop.test/coats">See our spring coats</a></p>
    Fix: let the words of the link say what waits behind it; give a linked picture an alt text.
    Source: mass.gov "Email and newsletter accessibility testing checklist", read 2026-11-22
    """
    found = bodies(send)
    links = [[link for link in body.message.links if _heard(link)] for body in found]
    total = sum(map(len, links))
    if not total:
        yield from why_none(send) if not found else (Skip(_("the mail has no link")),)
        return
    vague_words = ALL | {_folded(word) for word in options.words}
    nameless = [link for body, own in zip(found, links, strict=True) for link in _nameless(body, own)]
    vague = [link for own in links for link in own if link.role in _CONTENT and _folded(_name(link)) in vague_words]
    same = [group for own in links for group in _same(own, vague_words)]
    yield from map(_nothing, nameless)
    yield from _vague(vague)
    yield from _shared(same)
    bad = len(nameless) + len(vague) + sum(map(len, same))
    words = _("{bad} of {links} links do not say where they lead", bad=bad, links=total)
    yield Tally(words, {"links": total, "nameless": len(nameless), "vague": len(vague), "shared": len(same)})


_CONTENT = frozenset({"content", "tracking", "token", "fragment"})


def _heard(link: Link) -> bool:
    """Whether it is a link of the HTML that everybody gets; what only Outlook reads has a twin."""
    outlook = link.conditional and not link.conditional.lstrip("( ").startswith("!")
    return (
        link.where == "html" and link.element in _NAMED and not link.hidden and not outlook and link.role != "resource"
    )


def _name(link: Link) -> str:
    return link.title or link.text


def _folded(text: str) -> str:
    """Lower case without accents and arrows: “Mehr erfahren »” is "mehr erfahren"."""
    spread = unicodedata.normalize("NFKD", text[:200].casefold().replace("’", "'").replace("ı", "i"))
    plain = "".join(sign for sign in spread if not unicodedata.combining(sign))
    return " ".join(plain.strip(_EDGES).split()).strip(_EDGES)


def _nameless(body: Body, links: list[Link]) -> Iterator[Link]:
    """Links without words or alt text. One whose picture lacks its alt is told by accessibility.alt-missing."""
    named = {link.url for link in links if _name(link)}
    mute = sorted(
        _place_of(image.location)
        for image in body.message.images
        if image.linked and image.alt is None and image.element != "srcset"
    )
    places = [*(_place_of(link.location) for link in links), (10**9, 0)]
    for number, link in enumerate(links):
        if _name(link) or link.url in named or not link.raw.strip() or _is_told(link):
            continue
        # The pictures between this link and the next one stand in it.
        if bisect_left(mute, places[number]) == bisect_left(mute, places[number + 1]):
            yield link


def _is_told(link: Link) -> bool:
    """Whether the family of links says already that it leads nowhere: it is to go anyway."""
    return placeholder(link) is not None or malformed(link) is not None


def _place_of(location: Location) -> tuple[int, int]:
    return location.line, location.column


def _same(links: list[Link], vague: frozenset[str]) -> list[list[Link]]:
    """Groups of links with the same words that lead to different places, as far as their addresses tell."""
    groups: dict[str, dict[str, Link]] = {}
    wrapper = _wrapper(links)
    for link in links:
        name = _folded(_name(link))
        leads = link.role == "content" and not link.invalid and not has_token(link) and _page(link) != wrapper
        if name and name not in vague and leads:
            groups.setdefault(name, {}).setdefault(_place(link.url), link)
    return [list(places.values()) for places in groups.values() if len(places) > 1]


def _page(link: Link) -> str:
    return link.url.partition("?")[0] if "?" in link.url else ""


def _wrapper(links: list[Link]) -> str:
    """The page that most links go through with nothing but a code to tell them apart: it counts clicks."""
    pages = Counter(page for link in links if (page := _page(link)))
    page, many = pages.most_common(1)[0] if pages else ("", 0)
    return page if many > 3 and many * 2 > len(links) else "-"


def _place(url: str) -> str:
    """The address without what only counts, so that one page under two labels is one."""
    page, _hash, _fragment = url.partition("#")
    base, _mark, query = page.partition("?")
    kept = [piece for piece in query.split("&") if piece and not piece.lower().startswith(CAMPAIGN)]
    plain = re.sub(r"^https?://(?:www\.)?", "", base.lower()).rstrip("/")
    return f"{plain}?{'&'.join(sorted(kept))}"


def _nothing(link: Link) -> Finding:
    return Finding(
        _("a link has no words and no alt text ({url})", url=shown(link.url)), key="nameless",
        fix=_("Give the link words, or its picture an alt text; take out a link that is left over."),
        location=link.location, evidence={"url": link.url}, many=_("{n} links have no words and no alt text"),
    )  # fmt: skip


def _vague(links: list[Link]) -> Iterator[Finding]:
    said = list(dict.fromkeys(_name(one)[:40] for one in links))
    many = _("{n} links do not say where they lead (“{texts}”)", texts="”, “".join(said[:3]))
    for link in links:
        yield Finding(
            _("“{text}” does not say where the link leads", text=_name(link)[:40]), key="vague", fix=_FIX,
            location=link.location, evidence={"url": link.url, "texts": said[:20]}, severity=Severity.NOTE, many=many,
        )  # fmt: skip


def _shared(groups: list[list[Link]]) -> Iterator[Finding]:
    said = [_name(links[0])[:40] for links in groups]
    many = _("{n} texts lead to different places each (“{texts}”)", texts="”, “".join(said[:3]))
    for text, group in zip(said, groups, strict=True):
        yield Finding(
            _("“{text}” leads to {places} different places", text=text, places=len(group)), key="shared", fix=_FIX,
            location=group[1].location, severity=Severity.NOTE, many=many,
            evidence={"url": group[1].url, "texts": said[:20], "places": len(group)},
        )  # fmt: skip


_FIX = _("Let the words of the link say what waits behind it.")
