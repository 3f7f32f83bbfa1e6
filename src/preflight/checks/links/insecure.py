"""links.insecure"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from preflight.check import check
from preflight.facts import Send, destination
from preflight.facts.send import Link
from preflight.finding import Finding, Item, Mender, Severity, Tally, Text, _


@check("links.insecure", severity=Severity.WARNING, mender=Mender.BUILDER)
def insecure(send: Send) -> Iterator[Item]:
    """A link goes over http, not https.

    Browsers call the page not secure, some mail programs warn before it opens, and the redirect to https may drop the
    parameters that count the visit.

    Bad:
        html: <a href="http://shop.test/">Shop</a>
    Good:
        html: <a href="https://shop.test/">Shop</a>
    Fix: write https:// instead of http://.
    """
    links = [link for link in destination.links(send) if _judged(link)]
    plain = [link for link in links if link.url.startswith("http://")]
    hosts = Counter(destination.host(link) for link in plain)
    many = _many(hosts)
    for link in plain:
        yield Finding(
            _("{url} is not secure (http)", url=destination.shown(link.url)),
            key="http", fix=_FIX, location=link.location,
            evidence={"url": link.url, "urls": list(dict.fromkeys(one.url for one in plain))[:_SHOWN]}, many=many,
        )  # fmt: skip
    words = _("{plain} of {links} web links are not secure", plain=len(plain), links=len(links))
    yield Tally(words, {"links": len(links), "insecure": len(plain)})


def _judged(link: Link) -> bool:
    return (
        link.role not in destination.NOT_FOLLOWED
        and link.url.startswith(("http://", "https://"))
        and destination.placeholder(link) is None
        and destination.malformed(link) is None
        and not destination.local(destination.host(link))
    )


_FIX = _("Write https:// instead of http://.")
_SHOWN = 50
"""Addresses that the evidence lists."""


def _many(hosts: Counter[str]) -> Text:
    """One fault, whatever the number of its links: a mail of 2002 had hundreds."""
    if len(hosts) == 1:
        return _("{n} links to {host} are not secure (http)", host=next(iter(hosts)))
    first = ", ".join(host for host, _count in hosts.most_common(3))
    if len(hosts) <= 3:
        return _("{n} links to {hosts} are not secure (http)", hosts=first)
    return _("{n} links to {count} sites are not secure (http): {hosts} …", count=len(hosts), hosts=first)
