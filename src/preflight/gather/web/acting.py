"""What is never requested, whoever asks and wherever a redirect leads: it would act in a recipient's name.

Unsubscribe and preference pages, click-tracking wrappers, open pixels, and URLs in which a token is left.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import unquote

from preflight.data import acting_shapes as shapes
from preflight.data import gateways
from preflight.data.hosts import host_of, under
from preflight.gather.web import onward

_TOKEN = re.compile(shapes.TOKENS)
# Spelt as in `load.roles`, so that each is compiled once.
_SEGMENTS = (
    re.compile(rf"(?:{shapes.LEAVING_SEGMENT})", re.IGNORECASE),
    re.compile(rf"(?:{shapes.PREFERENCE_SEGMENT})(?:\.\w{{2,5}})?", re.IGNORECASE),
)
_QUERY = re.compile(
    r"[?&](?:unsubscribe|unsub|optout|opt_out)(?:[=&]|$)"
    r"|[?&]\w+=(?:unsubscribe|unsub|optout|opt-out)(?:&|$)",
    re.IGNORECASE,
)
_CLICKS = re.compile("|".join(shapes.CLICKS))
_OPENS = re.compile("|".join(shapes.OPENS))
_LEAVING = re.compile("|".join(shapes.UNSUBSCRIBES), re.IGNORECASE)
_LONG = 8_000
"""Characters of a URL that are looked at."""


class Acting:
    """Knows the URLs of the send that act, and the shapes of those that it does not hold itself."""

    def __init__(self, urls: Iterable[str], hosts: frozenset[str] = frozenset()) -> None:
        self._hosts = hosts
        self._urls = frozenset(_key(spelling) for url in urls for spelling in (url, _normalised(url)))

    def why(self, url: str) -> str:
        """Why the URL is never requested, in words; "" where it may be."""
        if _key(url) in self._urls:
            return "it is a link of this mail that acts in a recipient's name"
        target = _key(url)[:_LONG].partition("/")[2]
        if _TOKEN.search(url[:_LONG]):
            return "a personalisation token is left in it"
        if _leaves(f"/{target}"):
            return "it looks like an unsubscribe or preference page"
        if under(host_of(url), shapes.WRAPPER_HOSTS | self._hosts) or _tracks(f"/{target}"):
            return "it looks like click or open tracking"
        if under(host_of(url), gateways.HOSTS):
            return "it is the wrapper of somebody's mail filter"
        return ""


def _tracks(target: str) -> bool:
    return _CLICKS.match(target) is not None or _OPENS.match(target) is not None


def _leaves(target: str) -> bool:
    path, _, query = target.partition("?")
    segments = unquote(path).split("/")
    return (
        any(pattern.fullmatch(segment) for segment in segments for pattern in _SEGMENTS)
        or _LEAVING.match(target) is not None
        or _QUERY.search(f"?{query}") is not None
    )


def _normalised(url: str) -> str:
    try:
        return onward.target(url).url
    except onward.Unusable:
        return url


def _key(url: str) -> str:
    """Host and what follows: a page unsubscribes over http as well as over https, and with any fragment."""
    return url.partition("#")[0].partition("://")[2]
