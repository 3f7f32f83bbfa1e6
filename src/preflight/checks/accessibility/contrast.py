"""accessibility.contrast"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, NamedTuple

from preflight.check import Options, check, option
from preflight.facts import Send
from preflight.facts.bodies import bodies, why_none
from preflight.facts.contrast import is_large, ratio
from preflight.facts.markup import Stretch, Style
from preflight.finding import Finding, Item, Mender, Severity, Skip, Tally, Text, Unknown, _


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
    plain = [one for one in faint if not one.style.pictured]
    yield from _findings(plain)
    yield from (_unknown(one) for one in faint if one.style.pictured)
    words = _("{bad} of {decided} texts whose colours are known stand out too little; of {unknown} they are not known",
              bad=len(plain), decided=len(judged), unknown=len(texts) - len(judged))  # fmt: skip
    yield Tally(words, {"texts": len(texts), "decided": len(judged), "pairs": len({one.pair for one in plain})})


class _Judged(NamedTuple):
    """A text, its contrast, and how much it needs."""

    text: Stretch
    style: Style
    ratio: float
    needed: float

    @property
    def pair(self) -> str:
        """Its colours in words."""
        return f"#{self.style.colour or _BLACK} on #{self.style.ground}"

    @property
    def shown(self) -> str:
        """The contrast in words: cut, not rounded, as 4.496 is not enough and must not be shown as if it were."""
        return f"{int(self.ratio * 100) / 100:g}"


_BLACK = "000000"
_LOST = 2.5
"""A contrast below which text that lies on a picture could not be read without it."""


def _decided(style: Style) -> bool:
    return len(style.ground) == 6 and len(style.colour or _BLACK) == 6


def _judged(text: Stretch, style: Style, options: Contrast) -> _Judged:
    needed = options.at_least_large if is_large(style) else options.at_least
    return _Judged(text, style, ratio(style.colour or _BLACK, style.ground), needed)


def _findings(faint: list[_Judged]) -> Iterator[Finding]:
    """One finding, however many colours: who mends the template mends them together."""
    pairs: dict[str, list[_Judged]] = {}
    for one in faint:
        pairs.setdefault(one.pair, []).append(one)
    many = _many(list(pairs.values()))
    evidence = {"colours": [_row(same) for same in list(pairs.values())[:_SHOWN]]}
    for one in faint:
        yield Finding(
            _("“{text}” ({pair}) has a contrast of {ratio}:1; {needed}:1 is needed", text=one.text.text[:40],
              pair=one.pair, ratio=one.shown, needed=f"{one.needed:g}"),
            key="faint", fix=_("Make the text darker or its ground lighter (or the other way round)."),
            location=one.text.location, evidence=evidence, many=many,
        )  # fmt: skip


def _row(same: list[_Judged]) -> dict[str, str | int | float]:
    """What the evidence says of two colours: the text that stands out least, and where."""
    worst = min(same, key=lambda one: one.ratio - one.needed)
    return {"colours": worst.pair, "contrast": float(worst.shown), "needed": worst.needed, "texts": len(same),
            "text": worst.text.text[:40], "line": worst.text.location.line}  # fmt: skip


def _many(pairs: list[list[_Judged]]) -> Text | None:
    if not pairs:
        return None
    worst = min((one for same in pairs for one in same), key=lambda one: one.ratio)
    if len(pairs) == 1:
        return _("{n} texts ({pair}) have a contrast of {ratio}:1; {needed}:1 is needed", pair=worst.pair,
                 ratio=worst.shown, needed=f"{worst.needed:g}")  # fmt: skip
    return _("{n} texts in {pairs} pairs of colours stand out too little; the faintest ({pair}) has a contrast of "
             "{ratio}:1, and {needed}:1 is needed", pairs=len(pairs), pair=worst.pair, ratio=worst.shown,
             needed=f"{worst.needed:g}")  # fmt: skip


_SHOWN = 20
"""Pairs of colours that the evidence lists."""


def _unknown(one: _Judged) -> Unknown:
    """On a picture nobody can tell; that matters where the text could not be read without it."""
    return Unknown(
        _("“{text}” lies on a picture, and where pictures are blocked as {pair}: look whether it can be read",
          text=one.text.text[:40], pair=one.pair),
        key="picture", location=one.text.location,
    )  # fmt: skip
