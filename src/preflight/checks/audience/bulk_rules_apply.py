"""audience.bulk-rules-apply"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from preflight.check import Options, check
from preflight.checks.audience import _people
from preflight.data.consumer_domains import at_providers, bulk, table
from preflight.facts import Ask, Audience, Facts, Send
from preflight.facts.bulk import DOMAINS
from preflight.facts.given import Members
from preflight.facts.web import Unanswered
from preflight.finding import Finding, Item, Mender, Severity, Tally, Text, _

_RULES: dict[str, Text] = {
    "gmail": _("SPF, DKIM and DMARC that align with From, one-click unsubscribe with a visible link, a spam rate below "
               "0.3 % (G1, G2, G3, G6)"),
    "yahoo": _("SPF and DKIM, DMARC that passes, a working List-Unsubscribe with a visible link, a spam rate below "
               "0.3 % (Y1, Y2)"),
    "microsoft": _("SPF and DKIM that pass, DMARC that aligns, a From and Reply-To that take replies (M1)"),
}  # fmt: skip


def asks(send: Send, options: Options, known: Facts) -> Iterable[Ask]:  # noqa: ARG001 - all asks are called alike
    """How many recipients each domain has."""
    return (DOMAINS,)


@check(
    "audience.bulk-rules-apply", severity=Severity.NOTE, mender=Mender.DNS, asks=asks, cites=("G1", "Y1", "M1")
)  # fmt: skip
def bulk_rules_apply(members: Members, audience: Audience) -> Iterator[Item]:
    """The send is large enough for the rules that mailbox providers set for bulk senders.

    From 5,000 recipients at one provider on, its rules are no advice any more: mail that breaks them is refused. This
    note says for whom they hold; the checks on authentication and unsubscribing judge whether they are kept.

    Bad:
        html: <p>Hello</p>
        send: {audience: {members: audience.csv}}
        audience: {rows: 20000, measures: {audience.domains: {groups: [[gmail.com, 9000], [acme.test, 11000]]}}}
    Good:
        html: <p>Hello</p>
        send: {audience: {members: audience.csv}}
        audience: {rows: 20000, measures: {audience.domains: {groups: [[gmail.com, 900], [acme.test, 19100]]}}}
    Fix: nothing is wrong; see that the checks on authentication and unsubscribing pass before you send.
    Source: Google, Email sender guidelines FAQ (2026-03-11); Yahoo, Sender Requirements (2025-04-10); Microsoft,
        Strengthening Email Ecosystem (2025-04-30)
    """
    if members.spec.match != "email":
        yield _people.DIGESTS
        return
    found = _people.known(audience, DOMAINS)
    if isinstance(found, Unanswered):
        yield from _people.unknown(found, members)
        return
    rows, numbers = found[0].rows, at_providers(found[1][0].groups)
    over = {key: number for key, number in numbers.items() if number >= bulk()}
    for key, number in over.items():
        name = table()["providers"][key]["name"]
        yield Finding(
            _("{number} of {rows} recipients are at {provider}, whose rules for bulk senders hold: {rules}",
              number=number, rows=rows, provider=name, rules=str(_RULES[key])),
            key=key, fix=_("See that the checks on authentication and unsubscribing pass before you send."),
            evidence={"provider": name, "recipients": number, "of": rows, "from": bulk()},
        )  # fmt: skip
    words = _("{over} of {providers} providers see {bulk} recipients or more", over=len(over), providers=len(numbers),
              bulk=bulk())  # fmt: skip
    yield Tally(words, {"recipients": rows, **numbers})
