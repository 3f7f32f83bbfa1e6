"""links.broken"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated

from preflight.check import Options, check, option
from preflight.data.hosts import DATED, REFUSES_ROBOTS, host_of, under
from preflight.facts import Ask, Facts, Send, Web, destination, unanswered
from preflight.facts.send import Link
from preflight.facts.web import Answer, Unanswered, trail
from preflight.finding import Finding, Item, Mender, Remark, Severity, Skip, Tally, Text, Unknown, _


class Broken(Options, frozen=True):
    """Options of links.broken."""

    tolerate: Annotated[frozenset[int], option("Statuses to accept from any host, such as 410.")] = frozenset()
    refuse_robots: Annotated[
        frozenset[str],
        option("Further hosts, with their subdomains, that refuse every robot: a refusal there counts as fine."),
    ] = frozenset()
    tracking_hosts: Annotated[
        frozenset[str],
        option("Further hosts, with subdomains, that count clicks: no check ever requests anything there."),
    ] = frozenset()


def asks(send: Send, options: Broken, known: Facts) -> Iterable[Ask]:  # noqa: ARG001 - all asks are called alike
    """Every link that a reader may follow; never one that acts."""
    return destination.fetches(send)


@check("links.broken", severity=Severity.BLOCKER, mender=Mender.WEB, asks=asks)
def broken(send: Send, web: Web, options: Broken) -> Iterator[Item]:
    """A link answers with an error.

    The reader clicks and lands on an error page: the send is paid for and the visit is lost. A server that refuses
    robots, or gives no answer in time, is not called broken: a person opens that link once and ticks it off.

    Bad:
        html: <a href="https://shop.test/gone">Shop</a>
        web: {"https://shop.test/gone": 404}
    Good:
        html: <a href="https://shop.test/">Shop</a>
        web: {"https://shop.test/": 200}
    Fix: correct the address, or take the link out.
    """
    followed = destination.followed(send, web)
    hidden = [link for link in destination.links(send) if _behind_token(link)]
    if not followed and not hidden:
        yield Skip(_("there is no web link to follow"))
        return
    bad, open_ = set[str](), set[str]()
    for link in followed:
        url = link.url.partition("#")[0]
        item = _judged(link, url, web[url], options)
        if item is not None:
            yield item
        if isinstance(item, Finding):
            bad.add(url)
        elif isinstance(item, Unknown):
            open_.add(url)
    yield from (_token_unknown(link) for link in hidden)
    yield _tally(len({link.url.partition("#")[0] for link in followed}), len(bad), len(open_))


def _judged(link: Link, url: str, answer: Answer | Unanswered, options: Broken) -> Finding | Unknown | Remark | None:
    if isinstance(answer, Unanswered):
        if unanswered.ours(answer):
            return Unknown(unanswered.reason(answer), key=answer.kind, location=link.location)
        # One reason for many links that are never requested: a filter wraps them all.
        key = answer.reason if answer.kind == "acting" and not answer.hops else url
        evidence = {"url": url, **trail(answer.hops)}
        return Unknown(unanswered.reason(answer), key=key, location=link.location, evidence=evidence)
    if answer.fault == "tls":
        # One fault, one finding: `links.certificate` tells.
        return None
    evidence = answer.evidence
    if answer.fault:
        return Finding(_fault(url, answer), key=url, fix=_FIX, location=link.location, evidence=evidence)
    if answer.status in options.tolerate:
        return None
    if answer.refused:
        return _refusal(link, url, answer, options, evidence)
    if answer.status >= 500:
        return Finding(_status(url, answer), key=url, fix=_FIX_SERVER, location=link.location, evidence=evidence)
    if answer.status >= 400 and _refuser(answer, options) and answer.status not in {404, 410}:
        return _refusal(link, url, answer, options, evidence)
    if answer.status >= 400:
        return Finding(_status(url, answer), key=url, fix=_FIX, location=link.location, evidence=evidence)
    return None


def _refuser(answer: Answer, options: Broken) -> bool:
    return under(host_of(answer.final_url), REFUSES_ROBOTS | options.refuse_robots)


def _refusal(link: Link, url: str, answer: Answer, options: Broken, evidence: dict[str, object]) -> Unknown | Remark:
    status = str(answer.status)
    if _refuser(answer, options):
        words = _(
            "{url} answers {status}: {host} refuses every robot (list of {date}), so it counts as fine",
            url=destination.shown(url), status=status, host=host_of(answer.final_url), date=DATED,
        )  # fmt: skip
        return Remark(words, link.location, evidence)
    if answer.challenge:
        why = _("{status}: a bot-wall ({vendor}) answered instead of the page", status=status, vendor=answer.challenge)
    elif 300 <= answer.status < 400:
        why = _("{status}: an answer that browsers treat differently", status=status)
    else:
        why = _WHY.get(answer.status) or _("{status}: the server refuses robots", status=status)
    return Unknown(why, key=url, location=link.location, evidence=evidence)


_WHY: dict[int, Text] = {
    401: _("401: the page asks for a password, or refuses robots"),
    407: _("407: the proxy asks for a password"),
    408: _("408: the server gave up waiting"),
    429: _("429: the server wants fewer requests"),
    451: _("451: not shown for legal reasons, at least not here"),
}
_FIX = _("Correct the address, or take the link out.")
_FIX_SERVER = _("Ask whoever runs the page to bring it back, or take the link out.")
_FAULTS: dict[str, Text] = {
    "no-such-host": _("{url} leads to a host that does not exist"),
    "refused": _("{url} leads to a server that refuses the connection"),
    "reset": _("{url} leads to a server that breaks off the connection, twice"),
    "empty": _("{url} leads to a server that gives no answer, twice"),
    "malformed": _("{url} leads to something that is not a web page"),
    "loop": _("{url} goes round in a circle of redirects"),
    "no-location": _("{url} is redirected, but not to any address"),
    "bad-location": _("{url} is redirected to an address that cannot be opened ({why})"),
}


def _fault(url: str, answer: Answer) -> Text:
    words = _FAULTS.get(answer.fault) or _("{url} cannot be opened ({why})")
    return Text(words.template, {"url": _way(url, answer), "why": answer.detail})


def _status(url: str, answer: Answer) -> Text:
    status = str(answer.status)
    if answer.status >= 500:
        return _("{url} answers {status}, twice", url=_way(url, answer), status=status)
    return _("{url} answers {status}", url=_way(url, answer), status=status)


def _way(url: str, answer: Answer) -> str:
    """The URL, and where it was led to."""
    end = answer.final_url
    return destination.shown(url) if end == url else f"{destination.shown(url)} → {destination.shown(end)}"


def _behind_token(link: Link) -> bool:
    """A token decides where the link leads. Acting roles are no business of this check."""
    return link.role in {"content", "token"} and destination.has_token(link) and destination.malformed(link) is None


def _token_unknown(link: Link) -> Unknown:
    """A blocker's unknown where the token is the page, a warning's where it is a mere parameter: those are ordinary."""
    path = link.raw.strip().partition("?")[0].partition("#")[0]
    if path.startswith(("http://", "https://")) and not destination.token_in(path):
        return Unknown(_TOKEN_QUERY, key="token-in-query", location=link.location, severity=Severity.WARNING)
    return Unknown(_TOKEN_PAGE, key="token-in-address", location=link.location)


_TOKEN_QUERY = _("a token stands in the parameters: only a delivered proof shows the whole address")
_TOKEN_PAGE = _("a token decides where it leads: give its value under tokens:, or judge a delivered proof")


def _tally(links: int, bad: int, open_: int) -> Tally:
    measures: dict[str, int | float] = {"links": links, "broken": bad, "unknown": open_}
    if bad:
        words = _("{bad} of {links} links answer with an error", bad=bad, links=links)
    elif open_:
        words = _("{open} of {links} links could not be judged", open=open_, links=links)
    else:
        words = _("{links} of {links} links answer", links=links)
    return Tally(words, measures)
