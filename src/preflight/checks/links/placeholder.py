"""links.placeholder"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from preflight.check import Options, check, option
from preflight.checks.links._causes import findings
from preflight.data.hosts import EXAMPLE
from preflight.facts import Send, destination
from preflight.finding import Item, Mender, Severity, Tally, _


class Placeholder(Options, frozen=True):
    """Options of links.placeholder."""

    hosts: Annotated[frozenset[str], option("Further hosts, with their subdomains, that only stand in.")] = frozenset()
    allow: Annotated[frozenset[str], option("Hosts of our own list that are meant here.")] = frozenset()


@check("links.placeholder", severity=Severity.BLOCKER, mender=Mender.BUILDER)
def placeholder(send: Send, options: Placeholder) -> Iterator[Item]:
    """A link still waits for its address.

    An empty address, `#`, `javascript:` or example.com is what a template holds until somebody fills it in. The
    reader clicks and nothing happens.

    Bad:
        html: <a href="#">Register now</a>
    Good:
        html: <a href="https://shop.test/register">Register now</a>
    Fix: put the real address in, or take the link out.
    """
    hosts = (EXAMPLE | options.hosts) - options.allow
    links = list(destination.links(send))
    bad = [(link, why, _FIX) for link in links if (why := destination.placeholder(link, hosts)) is not None]
    yield from findings(bad)
    words = _("{found} of {links} links wait for their address", found=len(bad), links=len(links))
    yield Tally(words, {"links": len(links), "placeholders": len(bad)})


_FIX = _("Put the real address in, or take the link out.")
