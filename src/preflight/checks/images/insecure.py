"""images.insecure"""

from __future__ import annotations

from collections.abc import Iterator

from preflight.check import check
from preflight.checks.images import _pictures
from preflight.data.hosts import host_of
from preflight.facts import Send
from preflight.finding import Finding, Item, Mender, Severity, Skip, Tally, _

_SHOWN = 50
"""Addresses that the evidence lists."""


@check("images.insecure", severity=Severity.WARNING, mender=Mender.BUILDER)
def insecure(send: Send) -> Iterator[Item]:
    """A picture is loaded over http, not https.

    Web mail and phones on strict networks leave it out or warn, and everybody on the way sees what was opened.

    Bad:
        html: <img src="http://shop.test/hero.png" width="600" alt="Spring">
    Good:
        html: <img src="https://shop.test/hero.png" width="600" alt="Spring">
    Fix: write https:// instead of http://.
    """
    images = [image for image in _pictures.pictures(send) if image.url.startswith(_pictures.WEB)]
    if not images:
        yield Skip(_("the mail shows no picture from the web"))
        return
    plain = [image for image in images if image.url.startswith("http://") and _pictures.private(image) is None]
    urls = list(dict.fromkeys(image.url for image in plain))
    hosts = ", ".join(list(dict.fromkeys(host_of(url) for url in urls))[:3])
    for image in plain:
        yield Finding(
            _("{url} is loaded over http", url=_pictures.shown(image.url)), key="http",
            fix=_("Write https:// instead of http://."), location=image.location,
            evidence={"url": image.url, "urls": urls[:_SHOWN]},
            many=_("{n} pictures of {hosts} are loaded over http", hosts=hosts),
        )  # fmt: skip
    words = _("{plain} of {images} pictures are loaded over http", plain=len(plain), images=len(images))
    yield Tally(words, {"images": len(images), "insecure": len(plain)})
