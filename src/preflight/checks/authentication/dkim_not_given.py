"""authentication.dkim-not-given"""

from __future__ import annotations

from collections.abc import Iterator

from preflight.check import check
from preflight.checks.authentication import _domains
from preflight.facts import Send
from preflight.finding import Item, Mender, Severity, Skip, Tally, Unknown, _, ngettext


@check("authentication.dkim-not-given", severity=Severity.WARNING, mender=Mender.BUILDER, cites=("G2", "Y1"))
def dkim_not_given(send: Send) -> Iterator[Item]:
    """Nobody said which DKIM key the mail will be signed with.

    Gmail and Yahoo want bulk mail signed. Without the selector its key cannot be looked up, so whether the mail will be
    believed is not known.

    Bad:
        from: Acme <events@acme.test>
        html: <p>Hello</p>
    Good:
        from: Acme <events@acme.test>
        html: <p>Hello</p>
        send: {sender: {dkim: [{domain: acme.test, selector: hs1}]}}
    Fix: write the domain and selector that your platform signs with under sender: dkim:, or add a proof.
    Source: Google, Email sender guidelines (2026-03-11); Yahoo (2025-04-10)
    """
    domains, selectors = _domains.from_domains(send), _domains.selectors(send)
    if not domains and not selectors:
        yield Skip(_("no From domain is known"), not_given="from")
        return
    if not selectors:
        yield Unknown(_NOT_GIVEN, key="not-given", location=send.at("sender"), evidence={"domain": domains[0].domain})
    words = ngettext("{n} DKIM selector is known", "{n} DKIM selectors are known", len(selectors))
    yield Tally(words, {"selectors": len(selectors)})


_NOT_GIVEN = _(
    "no DKIM selector is given, and none can be read off a message: write what your platform signs with under "
    "sender: dkim:, or add a proof"
)
