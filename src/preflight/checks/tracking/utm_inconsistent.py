"""tracking.utm-inconsistent"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from preflight.check import check
from preflight.checks.tracking import _links
from preflight.checks.tracking._links import Counted
from preflight.facts import Send
from preflight.finding import Finding, Item, Mender, Severity, Skip, Tally, _

_ONE_VALUE = ("utm_source", "utm_medium", "utm_campaign", "mtm_source", "mtm_medium", "mtm_campaign")
_SHOWN = 5


@check("tracking.utm-inconsistent", severity=Severity.WARNING, mender=Mender.BUILDER)
def utm_inconsistent(send: Send) -> Iterator[Item]:
    """The links of one mail name several campaigns, sources or mediums.

    The visits of one send fall apart into two rows of the report, mostly because a block was copied from last month's.

    Bad:
        html: <a href="https://shop.test/?utm_campaign=may">A</a> <a href="https://shop.test/b?utm_campaign=april">B</a>
    Good:
        html: <a href="https://shop.test/?utm_campaign=may">A</a> <a href="https://shop.test/b?utm_campaign=may">B</a>
    Fix: give all links of the mail the same campaign, source and medium; tell them apart by utm_content.
    """
    links = _links.own_or_all([link for link in _links.counted(send) if _links.campaign_pairs(link)], send)
    # What the brief names is compared with it by `tracking.utm-not-as-briefed`.
    briefed = _links.briefed(send)
    if not links:
        yield Skip(_("no link carries UTM parameters"))
        return
    several = 0
    for message in send.messages:
        own = [link for link in links if link.message is message]
        for name in (name for name in _ONE_VALUE if name not in briefed):
            values = _values(own, name)
            if len({value.lower() for value in values}) > 1:
                several += 1
                yield from _finding(own, name, values)
    words = _("{several} parameters have several values in one mail ({links} links)", several=several,
              links=len({link.url for link in links}))  # fmt: skip
    yield Tally(words, {"links": len({link.url for link in links}), "inconsistent": several})


def _values(links: list[Counted], name: str) -> Counter[str]:
    """How many addresses carry each value; those that differ in capitals alone are `tracking.utm-case`'s."""
    pairs = {(link.url, value) for link in links for key, value in link.pairs if key == name}
    return Counter(value for _url, value in pairs if value.strip() and not _links.has_token(value))


def _finding(links: list[Counted], name: str, values: Counter[str]) -> Iterator[Finding]:
    """One finding for a parameter, at the links that do not carry the usual value."""
    usual = values.most_common(1)[0][0]
    told = ", ".join(f"{value[:60]} ({count})" for value, count in values.most_common(_SHOWN))
    words = _("{name} has {number} values in this mail: {values}", name=name, number=len(values), values=told)
    for link in links:
        value = link.value(name)
        if value and value.lower() != usual.lower() and not _links.has_token(value):
            yield Finding(
                words, key=f"{name}: {', '.join(sorted(values))[:300]}", fix=_FIX, location=link.link.location,
                evidence={"url": link.url, "parameter": name, "values": dict(values.most_common(20))}, many=words,
            )  # fmt: skip


_FIX = _("Give all links of the mail the same campaign, source and medium; tell them apart by utm_content.")
