"""HTML → links, pictures, visible text, tokens, each with its place. One pass over the tags; no tree is built."""

from __future__ import annotations

import re

from preflight.data.dialects.shapes import INCLUDES
from preflight.facts.send import BrokenToken, Defect, Fact, Image, Link, Part, Run, Token, Value
from preflight.finding import Location
from preflight.load import roles, source, tokens, urls
from preflight.load.found import Pending, Picture
from preflight.load.source import Source
from preflight.load.walk import Walk

_INCLUDES = re.compile(INCLUDES, re.IGNORECASE)
_FILLERS = re.compile("[\u00ad\u034f\u061c\u200b-\u200f\u2007\u2060-\u2064\ufeff\u00a0\\s]+")


class HtmlFacts(Fact, frozen=True):
    """What was read off an HTML part; `preheader` is the hidden text before the first visible words."""

    part: Part
    links: tuple[Link, ...] = ()
    images: tuple[Image, ...] = ()
    tokens: tuple[Token, ...] = ()
    broken_tokens: tuple[BrokenToken, ...] = ()
    anchors: frozenset[str] = frozenset()
    defects: tuple[Defect, ...] = ()
    shell: str = ""
    preheader: Value | None = None


def read_html(
    data: bytes,
    *,
    file: str,
    message: str = "default",
    part: str = "",
    charset: str | None = None,
    platform: str = "generic",
) -> HtmlFacts:
    """The facts of an HTML part. Never raises for what stands in it: faults become defects.

    `charset` is the MIME header's; `part` the MIME path; `platform` decides between look-alike tokens.
    """
    text = source.read(data, Location(message=message, file=file, part=part), charset, html=True)
    walk = Walk(text)
    walk.run()
    base = urls.base_of(walk.base) if walk.base else ""
    found = _tokens(walk, text, platform)
    return HtmlFacts(
        part=Part(
            file=file, source=text.text, size=text.size, charset=text.charset, runs=tuple(walk.runs),
            title=walk.title, language=walk.language, markup=walk.inventory.markup(walk.uses.all()),
        ),
        links=tuple(_link(one, text, base, platform) for one in walk.links),
        images=tuple(_image(one, text, base) for one in walk.images),
        tokens=found.tokens,
        broken_tokens=found.broken,
        anchors=frozenset(walk.anchors),
        defects=(*text.defects, *walk.defects),
        shell=_shell(text.text),
        preheader=_preheader(walk.runs),
    )  # fmt: skip


def _link(one: Pending, text: Source, base: str, platform: str) -> Link:
    read = urls.resolve(one.raw, base)
    role = "resource" if one.resource else roles.link(read, _said(one), platform)
    return Link(
        url=read.url, raw=one.raw, role=role, element=one.element, location=text.at(one.start, one.path), text=one.text,
        title=one.title, context=one.context, hidden=one.hidden, conditional=one.conditional, invalid=read.invalid,
        offset=text.octets(one.start), decoded_entity=one.entity,
    )  # fmt: skip


def _said(one: Pending) -> roles.Said:
    return roles.Said(one.text, one.title, one.context, one.around)


def _image(one: Picture, text: Source, base: str) -> Image:
    read = urls.resolve(one.raw, base)
    role = roles.image(read, one.width, one.height, hidden=one.hidden)
    return Image(
        url=read.url, raw=one.raw, role=role, element=one.element,
        location=text.at(one.start, one.path), alt=one.alt, width=one.width, height=one.height, linked=one.linked,
        conditional=one.conditional, invalid=read.invalid, wide=one.wide, hidden=one.veil,
        mute=one.mute,
    )  # fmt: skip


def _tokens(walk: Walk, text: Source, platform: str) -> tokens.Tokens:
    """Those of addresses as `url`, all others where they stand; style sheets and scripts have braces of their own."""
    return tokens.within(
        text.text, platform, text.at, list(walk.addresses), walk.styles, walk.comments,
        ((start, raw) for (start, _end), raw in walk.addresses.items()),
    )  # fmt: skip


def _shell(text: str) -> str:
    found = _INCLUDES.search(text)
    return f"{' '.join(found[0].split())[:80]} brings in another file" if found else ""


def _preheader(runs: list[Run]) -> Value | None:
    for run in runs:
        shown = _FILLERS.sub(" ", run.text).strip()
        if shown:
            return Value(shown, run.location) if run.hidden else None
    return None
