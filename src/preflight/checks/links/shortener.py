"""links.shortener"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from preflight.check import Options, check, option
from preflight.data.hosts import suffixes, under
from preflight.data.shorteners import ADVERTS, DATED, ENDED, KEPT, OPEN
from preflight.facts import Send, destination
from preflight.facts.send import Link
from preflight.finding import Finding, Item, Mender, Severity, Tally, Text, _


class Shortener(Options, frozen=True):
    """Options of links.shortener."""

    extra: Annotated[frozenset[str], option("Further hosts, with subdomains, of public shorteners.")] = frozenset()
    allow: Annotated[frozenset[str], option("Hosts of our own list that you use on purpose.")] = frozenset()


@check("links.shortener", severity=Severity.WARNING, mender=Mender.BUILDER)
def shortener(send: Send, options: Shortener) -> Iterator[Item]:
    """A link goes through a public link shortener.

    Anybody can make a short link there, spammers too, so filters distrust them all; the reader cannot see where it
    leads, and the service may change, or end, as goo.gl did.

    Bad:
        html: <a href="https://bit.ly/3abcXYZ">Shop</a>
    Good:
        html: <a href="https://shop.test/may">Shop</a>
    Fix: put in the address that the short link leads to; click tracking shortens nothing, but it counts.
    """
    links = [link for link in destination.links(send) if link.role == "content" and destination.judgeable(link)]
    found = 0
    for link in links:
        name = _service(link, options)
        if name:
            found += 1
            yield _finding(link, name)
    words = _("{found} of {links} web links go through a public shortener", found=found, links=len(links))
    yield Tally(words, {"links": len(links), "short": found})


def _service(link: Link, options: Shortener) -> str:
    """The shortener that a link goes through, "" where it is none; its home page is no short link."""
    host = destination.host(link).removeprefix("www.").rstrip(".")
    path = link.url.partition("://")[2].partition("/")[2]
    if not path or under(host, options.allow) or under(host, KEPT) or f"{host}/{path.partition('/')[0]}" in KEPT:
        return ""
    names = OPEN | ADVERTS | ENDED | options.extra
    return next((name for name in suffixes(host) if name in names), "")


def _finding(link: Link, name: str) -> Finding:
    words, many = _words(link, name)
    return Finding(
        words, key=name, fix=_FIX, location=link.location, many=many,
        evidence={"url": link.url, "shortener": name, "list": DATED},
    )  # fmt: skip


def _words(link: Link, name: str) -> tuple[Text, Text]:
    url = destination.shown(link.url)
    if name in ENDED:
        return (
            _("{url} goes through {name}, a shortener that has shut down", url=url, name=name),
            _("{n} links go through {name}, a shortener that has shut down", name=name),
        )
    if name in ADVERTS:
        return (
            _("{url} goes through {name}, which shows advertisements before it leads on", url=url, name=name),
            _("{n} links go through {name}, which shows advertisements before it leads on", name=name),
        )
    return (
        _("{url} goes through {name}, a public shortener", url=url, name=name),
        _("{n} links go through {name}, a public shortener", name=name),
    )


_FIX = _("Put in the address that the short link leads to.")
