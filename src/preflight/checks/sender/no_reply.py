"""sender.no-reply"""

from __future__ import annotations

import re
from collections.abc import Iterator

from preflight.check import check
from preflight.checks.sender._from import From, not_given, repliers, senders
from preflight.facts import Send
from preflight.finding import Finding, Item, Mender, Severity, Tally, _, ngettext

_NO_REPLY = re.compile(
    r"(?:^|[._+-])(?:no[._-]?repl(?:y|ies)|(?:do[._-]?not|dont)[._-]?reply|no[._-]?response|not[._-]?monitored"
    r"|nicht[._-]?antworten|keine[._-]?antwort|ne[._-]?pas[._-]?repondre|pas[._-]?de[._-]?reponse"
    r"|no[._-]?(?:responder|contestar)|n[aã]o[._-]?(?:responda|responder)|non[._-]?rispondere"
    r"|niet[._-]?(?:ant)?be?antwoorden|ej[._-]?svar|svar[._-]?ej|ikke[._-]?svar|nepasrepondre)(?:$|[._+\d-])",
    re.IGNORECASE,
)


@check("sender.no-reply", severity=Severity.WARNING, mender=Mender.BUILDER, cites=("M1",))
def no_reply(send: Send) -> Iterator[Item]:
    """Replies go to an address that nobody reads.

    Outlook.com wants From and Reply-To addresses that take replies, answers are a sign to every provider that the
    mail is wanted, and some who want to leave the list write back instead of clicking.

    Bad:
        html: <p>Sale!</p>
        from: Acme News <noreply@shop.test>
    Good:
        html: <p>Sale!</p>
        from: Acme News <hello@shop.test>
    Fix: use an address that somebody reads, as From and as Reply-To.
    Source: Microsoft "Strengthening Email Ecosystem", 2025-04-30
    """
    if (skip := not_given(send)) is not None:
        yield skip
        return
    found = [*senders(send), *repliers(send)]
    bad = [one for one in found if _NO_REPLY.search(one.address.rpartition("@")[0])]
    yield from map(_finding, bad)
    words = ngettext(
        "{bad} of {n} address asks not to be answered", "{bad} of {n} addresses ask not to be answered",
        len(found), bad=len(bad),
    )  # fmt: skip
    yield Tally(words, {"addresses": len(found), "no_reply": len(bad)})


def _finding(one: From) -> Finding:
    return Finding(
        _("{address} asks not to be answered", address=one.address[:200]),
        key=one.address.casefold()[:200],
        fix=_("Use an address that somebody reads, as From and as Reply-To."),
        location=one.location,
        evidence={"address": one.address[:200]},
    )
