"""images.heavy"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated

from preflight.check import Options, check, option
from preflight.checks.images import _pictures
from preflight.facts import Ask, Facts, Fetch, Send, Web, unanswered
from preflight.facts.send import Image, Message
from preflight.facts.web import Answer, Unanswered
from preflight.finding import Finding, Item, Mender, Severity, Skip, Tally, _

_KB = 1_000


class Heavy(Options, frozen=True):
    """Options of images.heavy. Sizes in octets as they come over the line."""

    one: Annotated[int, option("Octets from which on one picture is too heavy.", ge=1)] = 500 * _KB
    all: Annotated[int, option("Octets from which on all pictures of a mail are.", ge=1)] = 1_000 * _KB


def asks(send: Send, options: Heavy, known: Facts) -> Iterable[Ask]:  # noqa: ARG001 - all asks are called alike
    """The same fetches as images.broken, so that none is made twice."""
    return (Fetch(i.url.partition("#")[0], weigh=True) for i in _pictures.pictures(send) if _pictures.fetchable(i))


@check("images.heavy", severity=Severity.WARNING, mender=Mender.BUILDER, asks=asks, cites=("T2",))
def heavy(send: Send, web: Web, options: Heavy) -> Iterator[Item]:
    """Pictures are so heavy that readers on the move wait for them.

    Most mails are read on a phone: above one megabyte the offer is not there yet when the reader goes on.

    Bad:
        html: <img src="https://shop.test/hero.png" width="600" alt="Spring">
        web: {"https://shop.test/hero.png": {status: 200, content_type: image/png, picture: png, size: 900000}}
    Good:
        html: <img src="https://shop.test/hero.png" width="600" alt="Spring">
        web: {"https://shop.test/hero.png": {status: 200, content_type: image/png, picture: png, size: 90000}}
    Fix: save the picture at twice its shown size at most, as JPEG or with fewer colours.
    Source: Knak help 6773310 on the weight of images, read 2026-11-22
    """
    images = [image for image in _pictures.pictures(send) if _pictures.fetchable(image)]
    if not images:
        yield Skip(_("the mail shows no picture from the web"))
        return
    for image in images:
        answer = web[image.url]
        if isinstance(answer, Unanswered):
            yield from unanswered.once(answer, image.location)
    sizes = {image.url: size for image in images if (size := _size(web[image.url])) is not None}
    yield from _each(images, sizes, options)
    for message in send.messages:
        yield from _together(message, sizes, options)
    total = sum(sizes.values())
    words = _("{images} pictures weigh {kb} KB together", images=len(sizes), kb=round(total / _KB))
    yield Tally(words, {"images": len(sizes), "octets": total, "heaviest": max(sizes.values(), default=0)})


def _size(answer: Answer | Unanswered) -> int | None:
    if isinstance(answer, Unanswered) or not 200 <= answer.status < 300 or not answer.picture:
        return None
    return answer.size


def _each(images: list[Image], sizes: dict[str, int], options: Heavy) -> Iterator[Finding]:
    for image in images:
        size = sizes.get(image.url, 0)
        if size > options.one:
            words = _("{url} weighs {kb} KB", url=_pictures.shown(image.url), kb=round(size / _KB))
            evidence = {"url": image.url, "octets": size}
            yield Finding(words, key=image.url, fix=_FIX, location=image.location, evidence=evidence)


def _together(message: Message, sizes: dict[str, int], options: Heavy) -> Iterator[Finding]:
    """All pictures of a mail, where no single one says it already."""
    own = {image.url: sizes[image.url] for image in message.images if image.url in sizes}
    total = sum(own.values())
    if total <= options.all or any(size > options.one for size in own.values()):
        return
    heaviest = sorted(own, key=lambda url: -own[url])[:5]
    first = next(image for image in message.images if image.url == heaviest[0])
    words = _("the {images} pictures weigh {kb} KB together", images=len(own), kb=round(total / _KB))
    evidence = {"octets": total, "heaviest": {url: own[url] for url in heaviest}}
    yield Finding(words, key="all", fix=_FIX, location=first.location, evidence=evidence)


_FIX = _("Save the picture at twice its shown size at most, as JPEG or with fewer colours.")
