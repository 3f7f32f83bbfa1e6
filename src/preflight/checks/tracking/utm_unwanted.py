"""tracking.utm-unwanted"""

from __future__ import annotations

from collections.abc import Iterator

from preflight.check import check
from preflight.facts import Send
from preflight.facts.destination import CAMPAIGN, pairs
from preflight.facts.send import Link
from preflight.finding import Finding, Item, Mender, Severity, Skip, Tally, Text, _

_ROLES: dict[str, Text] = {
    "unsubscribe": _("an unsubscribe link carries UTM parameters"),
    "preference": _("a preference link carries UTM parameters"),
    "view": _("the view-in-browser link carries UTM parameters"),
    "contact": _("a contact link (mailto, tel, sms) carries UTM parameters"),
}


@check("tracking.utm-unwanted", severity=Severity.WARNING, mender=Mender.BUILDER, cites=("U7",))
def utm_unwanted(send: Send) -> Iterator[Item]:
    """A link that nobody counts carries UTM parameters.

    On unsubscribe, preference and view-in-browser links they count leaving readers as visits of the campaign, and may
    break the platform's own address; behind a mailto: they end up in the letter.

    Bad:
        html: <a href="https://shop.test/unsubscribe?utm_source=news">Unsubscribe</a>
    Good:
        html: <a href="https://shop.test/unsubscribe?id=1">Unsubscribe</a>
    Fix: take the parameters out of this link.
    Source: tldrmarketing and the utm-builder wiki on where UTM parameters do harm, read 2026-11-22
    """
    links = [link for message in send.messages for link in message.links if link.role in _ROLES]
    if not links:
        yield Skip(_("there is no unsubscribe, preference, view or contact link"))
        return
    tagged = [link for link in links if _tagged(link)]
    for link in tagged:
        yield Finding(
            _ROLES[link.role], key=link.role, fix=_("Take the parameters out of this link."), location=link.location,
            evidence={"url": link.url},
        )  # fmt: skip
    words = _("{tagged} of {links} links that nobody counts carry UTM parameters", tagged=len(tagged), links=len(links))
    yield Tally(words, {"links": len(links), "tagged": len(tagged)})


def _tagged(link: Link) -> bool:
    return any(name.startswith(CAMPAIGN) for name, _value in pairs(link.url))
