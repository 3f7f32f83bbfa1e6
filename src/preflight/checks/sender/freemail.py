"""sender.freemail"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from preflight.check import Options, check, option
from preflight.checks.sender._from import From, not_given, senders
from preflight.data.free_mail import kind_of
from preflight.facts import Send
from preflight.finding import Finding, Item, Mender, Severity, Tally, _, ngettext


class Freemail(Options, frozen=True):
    """Options of sender.freemail."""

    allow: Annotated[frozenset[str], option("Domains of our list that you may send from.")] = frozenset()


@check("sender.freemail", severity=Severity.BLOCKER, mender=Mender.BUILDER)
def freemail(send: Send, options: Freemail) -> Iterator[Item]:
    """The mail is sent from an address at a free mailbox provider.

    Gmail, Yahoo, GMX and the others publish policies by which mail from their domains that they did not send
    themselves is refused. A campaign from such an address does not arrive, and looks like a fraud where it does.

    Bad:
        html: <p>Sale!</p>
        from: Acme News <acme.news@gmail.com>
    Good:
        html: <p>Sale!</p>
        from: Acme News <news@shop.test>
    Fix: send from an address at a domain of your own.
    """
    if (skip := not_given(send)) is not None:
        yield skip
        return
    found = senders(send)
    bad = [one for one in found if one.domain not in options.allow and kind_of(one.domain)]
    yield from map(_finding, bad)
    words = ngettext(
        "{bad} of {n} sender is at a free mailbox provider", "{bad} of {n} senders are at free mailbox providers",
        len(found), bad=len(bad),
    )  # fmt: skip
    yield Tally(words, {"senders": len(found), "free": len(bad)})


def _finding(one: From) -> Finding:
    return Finding(
        _("the mail is sent from {domain}, where anybody may have a mailbox", domain=one.domain),
        key=one.domain,
        fix=_("Send from an address at a domain of your own."),
        location=one.location,
        evidence={"domain": one.domain},
        many=_("{n} messages are sent from {domain}, where anybody may have a mailbox", domain=one.domain),
    )
