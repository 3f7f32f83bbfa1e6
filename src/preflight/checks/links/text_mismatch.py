"""links.text-mismatch"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated

from preflight.check import Options, check, option
from preflight.data.hosts import address, listed, registrable, under
from preflight.data.shorteners import OWNED
from preflight.facts import Send, destination
from preflight.facts.send import Link
from preflight.finding import Finding, Item, Mender, Severity, Tally, _

_HOST = r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_][\w-]{0,40}[^\W_]"
_URL = re.compile(rf"(?:https?://|(?=www\.))({_HOST})\.?(?::\d+)?(?=[/?#]|$)\S*", re.IGNORECASE)
_BARE = re.compile(rf"({_HOST})(/\S*)?")
_EDGES = " \t\u00a0<>()[]{}\"'“”„«»›‹→.,;:!?*_|"
_FILES = frozenset({"zip", "mov", "md", "py", "sh", "rs", "pl", "ps", "app", "doc", "page", "so", "ml", "cc"})
"""Top-level domains that are endings of files as well."""


class TextMismatch(Options, frozen=True):
    """Options of links.text-mismatch."""

    same: Annotated[
        tuple[frozenset[str], ...],
        option("Groups of domains that are one to your readers, such as [acme.de, acme.com]."),
    ] = ()


@check("links.text-mismatch", severity=Severity.WARNING, mender=Mender.BUILDER)
def text_mismatch(send: Send, options: TextMismatch) -> Iterator[Item]:
    """A link shows one address and leads to another.

    That is how phishing looks: filters mark such mails, mail programs warn, and attentive readers do not click. Mostly
    a text was changed and its link forgotten.

    Bad:
        html: <a href="https://partner.test/may">www.shop.test/may</a>
    Good:
        html: <a href="https://www.shop.test/may?utm_source=news">www.shop.test/may</a>
    Fix: let the text say where the link leads, or write words instead of an address.
    """
    links = [link for link in destination.links(send) if link.where == "html" and _judged(link)]
    showing = found = 0
    for link in links:
        shown = _shown(link.text)
        showing += bool(shown)
        if shown and not _same(shown, destination.host(link), options):
            found += 1
            yield _finding(link, shown)
    words = _("{found} of {showing} links that show an address lead to another site", found=found, showing=showing)
    yield Tally(words, {"links": len(links), "showing": showing, "mismatched": found})


def _judged(link: Link) -> bool:
    """Web links whose host is to be seen; what click tracking or a token hides is its platform's business."""
    web = link.role in {"content", "view"} and destination.judgeable(link)
    return web and not destination.token_in(destination.host(link)) and address(destination.host(link)) is None


def _shown(text: str) -> str:
    """The host of the address that a link's text is, in lower case; "" where the text is words."""
    bare = text[:500].replace("\u200b", "").replace("\u00ad", "").strip(_EDGES)
    if not bare or "@" in bare or any(sign.isspace() for sign in bare):
        return ""
    found = _URL.fullmatch(bare)
    if found is not None:
        return found[1].lower() if _exists(found[1]) else ""
    found = _BARE.fullmatch(bare)
    return found[1].lower() if found is not None and _is_name(found[1], bool(found[2])) else ""


def _exists(host: str) -> bool:
    """Whether it can be somebody's domain; `.test` is that of rehearsals."""
    return listed(host) or host.lower().endswith(".test")


def _is_name(host: str, has_path: bool) -> bool:
    """Whether a bare name is meant as an address: not Node.js, Booking.com the brand, readme.md, e.g. or 12.5."""
    ending = host.rpartition(".")[2].lower()
    if not _exists(host):
        return False
    return has_path or (host == host.lower() and not (ending in _FILES and host.count(".") == 1))


def _same(shown: str, host: str, options: TextMismatch) -> bool:
    one, other = _owner(shown), _owner(host)
    return one == other or any(under(shown, group) and under(host, group) for group in options.same)


def _owner(host: str) -> str:
    """The registered domain in one form, the first name of an owner who has several (youtu.be: youtube.com)."""
    bare = _ascii(host.rstrip("."))
    registered = registrable(bare) or bare
    return OWNED.get(registered, registered)


def _ascii(host: str) -> str:
    try:
        return host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError:
        return host


def _finding(link: Link, shown: str) -> Finding:
    host = destination.host(link)
    return Finding(
        _("a link shows {shown} and leads to {host}", shown=shown, host=host), key=f"{shown} > {host}",
        fix=_("Let the text say where the link leads, or write words instead of an address."), location=link.location,
        evidence={"url": link.url, "text": link.text[:200]},
        many=_("{n} links show {shown} and lead to {host}", shown=shown, host=host),
    )  # fmt: skip
