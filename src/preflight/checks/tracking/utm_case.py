"""tracking.utm-case"""

from __future__ import annotations

from collections.abc import Iterator

from preflight.check import check
from preflight.checks.tracking import _links
from preflight.facts import Send
from preflight.finding import Finding, Item, Mender, Severity, Skip, Tally, _

_SPLIT_BY = frozenset({"utm_source", "utm_medium", "utm_campaign", "mtm_source", "mtm_medium", "mtm_campaign"})


@check("tracking.utm-case", severity=Severity.WARNING, mender=Mender.BUILDER, cites=("U2",))
def utm_case(send: Send) -> Iterator[Item]:
    """A UTM value is written with capitals.

    Reports tell `Email` from `email`: the visits of one campaign stand in two rows. What the brief names is
    compared with it instead.

    Bad:
        html: <a href="https://shop.test/?utm_medium=Email">Shop</a>
    Good:
        html: <a href="https://shop.test/?utm_medium=email">Shop</a>
    Fix: write UTM values in small letters.
    Source: Google Analytics Help 3297892 on case, and ga4auditor on GA4, read 2026-11-22
    """
    links = [link for link in _links.counted(send) if _links.campaign_pairs(link)]
    if not links and not send.added_by_platform:
        yield Skip(_("no link carries UTM parameters"))
        return
    # What the brief names is compared with it by `tracking.utm-not-as-briefed`.
    judged = _SPLIT_BY - set(_links.briefed(send))
    capitals: set[str] = set()
    for link in links:
        for name, value in _links.campaign_pairs(link):
            if name in judged and _capital(value):
                capitals.add(link.url)
                words = _("{name} is “{value}”, with capitals", name=name, value=value[:100])
                evidence = {"url": link.url, "parameter": name, "value": value[:500]}
                yield Finding(
                    words, key=f"{name}={value[:200]}", fix=_FIX, location=link.link.location, evidence=evidence
                )
    for name, value in send.added_by_platform.items():
        if name in judged and _capital(value):
            words = _("the platform adds {name} as “{value}”, with capitals", name=name, value=value[:100])
            place = send.at("tracking.added_by_platform")
            yield Finding(words, key=f"{name}={value[:200]}", fix=_FIX, location=place, evidence={"parameter": name})
    all_ = len({link.url for link in links})
    words = _("{capitals} of {links} links have UTM values with capitals", capitals=len(capitals), links=all_)
    yield Tally(words, {"links": all_, "capitals": len(capitals)})


def _capital(value: str) -> bool:
    return value != value.lower() and not _links.has_token(value)


_FIX = _("Write UTM values in small letters.")
