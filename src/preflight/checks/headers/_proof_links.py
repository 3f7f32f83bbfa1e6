"""The links of a draft beside those of its proof. What a click wrapper hides is not guessed at."""

from __future__ import annotations

import base64
import binascii
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from urllib.parse import parse_qsl, unquote, urlsplit

from preflight.data.click_wrappers import CAMPAIGN_MARKS, IDENTITIES
from preflight.data.gateways import HOSTS as GATEWAY_HOSTS
from preflight.data.hosts import under
from preflight.facts.destination import CAMPAIGN, token_in
from preflight.facts.send import Link

_LONG = 4_000
_COUNTING = (*CAMPAIGN, "matomo_", "piwik_", "mc_", "_hs", "__hs", "elq", "mkt_", "trk", "ck_", "vero", "sfmc_", "s_")
_MARKS = CAMPAIGN_MARKS | frozenset(IDENTITIES)
_WITHIN = re.compile(r"https?:/{1,2}[^\s\"'<>]{3,}", re.IGNORECASE)
_BASE64 = re.compile(r"(?:aHR0|ey)[\w+/-]{8,3000}={0,2}")
_OPAQUE = re.compile(
    r"/(?:ls|wf|ss|c|ctc|click|clicks|track|tracking|trk|redirect|redir|r|l|e|f|t|u|tr|cl|lnk|link|links|go|CL0|L0)(?:[/?;]|$)"
    r"|[?&](?:qs|upn|u|p|e|id|token|data|url|h|m)=[\w%.~*-]{12,}|[A-Za-z0-9_~*]{22,}|(?-i:/[\w-]*(?:\d[A-Za-z]|[a-z][A-Z]|[A-Z]\d)[\w-]*(?:$|[/?]))",
    re.IGNORECASE,
)  # fmt: skip


class Changed(NamedTuple):
    """A link of the draft, and the one that the proof has in its place."""

    draft: Link
    proof: Link


def changed(draft: Iterable[Link], proof: Iterable[Link]) -> Iterator[Changed]:
    """The links that surely lead elsewhere: same words, same number of them, and an address that hides nothing.

    Scheme, host's case, a closing slash, order of parameters and whatever is appended make no difference; parameters
    that count visits may even differ, as platforms write their own.
    """
    ours, theirs = list(_content(draft)), list(_content(proof))
    known = {page for link in theirs for page in (_page(link.url), *_hidden(link.url)) if page is not None}
    hosts = {_host(link.url) for link in ours}
    mine, others = _by_words(ours), _by_words(theirs)
    for words, links in mine.items():
        if len(links) == len(others.get(words, ())):
            for one, other in zip(links, others[words], strict=True):
                if not _same(one.url, other.url, known) and _tells(other.url, hosts):
                    yield Changed(one, other)


def _content(links: Iterable[Link]) -> Iterator[Link]:
    """Links that a reader may follow, without tokens."""
    for link in links:
        shown = link.where == "html" and link.role in {"content", "tracking"} and not link.conditional
        if shown and link.url.lower().startswith(("http://", "https://")) and not token_in(link.url):
            yield link


def _by_words(links: Iterable[Link]) -> dict[str, list[Link]]:
    found: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        found[re.sub(r"[\W_]+", " ", link.text).strip().casefold()].append(link)
    return found


class _Page(NamedTuple):
    host: str
    path: str
    query: frozenset[tuple[str, str]]


def _page(url: str) -> _Page | None:
    try:
        parts = urlsplit(url[:_LONG])
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return None
    if not host:
        return None
    query = parse_qsl(parts.query, keep_blank_values=True)
    kept = frozenset((name, value) for name, value in query if not _counts(name.lower()))
    return _Page(host, unquote(parts.path).rstrip("/").lower(), kept)


def _counts(name: str) -> bool:
    return name.startswith(_COUNTING) or name in _MARKS


def _same(url: str, other: str, known: Iterable[_Page]) -> bool:
    """Whether the proof leads there, by this link or by any: lists of links are sorted anew at times."""
    page = _page(url)
    there = [found for found in (_page(other), *_hidden(other), *known) if found is not None]
    return page is None or any(one[:2] == page[:2] and page.query <= one.query for one in there)


def _hidden(url: str) -> list[_Page]:
    """The addresses that a wrapper bears within itself, in the clear or in base64."""
    path, _, query = url[8:_LONG].partition("?")
    texts = [unquote(path), *(unquote(value) for _name, value in parse_qsl(query))]
    texts += [_decoded(found[0]) for found in _BASE64.finditer(url[:_LONG])]
    found = (re.sub(r"^(https?):/(?=[^/])", r"\1://", match[0]) for text in texts for match in _WITHIN.finditer(text))
    return [page for one in found if (page := _page(one)) is not None]


def _tells(url: str, hosts: set[str]) -> bool:
    """Whether one can read off an address where it leads: it hides none, and its host is one of the draft's."""
    if any(page.host in hosts for page in _hidden(url)):
        return True
    host, (path, _, query) = _host(url), url.partition("://")[2].partition("/")[2].partition("?")
    told = "&".join(piece for piece in query.split("&") if not _counts(piece.partition("=")[0].lower()))
    return host in hosts and not under(host, GATEWAY_HOSTS) and _OPAQUE.search(f"/{path}?{told}") is None


def _host(url: str) -> str:
    page = _page(url)
    return page.host if page else ""


def _decoded(text: str) -> str:
    plain = text.translate(str.maketrans("-_", "+/")).rstrip("=")
    try:
        return base64.b64decode(plain + "=" * (-len(plain) % 4)).decode("utf-8", errors="replace").replace("\\/", "/")
    except (binascii.Error, ValueError):
        return ""
