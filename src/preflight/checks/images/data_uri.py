"""images.data-uri"""

from __future__ import annotations

from collections.abc import Iterator

from preflight.check import check
from preflight.checks.images import _pictures
from preflight.facts import Send
from preflight.finding import Finding, Item, Mender, Severity, Skip, Tally, _


@check("images.data-uri", severity=Severity.WARNING, mender=Mender.BUILDER)
def data_uri(send: Send) -> Iterator[Item]:
    """A picture is written into the mail itself as data:.

    Gmail and Outlook do not show it, and it makes the mail so long that Gmail may cut it.

    Bad:
        html: <img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" width="600" alt="Spring">
    Good:
        html: <img src="https://shop.test/hero.png" width="600" alt="Spring">
    Fix: upload the picture and link to it.
    """
    images = list(_pictures.pictures(send))
    if not images:
        yield Skip(_("the mail shows no picture"))
        return
    inline = [image for image in images if image.url.lower().startswith("data:")]
    for image in inline:
        kind = image.url[5:].partition(",")[0].partition(";")[0][:40] or "text/plain"
        size = len(image.raw)
        yield Finding(
            _("a picture is written into the mail as data: ({kind}, {size} characters)", kind=kind, size=size),
            key="data", fix=_("Upload the picture and link to it."), location=image.location,
            evidence={"kind": kind, "characters": size},
            many=_("{n} pictures are written into the mail as data:, which Gmail and Outlook do not show"),
        )  # fmt: skip
    words = _("{inline} of {images} pictures are written into the mail", inline=len(inline), images=len(images))
    yield Tally(words, {"images": len(images), "inline": len(inline)})
