"""landing.utm-lost"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, NamedTuple

from preflight.check import Options, check, option
from preflight.data.hosts import SOCIAL, host_of, under
from preflight.facts import Ask, Facts, Fetch, Send, Web, destination, unanswered
from preflight.facts.destination import CAMPAIGN, tracked_domains
from preflight.facts.send import Link
from preflight.facts.web import Answer, Hop, Unanswered
from preflight.finding import Finding, Item, Mender, Severity, Skip, Tally, Text, _


class UtmLost(Options, frozen=True):
    """Options of landing.utm-lost."""

    domains: Annotated[frozenset[str], option("Further domains, with subdomains, whose visits are yours to count.")] = (
        frozenset()
    )


class Loss(NamedTuple):
    """A parameter that did not arrive as it was sent: what became of it, and the hop at which it did."""

    name: str
    sent: str
    became: str
    number: int
    hop: Hop


def asks(send: Send, options: UtmLost, known: Facts) -> Iterable[Ask]:  # noqa: ARG001 - all asks are called alike
    """The same fetches as links.broken, so that none is made twice."""
    return (Fetch(link.url.partition("#")[0]) for link in _carrying(destination.followable(send)))


@check("landing.utm-lost", severity=Severity.BLOCKER, mender=Mender.WEB, asks=asks, cites=("U6",))
def utm_lost(send: Send, web: Web, options: UtmLost) -> Iterator[Item]:
    """UTM parameters are lost on the way to the landing page.

    A redirect drops, changes or doubles them: the visit arrives and is counted as nobody's, and the report of the send
    stays empty although every link in the mail is right.

    Bad:
        from: News <news@shop.test>
        html: <a href="https://shop.test/a?utm_source=news">Shop</a>
        web: {"https://shop.test/a?utm_source=news": {status: 200, to: ["https://shop.test/b"]}}
    Good:
        from: News <news@shop.test>
        html: <a href="https://shop.test/a?utm_source=news">Shop</a>
        web: {"https://shop.test/a?utm_source=news": {status: 200, to: ["https://shop.test/b?utm_source=news"]}}
    Fix: link to the final address, or have the redirect keep the query.
    Source: missinglinkz.io and webmasterid.com on redirects that lose UTM parameters, read 2026-11-22
    """
    links = list(_carrying(destination.followed(send, web)))
    if not links:
        yield Skip(_("no link carries UTM parameters"))
        return
    tracked = tracked_domains(send, options.domains)
    lost, arrived = set[str](), set[str]()
    for link in links:
        url = link.url.partition("#")[0]
        answer = web[url]
        if isinstance(answer, Unanswered):
            yield from unanswered.once(answer, link.location)
        elif not answer.fault and answer.status < 400 and not answer.challenge:
            arrived.add(url)
            found = losses(answer)
            if found:
                lost.add(url)
                yield _finding(link, answer, found, under(host_of(url), tracked))
    words = _(
        "{lost} of {links} links lose UTM parameters on the way to their page", lost=len(lost), links=len(arrived)
    )
    yield Tally(words, {"links": len(arrived), "lost": len(lost)})


def _carrying(links: Iterable[Link]) -> Iterator[Link]:
    """Those that carry campaign parameters; social networks do without them."""
    for link in links:
        carries = any(f"{mark}{name}" in link.url for mark in "?&" for name in CAMPAIGN)
        if carries and not under(host_of(link.url), SOCIAL):
            yield link


def losses(answer: Answer) -> list[Loss]:
    """The parameters that do not stand at the end as they stood at the start, each with the hop after which."""
    if len(answer.hops) < 2:
        return []
    sent = {name: value for name, value in destination.pairs(answer.url) if name.startswith(CAMPAIGN) and value.strip()}
    last = _values(answer.hops[-1])
    return [_loss(name, value, answer.hops) for name, value in sent.items() if last.get(name) != [value]]


def _loss(name: str, value: str, hops: tuple[Hop, ...]) -> Loss:
    """The last time that it was right decides: what is lost and comes back was not lost."""
    right = max((n for n, hop in enumerate(hops) if _values(hop).get(name) == [value]), default=0)
    there = _values(hops[right + 1]).get(name)
    became = "lost" if there is None else "doubled" if len(there) > 1 else f"changed to “{there[0][:80]}”"
    return Loss(name, value, became, right + 1, hops[right])


def _values(hop: Hop) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in destination.pairs(hop.url):
        found.setdefault(name, []).append(value)
    return found


def _finding(link: Link, answer: Answer, found: list[Loss], tracked: bool) -> Finding:
    first = found[0]
    names = ", ".join(dict.fromkeys(loss.name for loss in found))
    evidence = {
        **answer.evidence,
        "lost": [{"name": loss.name, "value": loss.sent, "became": loss.became, "hop": loss.number} for loss in found],
    }
    return Finding(
        _words(link, answer, first, names), key=f"{host_of(first.hop.url)}: {names}: {first.became[:7]}", fix=_FIX,
        location=link.location, evidence=evidence, severity=Severity.BLOCKER if tracked else Severity.WARNING,
        many=_("{n} links lose {names} at a redirect of {host}", names=names, host=host_of(first.hop.url)),
    )  # fmt: skip


def _words(link: Link, answer: Answer, loss: Loss, names: str) -> Text:
    at = str(loss.number) if loss.number == 1 else f"{loss.number} ({destination.cut(loss.hop.url)})"
    values: dict[str, str | int | float] = {
        "url": destination.cut(link.url), "names": names, "hop": at, "end": destination.cut(answer.final_url),
        "became": loss.became,
    }  # fmt: skip
    if loss.became == "lost":
        return Text("{url} loses {names} at hop {hop} and arrives at {end} without", values)
    return Text("{url}: {names} is {became} at hop {hop}", values)


_FIX = _("Link to the final address, or have the redirect keep the query.")
