"""links.non-production"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, NamedTuple

from preflight.check import Options, check, option
from preflight.data.hosts import (
    DEVELOPMENT_LABELS,
    PREVIEW_MARKS,
    PREVIEWS,
    STAGING_LABELS,
    address,
    registrable,
    under,
)
from preflight.facts import Send, destination
from preflight.facts.send import Link
from preflight.finding import Finding, Item, Mender, Severity, Tally, Text, _

_MARKS = re.compile(PREVIEW_MARKS, re.IGNORECASE)


class NonProduction(Options, frozen=True):
    """Options of links.non-production."""

    staging: Annotated[frozenset[str], option("Labels of a host that mean staging and block.")] = STAGING_LABELS
    development: Annotated[frozenset[str], option("Labels of a host that mean development or test and warn.")] = (
        DEVELOPMENT_LABELS
    )
    hosts: Annotated[frozenset[str], option("Further hosts, with subdomains, that are not public; they block.")] = (
        frozenset()
    )
    allow: Annotated[frozenset[str], option("Hosts, with subdomains, that are public all the same.")] = frozenset()


class _Verdict(NamedTuple):
    words: Text
    severity: Severity


_LOCAL: dict[destination.Local, Text] = {
    "address": _("{url} leads to a private address"),
    "name": _("{url} leads to a name of somebody's own machine or network"),
    "tunnel": _("{url} leads through a tunnel to somebody's own machine"),
}


@check("links.non-production", severity=Severity.BLOCKER, mender=Mender.BUILDER)
def non_production(send: Send, options: NonProduction) -> Iterator[Item]:
    """A link leads to a site that is not the public one.

    Whoever builds the page sees it; the reader gets an error, a password prompt, or unfinished work.

    Bad:
        html: <a href="https://staging.shop.test/">Shop</a>
    Good:
        html: <a href="https://www.shop.test/">Shop</a>
    Fix: put the public address in.
    """
    links = [link for link in destination.links(send) if _judged(link)]
    found = 0
    for link in links:
        verdict = _verdict(link, options)
        if verdict is None:
            continue
        found += 1
        host = destination.host(link)
        values = {**verdict.words.values, "url": destination.shown(link.url)}
        yield Finding(
            Text(verdict.words.template, values), key=f"{host}: {verdict.words.template}", fix=_FIX,
            location=link.location, severity=verdict.severity, evidence={"url": link.url, "host": host},
        )  # fmt: skip
    words = _("{found} of {links} web links lead to a site that is not public", found=found, links=len(links))
    yield Tally(words, {"links": len(links), "non_production": found})


_FIX = _("Put the public address in.")


def _judged(link: Link) -> bool:
    return (
        link.role not in destination.NOT_FOLLOWED
        and link.url.startswith(("http://", "https://"))
        and not link.invalid
        and destination.placeholder(link) is None
        and destination.malformed(link) is None
    )


def _verdict(link: Link, options: NonProduction) -> _Verdict | None:
    host = destination.host(link).rstrip(".")
    if under(host, options.allow):
        return None
    if why := destination.local(host):
        return _Verdict(_LOCAL[why], Severity.BLOCKER)
    if under(host, options.hosts):
        return _Verdict(_("{url} leads to a host that is not public"), Severity.BLOCKER)
    if address(host) is not None:
        return _Verdict(_("{url} leads to a bare address, not a name"), Severity.WARNING)
    if label := _label(host, options.staging):
        return _Verdict(_("{url} leads to a staging site (“{label}” in its name)", label=label), Severity.BLOCKER)
    return _warned(link, host, options)


def _warned(link: Link, host: str, options: NonProduction) -> _Verdict | None:
    if under(host, PREVIEWS):
        return _Verdict(_("{url} leads to a preview or sandbox"), Severity.WARNING)
    if label := _label(host, options.development):
        return _Verdict(_("{url} looks like a test site (“{label}” in its name)", label=label), Severity.WARNING)
    if _MARKS.search(link.url):
        return _Verdict(_("{url} leads to a preview, or the editor, of a page"), Severity.WARNING)
    return None


def _label(host: str, labels: frozenset[str]) -> str:
    """The label of the host, or the part of one between hyphens, that is on the list; without closing digits.

    The name that somebody registered counts only by its parts: dev.to is a public site, acme-staging.com is none.
    """
    registered = registrable(host)
    below = host.removesuffix(registered).rstrip(".")
    whole = [label for label in below.split(".") if label] if registered else host.split(".")
    own = registered.partition(".")[0]
    candidates = [*whole, *(part for label in whole for part in label.split("-"))]
    candidates += own.split("-")[1:] + own.split("-")[:-1] if "-" in own else []
    return next((c for c in candidates if c in labels or c.rstrip("0123456789") in labels), "")
