"""tracking.channel-unassigned"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from preflight.check import Options, check, option
from preflight.checks.tracking import _links
from preflight.checks.tracking._links import Counted
from preflight.data import ga4_channels
from preflight.data.ga4_channels import Prediction
from preflight.facts import Send
from preflight.finding import Finding, Item, Mender, Severity, Skip, Tally, Text, _

_CLICK_IDS = frozenset({"gclid", "gbraid", "wbraid", "dclid", "msclkid", "fbclid"})
_BY_GOOGLE = frozenset({"gclid", "gbraid", "wbraid", "dclid"})


class ChannelUnassigned(Options, frozen=True):
    """Options of tracking.channel-unassigned."""

    expected: Annotated[str, option("The channel of Google Analytics under which the visits belong.")] = "Email"


@check("tracking.channel-unassigned", severity=Severity.WARNING, mender=Mender.BUILDER, cites=("U1",))
def channel_unassigned(send: Send, options: ChannelUnassigned) -> Iterator[Item]:
    """Google Analytics would not file the visits under Email.

    Its channel rules look at source, medium and campaign in a fixed order: `utm_medium=newsletter` is filed under
    Unassigned, and a campaign called `spring-shop` under Organic Shopping, whatever its medium.

    Bad:
        html: <a href="https://shop.test/?utm_source=news&amp;utm_medium=newsletter&amp;utm_campaign=may">Shop</a>
    Good:
        html: <a href="https://shop.test/?utm_source=news&amp;utm_medium=email&amp;utm_campaign=may">Shop</a>
    Fix: write utm_medium=email, and a source and campaign that no earlier rule claims.
    Source: Google Analytics Help 9756891 "Default channel group", read 2026-11-22
    """
    links = _links.own_or_all([link for link in _links.counted(send) if _judged(link, send)], send)
    if not links:
        yield Skip(_("no link says by UTM parameters where its visits come from"))
        return
    elsewhere: set[str] = set()
    for link in links:
        for finding in _findings(link, send, options):
            elsewhere.add(link.url)
            yield finding
    all_ = len({link.url for link in links})
    words = _("{elsewhere} of {links} links would be filed under another channel than {expected}",
              elsewhere=len(elsewhere), links=all_, expected=options.expected)  # fmt: skip
    yield Tally(words, {"links": all_, "elsewhere": len(elsewhere)})


def _judged(link: Counted, send: Send) -> bool:
    """Whether source and medium are there to be read; what lacks is `tracking.utm-missing`'s."""
    values = [_value(link, send, name) for name in ("utm_source", "utm_medium")]
    return all(values) and not any(map(_links.has_token, values))


def _value(link: Counted, send: Send, name: str) -> str:
    own = link.value(name)
    return own if own is not None else send.added_by_platform.get(name, "")


def _findings(link: Counted, send: Send, options: ChannelUnassigned) -> Iterator[Finding]:
    stray = next((name for name, value in link.pairs if name.lower() in _CLICK_IDS and value), None)
    if stray is not None and link.message.state == "draft":
        return  # `links.copied-tracking` tells
    if stray is not None:
        yield _finding(link, f"click id {stray}", _stray(stray), _FIX_STRAY, {"parameter": stray})
        return
    source, medium, campaign = (_value(link, send, name) for name in ("utm_source", "utm_medium", "utm_campaign"))
    found = ga4_channels.predict(source, medium, "" if _links.has_token(campaign) else campaign)
    if found.channel.lower() == options.expected.lower():
        return
    evidence = {
        "channel": found.channel, "rule": found.rule, "why": found.why, "source": source, "medium": medium,
        "campaign": campaign,
    }  # fmt: skip
    key = f"{found.channel}: {source} {medium} {campaign}"
    yield _finding(link, key, _words(found, source, medium, campaign), _FIX, evidence)


def _words(found: Prediction, source: str, medium: str, campaign: str) -> Text:
    values = {"source": source[:60], "medium": medium[:60], "campaign": campaign[:60], "channel": found.channel}
    if not found.rule:
        return Text("Google Analytics files source “{source}”, medium “{medium}” under Unassigned: none of its rules "
                    "knows them", {**values})  # fmt: skip
    return Text(
        "Google Analytics files source “{source}”, medium “{medium}”, campaign “{campaign}” under {channel} (rule "
        "{rule}: {why})", {**values, "rule": str(found.rule), "why": found.why},
    )  # fmt: skip


def _stray(name: str) -> Text:
    if name.lower() in _BY_GOOGLE:
        return _(
            "a link carries {name}, copied from an advertisement: Google Analytics files its visits under ads",
            name=name,
        )
    return _("a link carries {name}, copied from an advertisement or a post: its visits are counted there", name=name)


def _finding(link: Counted, key: str, words: Text, fix: Text, evidence: dict[str, object]) -> Finding:
    return Finding(words, key=key[:300], fix=fix, location=link.link.location, evidence={"url": link.url, **evidence})


_FIX = _("Write utm_medium=email, and a source and campaign that no earlier rule claims.")
_FIX_STRAY = _("Take the parameter out of the address.")
