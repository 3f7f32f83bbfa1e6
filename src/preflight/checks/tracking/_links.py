"""The links that are to be counted, and what their parameters say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from preflight.data.acting_shapes import TOKENS
from preflight.data.hosts import EXAMPLE, LOCAL, SOCIAL, host_of, under
from preflight.facts.destination import CAMPAIGN, pairs, tracked_domains
from preflight.facts.piece import sent
from preflight.facts.send import Link, Message, Send

_COUNTED = frozenset({"content", "token", "tracking"})
_TOKEN = re.compile(TOKENS)
_LONG = 8_000


class Counted(NamedTuple):
    """A link that is to be counted. `pairs` are the query's names and values, percent-decoded, in their order."""

    message: Message
    link: Link
    host: str
    pairs: tuple[tuple[str, str], ...]

    @property
    def url(self) -> str:
        """The address without fragment: two places with the same one count once."""
        return self.link.url.partition("#")[0]

    def misplaces(self, name: str) -> bool:
        """Whether the parameter stands where nobody counts it, which `tracking.utm-malformed` tells."""
        return re.search(rf"[#?&/!;]{re.escape(name)}=", self.link.url[:_LONG]) is not None

    def value(self, name: str) -> str | None:
        """The first value of a parameter, None where the address has none."""
        return next((value for key, value in self.pairs if key == name), None)


def counted(send: Send, exempt: frozenset[str] = frozenset()) -> Iterator[Counted]:
    """Web links that a reader may follow to a page: not those to unsubscribe, preferences, view or contact, not social
    networks, not what other checks call a placeholder or unreadable, not forms, which replace the parameters of their
    address. Click-tracking links are among them.
    """
    for message in sent(send):
        for link in message.links:
            if (
                link.role not in _COUNTED
                or link.element == "form"
                or link.invalid
                or not link.url.startswith(("http://", "https://"))
            ):
                continue
            host = host_of(link.url)
            if "." in host and not under(host, SOCIAL | EXAMPLE | LOCAL | exempt) and not has_token(host):
                yield Counted(message, link, host, tuple(pairs(link.url)))


def hidden(send: Send) -> Iterator[Link]:
    """Links whose whole address, or host, a token makes: their parameters are not to be seen."""
    for message in sent(send):
        for link in message.links:
            if (
                link.role in {"content", "token"}
                and has_token(link.raw)
                and (link.invalid or not link.url.startswith(("http://", "https://")) or has_token(host_of(link.url)))
            ):
                yield link


def has_token(text: str) -> bool:
    """Whether a personalisation token stands in the text, bare or percent-encoded."""
    return _TOKEN.search(text[:_LONG]) is not None


def campaign_pairs(link: Counted) -> list[tuple[str, str]]:
    """The campaign parameters of a link that have a value."""
    return [(name, value) for name, value in link.pairs if name.startswith(CAMPAIGN) and value.strip()]


def own_or_all(links: list[Counted], send: Send) -> list[Counted]:
    """The links to the send's own domains, whose reports these values make; all of them where it has none."""
    tracked = tracked_domains(send, frozenset())
    return [link for link in links if under(link.host, tracked)] or links


def briefed(send: Send) -> dict[str, str]:
    """The brief's values by the parameter's whole name: `campaign` and `utm_campaign` say the same."""
    utm = send.brief.utm if send.brief else {}
    return {name if name.startswith(CAMPAIGN) else f"utm_{name}": value for name, value in utm.items()}
