"""links.invalid-contact"""

from __future__ import annotations

from collections.abc import Iterator

from preflight.check import check
from preflight.checks.links import _contacts
from preflight.facts import Send, destination
from preflight.facts.send import Link
from preflight.finding import Finding, Item, Mender, Severity, Skip, Tally, _


@check("links.invalid-contact", severity=Severity.BLOCKER, mender=Mender.BUILDER)
def invalid_contact(send: Send) -> Iterator[Item]:
    """A link to write or call cannot work.

    The reader who wants to buy, or to complain, taps it and gets an error, a message to nobody, or a wrong number.

    Bad:
        html: <a href="mailto:sales@shop">Write to us</a>
    Good:
        html: <a href="mailto:sales@shop.test?subject=Offer">Write to us</a>
    Fix: write mailto:name@domain or tel:+491234567, without blanks and without slashes.
    """
    links = [link for link in destination.links(send) if _judged(link)]
    if not links:
        yield Skip(_("there is no link to write or to call"))
        return
    found = 0
    for link in links:
        fault = _contacts.fault(link.raw)
        if fault is not None:
            found += 1
            yield Finding(
                fault.words, key=link.raw.strip()[:500], fix=fault.fix, location=link.location,
                severity=fault.severity, evidence={"url": link.url, "raw": link.raw[:500], "text": link.text[:200]},
            )  # fmt: skip
    words = _("{found} of {links} links to write or to call have a fault", found=found, links=len(links))
    yield Tally(words, {"links": len(links), "faulty": found})


def _judged(link: Link) -> bool:
    """In a text part each mail program decides for itself where an address ends."""
    return link.role == "contact" and link.where != "text" and not destination.has_token(link)
