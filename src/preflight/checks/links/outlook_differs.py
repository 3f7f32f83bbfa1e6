"""links.outlook-differs"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from preflight.check import check
from preflight.checks.links import _compare
from preflight.facts import Send, destination
from preflight.facts.send import Link, Message
from preflight.finding import Finding, Item, Mender, Severity, Skip, Tally, _

_NEAR = 2_000
"""Octets between a button's VML and its twin; what stands further away belongs to something else."""

_EDGES = " \t\u00a0>»›→➔➜.!"


class _Pair(NamedTuple):
    """What Outlook follows, and what all others do."""

    outlook: Link
    other: Link


@check("links.outlook-differs", severity=Severity.WARNING, mender=Mender.BUILDER)
def outlook_differs(send: Send) -> Iterator[Item]:
    """Outlook's readers are led elsewhere than all others.

    A button for Outlook stands in a comment that no editor shows. Whoever copies last month's mail and changes the
    visible link leaves it behind, and only readers in Outlook notice.

    Bad:
        html: |
            <!--[if mso]><v:roundrect href="https://shop.test/april"><center>Shop</center></v:roundrect><![endif]-->
            <!--[if !mso]><!--><a href="https://shop.test/may">Shop</a><!--<![endif]-->
    Good:
        html: |
            <!--[if mso]><v:roundrect href="https://shop.test/may"><center>Shop</center></v:roundrect><![endif]-->
            <!--[if !mso]><!--><a href="https://shop.test/may">Shop</a><!--<![endif]-->
    Fix: put the same address into the comment for Outlook.
    """
    inside = sum(_in_outlook(link) for message in send.messages for link in message.links)
    if not inside:
        yield Skip(_("nothing leads elsewhere for Outlook: no comment for it holds a link"))
        return
    pairs = [pair for message in send.messages for pair in _pairs(message)]
    differing = [pair for pair in pairs if _differs(pair)]
    yield from map(_finding, differing)
    words = _("{differing} of {pairs} links for Outlook lead elsewhere than their twins", differing=len(differing),
              pairs=len(pairs))  # fmt: skip
    yield Tally(words, {"outlook": inside, "pairs": len(pairs), "differing": len(differing)})


def _in_outlook(link: Link) -> bool:
    return bool(link.conditional) and not link.conditional.lstrip("( ").startswith("!") and link.role != "resource"


def _pairs(message: Message) -> Iterator[_Pair]:
    links = [link for link in message.links if link.where == "html" and link.role != "resource"]
    yield from _by_text(links)
    yield from _around(links)


def _by_text(links: list[Link]) -> Iterator[_Pair]:
    """Those with the same words: the first with the first, and so on, where there are as many inside as outside."""
    groups: dict[str, tuple[list[Link], list[Link]]] = defaultdict(lambda: ([], []))
    for link in links:
        if text := " ".join(link.text.casefold().strip(_EDGES).split()):
            groups[text][0 if _in_outlook(link) else 1].append(link)
    for inside, outside in groups.values():
        if len({link.url for link in outside}) == 1:
            yield from (_Pair(link, outside[0]) for link in inside)
        elif len(inside) == len(outside):
            yield from map(_Pair, inside, outside)


def _around(links: list[Link]) -> Iterator[_Pair]:
    """A VML button that is drawn round the visible link: its own words are that link's."""
    for here, link in enumerate(links[:-1]):
        following = links[here + 1]
        if (
            link.element == "v:roundrect" and not link.text and _in_outlook(link) and not _in_outlook(following)
            and following.text and 0 <= following.offset - link.offset < _NEAR
        ):  # fmt: skip
            yield _Pair(link, following)


def _differs(pair: _Pair) -> bool:
    """Whether the two addresses differ; spellings of one address do not, and what other checks tell is theirs."""
    one, other = pair
    if one.url == other.url or "tracking" in {one.role, other.role} or not (_readable(one) and _readable(other)):
        return False
    return not _spelt_alike(one.url, other.url)


def _readable(link: Link) -> bool:
    return not link.invalid and destination.placeholder(link) is None and destination.malformed(link) is None


def _spelt_alike(one: str, other: str) -> bool:
    page = _compare.page(one)
    return page is not None and page == _compare.page(other) and _after(one) == _after(other)


def _after(url: str) -> str:
    """All behind the path."""
    return url[len(url.partition("?")[0].partition("#")[0]) :]


def _finding(pair: _Pair) -> Finding:
    one, other = destination.shown(pair.outlook.url), destination.shown(pair.other.url)
    page = _compare.page(pair.outlook.url)
    if page is not None and page == _compare.page(pair.other.url):
        words = _("in Outlook a link has other parameters than elsewhere: {outlook}, not {other}", outlook=one,
                  other=other)  # fmt: skip
    else:
        words = _("in Outlook a link leads to {outlook}, elsewhere to {other}", outlook=one, other=other)
    return Finding(
        words, key=f"{pair.outlook.url[:500]} > {pair.other.url[:500]}", fix=_FIX, location=pair.outlook.location,
        evidence={"url": pair.outlook.url, "elsewhere": pair.other.url, "text": pair.other.text[:200]},
    )  # fmt: skip


_FIX = _("Put the same address into the comment for Outlook.")
