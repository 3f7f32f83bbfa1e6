"""links.malformed"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from preflight.check import Options, check, option
from preflight.checks.links._causes import findings
from preflight.facts import Send, destination
from preflight.finding import Item, Mender, Severity, Tally, _


class Malformed(Options, frozen=True):
    """Options of links.malformed."""

    schemes: Annotated[
        frozenset[str], option("Further schemes that your readers' programs open, such as an app's.")
    ] = frozenset()


@check("links.malformed", severity=Severity.BLOCKER, mender=Mender.BUILDER)
def malformed(send: Send, options: Malformed) -> Iterator[Item]:
    """A link's address is not one.

    `htp://`, a blank in the middle, no host, `&reg_id=` that browsers read as ®_id=: the mail looks right, and the
    click goes nowhere, or somewhere else.

    Bad:
        html: <a href="htp://shop.test/">Shop</a>
    Good:
        html: <a href="https://shop.test/">Shop</a>
    Fix: write the address as it stands in the browser's address bar; in HTML an & in an address is written &amp;.
    """
    schemes = destination.SCHEMES | {scheme.rstrip(":").lower() for scheme in options.schemes}
    links = list(destination.links(send))
    bad = [
        (link, why, _FIX_ENTITY if link.decoded_entity else _FIX)
        for link in links
        if (why := destination.malformed(link, schemes)) is not None
    ]
    yield from findings(bad)
    words = _("{found} of {links} links have an address that is none", found=len(bad), links=len(links))
    yield Tally(words, {"links": len(links), "malformed": len(bad)})


_FIX = _("Write the address as it stands in the browser's address bar.")
_FIX_ENTITY = _("Write &amp; for each & in the address.")
