"""links.redirect-chain"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Annotated

from preflight.check import Options, check, option
from preflight.data.hosts import host_of
from preflight.facts import Ask, Facts, Send, Web, destination, unanswered
from preflight.facts.send import Link
from preflight.facts.web import Answer, Unanswered
from preflight.finding import Finding, Item, Mender, Severity, Skip, Tally, Unknown, _


class RedirectChain(Options, frozen=True):
    """Options of links.redirect-chain."""

    most: Annotated[int, option("Redirects that are fine.", ge=0, le=20)] = 3


def asks(send: Send, options: RedirectChain, known: Facts) -> Iterable[Ask]:  # noqa: ARG001 - all asks are called alike
    """What `links.broken` asks for, too: each page is requested once for all checks."""
    return destination.fetches(send)


@check("links.redirect-chain", severity=Severity.WARNING, mender=Mender.WEB, asks=asks)
def redirect_chain(send: Send, web: Web, options: RedirectChain) -> Iterator[Item]:
    """A link is passed on many times, or over an insecure step.

    Each redirect costs the reader on a phone up to a second and may drop the parameters that count the visit. A step
    over http can be read and changed on the way, and some browsers stop there to warn.

    Bad:
        html: <a href="https://shop.test/">Shop</a>
        web: {"https://shop.test/": {to: ["http://www.shop.test/", "https://www.shop.test/"]}}
    Good:
        html: <a href="https://shop.test/">Shop</a>
        web: {"https://shop.test/": {to: ["https://www.shop.test/"]}}
    Fix: link to the page where the redirects end, or have the steps between taken out.
    """
    followed = destination.followed(send, web)
    if not followed:
        yield Skip(_("there is no web link to follow"))
        return
    passed = set[str]()
    for link in followed:
        answer = web[link.url]
        if isinstance(answer, Unanswered):
            yield _unknown(link, answer)
            continue
        for finding in _found(link, answer, options.most):
            passed.add(answer.url)
            yield finding
    links = len({link.url.partition("#")[0] for link in followed})
    words = _("{passed} of {links} links are redirected too often or over http", passed=len(passed), links=links)
    yield Tally(words, {"links": links, "redirected": len(passed)})


def _unknown(link: Link, answer: Unanswered) -> Unknown:
    """One for all: `links.broken` names each page that gave no answer."""
    if unanswered.ours(answer):
        return Unknown(unanswered.reason(answer), key=answer.kind, location=link.location)
    return Unknown(_("the server gave no answer, so its redirects were not seen"), "unanswered", link.location)


def _found(link: Link, answer: Answer, most: int) -> Iterator[Finding]:
    if answer.fault:
        return  # `links.broken` or `links.certificate` tells
    urls = [hop.url for hop in answer.hops]
    evidence = {"url": link.url.partition("#")[0], "hops": urls}
    if len(urls) - 1 > most:
        yield Finding(
            _("{url} is redirected {times} times: {way}", url=destination.cut(urls[0]), times=len(urls) - 1,
              way=_way(urls)),
            key=f"long: {urls[0]}", fix=_FIX, location=link.location, evidence=evidence,
        )  # fmt: skip
    step = next(((a, b) for a, b in pairwise(urls) if a.startswith("https:") and b.startswith("http:")), None)
    if step is not None:
        away, to = map(host_of, step)
        yield Finding(
            _("{url} is led from https to http on the way: {way}", url=destination.cut(urls[0]), way=_way(urls)),
            key=f"insecure: {away} > {to}", fix=_FIX_HTTP, location=link.location, evidence=evidence,
            many=_("{n} links to {away} are led from https to http on the way ({to})", away=away, to=to),
        )  # fmt: skip


_MOST_SHOWN = 8


def _way(urls: list[str]) -> str:
    """The steps in a sentence, without parameters: they differ for every reader and hide the way."""
    steps = [destination.cut(url) for url in urls]
    if len(steps) > _MOST_SHOWN:
        steps = [*steps[: _MOST_SHOWN - 2], "…", steps[-1]]
    return " → ".join(steps)


_FIX = _("Link to the page where the redirects end.")
_FIX_HTTP = _("Link to the https page where the redirects end, and have the step over http taken out.")
