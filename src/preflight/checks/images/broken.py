"""images.broken"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated

from preflight.check import Options, check, option
from preflight.checks.images import _pictures
from preflight.facts import Ask, Facts, Fetch, Send, Web, unanswered
from preflight.facts.destination import token_in
from preflight.facts.send import Image
from preflight.facts.web import Answer, Unanswered, trail
from preflight.finding import Finding, Item, Mender, Severity, Skip, Tally, Text, Unknown, _


class Broken(Options, frozen=True):
    """Options of images.broken."""

    tolerate: Annotated[frozenset[int], option("Statuses to accept from any host.")] = frozenset()


def asks(send: Send, options: Options, known: Facts) -> Iterable[Ask]:  # noqa: ARG001 - all asks are called alike
    """Every picture on the public web; never an open pixel."""
    return (Fetch(i.url.partition("#")[0], weigh=True) for i in _pictures.pictures(send) if _pictures.fetchable(i))


@check("images.broken", severity=Severity.BLOCKER, mender=Mender.BUILDER, asks=asks)
def broken(send: Send, web: Web, options: Broken) -> Iterator[Item]:
    """A picture does not load.

    The reader sees a torn frame where the offer should be. An address that answers with a page instead of a picture
    looks the same, and no link checker notices.

    Bad:
        html: <img src="https://shop.test/hero.png" width="600" alt="Spring">
        web: {"https://shop.test/hero.png": 404}
    Good:
        html: <img src="https://shop.test/hero.png" width="600" alt="Spring">
        web: {"https://shop.test/hero.png": {status: 200, content_type: image/png, picture: png}}
    Fix: upload the picture again and put its public address in.
    """
    images = list(_pictures.pictures(send))
    judged = [image for image in images if not image.url.lower().startswith(("data:", "cid:"))]
    if not judged:
        yield Skip(_("the mail shows no picture from the web"))
        return
    bad, open_ = set[str](), set[str]()
    for image in judged:
        item = _unfetchable(image) if not _pictures.fetchable(image) else _judged(image, web, options)
        if item is not None:
            (bad if isinstance(item, Finding) else open_).add(image.url)
            yield item
    yield _tally(len({image.url for image in judged}), len(bad), len(open_))


def _unfetchable(image: Image) -> Finding | Unknown | None:
    if image.role == "token" or token_in(image.raw):
        # A picture that differs by recipient is ordinary; whether it loads can be seen in a proof.
        return Unknown(_TOKEN, key="token", location=image.location, severity=Severity.WARNING)
    if not image.raw.strip():
        return _unloadable(image, "empty", _("a picture has no address"), _("{n} pictures have no address"))
    host = _pictures.private(image)
    if host is not None and image.url.startswith(_pictures.WEB):
        words = _("{url} is on {host}, which readers cannot reach", host=host)
        return _unloadable(image, host, words, _("{n} pictures are on {host}, which readers cannot reach", host=host))
    if image.url.lower().startswith("file:"):
        words = _("{url} is a file on somebody's own machine")
        return _unloadable(image, "file", words, _("{n} pictures are files on somebody's own machine ({url} …)"))
    why = image.invalid or "no mail program loads such an address"
    words = _("the picture “{raw}” cannot be loaded: {why}", raw=image.raw.strip()[:80], why=why)
    many = _("{n} pictures cannot be loaded: {why} (“{raw}” …)", raw=image.raw.strip()[:80], why=why)
    return _unloadable(image, why, words, many)


def _unloadable(image: Image, cause: str, words: Text, many: Text) -> Finding:
    """One finding for all pictures that are wrong in the same way: a folder was not uploaded."""
    values: dict[str, str | int | float] = {"url": _pictures.shown(image.url)}
    return Finding(
        Text(words.template, values | words.values), key=f"unloadable: {cause}", fix=_FIX, location=image.location,
        evidence={"url": image.url}, many=Text(many.template, values | many.values),
    )  # fmt: skip


def _judged(image: Image, web: Web, options: Broken) -> Finding | Unknown | None:
    answer = web[image.url]
    if isinstance(answer, Unanswered):
        return _unanswered(image, answer)
    evidence = {**answer.evidence, "url": image.url}
    if answer.fault:
        return _finding(image, _("{url} does not load: {why}", why=answer.detail or answer.fault), evidence)
    status = str(answer.status)
    if answer.status in options.tolerate:
        return None
    if answer.refused:
        reason = _("{status}: the server refuses robots; look at the picture in a proof", status=status)
        return Unknown(reason, key=image.url, location=image.location, evidence=evidence)
    if answer.status >= 400:
        return _finding(image, _("{url} answers {status}", status=status), evidence)
    return None if answer.picture else _finding(image, _no_picture(answer), evidence)


def _unanswered(image: Image, answer: Unanswered) -> Unknown:
    if unanswered.ours(answer):
        return Unknown(unanswered.reason(answer), key=answer.kind, location=image.location)
    evidence = {"url": image.url, **trail(answer.hops)}
    return Unknown(unanswered.reason(answer), key=image.url, location=image.location, evidence=evidence)


def _no_picture(answer: Answer) -> Text:
    if answer.page is not None or answer.content_type in _PAGES:
        return _("{url} answers with a web page, not a picture")
    if not answer.size:
        return _("{url} answers with nothing")
    kind = answer.content_type or "something unknown"
    return _("{url} answers with {kind}, not a picture", kind=kind)


_PAGES = frozenset({"text/html", "application/xhtml+xml"})


def _finding(image: Image, words: Text, evidence: dict[str, object]) -> Finding:
    text = Text(words.template, {"url": _pictures.shown(image.url), **words.values})
    return Finding(
        text, key=image.url or "empty", fix=_FIX, location=image.location, evidence={"url": image.url, **evidence}
    )


def _tally(images: int, bad: int, open_: int) -> Tally:
    measures: dict[str, int | float] = {"images": images, "broken": bad, "unknown": open_}
    if not bad and open_:
        return Tally(_("{open} of {images} pictures could not be judged", open=open_, images=images), measures)
    return Tally(_("{bad} of {images} pictures do not load", bad=bad, images=images), measures)


_FIX = _("Upload the picture again and put its public address in.")
_TOKEN = _("a token makes the address of a picture: look at it in a delivered proof")
