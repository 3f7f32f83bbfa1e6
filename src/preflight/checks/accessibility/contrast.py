"""accessibility.contrast"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, NamedTuple

from preflight.check import Options, check, option
from preflight.facts import Send
from preflight.facts.bodies import bodies, why_none
from preflight.facts.contrast import is_large, ratio
from preflight.facts.markup import Stretch, Style
from preflight.finding import Finding, Item, Mender, Severity, Skip, Tally, Unknown, _


class Contrast(Options, frozen=True):
    """Options of accessibility.contrast."""

    at_least: Annotated[float, option("Contrast that text must have.", ge=1, le=21)] = 4.5
    at_least_large: Annotated[
        float, option("Contrast for letters of 24 px and more, or bold ones of 18.66 px.", ge=1, le=21)
    ] = 3.0


@check("accessibility.contrast", severity=Severity.WARNING, mender=Mender.TEMPLATE, cites=("T6",))
def contrast(send: Send, options: Contrast) -> Iterator[Item]:
    """A text stands out too little from its ground.

    One reader in twelve sees colours poorly, and everybody reads mail in the sun: grey on white is what they give up
    on. Colours are taken as mail programs work them out, from style sheets, attributes and what is around. Where a
    picture, a token or an opacity decides, nothing is claimed.

    Bad:
        html: <p style="color:#999999">Spring is here</p>
    Good:
        html: <p style="color:#595959">Spring is here</p>
    Fix: make the text darker or its ground lighter, until the contrast is 4.5:1 (3:1 for large letters).
    Source: mass.gov "Email and newsletter accessibility testing checklist", read 2026-11-22; WCAG 2.2, 1.4.3
    """
    found = bodies(send)
    texts = [(text, body.markup.styles[text.style]) for body in found for text in body.markup.texts]
    if not texts:
        yield from why_none(send) if not found else (Skip(_("the mail has no text that can be seen")),)
        return
    judged = [_judged(text, style, options) for text, style in texts if _decided(style)]
    faint = [one for one in judged if one.ratio < (_LOST if one.style.pictured else one.needed)]
    for one in faint:
        yield _unknown(one) if one.style.pictured else _finding(one)
    pairs = {one.pair for one in faint if not one.style.pictured}
    words = _("{bad} of {decided} texts whose colours are known stand out too little; of {unknown} they are not known",
              bad=sum(not one.style.pictured for one in faint), decided=len(judged),
              unknown=len(texts) - len(judged))  # fmt: skip
    yield Tally(words, {"texts": len(texts), "decided": len(judged), "pairs": len(pairs)})


class _Judged(NamedTuple):
    """A text, its contrast, and how much it needs."""

    text: Stretch
    style: Style
    ratio: float
    needed: float

    @property
    def pair(self) -> str:
        """Its colours in words, which are the cause."""
        return f"#{self.style.colour or _BLACK} on #{self.style.ground}"


_BLACK = "000000"
_LOST = 2.5
"""A contrast below which text that lies on a picture could not be read without it."""


def _decided(style: Style) -> bool:
    return len(style.ground) == 6 and len(style.colour or _BLACK) == 6


def _judged(text: Stretch, style: Style, options: Contrast) -> _Judged:
    needed = options.at_least_large if is_large(style) else options.at_least
    return _Judged(text, style, ratio(style.colour or _BLACK, style.ground), needed)


def _finding(one: _Judged) -> Finding:
    # Cut, not rounded: 4.496 is not enough, and must not be shown as if it were.
    shown = f"{int(one.ratio * 100) / 100:g}"
    return Finding(
        _("“{text}” ({pair}) has a contrast of {ratio}:1; {needed}:1 is needed", text=one.text.text[:40], pair=one.pair,
          ratio=shown, needed=f"{one.needed:g}"),
        key=one.pair, fix=_("Make the text darker or its ground lighter (or the other way round)."),
        location=one.text.location,
        evidence={"colour": f"#{one.style.colour or _BLACK}", "ground": f"#{one.style.ground}", "ratio": float(shown)},
        many=_("{n} texts ({pair}) have a contrast of {ratio}:1; {needed}:1 is needed", pair=one.pair, ratio=shown,
               needed=f"{one.needed:g}"),
    )  # fmt: skip


def _unknown(one: _Judged) -> Unknown:
    """On a picture nobody can tell; that matters where the text could not be read without it."""
    return Unknown(
        _("“{text}” lies on a picture, and where pictures are blocked as {pair}: look whether it can be read",
          text=one.text.text[:40], pair=one.pair),
        key="picture", location=one.text.location,
    )  # fmt: skip
