"""links.unapproved-domain"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from preflight.check import Options, check, option
from preflight.data.hosts import under
from preflight.facts import Send, destination
from preflight.facts.send import Link
from preflight.finding import Finding, Item, Mender, Severity, Skip, Tally, Unknown, _


class UnapprovedDomain(Options, frozen=True):
    """Options of links.unapproved-domain."""

    allow: Annotated[frozenset[str], option("The domains, with subdomains, that links may lead to.")] = frozenset()


@check("links.unapproved-domain", severity=Severity.BLOCKER, mender=Mender.BUILDER, on=False)
def unapproved_domain(send: Send, options: UnapprovedDomain) -> Iterator[Item]:
    """A link leads to a domain that is not on your list.

    Where policy says to which sites a mail may lead, a partner's page or a slip of the pen must not go out unseen.

    Bad:
        html: <a href="https://shop-test.test/">Shop</a>
        options: {allow: [shop.test]}
    Good:
        html: <a href="https://www.shop.test/">Shop</a>
        options: {allow: [shop.test]}
    Fix: correct the address, or have the domain put on the checklist's list.
    """
    allowed = frozenset(name.strip().lower().removeprefix("www.") for name in options.allow)
    links = [link for link in destination.links(send) if _judged(link)]
    if not allowed or not links:
        yield Skip(_("there is no web link") if allowed else _("the checklist names no domains under allow"))
        return
    outside = 0
    for link in links:
        if link.role == "tracking" or destination.token_in(destination.host(link)):
            yield Unknown(_HIDDEN, key="hidden", location=link.location)
        elif not under(destination.host(link), allowed):
            outside += 1
            yield _finding(link)
    words = _("{outside} of {links} web links lead to a domain that is not on the list", outside=outside,
              links=len(links))  # fmt: skip
    yield Tally(words, {"links": len(links), "outside": outside})


def _judged(link: Link) -> bool:
    """A link that a reader may follow to a page, or whose address a token or click tracking hides."""
    if link.role == "token":
        return True
    return link.role in {"content", "tracking"} and destination.judgeable(link)


def _finding(link: Link) -> Finding:
    host = destination.host(link)
    return Finding(
        _("{url} leads to {host}, which is not on the list", url=destination.shown(link.url), host=host), key=host,
        fix=_("Correct the address, or have the domain put on the checklist's list."), location=link.location,
        evidence={"url": link.url, "host": host},
        many=_("{n} links lead to {host}, which is not on the list", host=host),
    )  # fmt: skip


_HIDDEN = _("a token or click tracking hides where it leads")
