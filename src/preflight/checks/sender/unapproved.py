"""sender.unapproved"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from preflight.check import Options, check, option
from preflight.checks.sender._from import From, not_given, senders
from preflight.facts import Send
from preflight.finding import Finding, Item, Mender, Severity, Skip, Tally, _, ngettext


class Unapproved(Options, frozen=True):
    """Options of sender.unapproved."""

    senders: Annotated[
        tuple[str, ...], option('Who may send: addresses ("news@acme.example") or domains without subdomains.')
    ] = ()


@check("sender.unapproved", severity=Severity.BLOCKER, mender=Mender.BUILDER, on=False)
def unapproved(send: Send, options: Unapproved) -> Iterator[Item]:
    """The mail is sent from an address that is not on the checklist's list of senders.

    A sender that readers do not know is reported as spam, and one whose domain was never set up for the platform does
    not arrive.

    Bad:
        html: <p>Sale!</p>
        from: Jo <jo@shop.test>
        options: {senders: [news@shop.test]}
    Good:
        html: <p>Sale!</p>
        from: Acme News <news@shop.test>
        options: {senders: [news@shop.test]}
    Fix: send from one of the approved addresses, or have this one put on the checklist's list.
    """
    if (skip := not_given(send)) is not None:
        yield skip
        return
    allowed = frozenset(one.strip().lower().removeprefix("@") for one in options.senders)
    if not allowed:
        yield Skip(_("the checklist lists no senders; give the option senders"))
        return
    found = senders(send)
    bad = [one for one in found if one.address.lower() not in allowed and one.domain not in allowed]
    yield from map(_finding, bad)
    words = ngettext(
        "{bad} of {n} sender is not on the list", "{bad} of {n} senders are not on the list", len(found), bad=len(bad)
    )
    yield Tally(words, {"senders": len(found), "unapproved": len(bad), "listed": len(allowed)})


def _finding(one: From) -> Finding:
    return Finding(
        _("{address} is not on the list of senders", address=one.address[:200]),
        key=one.address.casefold()[:200],
        fix=_("Send from one of the approved addresses, or have this one put on the checklist's list."),
        location=one.location,
        evidence={"address": one.address[:200]},
    )
