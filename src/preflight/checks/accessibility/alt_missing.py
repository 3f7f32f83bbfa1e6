"""accessibility.alt-missing"""

from __future__ import annotations

from collections.abc import Iterator

from preflight.check import check
from preflight.facts import Send
from preflight.facts.bodies import bodies, why_none
from preflight.facts.destination import shown
from preflight.facts.send import Image
from preflight.finding import Finding, Item, Mender, Severity, Skip, Tally, Text, _

_ELEMENTS = frozenset({"img", "input", "amp-img"})


@check("accessibility.alt-missing", severity=Severity.WARNING, mender=Mender.BUILDER, cites=("T5",))
def alt_missing(send: Send) -> Iterator[Item]:
    """A picture has no alt text.

    A screen reader then reads out the file's name, and where pictures are blocked nobody learns what is missing. An
    empty alt (alt="") is a choice: it tells that the picture only adorns. Where the picture is a link, its alt text is
    all that says where the link leads.

    Bad:
        html: <img src="https://shop.test/hero.png" width="600">
    Good:
        html: <img src="https://shop.test/hero.png" width="600" alt="Spring coats from 49 euros">
    Fix: say in alt what the picture says; alt="" where it only adorns.
    Source: EMC Accessibility Report 2026 (47.88 % of 376,348 mails), quoted by athinadesign.ca, read 2026-11-22
    """
    found = bodies(send)
    images = [image for body in found for image in body.message.images if _shown(image)]
    if not images:
        yield from why_none(send) if not found else (Skip(_("the mail shows no picture")),)
        return
    bare = [image for image in images if image.alt is None]
    linked = sum(image.linked for image in bare)
    for image in bare:
        yield Finding(
            _words(image), key="alt", fix=_FIX, location=image.location,
            evidence={"url": image.url, "linked": linked}, many=_many(linked, len(bare)),
        )  # fmt: skip
    words = _("{bare} of {images} pictures have no alt text", bare=len(bare), images=len(images))
    yield Tally(words, {"images": len(images), "without": len(bare), "linked": linked})


def _shown(image: Image) -> bool:
    return image.element in _ELEMENTS and image.role != "pixel" and not image.hidden and not image.mute


def _words(image: Image) -> Text:
    if image.linked:
        return _("a picture that is a link has no alt text: nobody hears where it leads ({url})", url=shown(image.url))
    return _("a picture has no alt text ({url})", url=shown(image.url))


def _many(linked: int, bare: int) -> Text:
    if linked == bare:
        return _("{n} pictures have no alt text; they are links, and nobody hears where they lead")
    if linked:
        return _("{n} pictures have no alt text; {linked} of them are links, and nobody hears where they lead",
                 linked=linked)  # fmt: skip
    return _("{n} pictures have no alt text")


_FIX = _('Say in alt what the picture says; write alt="" where it only adorns.')
