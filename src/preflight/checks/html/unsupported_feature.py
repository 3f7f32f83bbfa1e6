"""html.unsupported-feature"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, NamedTuple
from urllib.parse import urlsplit

from preflight.check import Options, check, option
from preflight.data.client_faults import BEHIND, DEFAULT, FORMATS, LACKS, LAYOUT, Client
from preflight.data.client_support import dated, lacking
from preflight.data.mailbox_clients import shares
from preflight.facts import Ask, Audience, Facts, Send, bulk
from preflight.facts.audience import Measured
from preflight.facts.bodies import Body, bodies, why_none
from preflight.facts.destination import token_in
from preflight.facts.markup import Guard, Use
from preflight.facts.send import Image
from preflight.finding import Finding, Item, Location, Mender, Severity, Tally, Text, _

_PLACES = 200


class UnsupportedFeature(Options, frozen=True):
    """Options of html.unsupported-feature."""

    clients: Annotated[
        tuple[Client, ...],
        option("The mail programs of your readers; those of providers with 5 % of the audience are among them."),
    ] = DEFAULT
    share: Annotated[
        dict[Client, float],
        option("Percent of your readers by mail program; findings add them up. Else the audience's domains tell."),
    ] = {}
    ignore: Annotated[frozenset[str], option("Features to pass by, by their names at caniemail.com.")] = frozenset()


def asks(send: Send, options: Options, known: Facts) -> Iterable[Ask]:  # noqa: ARG001 - all asks are called alike
    """How many recipients have their mailbox where."""
    return bulk.asks(send)


@check("html.unsupported-feature", severity=Severity.WARNING, mender=Mender.BUILDER, asks=asks)
def unsupported_feature(send: Send, options: UnsupportedFeature, audience: Audience) -> Iterator[Item]:
    """The mail is built on something that a widely used mail program lacks.

    Told are only features whose lack breaks the mail: columns that fall apart, pictures that are missing, what should
    be hidden and is shown. Polish such as rounded corners, shadows, web fonts or what stands in media queries is left
    alone; so is what has a fallback beside it, tables for Outlook in a conditional comment included.

    Bad:
        html: <div style="display:flex"><div>Coats</div><div>Shoes</div></div>
    Good:
        html: <table role="presentation"><tr><td style="border-radius:8px">Coats</td><td>Shoes</td></tr></table>
    Fix: build it of what all programs know, or put a fallback beside it.
    Source: caniemail.com, table of 2025-09-09; each finding says when its feature was tested
    """
    found = bodies(send)
    if not found:
        yield from why_none(send)
        return
    uses = [(body, use) for body in found for use in (*body.markup.uses, *_formats(body))]
    readers = _readers(options, audience)
    told: set[str] = set()
    for body, use in uses:
        if use.guard in {"query", "outlook"} or use.fallback or use.feature in options.ignore:
            continue
        for finding in _judged(body, use, readers):
            told.add(finding.key)
            yield finding
    features = {use.feature for _body, use in uses if use.feature in LACKS}
    words = _("{bad} of {features} features that not every mail program has break the mail somewhere", bad=len(told),
              features=len(features))  # fmt: skip
    yield Tally(words, {"features": len(features), "breaking": len(told)})


def _formats(body: Body) -> Iterator[Use]:
    """Pictures in formats that not every program shows; those of a `<picture>` have the img for a fallback."""
    groups: dict[tuple[str, Guard], list[Image]] = {}
    for image in body.message.images:
        outlook = image.conditional and not image.conditional.lstrip("( ").startswith("!")
        feature = FORMATS.get(_ending(image.url)) if image.element == "img" and not outlook else None
        if feature and not image.hidden and not token_in(image.raw):
            groups.setdefault((feature, "not-outlook" if image.conditional else ""), []).append(image)
    for (feature, guard), images in groups.items():
        places = tuple(image.location for image in images[:_PLACES])
        yield Use(feature, f"a picture in .{_ending(images[0].url)}", guard, places=places, count=len(images))


def _ending(url: str) -> str:
    try:
        path = urlsplit(url[:2_000]).path
    except ValueError:
        return ""
    return path.rpartition(".")[2].lower() if "." in path else ""


class _Readers(NamedTuple):
    """The mail programs to judge by, percent of the readers by program, and the words for these."""

    clients: tuple[Client, ...]
    share: dict[Client, float]
    words: str


def _readers(options: UnsupportedFeature, audience: Audience) -> _Readers:
    """As the checklist names them; where it does not say their share, by the domains of the audience."""
    measured = audience[bulk.DOMAINS.name]
    if options.share or not isinstance(measured, Measured):
        return _Readers(options.clients, options.share, "; {share} % of your readers")
    share = shares(measured.groups)
    many = tuple(client for client, percent in share.items() if percent >= _MANY and client not in options.clients)
    return _Readers((*options.clients, *many), share, "; {share} % of your recipients have their mailbox there")


_MANY = 5.0
"""Percent of the audience from which on a provider's own program counts."""


def _judged(body: Body, use: Use, readers: _Readers) -> Iterator[Finding]:
    lack = LACKS.get(use.feature)
    clients = tuple(one for one in readers.clients if one != "outlook-windows" or not _outlook_has_another(body, use))
    without = lacking(use.feature, clients)
    if lack is None or not without.clients:
        return
    share = sum(readers.share.get(client, 0.0) for client in readers.clients if client in without.clients)
    values: dict[str, str | int | float] = {
        "detail": use.detail, "clients": _listed(list(without.clients.values())), "tested": without.tested,
        **({"share": f"{share:g}"} if share else {}),
    }  # fmt: skip
    says = lack.says + (readers.words if share else "")
    words, many = Text(says, values), Text(says.replace("({detail})", "(in {n} places, {detail})"), values)
    evidence = {
        "feature": use.feature, "detail": use.detail, "clients": list(without.clients.values()), "places": use.count,
        "tested": without.tested, "table_dated": dated(), **({"share": share} if share else {}),
    }  # fmt: skip
    for place in use.places or (Location(message=body.message.name, file=body.part.file),):
        yield Finding(words, key=use.feature, fix=_(lack.fix), location=place, evidence=evidence, many=many)


def _outlook_has_another(body: Body, use: Use) -> bool:
    """Whether Outlook for Windows never sees the use, or gets something else in its place."""
    if use.guard == "not-outlook" or (use.feature in LAYOUT and body.markup.ghosts):
        return True
    drawn = any(image.element.startswith("v:") for image in body.message.images)
    return use.feature in BEHIND and drawn


def _listed(names: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
