"""images.no-size"""

from __future__ import annotations

from collections.abc import Iterator

from preflight.check import check
from preflight.checks.images import _pictures
from preflight.facts import Send
from preflight.finding import Finding, Item, Mender, Severity, Skip, Tally, _


@check("images.no-size", severity=Severity.NOTE, mender=Mender.BUILDER)
def no_size(send: Send) -> Iterator[Item]:
    """A picture's tag does not say how wide it is.

    The text jumps while the mail loads, and Outlook shows the file at its own size, which may be three screens wide.

    Bad:
        html: <img src="https://shop.test/hero.png" alt="Spring">
    Good:
        html: <img src="https://shop.test/hero.png" width="600" alt="Spring">
    Fix: give the img a width attribute in pixels.
    """
    # Backgrounds, VML and CSS get their size elsewhere, a srcset from its own img.
    images = [image for image in _pictures.pictures(send) if image.element == "img"]
    if not images:
        yield Skip(_("the mail shows no picture"))
        return
    bare = [image for image in images if not image.wide]
    for image in bare:
        yield Finding(
            _("a picture has no width ({url})", url=_pictures.shown(image.url)), key="width", fix=_FIX,
            location=image.location, evidence={"url": image.url}, many=_("{n} pictures have no width"),
        )  # fmt: skip
    words = _("{bare} of {images} pictures have no width", bare=len(bare), images=len(images))
    yield Tally(words, {"images": len(images), "without": len(bare)})


_FIX = _("Give the img a width attribute in pixels.")
