"""tracking.utm-missing"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from preflight.check import Options, check, option
from preflight.checks.tracking import _links
from preflight.checks.tracking._links import Counted
from preflight.data.hosts import under
from preflight.facts import Send
from preflight.facts.destination import CAMPAIGN, tracked_domains
from preflight.finding import Finding, Item, Mender, Severity, Skip, Tally, Text, Unknown, _


class UtmMissing(Options, frozen=True):
    """Options of tracking.utm-missing."""

    required: Annotated[tuple[str, ...], option("Parameters that every counted link must carry.")] = (
        "utm_source",
        "utm_medium",
        "utm_campaign",
    )
    domains: Annotated[frozenset[str], option("Further domains, with subdomains, whose visits are yours to count.")] = (
        frozenset()
    )
    exempt: Annotated[frozenset[str], option("Further hosts, with subdomains, that need no parameters.")] = frozenset()
    every_link: Annotated[bool, option("Block for links to other people's sites, too.")] = False
    matomo: Annotated[bool, option("Let Matomo's mtm_ and pk_ parameters stand for the utm_ ones.")] = False


@check("tracking.utm-missing", severity=Severity.BLOCKER, mender=Mender.BUILDER, cites=("U3",))
def utm_missing(send: Send, options: UtmMissing) -> Iterator[Item]:
    """A link lacks UTM parameters.

    Visits from it are filed under "direct": nobody will ever know what the send has brought. Google Analytics needs
    source, medium and campaign to file a visit.

    Bad:
        from: News <news@shop.test>
        html: <a href="https://shop.test/">Shop</a>
    Good:
        from: News <news@shop.test>
        html: <a href="https://shop.test/?utm_source=news&amp;utm_medium=email&amp;utm_campaign=may">Shop</a>
    Fix: add the missing parameters, or tell under tracking.added_by_platform what your platform adds.
    Source: Google Analytics Help 10917952, read 2026-11-22
    """
    links = list(_links.counted(send, options.exempt))
    veiled = [link for link in links if _veiled(link, send, options)]
    tokens = list(_links.hidden(send))
    if not links and not tokens:
        yield Skip(_("there is no link to be counted"))
        return
    open_ = [link for link in links if link not in veiled]
    tracked = tracked_domains(send, options.domains)
    bare = [(link, lacking) for link in open_ if (lacking := _lacking(link, send, options))]
    absent = [(link, gone) for link, lacking in bare if (gone := tuple(n for n in lacking if not link.misplaces(n)))]
    yield from _findings(absent, tracked, options)
    yield from (Unknown(_HIDDEN, key="click-tracking", location=link.link.location) for link in veiled)
    yield from (Unknown(_TOKEN, key="token", location=link.location) for link in tokens)
    yield _tally(open_, bare, len({link.url for link in veiled}))


def _lacking(link: Counted, send: Send, options: UtmMissing) -> tuple[str, ...]:
    """The required parameters that the link has not, and that the platform does not add. An empty one is there."""
    return tuple(
        name
        for name in options.required
        if name not in send.added_by_platform and all(link.value(alias) is None for alias in _aliases(name, options))
    )


def _aliases(name: str, options: UtmMissing) -> tuple[str, ...]:
    if not options.matomo or not name.startswith("utm_"):
        return (name,)
    return tuple(prefix + name.removeprefix("utm_") for prefix in CAMPAIGN)


def _veiled(link: Counted, send: Send, options: UtmMissing) -> bool:
    """Whether what the link carries cannot be seen: behind click tracking, or a token that may be the parameters."""
    if not _lacking(link, send, options):
        return False
    if link.link.role == "tracking":
        return True
    query = link.link.raw.partition("?")[2]
    return any("=" not in piece and _links.has_token(piece) for piece in query.split("&"))


Bare = list[tuple[Counted, tuple[str, ...]]]
Lacking = dict[tuple[str, ...], list[Counted]]


def _findings(bare: Bare, tracked: frozenset[str], options: UtmMissing) -> Iterator[Finding]:
    """One finding for each set of parameters that is lacking, and one for all links to other people's sites.

    What these lack along with our own is one cause, and stands with them.
    """
    own, others = _parted(bare, tracked)
    for lacking, links in own.items():
        yield from _own(lacking, links, others.pop(lacking, []))
    yield from _others(others, options, whose=bool(tracked))


def _parted(bare: Bare, tracked: frozenset[str]) -> tuple[Lacking, Lacking]:
    own: Lacking = {}
    others: Lacking = {}
    for link, lacking in bare:
        (own if under(link.host, tracked) else others).setdefault(lacking, []).append(link)
    return own, others


def _own(lacking: tuple[str, ...], links: list[Counted], further: list[Counted]) -> Iterator[Finding]:
    names = ", ".join(lacking)
    evidence = _evidence([*links, *further], lacking)
    for link in (*links, *further):
        yield Finding(
            _("{url} lacks {names}", url=link.url[:200], names=names),
            key=f"own:{names}",
            fix=_FIX,
            location=link.link.location,
            evidence=evidence,
            many=_many(names, len({link.link.location for link in further})),
        )


def _many(names: str, further: int) -> Text:
    if further:
        return _("{n} links lack {names} ({others} to sites that are not yours)", names=names, others=further)
    return _("{n} links to your own pages lack {names}", names=names)


def _others(others: Lacking, options: UtmMissing, *, whose: bool) -> Iterator[Finding]:
    """One finding for all links to other people's sites; `whose` tells whether it is known which are our own."""
    links = [link for same in others.values() for link in same]
    missing = tuple(name for name in options.required if any(name in lacking for lacking in others))
    evidence = _evidence(links, missing)
    for lacking, same in others.items():
        for link in same:
            url, names = link.url[:200], ", ".join(lacking)
            yield Finding(
                _("{url} (not one of your own domains) lacks {names}", url=url, names=names)
                if whose
                else _("{url} lacks {names}", url=url, names=names),
                key="others",
                fix=_FIX_OTHERS if whose else _FIX_WHOSE,
                location=link.link.location,
                evidence=evidence,
                severity=Severity.BLOCKER if options.every_link else Severity.WARNING,
                many=_MANY_OTHERS if whose else _MANY_ANY,
            )


def _evidence(links: list[Counted], lacking: tuple[str, ...]) -> dict[str, object]:
    urls = list(dict.fromkeys(link.url for link in links))
    return {"url": urls[0] if urls else "", "missing": list(lacking), "urls": urls[:50], "links": len(urls)}


def _tally(open_: list[Counted], bare: list[tuple[Counted, tuple[str, ...]]], veiled: int) -> Tally:
    """The rate counts addresses, not places: a button, its picture and its twin in the text part are one link."""
    links = {link.url for link in open_}
    good = links - {link.url for link, _lacking in bare}
    rate = int(100 * len(good) / len(links)) if links else 0
    measures: dict[str, int | float] = {"links": len(links), "compliant": len(good), "rate": rate, "hidden": veiled}
    if not links:
        return Tally(_("no link shows its parameters ({hidden} are hidden)", hidden=veiled), measures)
    words = _(
        "{good} of {links} links carry their UTM parameters, {rate} %", good=len(good), links=len(links), rate=rate
    )
    return Tally(words, measures)


_FIX = _("Add the missing parameters, or tell under tracking.added_by_platform what your platform adds.")
_FIX_OTHERS = _("Add the parameters if you want those visits counted; name domains of your own in the checklist.")
_FIX_WHOSE = _(
    "Add the missing parameters. Which sites are yours is not known: give from:, or name your domains in the checklist."
)
_MANY_OTHERS = _("{n} links to sites that are not yours lack UTM parameters")
_MANY_ANY = _("{n} links lack UTM parameters")
_HIDDEN = _("hidden by click tracking: the parameters behind it cannot be seen; judge the draft")
_TOKEN = _("a token makes the address: its parameters cannot be seen; give its value under tokens:")
