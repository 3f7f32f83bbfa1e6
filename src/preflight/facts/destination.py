"""What is wrong with a link before anybody follows it. Each `href` is told by one check alone, the first that holds:
placeholder, malformed, not public; only what is none of these is followed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal
from urllib.parse import unquote_plus, urlsplit

from preflight.data.acting_shapes import TOKENS
from preflight.data.hosts import EXAMPLE, LOCAL, TUNNELS, address, host_of, registrable, under
from preflight.facts.piece import sent
from preflight.facts.send import Link, Send
from preflight.facts.web import Answer, Fetch, Unanswered, Web
from preflight.finding import Text, _

SCHEMES: frozenset[str] = frozenset(
    {
        "http",
        "https",
        "mailto",
        "tel",
        "sms",
        "smsto",
        "callto",
        "facetime",
        "geo",
        "maps",
        "webcal",
        "whatsapp",
        "skype",
        "tg",
        "market",
        "itms-apps",
        "intent",
        "javascript",
    }
)
"""Schemes that some program of the reader opens, and `javascript:`, which is a placeholder's."""

_PAIRED = re.compile(
    r"\{\{.{0,300}?\}\}|\{%.{0,300}?%\}|%%.{1,200}?%%|\*\|.{1,200}?\|\*|\[\[.{1,200}?\]\]|\$\{.{1,200}?\}|<%.{0,300}?%>",
    re.DOTALL,
)
_TOKEN = re.compile(TOKENS)
_AUTHORITY = re.compile(r"(?:https?:)?//([^/?#]*)", re.IGNORECASE)
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]{0,30}):")
_HOST = re.compile(r"(?:[a-z0-9_-]{1,63}\.)*[a-z0-9_-]{1,63}\.?")
_WORDS = re.compile(
    r"(?:(?:insert|your|enter|add|paste|the)-?)*(?:url|link|href|cta|address|website)(?:-(?:goes|to))?(?:-(?:here|come|tbd|todo))?"
    r"|todo|tbd|tba|tbc|x{2,}|placeholder|dummy|fixme|change-?me|about-blank"
)
_BLANK = re.compile(r"\s")
_BLANK_IN_UTM = re.compile(r"([?&](?:utm_|mtm_|pk_)\w+=[^&#]*)")
Local = Literal["address", "name", "tunnel"]
_LONG = 8_000
"""Characters of an address that are looked at."""

_STANDS_IN = "\N{SYMBOL FOR NULL}"
"""Takes the place of a token, so that blanks and braces inside it do not count."""

NOT_FOLLOWED: frozenset[str] = frozenset({"contact", "fragment", "resource", "pixel"})


def links(send: Send) -> Iterator[Link]:
    """Every link of the send's messages, in the order of the mail; not those of a proof beside its draft."""
    return (link for message in sent(send) for link in message.links)


def host(link: Link) -> str:
    """The link's host in lower case; "" where it has none."""
    return host_of(link.url)


def has_token(link: Link) -> bool:
    """Whether a personalisation token stands in the address."""
    return link.role == "token" or token_in(link.raw) or token_in(link.url)


def token_in(text: str) -> bool:
    """Whether a token of any usual dialect stands in the text."""
    return _TOKEN.search(text[:_LONG]) is not None


def _raw(link: Link) -> str:
    return link.raw[:_LONG].strip()


def placeholder(link: Link, hosts: frozenset[str] = EXAMPLE) -> Text | None:
    """Why the link is one that somebody meant to fill in later; None where it is not."""
    if link.role in {"token", "contact"}:
        return None
    raw = _raw(link)
    if raw in {"", "#"}:
        # An unsubscribe link that leads nowhere is a missing one: `unsubscribe.missing` tells.
        return None if link.role in {"unsubscribe", "preference"} else _EMPTY if not raw else _NOWHERE
    if raw[:11].lower() == "javascript:":
        return _SCRIPT
    if _TOKEN.search(raw):
        return None
    if under(host(link), hosts):
        return _("a link leads to {host}, an address for examples", host=host(link))
    if "." not in raw[:80] and _WORDS.fullmatch(_worded(raw)):
        return _("a link leads to “{raw}”, which still waits for its address", raw=raw[:80])
    return None


def _worded(raw: str) -> str:
    """The words of an address, joined by hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", re.sub(r"^https?:/*", "", raw[:80].lower())).strip("-")


_EMPTY = _("a link has no address")
_NOWHERE = _("a link leads nowhere (its address is “#”)")
_SCRIPT = _("a link runs a script, which no mail program does")


def malformed(link: Link, schemes: frozenset[str] = SCHEMES) -> Text | None:
    """Why the address is none; None where it is one, or where another check speaks of it."""
    if link.role in NOT_FOLLOWED or placeholder(link) is not None:
        return None
    return _misspelt(link, schemes)


def _misspelt(link: Link, schemes: frozenset[str] = SCHEMES) -> Text | None:
    if link.decoded_entity:
        return _("browsers read “{entity}” in a link as a sign of its own", entity=link.decoded_entity)
    bare = _PAIRED.sub(_STANDS_IN, _raw(link))
    authority = _AUTHORITY.match(bare)
    if authority is not None and _STANDS_IN in authority[1] and authority.end() < len(bare):
        return _("a personalisation token stands in the host of a link")
    if authority is not None and _STANDS_IN in authority[1].strip(_STANDS_IN):
        return _("a personalisation token stands in the host of a link")
    if _BLANK.search(_BLANK_IN_UTM.sub("", bare)):
        return _("the address of a link has a blank inside")
    scheme = _SCHEME.match(bare)
    if scheme is not None and scheme[1].lower() not in schemes and not bare[scheme.end() :].isdigit():
        return _("a link begins with “{scheme}:”, which no program opens", scheme=scheme[1])
    return None if _STANDS_IN in bare else _unreadable(link)


def _unreadable(link: Link) -> Text | None:
    if link.invalid:
        return _("the address “{raw}” of a link leads nowhere: {why}", raw=_raw(link)[:80], why=link.invalid)
    if not link.url.startswith(("http:", "https:")):
        return None
    name = host(link)
    if not name:
        return _("the address of a link has no host")
    if name in {"http", "https"}:
        return _("the address of a link begins twice (“{raw}”)", raw=link.raw.strip()[:80])
    if address(name) is None and not _HOST.fullmatch(name):
        return _("“{host}” in a link cannot be the name of a host", host=name[:80])
    return None


@lru_cache(maxsize=4_096)
def local(name: str) -> Local | None:
    """Why a host is not to be had from outside; None where it may be."""
    ip = address(name)
    if ip is not None:
        return None if ip.is_global else "address"
    if under(name, LOCAL) or (name and "." not in name.rstrip(".") and name != "test"):
        return "name"
    return "tunnel" if under(name, TUNNELS) else None


_last: tuple[Send, tuple[Link, ...]] | None = None
"""The links to be followed of the send that was asked for last: a dozen checks ask, and a mail may have thousands."""


def followable(send: Send) -> tuple[Link, ...]:
    """The links to be followed: content, http(s), complete, without tokens.

    Private hosts are among them: what connects refuses them, unless the user lets links lead there.
    """
    global _last
    last = _last
    if last is None or last[0] is not send:
        last = _last = (send, tuple(link for link in links(send) if _followable(link)))
    return last[1]


def fetches(send: Send, *, page: bool = False) -> Iterator[Fetch]:
    """The asks for all links to be followed; `page` wants to know what the pages say of themselves."""
    return (Fetch(url, page=page) for url in dict.fromkeys(link.url.partition("#")[0] for link in followable(send)))


def followed(send: Send, web: Web) -> list[Link]:
    """The links to be followed, without those to a private host that gave no answer: `links.non-production` tells."""
    return [link for link in followable(send) if not _told_as_private(link, web[link.url])]


def _followable(link: Link) -> bool:
    return (
        link.role == "content"
        and link.url.startswith(("http://", "https://"))
        and not has_token(link)
        and placeholder(link) is None
        and _misspelt(link) is None
        and local(host(link)) != "tunnel"
    )


def _told_as_private(link: Link, answer: Answer | Unanswered) -> bool:
    if local(host(link)) is None:
        return False
    if isinstance(answer, Unanswered):
        return answer.kind in {"guard", "offline", "not-asked", "resolver"}
    return answer.fault == "no-such-host"


def judgeable(link: Link) -> bool:
    """Whether its address is a web address that no other check calls a placeholder, malformed or not public."""
    return (
        link.role not in NOT_FOLLOWED
        and link.url.startswith(("http://", "https://"))
        and not link.invalid
        and placeholder(link) is None
        and malformed(link) is None
        and not local(host(link))
    )


def cut(url: str) -> str:
    """The URL for a sentence without its parameters, which may hold somebody's address."""
    before, sign, _parameters = url.partition("?")
    return shown(f"{before}?…" if sign else before.partition("#")[0])


def shown(url: str) -> str:
    """The URL for a sentence: whole where it is short."""
    return url if len(url) <= 200 else f"{url[:199]}…"


def tracked_domains(send: Send, domains: frozenset[str]) -> frozenset[str]:
    """Domains whose visits are ours to count: that of From, those of the brief's links, the checklist's `domains`."""
    wanted = send.brief.links if send.brief and send.brief.links else ()
    briefed = {host_of(link.url).removeprefix("www.") for link in wanted}
    own = registrable(send.from_domain) or send.from_domain
    return frozenset(domain for domain in {own, *briefed, *domains} if domain)


def pairs(url: str) -> Iterator[tuple[str, str]]:
    """Names and values of the query of a URL, decoded; what has no `=` has the value ""."""
    query = url[:_LONG].partition("#")[0].partition("?")[2]
    for piece in query.split("&") if query else ():
        name, _separator, value = piece.partition("=")
        yield unquote_plus(name), unquote_plus(value)


CAMPAIGN = ("utm_", "mtm_", "pk_")
"""How names of campaign parameters begin: Google's and most others', Matomo's, and Matomo's old ones."""


def leaving(send: Send) -> Iterator[tuple[str, int, Link]]:
    """Host, port and link of each unsubscribe or preference link over https whose host is known."""
    for link in links(send):
        if link.role in {"unsubscribe", "preference"} and link.url.startswith("https://") and malformed(link) is None:
            name = host(link)
            if name and not token_in(name) and not local(name) and placeholder(link) is None:
                yield name, port(link.url), link


def port(url: str) -> int:
    """The port of an https URL."""
    try:
        return urlsplit(url).port or 443
    except ValueError:  # no number, or none that a port can have
        return 443
