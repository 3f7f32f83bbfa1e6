"""When two addresses lead to the same page: without what only counts visits, and without how they are spelt."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import quote, unquote

from preflight.data.click_wrappers import CAMPAIGN_MARKS, IDENTITIES
from preflight.facts.destination import CAMPAIGN, token_in

COUNTING = (*CAMPAIGN, "matomo_", "piwik_")
"""How names of campaign parameters begin."""

_MARKS = CAMPAIGN_MARKS | frozenset(IDENTITIES)
_LONG = 8_000
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:(?!\d)", re.IGNORECASE)


class Page(NamedTuple):
    """Where an address leads. http and https, `www.`, a closing slash and the order of parameters make no difference:
    sites answer to all of them, and `links.broken` follows the spelling that stands in the mail.
    """

    site: str
    path: str
    query: tuple[str, ...] = ()
    fragment: str = ""

    @property
    def plain(self) -> Page:
        """The page whatever its parameters."""
        return Page(self.site, self.path)


def page(url: str) -> Page | None:
    """The page of an address, or None where it is none of the web's, or a token decides about it."""
    scheme, separator, rest = url[:_LONG].partition("://")
    if not separator or scheme.lower() not in {"http", "https"}:
        return None
    rest, _, fragment = rest.partition("#")
    rest, _, query = rest.partition("?")
    authority, _, path = rest.partition("/")
    site = re.sub(r":(?:80|443)?$", "", authority.rpartition("@")[2].lower()).rstrip(".").removeprefix("www.")
    if not site or token_in(site) or token_in(path):
        return None
    return Page(site, _spelt(path.rstrip("/")), _parameters(query), _route(fragment))


def normal(url: str) -> str:
    """An address as somebody typed it into a table, as a browser would request it; unchanged where it is none."""
    # Imported here, as no start-up may pay for it.
    import ada_url

    text = url.strip()
    try:
        return str(ada_url.URL(text if _SCHEME.match(text) else f"https://{text}").href)
    except ValueError:
        return text


def counts(name: str) -> bool:
    """Whether a parameter only counts visits: a campaign's, or what a platform leaves behind."""
    return name.lower().startswith(COUNTING) or name.lower() in _MARKS


def _parameters(query: str) -> tuple[str, ...]:
    """Those that say which page it is, in one order; a token's value is another's for every reader."""
    pieces = (piece for piece in query.split("&") if piece and not counts(unquote(piece.partition("=")[0])))
    return tuple(sorted(_spelt(piece) for piece in pieces if not token_in(piece)))


def _route(fragment: str) -> str:
    """The fragment where an application reads its page from it; elsewhere it is a place on the same page."""
    return fragment if fragment.startswith(("/", "!")) else ""


def _spelt(text: str) -> str:
    return quote(unquote(text), safe="/=")
