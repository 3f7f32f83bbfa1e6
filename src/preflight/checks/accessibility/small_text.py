"""accessibility.small-text"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from typing import Annotated

from preflight.check import Options, check, option
from preflight.data.leaving_words import UNSUBSCRIBE
from preflight.facts import Send
from preflight.facts.bodies import Body, bodies, why_none
from preflight.facts.markup import Stretch
from preflight.finding import Finding, Item, Location, Mender, Severity, Skip, Tally, _

_FEWEST = 40
"""Words below which there is no body text to speak of."""

_PHRASE = 4
"""Words of a piece of text that reads as one, not as a label or a button."""

_FOOT = re.compile(
    r"^\s*[*†‡¹]|©|\(c\) |\bcopyright\b|all rights reserved|alle rechte vorbehalten"
    r"|(?:receiv(?:e|ed|ing)|getting|got) this (?:e-?mail|message|newsletter)|erhalten diese|erhältst diese"
    r"|recevez c(?:e|et) |recibes? est[ea] |ricevi quest|ontvangt dit"
)
"""How the foot of a mail begins: terms of an offer, whose the mail is, why it came; and how to leave:"""

_LEAVING = tuple(word for words in UNSUBSCRIBE.values() for word in words)


class SmallText(Options, frozen=True):
    """Options of accessibility.small-text."""

    at_least: Annotated[float, option("CSS pixels that the letters of running text must have.", ge=1)] = 14.0


@check("accessibility.small-text", severity=Severity.NOTE, mender=Mender.TEMPLATE, cites=("T8",))
def small_text(send: Send, options: SmallText) -> Iterator[Item]:
    """Most of the text is set in small letters.

    On a phone, and for eyes over forty, text below 14 px is hard work, and Apple Mail enlarges it as it likes. Small
    print at the foot, captions and labels are customary and do not count.

    Bad:
        html: <p style="font-size:12px">Spring is here, and with it the coats that we have chosen for you, in
              wool and in linen, in the shop and on our site. They are light and warm, they fold into a bag, and who
              comes by until Sunday gets a scarf.</p>
    Good:
        html: <p style="font-size:16px">Spring is here, and with it the coats that we have chosen for you, in
              wool and in linen, in the shop and on our site. They are light and warm, they fold into a bag, and who
              comes by until Sunday gets a scarf.</p><p style="font-size:11px">Terms apply.</p>
    Fix: set running text in 16 px, or 14 px at least.
    Source: mailcode.ai, AlpacaRelay, read 2026-11-22
    """
    found = bodies(send)
    texts = [(body, _running(body, options.at_least)) for body in found]
    judged = [(body, running) for body, running in texts if sum(text.words for text in running) >= _FEWEST]
    if not judged:
        yield from why_none(send) if not found else (Skip(_("the mail has hardly any running text")),)
        return
    bad = 0
    for body, running in judged:
        small = [text for text in running if body.markup.styles[text.style].size < options.at_least]
        total, words = (sum(text.words for text in some) for some in (running, small))
        if words * 2 > total:
            bad += 1
            yield from _findings(body, small, round(100 * words / total), options.at_least)
    yield Tally(_("{bad} of {messages} messages are mostly in small letters", bad=bad, messages=len(judged)),
                {"messages": len(judged), "small": bad})  # fmt: skip


def _running(body: Body, least: float) -> list[Stretch]:
    """Pieces of text of some length, up to where the foot of the mail begins."""
    texts = [text for text in body.markup.texts if text.words >= _PHRASE]
    if all(body.markup.styles[text.style].size >= least for text in texts):
        return texts  # where nothing is small it does not matter where the foot begins
    end = _foot(body)
    return [text for text in texts if _place(text.location) < end]


def _foot(body: Body) -> tuple[int, int]:
    """Where the foot of the mail begins; it is not looked for in the first quarter."""
    texts, runs = body.markup.texts, [run for run in body.part.runs if not run.hidden]
    starts = [_place(run.location) for run in runs]
    said = [run.text[:1_000].lower() for run in runs]
    spoken = _spoken("\n".join(said))
    ends = [start for start, text in zip(starts, said, strict=True) if _begins_foot(text, spoken)]
    # The paragraph that a link stands in belongs to the foot from its first word on.
    leaving = [_place(link.location) for link in body.message.links if link.role in {"unsubscribe", "preference"}]
    ends += [starts[place - 1] for one in leaving if (place := bisect_right(starts, one))]
    first = _place(texts[len(texts) // 4].location)
    return min((place for place in ends if place >= first), default=(10**9, 0))


def _spoken(text: str) -> list[str]:
    """Which of the words that begin a foot stand in the mail at all: few, and each run is searched for these alone."""
    return [word for word in _LEAVING if word in text]


def _begins_foot(text: str, words: list[str]) -> bool:
    return _FOOT.search(text) is not None or any(word in text for word in words)


def _place(location: Location) -> tuple[int, int]:
    return location.line, location.column


def _findings(body: Body, small: list[Stretch], share: int, at_least: float) -> Iterator[Finding]:
    sizes = Counter[float]()
    for text in small:
        sizes[body.markup.styles[text.style].size] += text.words
    size = f"{sizes.most_common(1)[0][0]:g}"
    words = _("{share} % of the running text is smaller than {least} px (mostly {size} px)", share=share,
              least=f"{at_least:g}", size=size)  # fmt: skip
    for text in small:
        yield Finding(words, key="small", fix=_("Set running text in 16 px, or 14 px at least."), many=words,
                      location=text.location, evidence={"size": float(size), "share": share})  # fmt: skip
